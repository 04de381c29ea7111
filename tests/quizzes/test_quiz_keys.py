from uuid import uuid4

import pytest

from hub import submission_keys
from hub.models import LearnerLink, account_mac
from quizzes.models import Attempt
from tests.factories import (
    PASSWORD,
    make_published_quiz,
)
from tests.taking import answer_all, learner_of, new_client, open_form, options_of, quiz_url, read_form, result_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz(hub):
    return make_published_quiz(questions=2)


@pytest.fixture
def device():
    return new_client()


@pytest.mark.parametrize("key", ["", "x", "broken"])
def test_tampered_key_hands_the_form_back_with_ticks_and_a_fresh_key(device, quiz, key):
    page = open_form(device, quiz_url(quiz))
    sent = page.sent(q1=page.options["q1"][1], q2=page.options["q2"][3], submission_key=key)

    response = device.post(quiz_url(quiz), sent | {"submission_key": key})

    again = read_form(response)
    assert response.status_code == 422
    assert again.title.startswith("Error:")
    assert "nothing is stored yet" in response.content.decode()
    assert again.ticked == {"q1": page.options["q1"][1], "q2": page.options["q2"][3]}
    assert device.post(quiz_url(quiz), again.sent()).status_code == 303
    assert Attempt.objects.get().learner_id == learner_of(device)


def test_key_of_another_phase_is_handed_back(device, quiz):
    page = open_form(device, quiz_url(quiz))

    response = device.post(quiz_url(quiz, "post"), page.sent(q1=page.options["q1"][1], q2=page.options["q2"][3]))

    assert response.status_code == 422
    assert not Attempt.objects.exists()


def test_learner_of_the_key_wins_over_the_cookie_and_becomes_it(device, quiz):
    page = open_form(device, quiz_url(quiz))
    learner_id = learner_of(device)
    device.cookies["lid"] = str(uuid4())

    response = device.post(quiz_url(quiz), page.sent(q1=page.options["q1"][0], q2=page.options["q2"][0]))

    assert response.status_code == 303
    assert Attempt.objects.get().learner_id == learner_of(device) == learner_id
    assert device.get(response.url).status_code == 200


def test_own_attempt_is_acknowledged_and_the_form_of_another_key_not_stored(device, quiz):
    foreign_tab = new_client()
    page = open_form(foreign_tab, quiz_url(quiz))
    first = answer_all(device, quiz_url(quiz))
    token = device.cookies["csrf"].value

    sent = page.sent(q1=page.options["q1"][2], q2=page.options["q2"][2]) | {"csrfmiddlewaretoken": token}
    response = device.post(quiz_url(quiz), sent)

    assert (response.status_code, response.url) == (303, first.url)
    assert Attempt.objects.count() == 1
    assert "lid" not in response.cookies


def test_form_of_a_failed_csrf_check_comes_back_with_ticks_and_the_same_key(device, quiz):
    page = open_form(device, quiz_url(quiz))
    sent = page.sent(q1=page.options["q1"][1], q2=page.options["q2"][3])
    learner_id = learner_of(device)
    device.cookies.clear()

    response = device.post(quiz_url(quiz), sent)

    again = read_form(response)
    assert response.status_code == 403
    assert "lid" not in response.cookies
    assert again.title.startswith("Error:")
    assert again.ticked == {"q1": page.options["q1"][1], "q2": page.options["q2"][3]}
    assert again.hidden["submission_key"] == page.hidden["submission_key"]
    assert again.hidden["csrfmiddlewaretoken"] != page.hidden["csrfmiddlewaretoken"]
    assert device.post(quiz_url(quiz), again.sent()).status_code == 303
    assert Attempt.objects.get().learner_id == learner_of(device) == learner_id


def test_failed_csrf_check_with_a_broken_key_hands_back_a_fresh_one(quiz):
    device = new_client()

    response = device.post(quiz_url(quiz), {"q1": str(options_of(quiz, 1)[0].pk), "submission_key": "x"})

    again = read_form(response)
    assert (response.status_code, "lid" in response.cookies) == (403, False)
    assert again.ticked == {"q1": str(options_of(quiz, 1)[0].pk)}
    sent = again.sent(q2=again.options["q2"][0])
    assert device.post(quiz_url(quiz), sent).status_code == 303


def test_failed_csrf_check_of_what_is_answered_leads_to_the_result(device, quiz):
    first = answer_all(device, quiz_url(quiz))

    response = device.post(quiz_url(quiz), {"csrfmiddlewaretoken": "x" * 64})

    assert (response.status_code, response.url) == (303, first.url)


def test_signing_in_in_another_tab_loses_nothing(dan, quiz):
    """Signing in rotates the CSRF token: the open form comes back once, then its learner becomes the account's."""
    device = new_client()
    page = open_form(device, quiz_url(quiz))
    learner_id = learner_of(device)
    device.login(username=dan.email, password=PASSWORD)
    device.cookies["csrf"] = "y" * 32

    response = device.post(quiz_url(quiz), page.sent(q1=page.options["q1"][2], q2=page.options["q2"][2]))
    again = read_form(response)
    stored = device.post(quiz_url(quiz), again.sent())

    assert (response.status_code, stored.status_code) == (403, 303)
    assert Attempt.objects.get().learner_id == learner_id
    assert LearnerLink.objects.get(account_mac=account_mac(dan.pk)).learner_id == learner_id


def test_account_finds_its_learner_on_another_device(dan, quiz):
    first, second = new_client(), new_client()
    for device in (first, second):
        device.login(username=dan.email, password=PASSWORD)
    answer_all(first, quiz_url(quiz))

    response = second.get(quiz_url(quiz))

    assert (response.status_code, response.url) == (303, result_url(Attempt.objects.get()))
    assert second.get(response.url).status_code == 200


def test_form_opened_under_another_account_is_handed_back(ada, dan, quiz):
    device = new_client()
    device.login(username=ada.email, password=PASSWORD)
    answer_all(device, quiz_url(quiz))
    page = open_form(device, quiz_url(quiz, "post"))
    device.cookies.clear()
    device.login(username=dan.email, password=PASSWORD)
    token = open_form(device, quiz_url(quiz)).hidden["csrfmiddlewaretoken"]
    sent = page.sent(q1=page.options["q1"][0], q2=page.options["q2"][0]) | {"csrfmiddlewaretoken": token}

    response = device.post(quiz_url(quiz, "post"), sent)

    assert response.status_code == 422
    assert "opened under a different account" in response.content.decode()
    stored = device.post(quiz_url(quiz, "post"), read_form(response).sent())
    assert stored.status_code == 303
    assert Attempt.objects.get(phase="post").learner.link.account_mac == account_mac(dan.pk)


def test_key_says_when_the_form_was_opened(device, quiz):
    page = open_form(device, quiz_url(quiz))

    key = submission_keys.read(page.hidden["submission_key"], kind="quiz", object_id=quiz.pk, phase="pre")

    assert (key.learner_id, key.version_id) == (learner_of(device), quiz.article.versions.get().pk)
