"""Around signing in: forms that were open meanwhile, and the cookie of the device."""

import pytest
from django.test import Client

from hub import middleware
from hub.models import LearnerLink
from hub.submission_keys import Kind
from hub.transactions import BusyError
from quizzes.models import Attempt, Phase
from surveys.models import SurveyResponse
from tests.accounts import DEVICE, device_of, link, linked_to, make_member, sign_in, sign_out
from tests.factories import make_attempt, make_published_quiz, make_published_survey
from tests.taking import answer_all, kept_open, open_form, quiz_url, read_form, result_url, survey_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz(hub):
    return make_published_quiz(questions=2)


@pytest.fixture
def cara(db):
    """Cara learns, with an account."""
    return make_member("cara")


# Forms that were open meanwhile


@pytest.mark.parametrize("has_learner", [False, True])
def test_form_opened_before_signing_in_is_stored_for_the_account_once(cara, quiz, has_learner):
    own = link(cara) if has_learner else None
    client = Client()
    form = open_form(client, quiz_url(quiz))
    sent = form.sent(**{name: values[0] for name, values in form.options.items()})

    sign_in(client, cara)
    responses = [client.post(quiz_url(quiz), sent) for _ in range(2)]

    attempt = Attempt.objects.get()
    assert {response.headers["Location"] for response in responses} == {result_url(attempt)}
    assert attempt.learner_id == linked_to(cara)
    assert own is None or attempt.learner == own
    assert client.get(result_url(attempt)).status_code == 200


def test_form_opened_before_signing_in_is_acknowledged_where_the_account_has_answered(cara, quiz):
    standing = make_attempt(quiz, Phase.PRE, [3, 3], link(cara))
    client = Client()
    form = open_form(client, quiz_url(quiz))

    sign_in(client, cara)
    response = client.post(quiz_url(quiz), form.sent(**{name: values[0] for name, values in form.options.items()}))

    assert (response.status_code, response.headers["Location"]) == (303, result_url(standing))
    assert Attempt.objects.count() == 1


def test_form_of_a_device_is_not_stored_for_the_next_person_there(cara, dan, quiz):
    client = Client()
    form = open_form(client, quiz_url(quiz))
    sign_in(client, cara)
    sign_out(client)
    client.force_login(dan)

    sent = form.sent(**{name: values[0] for name, values in form.options.items()})
    response = client.post(quiz_url(quiz), sent)

    assert (response.status_code, Attempt.objects.count()) == (422, 0)
    assert b"opened under a different account" in response.content


def test_forms_open_on_two_signed_in_devices_make_one_learner(cara, quiz):
    survey = make_published_survey(quiz.article)
    first, second = Client(), Client()
    for client in (first, second):
        sign_in(client, cara)
    forms = [(first, quiz_url(quiz)), (second, survey_url(survey))]
    pages = [(client, url, open_form(client, url)) for client, url in forms]

    for client, url, page in pages:
        assert client.post(url, page.sent(**{n: v[0] for n, v in page.options.items()})).status_code == 303

    assert {Attempt.objects.get().learner_id, SurveyResponse.objects.get().learner_id} == {linked_to(cara)}


@pytest.mark.parametrize("kind", ["quiz", "survey"])
def test_form_handed_back_to_another_account_keeps_the_time_it_took(cara, dan, quiz, kind):
    """Whoever sends it again at once has read it all the same."""
    survey = make_published_survey(quiz.article)
    url, model = (quiz_url(quiz), Attempt) if kind == "quiz" else (survey_url(survey), SurveyResponse)
    link(cara)
    client = Client()
    sign_in(client, cara)
    page = kept_open(open_form(client, url), Kind(kind))
    sign_out(client)
    client.force_login(dan)

    refused = client.post(url, page.sent(**{name: values[0] for name, values in page.options.items()}))
    stored = client.post(url, read_form(refused).sent())

    assert (refused.status_code, stored.status_code) == (422, 303)
    assert list(model.objects.values_list("flags__kind", flat=True)) == [None]


# The cookie


def test_signed_in_devices_carry_no_learner_cookie(cara, quiz):
    client = Client()
    sign_in(client, cara)

    answer_all(client, quiz_url(quiz))

    assert "lid" not in client.cookies


def test_signing_out_forgets_the_learner_and_clears_the_browser(cara, quiz):
    client = device_of()
    sign_in(client, cara)
    client.cookies["lid"] = str(DEVICE)

    response = sign_out(client)

    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert response.cookies["lid"].value == ""
    assert open_form(client, quiz_url(quiz)).hidden["submission_key"]


def test_sign_out_of_nobody_clears_nothing(hub):
    response = sign_out(device_of())

    assert ("Clear-Site-Data" in response.headers, "lid" in response.cookies) == (False, False)


def test_failed_log_in_keeps_the_learner(cara):
    response = sign_in(device_of(), cara, password="wrong")

    assert "lid" not in response.cookies
    assert not LearnerLink.objects.exists()


def test_busy_database_keeps_the_cookie_and_the_next_post_tries_again(cara, monkeypatch):
    def busy(request):
        raise BusyError

    client = device_of()
    with monkeypatch.context() as patched:
        patched.setattr(middleware.learners, "adopt", busy)
        assert sign_in(client, cara).status_code == 302
    assert (client.cookies["lid"].value, linked_to(cara)) == (str(DEVICE), None)

    client.post("/accounts/password/change/", {})

    assert (client.cookies["lid"].value, linked_to(cara)) == ("", DEVICE)
