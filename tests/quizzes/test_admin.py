"""Questions with their options on one page, quizzes with their questions, answers to look at."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from articles.models import Objective, Reference, TextBlock
from hub.models import AuditEvent
from quizzes.models import Answer, Attempt, Option, Phase, Question, Quiz, QuizQuestion
from tests import factories
from tests.desk import Desk, as_shown, errors

pytestmark = pytest.mark.django_db
FOUR = [{"text": "Alpha"}, {"text": "Beta", "is_key": "on"}, {"text": "Gamma"}, {"text": "Delta", "feedback": "No."}]


@pytest.fixture
def desk(client, ada):
    return Desk(client, ada)


def options(question) -> list[tuple]:
    return list(question.options.values_list("slot", "text", "is_key"))


def send_options(desk, *rows: dict, **fields):
    """A new question; the page offers four blank rows, so further ones are added and those not used stay blank."""
    page_rows = {
        f"options-{number}-{name}": value for number, row in enumerate(rows[:4]) for name, value in row.items()
    }
    return desk.send(
        "quizzes.question", rows={"options": list(rows[4:])}, **{"stem": "Which trial?"} | page_rows | fields
    )


def test_question_with_its_options_is_stored_from_one_page(desk):
    Reference.objects.create(key="imroz", title="Isatuximab")

    answer = send_options(desk, *FOUR, bloom="remember", moore="3", refs="imroz", rationale="<p>Because</p>")

    question = Question.objects.get()
    assert answer.status_code == 302
    assert (question.stem, question.bloom, question.moore, question.refs) == ("Which trial?", "remember", 3, "imroz")
    assert question.rationale == "<p>Because</p>"
    assert options(question) == [
        ("1", "Alpha", False),
        ("2", "Beta", True),
        ("3", "Gamma", False),
        ("4", "Delta", False),
    ]
    assert question.options.last().feedback == "No."


@pytest.mark.parametrize(
    ("rows", "sentences"),
    [
        (FOUR[1:2], ["A question has at least 2 options."]),
        ([{"text": f"Choice {n}", **({"is_key": "on"} if n == 0 else {})} for n in range(9)], ["A question has at most 8 options."]),
        ([FOUR[0], FOUR[2]], ["Mark the right option as the key."]),
        ([FOUR[1], {"text": "Gamma", "is_key": "on"}], ["Only one option is the key; 2 are marked."]),
        ([FOUR[1], {"text": " beta "}, FOUR[2]], ["Two options say the same: Beta."]),
        ([FOUR[1], FOUR[0], {"text": "", "feedback": "No."}], ["This field is required."]),
        ([], ["A question has at least 2 options.", "Mark the right option as the key."]),
    ],
)  # fmt: skip
def test_question_that_cannot_be_asked_gets_sentences_and_keeps_what_was_typed(desk, rows, sentences):
    answer = send_options(desk, *rows, stem="A long stem")

    assert errors(answer) == sentences
    assert Question.objects.count() == 0
    assert as_shown(answer)["stem"] == "A long stem"


def test_unknown_source_gets_a_sentence(desk):
    answer = send_options(desk, *FOUR, refs="nobody")

    assert errors(answer) == ["No reference has the key nobody. Add it under References, or choose another."]


def test_key_moves_to_another_option_in_one_save(desk):
    question = factories.make_question(key=2)

    desk.save("quizzes.question", question.pk, **{"options-0-is_key": "on", "options-2-is_key": ""})

    assert [text for _slot, text, is_key in options(question) if is_key] == ["Alpha"]


def test_new_option_gets_a_slot_that_was_never_used(desk):
    question = factories.make_question()
    factories.freeze_question(question)
    desk.save("quizzes.question", question.pk, **{"options-3-DELETE": "on"})

    desk.save("quizzes.question", question.pk, rows={"options": [{"text": "Epsilon"}]})

    assert options(question)[-1] == ("5", "Epsilon", False)


def test_order_of_options_is_kept_with_their_slots(desk):
    question = factories.make_question()

    desk.save("quizzes.question", question.pk, **{"options-0-order": "9"})

    assert [slot for slot, _text, _is_key in options(question)] == ["2", "3", "4", "1"]


def test_answered_question_cannot_be_deleted_but_retired(client, desk, paul, ada):
    quiz = factories.make_published_quiz()
    factories.make_attempt(quiz, Phase.PRE, [2])
    question = Question.objects.get()
    publisher = Desk(client, paul)
    refused = publisher.client.post(reverse("admin:quizzes_question_delete", args=[question.pk]), {"post": "yes"})
    assert refused.status_code == 409
    assert "it cannot be deleted. Retire it instead." in refused.content.decode()

    client.force_login(ada)
    chosen = {"action": "retire", "_selected_action": [question.pk]}
    answer = client.post(reverse("admin:quizzes_question_changelist"), chosen)

    question.refresh_from_db()
    assert [str(message) for message in get_messages(answer.wsgi_request)] == ["1 question is retired."]
    assert question.retired_at is not None
    event = AuditEvent.objects.get()
    assert (event.verb, event.subject, event.actor) == ("retire", f"question {question.pk}", ada)

    client.post(reverse("admin:quizzes_question_changelist"), chosen | {"action": "restore"})
    question.refresh_from_db()
    assert question.retired_at is None


def test_deleting_many_questions_at_once_spares_all_where_one_was_published(client, paul):
    published = factories.make_published_quiz().questions.get()
    fresh = factories.make_question(stem="Fresh?")
    client.force_login(paul)
    chosen = {"action": "delete_selected", "_selected_action": [published.pk, fresh.pk], "post": "yes"}

    answer = client.post(reverse("admin:quizzes_question_changelist"), chosen)

    assert [str(message) for message in get_messages(answer.wsgi_request)] == [published.kept_because]
    assert Question.objects.count() == 2


def test_retired_question_is_not_offered_to_quizzes(client, ada):
    factories.make_question(stem="Retired one", retired_at=factories.NOW)
    factories.make_question(stem="One in use")
    client.force_login(ada)
    where = {"app_label": "quizzes", "model_name": "quizquestion", "field_name": "question", "term": "one"}

    found = client.get(reverse("admin:autocomplete"), where).json()["results"]

    assert [row["text"] for row in found] == ["One in use"]


def test_quiz_offers_objectives_and_keyed_blocks_of_its_article(desk):
    article, other = factories.make_article(), factories.make_article()
    Objective.objects.create(article=article, key="LO1", text="of this article")
    Objective.objects.create(article=other, key="LO1", text="of another article")
    TextBlock.objects.create(parent=article, region="main", key="proof", text="<p>a</p>")
    quiz = Quiz.objects.create(article=article)

    page = desk.open("quizzes.quiz", quiz.pk).content.decode()

    assert "of this article" in page
    assert "of another article" not in page
    assert '<option value="proof">proof (text)</option>' in page


def test_questions_of_a_quiz_keep_their_order_and_get_keys(desk):
    first, second = factories.make_question(stem="First?"), factories.make_question(stem="Second?")
    quiz = Quiz.objects.create(article=factories.make_article())

    desk.save("quizzes.quiz", quiz.pk, rows={"lines": [{"question": second.pk}, {"question": first.pk}]})

    lines = QuizQuestion.objects.filter(quiz=quiz)
    assert [(line.question.stem, line.key) for line in lines] == [("Second?", "q1"), ("First?", "q2")]


def test_question_twice_in_a_quiz_gets_a_sentence(desk):
    question = factories.make_question()
    quiz = Quiz.objects.create(article=factories.make_article())

    answer = desk.send("quizzes.quiz", quiz.pk, rows={"lines": [{"question": question.pk}] * 2})

    assert "Please correct the duplicate data for question." in errors(answer)


def test_quiz_is_added_on_the_article_screen_with_its_usual_settings(desk):
    article = factories.make_article()

    desk.save("articles.article", article.pk, rows={"quiz": [{}]})

    assert (article.quiz.mode, article.quiz.presentation) == ("pre_post", "all")
    page = desk.open("articles.article", article.pk).content.decode()
    assert f'href="{reverse("admin:quizzes_quiz_change", args=[article.quiz.pk])}"' in page


def test_presentation_is_chosen_on_the_article_screen(desk):
    article = factories.make_article()

    desk.save("articles.article", article.pk, rows={"quiz": [{"presentation": "one"}]})

    assert article.quiz.presentation == "one"


def test_answers_are_shown_without_any_trace_of_the_learner(client, ben):
    quiz = factories.make_published_quiz()
    attempt = factories.make_attempt(quiz, Phase.PRE, [1])
    learner = str(attempt.learner_id)
    answer = Answer.objects.get()
    client.force_login(ben)

    pages = [
        client.get(reverse("admin:quizzes_attempt_changelist")),
        client.get(reverse("admin:quizzes_attempt_change", args=[attempt.pk])),
        client.get(reverse("admin:quizzes_answer_changelist")),
        client.get(reverse("admin:quizzes_answer_change", args=[answer.pk])),
    ]

    assert [page.status_code for page in pages] == [200] * 4
    assert not any(learner in page.content.decode() or attempt.nonce in page.content.decode() for page in pages)
    assert not any('name="_save"' in page.content.decode() for page in pages)


def test_attempts_are_listed_by_flag_with_their_number(client):
    quiz = factories.make_published_quiz()
    plain, fast, other = (factories.make_attempt(quiz, Phase.PRE, [1]) for _ in range(3))
    for attempt, kind in ((fast, "too_fast"), (other, "too_fast"), (other, "burst")):
        factories.flag(attempt, kind)
    client.force_login(factories.make_user("root", is_staff=True, is_superuser=True))

    def listed(**query):
        page = client.get(reverse("admin:quizzes_attempt_changelist"), query)
        return {attempt.pk for attempt in page.context["cl"].result_list}

    page = client.get(reverse("admin:quizzes_attempt_changelist")).content.decode()
    assert "Answered too fast (2)" in page
    assert "One of many from one place within a short time (1)" in page
    assert listed(flag="too_fast") == {fast.pk, other.pk}
    assert listed(flag="burst") == {other.pk}
    assert listed(flag="none") == {plain.pk}
    assert listed(flag="unknown") == set()


def test_answers_cannot_be_changed_even_by_a_superuser(client):
    attempt = factories.make_attempt(factories.make_published_quiz(), Phase.PRE, [1])
    client.force_login(factories.make_user("root", is_staff=True, is_superuser=True))
    change = reverse("admin:quizzes_attempt_change", args=[attempt.pk])

    assert client.post(change, {"phase": "post"}).status_code == 403
    assert client.post(reverse("admin:quizzes_attempt_delete", args=[attempt.pk]), {"post": "yes"}).status_code == 403
    assert Attempt.objects.get().phase == "pre"


def test_reviewer_reads_a_question(client, rhea):
    question = factories.make_question(rationale="<p>10<sup>−5</sup></p>")

    page = Desk(client, rhea).open("quizzes.question", question.pk).content.decode()

    assert "10<sup>−5</sup>" in page
    assert 'name="_save"' not in page
    assert Option.objects.count() == 4
