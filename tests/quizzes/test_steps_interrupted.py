"""One question at a time, where a session, an account or the questions change on the way."""

import pytest

from quizzes.models import Attempt, Draft, PinnedQuestion
from tests.factories import PASSWORD, freeze_question, make_published_quiz, make_version
from tests.taking import (
    chosen_texts,
    learner_of,
    new_client,
    open_form,
    options_of,
    quiz_url,
    read_form,
    result_url,
    step_url,
    take_step,
    take_steps,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz(hub):
    return make_published_quiz(questions=3, presentation="one")


@pytest.fixture
def device():
    return new_client()


def test_learner_of_the_key_wins_over_a_lost_cookie(device, quiz):
    page = open_form(device, step_url(quiz, 1))
    learner_id = learner_of(device)
    del device.cookies["lid"]

    response = device.post(page.action, page.sent(q1=page.options["q1"][1]))

    assert (response.status_code, learner_of(device)) == (303, learner_id)
    assert open_form(device, step_url(quiz, 1)).ticked == {"q1": page.options["q1"][1]}


def test_step_of_a_failed_csrf_check_comes_back_as_it_was(device, quiz):
    take_step(device, quiz, 1, 0)
    page = open_form(device, step_url(quiz, 2))
    sent = page.sent(q2=page.options["q2"][1])
    device.cookies.clear()

    response = device.post(page.action, sent)

    again = read_form(response)
    assert (response.status_code, "lid" in response.cookies) == (403, False)
    assert (again.action, again.ticked) == (page.action, {"q2": page.options["q2"][1]})
    assert again.hidden["submission_key"] == page.hidden["submission_key"]
    assert device.post(again.action, again.sent()).url == step_url(quiz, 3)
    assert open_form(device, step_url(quiz, 1)).ticked == {"q1": str(options_of(quiz, 1)[0].pk)}


def test_sending_after_a_failed_csrf_check_keeps_all_answers(device, quiz):
    last = take_steps(device, quiz)
    device.cookies.clear()

    again = read_form(device.post(last.action, last.sent()))

    assert not Attempt.objects.exists()
    assert device.post(again.action, again.sent()).status_code == 303
    assert chosen_texts(Attempt.objects.get()) == ["Gamma"] * 3


def test_step_of_another_account_is_handed_back(ada, dan, device, quiz):
    device.login(username=ada.email, password=PASSWORD)
    take_step(device, quiz, 1, 0)
    page = open_form(device, step_url(quiz, 2))
    device.cookies.clear()
    device.login(username=dan.email, password=PASSWORD)
    token = open_form(device, quiz_url(quiz)).hidden["csrfmiddlewaretoken"]

    response = device.post(page.action, page.sent(q2=page.options["q2"][1]) | {"csrfmiddlewaretoken": token})

    assert response.status_code == 422
    assert "opened under a different account" in response.content.decode()
    assert device.post(page.action, read_form(response).sent()).status_code == 303
    assert Draft.objects.count() == 2
    assert open_form(device, step_url(quiz, 1)).ticked == {}


def test_step_after_sending_leads_to_what_is_stored(device, quiz):
    page = open_form(device, step_url(quiz, 1))
    last = take_steps(device, quiz)
    device.post(last.action, last.sent())

    response = device.post(page.action, page.sent(q1=page.options["q1"][0]))

    assert (response.status_code, response.url) == (303, result_url(Attempt.objects.get()))
    assert not Draft.objects.exists()


def test_step_of_a_newer_version_than_the_draft_shows_what_is_kept(device, quiz):
    old = open_form(device, step_url(quiz, 1))
    version = make_version(quiz.article)
    for order, question in enumerate(quiz.questions.order_by("pk")):
        PinnedQuestion.objects.create(
            article_version=version, quiz=quiz, question_version=freeze_question(question, number=2), order=order
        )
    new = open_form(device, step_url(quiz, 1))
    device.post(old.action, old.sent(q1=old.options["q1"][0]))

    response = device.post(new.action, new.sent(q1=new.options["q1"][3]))

    assert response.status_code == 409
    assert "These questions were changed while the page was open." in response.content.decode()
    assert read_form(response).action == step_url(quiz, 2)
    assert open_form(device, step_url(quiz, 1)).ticked == {"q1": old.options["q1"][0]}
