import re
from uuid import uuid4

import pytest
from django.db import OperationalError, connection

from hub.models import Learner
from quizzes.models import Attempt, Phase
from tests.factories import (
    PASSWORD,
    make_attempt,
    make_published_quiz,
)
from tests.taking import (
    answer_all,
    chosen_texts,
    learner_of,
    new_client,
    open_form,
    options_of,
    quiz_url,
    read_form,
    result_url,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz(hub):
    return make_published_quiz(questions=2)


@pytest.fixture
def device():
    return new_client()


def test_answers_are_stored_and_lead_to_what_is_stored(device, quiz):
    response = answer_all(device, quiz_url(quiz), place=2)

    attempt = Attempt.objects.get()
    assert (response.status_code, response.url) == (303, result_url(attempt))
    assert chosen_texts(attempt) == ["Gamma", "Gamma"]
    assert (attempt.learner_id, attempt.phase) == (learner_of(device), "pre")
    assert attempt.opened_at <= attempt.submitted_at


def test_whole_journey_keeps_one_learner(device, quiz):
    answer_all(device, quiz_url(quiz), place=0)
    answer_all(device, quiz_url(quiz, "post"), place=2)

    assert list(Attempt.objects.order_by("phase").values_list("phase", "learner")) == [
        ("post", learner_of(device)),
        ("pre", learner_of(device)),
    ]


def test_confidence_and_i_do_not_know_are_stored(device, hub):
    quiz = make_published_quiz(confidence=True, dont_know=True)
    page = open_form(device, quiz_url(quiz))

    device.post(quiz_url(quiz), page.sent(q1="dont-know", q1_confidence="5"))

    answer = Attempt.objects.get().answers.get()
    assert (answer.option, answer.was_correct, answer.confidence) == (None, False, 5)


def test_confidence_is_optional(device, hub):
    quiz = make_published_quiz(confidence=True)

    assert answer_all(device, quiz_url(quiz)).status_code == 303
    assert Attempt.objects.get().answers.get().confidence is None


def test_missing_answer_hands_the_form_back_with_all_ticks(device, quiz):
    page = open_form(device, quiz_url(quiz))
    chosen = page.options["q1"][1]

    response = device.post(quiz_url(quiz), page.sent(q1=chosen))

    again = read_form(response)
    assert response.status_code == 422
    assert again.title.startswith("Error:")
    assert again.ticked == {"q1": chosen}
    assert again.hidden["submission_key"] == page.hidden["submission_key"]
    assert not Attempt.objects.exists()


def test_error_summary_names_each_open_question_and_links_to_its_first_option(device, quiz):
    page = open_form(device, quiz_url(quiz))

    response = device.post(quiz_url(quiz), page.sent())

    html = response.content.decode()
    summary = re.search(r'<div class="error-summary".*?</div>', html, re.DOTALL)[0]
    assert 'role="alert" tabindex="-1" autofocus' in summary
    assert "2 questions are still open" in summary
    links = re.findall(r'<a href="#(.*?)">(.*?)</a>', summary)
    assert links == [
        ("pre-q1_0", "Question 1 of 2: Choose one option."),
        ("pre-q2_0", "Question 2 of 2: Choose one option."),
    ]
    assert {"pre-q1_0", "pre-q2_0", "pre-q1_error", "pre-q2_error"} <= read_form(response).ids
    assert 'aria-describedby="pre-q1_error"' in html


def test_option_of_another_question_is_refused(device, quiz):
    page = open_form(device, quiz_url(quiz))

    response = device.post(quiz_url(quiz), page.sent(q1=page.options["q2"][0], q2=page.options["q2"][0]))

    assert response.status_code == 422
    assert "Choose one of the options shown here." in response.content.decode()
    assert not Attempt.objects.exists()


@pytest.mark.parametrize("confidence", ["0", "6", "x", "3.5"])
def test_confidence_off_the_scale_is_refused(device, hub, confidence):
    quiz = make_published_quiz(confidence=True)
    page = open_form(device, quiz_url(quiz))

    response = device.post(quiz_url(quiz), page.sent(q1=page.options["q1"][0], q1_confidence=confidence))

    assert response.status_code == 422
    assert not Attempt.objects.exists()


def test_fields_that_are_not_in_the_form_have_no_effect(device, quiz):
    page = open_form(device, quiz_url(quiz))
    extra = {"is_staff": "1", "score": "100", "learner": str(uuid4()), "was_correct": "1", "phase": "post"}

    device.post(quiz_url(quiz), page.sent(q1=page.options["q1"][0], q2=page.options["q2"][0]) | extra)

    attempt = Attempt.objects.get()
    assert (attempt.phase, attempt.learner_id) == ("pre", learner_of(device))
    assert not attempt.answers.filter(was_correct=True).exists()
    assert not Learner.objects.filter(is_simulated=True).exists()


def test_attempts_of_staff_are_flagged(ada, quiz):
    device = new_client()
    device.login(username=ada.email, password=PASSWORD)

    answer_all(device, quiz_url(quiz))

    assert "staff" in Attempt.objects.get().flags.values_list("kind", flat=True)


def test_sending_again_changes_nothing(device, quiz):
    page = open_form(device, quiz_url(quiz))
    first = device.post(quiz_url(quiz), page.sent(q1=page.options["q1"][2], q2=page.options["q2"][2]))

    second = device.post(quiz_url(quiz), page.sent(q1=page.options["q1"][0], q2=page.options["q2"][0]))

    assert (second.status_code, second.url) == (303, first.url)
    assert chosen_texts(Attempt.objects.get()) == ["Gamma", "Gamma"]


def test_second_tab_does_not_overwrite_the_first(device, quiz):
    tab_1, tab_2 = open_form(device, quiz_url(quiz)), open_form(device, quiz_url(quiz))
    device.post(quiz_url(quiz), tab_1.sent(q1=tab_1.options["q1"][2], q2=tab_1.options["q2"][2]))

    device.post(quiz_url(quiz), tab_2.sent(q1=tab_2.options["q1"][0], q2=tab_2.options["q2"][0]))

    assert chosen_texts(Attempt.objects.get()) == ["Gamma", "Gamma"]


@pytest.mark.parametrize("phase", ["pre", "post"])
def test_answered_phase_shows_what_is_stored(device, quiz, phase):
    answer_all(device, quiz_url(quiz, phase))

    response = device.get(f"{quiz_url(quiz, phase)}?choose={options_of(quiz, 1)[0].pk}")

    assert (response.status_code, response.url) == (303, result_url(Attempt.objects.get()))


def test_questions_before_reading_close_with_those_after(device, quiz):
    page = open_form(device, quiz_url(quiz))
    answer_all(device, quiz_url(quiz, "post"))

    opened = device.get(quiz_url(quiz))
    sent = device.post(quiz_url(quiz), page.sent(q1=page.options["q1"][0], q2=page.options["q2"][0]))

    assert (opened.status_code, sent.status_code) == (200, 409)
    assert "These questions are closed" in opened.content.decode()
    assert list(Attempt.objects.values_list("phase", flat=True)) == ["post"]


def test_questions_before_reading_close_for_the_learner_of_the_key(device, quiz):
    page = open_form(device, quiz_url(quiz))
    make_attempt(quiz, Phase.POST, [0, 0], Learner.objects.create(pk=learner_of(device)))
    del device.cookies["lid"]

    response = device.post(quiz_url(quiz), page.sent(q1=page.options["q1"][0], q2=page.options["q2"][0]))

    assert response.status_code == 409
    assert Attempt.objects.count() == 1


def test_busy_database_hands_the_form_back_with_ticks_and_the_same_key(device, quiz):
    page = open_form(device, quiz_url(quiz))
    sent = page.sent(q1=page.options["q1"][1], q2=page.options["q2"][3])

    def refuse(execute, sql, params, many, context):
        if sql.startswith("INSERT"):
            raise OperationalError("deadlock detected")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        response = device.post(quiz_url(quiz), sent)

    again = read_form(response)
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert again.title.startswith("Error:")
    assert again.ticked == {"q1": page.options["q1"][1], "q2": page.options["q2"][3]}
    assert again.hidden["submission_key"] == page.hidden["submission_key"]
    assert device.post(quiz_url(quiz), again.sent()).status_code == 303
