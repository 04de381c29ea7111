"""The list of questions as a bank, and the way of a question into a quiz."""

import re

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from quizzes.judging import judge_all
from quizzes.models import Phase, Question, Quiz
from tests import factories
from tests.answered import KEY, WRONG, make_answers
from tests.desk import Desk

pytestmark = pytest.mark.django_db
LIST = "admin:quizzes_question_changelist"


@pytest.fixture
def writer(client, ada):
    client.force_login(ada)
    return client


def listed(client, **query) -> list[str]:
    page = client.get(reverse(LIST), query)
    assert page.status_code == 200
    return sorted(question.stem for question in page.context["cl"].result_list)


@pytest.mark.parametrize(
    ("query", "stems"),
    [
        ({"q": "gravity"}, ["In an option?"]),
        ({"q": "because"}, ["In the rationale?"]),
        ({"q": "anti-cd38"}, ["In a quiz, answered?"]),
        ({"q": "EXT-1"}, ["In the rationale?"]),
        ({"use": "asked"}, ["In a quiz, answered?"]),
        ({"use": "never"}, ["In an option?", "In the rationale?"]),
        ({"use": "retired"}, ["Retired?"]),
        ({"answered": "yes"}, ["In a quiz, answered?"]),
        ({"answered": "no", "use": "now"}, ["In an option?", "In the rationale?"]),
        ({"remarks": "yes", "q": "option?"}, ["In an option?"]),
        ({"remarks": "no"}, []),
        ({"remarks": "nonsense", "use": "retired"}, ["Retired?"]),
        ({"bloom__exact": "apply"}, ["In the rationale?"]),
        ({"hub": "999", "topic": "x"}, []),
    ],
)
def test_bank_is_searched_and_filtered(writer, query, stems):
    factories.make_question(stem="In an option?", options=("Gravity", "B"), key=0)
    factories.make_question(stem="In the rationale?", rationale="<p>Because.</p>", bloom="apply", external_id="ext-1")
    factories.make_question(stem="Retired?", retired_at=factories.NOW)
    quiz = factories.make_published_quiz(article=factories.make_article(title="Anti-CD38 antibodies"))
    Question.objects.filter(stem="Question 1?").update(stem="In a quiz, answered?")
    factories.make_attempt(quiz, Phase.PRE, [2])
    judge_all()

    assert listed(writer, **query) == stems


def test_questions_of_a_hub(writer, hub):
    factories.make_published_quiz(article=factories.make_article(hub))
    factories.make_question(stem="Elsewhere?")

    assert listed(writer, hub=str(hub.pk)) == ["Question 1?"]


def test_columns_show_right_answers_with_n(writer):
    make_answers(factories.make_published_quiz(), 20, [WRONG], [KEY])
    factories.make_question(stem="Never asked?")

    rows = {row[1]: row for row in cells(writer)}

    assert [text for text in rows["Question 1?"] if "n = " in str(text)] == ["0% (n = 20)", "100% (n = 20)"]
    assert rows["Never asked?"][5:7] == ["–", "–"]


def cells(client) -> list[list[str]]:
    page = client.get(reverse(LIST))
    found = page.context["cl"]
    texts = []
    for question in found.result_list:
        admin = found.model_admin
        texts.append(
            ["", question.stem, question.bloom, question.used, question.answered, admin.right_before(question), admin.right_after(question)]
        )  # fmt: skip
    return texts


def test_long_stems_are_cut_and_what_is_not_answered_is_no_fault(writer):
    factories.make_question(stem="Which drug? " * 30)

    page = writer.get(reverse(LIST)).content.decode()

    assert len(re.search(r'field-short_stem"><a .*?>(.*?)</a>', page)[1]) == 200
    assert re.search(r'field-is_answered">(.*?)<', page)[1] == "–"


def test_queries_of_the_list_do_not_grow(writer, django_assert_max_num_queries):
    for number in range(2):
        make_answers(factories.make_published_quiz(), 2, [WRONG], [KEY])
        with django_assert_max_num_queries(11):
            writer.get(reverse(LIST))
        assert Question.objects.count() == number + 1


@pytest.mark.parametrize("n", [2, 300])
@pytest.mark.parametrize("remarks", ["yes", "no"])
def test_filter_by_remarks_reads_a_page_and_not_the_bank(writer, django_assert_num_queries, remarks, n):
    Question.objects.bulk_create(
        Question(stem=f"Question {number}?", remarks="" if number % 2 else "QUIZ-NEG") for number in range(n)
    )
    writer.get(reverse(LIST))

    with django_assert_num_queries(11):
        page = writer.get(reverse(LIST), {"remarks": remarks})

    assert (page.context["cl"].result_count, len(page.context["cl"].result_list)) == (n // 2, min(n // 2, 50))


def test_chosen_questions_join_a_quiz(writer):
    asked, new = factories.make_question(stem="Asked?"), factories.make_question(stem="New?")
    quiz = Quiz.objects.create(article=factories.make_article())
    quiz.lines.create(question=asked, key="q1")

    chosen = writer.post(reverse(LIST), {"action": "use_in_quiz", "_selected_action": [asked.pk, new.pk]})
    assert writer.get(chosen.url).status_code == 200
    assert writer.post(chosen.url, {"quiz": ""}).status_code == 422
    answer = writer.post(chosen.url, {"quiz": quiz.pk})

    assert answer.url == reverse("admin:quizzes_quiz_change", args=[quiz.pk])
    assert [line.question.stem for line in quiz.lines.all()] == ["Asked?", "New?"]
    told = [str(message) for message in get_messages(answer.wsgi_request)]
    assert told == ["1 question joined the quiz.", "The quiz asks already: Asked?"]


@pytest.mark.parametrize("ids", ["", "x,9999999999999999999999", "-1"])
def test_place_without_questions_says_so(writer, ids):
    page = writer.post(reverse("admin:quizzes_question_place") + f"?ids={ids}", {"quiz": "nonsense"})

    assert "No question is chosen." in page.content.decode()


@pytest.mark.parametrize("action", ["copy", "use_in_quiz", "retire", "export_chosen", "delete_selected"])
@pytest.mark.parametrize("chosen", ["x", "", "-1", "9" * 30, "1.5"])
def test_choice_that_somebody_made_up_chooses_nothing(client, action, chosen):
    client.force_login(factories.make_user("root", is_staff=True, is_superuser=True))
    factories.make_question()

    answer = client.post(reverse(LIST), {"action": action, "_selected_action": chosen}, follow=True)

    assert (answer.status_code, Question.objects.in_use().count()) == (200, 1)


def test_copy_leads_to_the_copy(writer):
    question = factories.make_question()

    answer = writer.post(reverse(LIST), {"action": "copy", "_selected_action": [question.pk]})

    copy = Question.objects.exclude(pk=question.pk).get()
    assert answer.url == reverse("admin:quizzes_question_change", args=[copy.pk])


def test_external_id_that_is_taken_gets_its_sentence_at_the_field(writer, ada):
    factories.make_question(external_id="q1")
    other = factories.make_question()

    answer = Desk(writer, ada).send("quizzes.question", other.pk, external_id="q1")

    assert answer.context["adminform"].form.errors == {"external_id": ["Another question has this external id."]}
