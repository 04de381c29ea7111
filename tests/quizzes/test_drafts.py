"""The draft of a quiz: saved while a form is filled in, found again wherever it is opened, gone with the submission."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import OperationalError, connection

from hub.models import Learner
from quizzes.integrity import stored_answers
from quizzes.models import Attempt, Draft, Phase
from tests.factories import (
    make_attempt,
    make_published_quiz,
    show_quiz,
)
from tests.taking import (
    answer_all,
    chosen_texts,
    draft_url,
    learner_of,
    new_client,
    open_form,
    options_of,
    quiz_url,
    result_url,
    save_draft,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz(hub):
    return make_published_quiz(questions=3, confidence=True)


@pytest.fixture
def device():
    return new_client()


def test_what_is_ticked_is_kept_by_question_version(device, quiz):
    page = open_form(device, quiz_url(quiz))
    chosen = page.options["q2"][1]

    response = save_draft(device, quiz, page, q2=chosen, q2_confidence="4", q3_confidence="1")

    draft = Draft.objects.get()
    versions = [option.version_id for option in (options_of(quiz, 2)[0], options_of(quiz, 3)[0])]
    assert (response.status_code, response.json()) == (
        200,
        {"stored": {"q2": chosen, "q2-confidence": "4", "q3-confidence": "1"}},
    )
    assert draft.answers == {
        str(versions[0]): {"option": chosen, "confidence": 4},
        str(versions[1]): {"confidence": 1},
    }
    assert (draft.learner_id, draft.phase, draft.article_version) == (
        learner_of(device),
        "pre",
        quiz.article.versions.get(),
    )
    assert draft.opened_at <= draft.updated_at
    assert response["Cache-Control"] == "private, no-store"


def test_new_tab_finds_the_answers_and_the_same_key(device, quiz):
    page = open_form(device, quiz_url(quiz))
    save_draft(device, quiz, page, q2=page.options["q2"][1], q2_confidence="4")

    again = open_form(device, quiz_url(quiz))

    assert again.ticked == {"q2": page.options["q2"][1], "q2-confidence": "4"}
    assert again.hidden["submission_key"] == page.hidden["submission_key"]


def test_option_chosen_in_the_article_is_ticked_over_the_draft(device, quiz):
    page = open_form(device, quiz_url(quiz))
    save_draft(device, quiz, page, q1=page.options["q1"][0], q2=page.options["q2"][1])

    again = open_form(device, f"{quiz_url(quiz)}?choose={page.options['q1'][3]}")

    assert again.ticked == {"q1": page.options["q1"][3], "q2": page.options["q2"][1]}


def test_last_tick_of_a_question_wins_and_the_others_stay(device, quiz):
    tab_1, tab_2 = open_form(device, quiz_url(quiz)), open_form(device, quiz_url(quiz))
    save_draft(device, quiz, tab_1, q1=tab_1.options["q1"][0], q2=tab_1.options["q2"][0])

    save_draft(device, quiz, tab_2, q2=tab_2.options["q2"][3])

    assert open_form(device, quiz_url(quiz)).ticked == {"q1": tab_1.options["q1"][0], "q2": tab_1.options["q2"][3]}
    assert Draft.objects.count() == 1


@pytest.mark.parametrize("phase", ["pre", "post"])
def test_submission_takes_the_draft_with_it(device, quiz, phase):
    page = open_form(device, quiz_url(quiz, phase))
    save_draft(device, quiz, page, phase, q1=page.options["q1"][0])

    answer_all(device, quiz_url(quiz, phase), place=2)

    assert not Draft.objects.exists()
    assert chosen_texts(Attempt.objects.get()) == ["Gamma", "Gamma", "Gamma"]


def test_answers_after_reading_close_the_draft_from_before(device, quiz):
    page = open_form(device, quiz_url(quiz))
    save_draft(device, quiz, page, q1=page.options["q1"][0])

    answer_all(device, quiz_url(quiz, "post"))

    assert not Draft.objects.exists()


def test_draft_is_not_counted(device, quiz):
    page = open_form(device, quiz_url(quiz))
    save_draft(device, quiz, page, q1=page.options["q1"][0])

    stored = stored_answers(Attempt.objects.all(), report_progress=lambda count: None)

    assert (Draft.objects.count(), stored.attempts, stored.answers) == (1, 0, 0)


def test_sent_answers_stand_over_a_late_save(device, quiz):
    page = open_form(device, quiz_url(quiz))
    answer_all(device, quiz_url(quiz), place=2)

    response = save_draft(device, quiz, page, q1=page.options["q1"][0])

    attempt = Attempt.objects.get()
    assert (response.status_code, response.json()) == (
        409,
        {"problem": "Your answers were sent already. What was sent first stands.", "address": result_url(attempt)},
    )
    assert not Draft.objects.exists()


def test_sent_answers_of_the_learner_of_the_key_stand_over_a_save(device, quiz):
    page = open_form(device, quiz_url(quiz))
    attempt = make_attempt(quiz, Phase.PRE, [0, 0, 0], Learner.objects.create(pk=learner_of(device)))
    del device.cookies["lid"]

    response = save_draft(device, quiz, page, q1=page.options["q1"][0])

    assert (response.status_code, response.json()["address"]) == (409, result_url(attempt))


def test_questions_before_reading_are_closed_for_drafts_too(device, quiz):
    page = open_form(device, quiz_url(quiz))
    answer_all(device, quiz_url(quiz, "post"))

    response = save_draft(device, quiz, page, q1=page.options["q1"][0])

    assert (response.status_code, response.json()["address"]) == (409, quiz_url(quiz))
    assert not Draft.objects.exists()


def test_what_the_form_does_not_offer_is_left_out_with_a_sentence(device, quiz):
    page = open_form(device, quiz_url(quiz))
    sent = page.sent(q1=page.options["q1"][0], q2=page.options["q1"][0], q3="dont-know", q1_confidence="9", q7="x")

    response = device.post(draft_url(quiz), sent | {"learner": str(uuid4()), "score": "100"})

    assert response.json() == {
        "stored": {"q1": page.options["q1"][0]},
        "left_out": "A part that is not among the questions and options of this quiz was left out. The rest is saved.",
    }


def test_i_do_not_know_is_kept_where_it_is_offered(device, quiz):
    show_quiz(quiz, dont_know=True)
    page = open_form(device, quiz_url(quiz))

    assert save_draft(device, quiz, page, q3="dont-know").json() == {"stored": {"q3": "dont-know"}}
    assert open_form(device, quiz_url(quiz)).ticked == {"q3": "dont-know"}


def test_too_much_is_refused_with_a_sentence(device, quiz):
    page = open_form(device, quiz_url(quiz))

    response = device.post(draft_url(quiz), page.sent(q1="x" * 40_000))

    assert response.status_code == 413
    assert response.json()["problem"].startswith("This is more than the answers of a quiz")


def test_only_post_saves(device, quiz):
    assert device.get(draft_url(quiz)).status_code == 405


def test_quiz_that_readers_cannot_take_saves_nothing(quiz):
    """Nor does it tell whether the token was right."""
    assert new_client().post("/quizzes/no-such-article/pre/draft/").status_code == 404


@pytest.mark.parametrize("key", ["", "x"])
def test_damaged_key_saves_nothing_and_says_so(device, quiz, key):
    page = open_form(device, quiz_url(quiz))

    response = device.post(draft_url(quiz), page.sent(q1=page.options["q1"][0]) | {"submission_key": key})

    assert response.status_code == 422
    assert response.json()["problem"].startswith("This form was not recognised")
    assert not Learner.objects.exists()


def test_failed_csrf_check_hands_out_a_fresh_token_and_no_learner_cookie(device, quiz):
    page = open_form(device, quiz_url(quiz))
    sent = page.sent(q1=page.options["q1"][0])
    learner_id = learner_of(device)
    device.cookies.clear()

    response = device.post(draft_url(quiz), sent)

    assert (response.status_code, "lid" in response.cookies) == (403, False)
    assert not Draft.objects.exists()
    saved = device.post(draft_url(quiz), sent | {"csrfmiddlewaretoken": response.json()["token"]})
    assert saved.status_code == 200
    assert Draft.objects.get().learner_id == learner_of(device) == learner_id


def test_busy_database_says_so_and_may_be_asked_again(device, quiz):
    page = open_form(device, quiz_url(quiz))

    def refuse(execute, sql, params, many, context):
        if sql.startswith("INSERT"):
            raise OperationalError("deadlock detected")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        response = save_draft(device, quiz, page, q1=page.options["q1"][0])

    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert response.json()["problem"].startswith("Not saved: the site is busy.")


@pytest.mark.parametrize(
    "broken",
    [[], "x", 7, {"x": 1}, {"FIRST": []}, {"FIRST": {"option": ["x"]}}, {"FIRST": {"confidence": {"a": 1}}}],
)
def test_broken_sheet_is_ignored_and_mended_by_the_next_save(device, quiz, broken):
    page = open_form(device, quiz_url(quiz))
    save_draft(device, quiz, page, q1=page.options["q1"][0])
    if isinstance(broken, dict) and "FIRST" in broken:
        broken = {str(options_of(quiz, 1)[0].version_id): broken["FIRST"]}
    Draft.objects.update(answers=broken)

    again = open_form(device, quiz_url(quiz))
    assert again.ticked == {}
    assert save_draft(device, quiz, again, q2=page.options["q2"][0]).json() == {"stored": {"q2": page.options["q2"][0]}}
    assert answer_all(device, quiz_url(quiz)).status_code == 303


def test_reading_times_of_a_draft_go_with_a_submission_that_has_none(device, quiz):
    page = open_form(device, quiz_url(quiz))
    device.post(draft_url(quiz), page.sent() | {"article-opened": "600", "article-read": "60"})
    draft = Draft.objects.get()

    answer_all(device, quiz_url(quiz))

    attempt = Attempt.objects.get()
    assert (attempt.article_opened_at, attempt.article_read_at) == (draft.article_opened_at, draft.article_read_at)
    assert draft.updated_at - draft.article_opened_at == timedelta(seconds=600)


def test_reading_times_come_with_the_submission(device, quiz):
    page = open_form(device, quiz_url(quiz))
    chosen = {name: values[0] for name, values in page.options.items() if "-" not in name}

    device.post(quiz_url(quiz), page.sent(**chosen) | {"article-opened": "90", "article-read": "-3"})

    attempt = Attempt.objects.get()
    assert attempt.submitted_at - attempt.article_opened_at == timedelta(seconds=90)
    assert attempt.article_read_at is None


def test_saving_takes_a_fixed_number_of_queries(device, quiz, django_assert_num_queries):
    page = open_form(device, quiz_url(quiz))
    sent = page.sent(q1=page.options["q1"][0], q2=page.options["q2"][0])

    # The sitting and its attempts, pins; learner, attempts, draft, its row; the savepoint.
    with django_assert_num_queries(3 + 4 + 2):
        device.post(draft_url(quiz), sent)
