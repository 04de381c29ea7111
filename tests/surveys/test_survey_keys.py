from uuid import uuid4

import pytest
from django.db import OperationalError, connection

from hub.models import LearnerLink, account_mac
from surveys.models import SurveyResponse
from tests.factories import (
    PASSWORD,
    make_article,
    make_published_quiz,
    make_published_survey,
)
from tests.taking import learner_of, new_client, open_form, quiz_url, read_form, survey_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey(hub):
    return make_published_survey(make_article())


@pytest.fixture
def device():
    return new_client()


def test_tampered_key_hands_the_form_back_with_ticks_and_a_fresh_key(device, survey):
    page = open_form(device, survey_url(survey))

    response = device.post(survey_url(survey), page.sent(s1="5") | {"submission_key": "x"})

    again = read_form(response)
    assert (response.status_code, again.ticked) == (422, {"s1": "5"})
    assert device.post(survey_url(survey), again.sent()).status_code == 303
    assert SurveyResponse.objects.get().learner_id == learner_of(device)


def test_key_of_a_quiz_is_handed_back(device, hub):
    quiz = make_published_quiz()
    survey = make_published_survey(quiz.article)
    foreign = open_form(device, quiz_url(quiz)).hidden["submission_key"]

    response = device.post(
        survey_url(survey),
        open_form(device, survey_url(survey)).sent(s1="5", submission_key=foreign) | {"submission_key": foreign},
    )

    assert response.status_code == 422
    assert not SurveyResponse.objects.exists()


def test_learner_of_the_key_wins_over_the_cookie_and_becomes_it(device, survey):
    page = open_form(device, survey_url(survey))
    learner_id = learner_of(device)
    device.cookies["lid"] = str(uuid4())

    device.post(survey_url(survey), page.sent(s1="5"))

    assert SurveyResponse.objects.get().learner_id == learner_of(device) == learner_id


def test_own_response_is_acknowledged_and_the_form_of_another_key_not_stored(device, survey):
    foreign = open_form(new_client(), survey_url(survey)).hidden["submission_key"]
    page = open_form(device, survey_url(survey))
    device.post(survey_url(survey), page.sent(s1="5"))

    response = device.post(survey_url(survey), page.sent(s1="1") | {"submission_key": foreign})

    assert (response.status_code, "lid" in response.cookies) == (303, False)
    assert SurveyResponse.objects.count() == 1


def test_form_of_a_failed_csrf_check_comes_back_with_ticks_and_the_same_key(device, survey):
    page = open_form(device, survey_url(survey))
    device.cookies.clear()

    response = device.post(survey_url(survey), page.sent(s1="5", country="MT"))

    again = read_form(response)
    assert (response.status_code, "lid" in response.cookies) == (403, False)
    assert (again.ticked, again.hidden["submission_key"]) == ({"s1": "5"}, page.hidden["submission_key"])
    assert '<option value="MT" selected>' in response.content.decode()
    assert device.post(survey_url(survey), again.sent()).status_code == 303


def test_account_is_linked_with_its_first_survey(dan, survey):
    device = new_client()
    device.login(username=dan.email, password=PASSWORD)

    device.post(survey_url(survey), open_form(device, survey_url(survey)).sent(s1="5"))

    assert LearnerLink.objects.get(account_mac=account_mac(dan.pk)).learner == SurveyResponse.objects.get().learner


def test_busy_database_hands_the_form_back_with_ticks_and_the_same_key(device, survey):
    page = open_form(device, survey_url(survey))

    def refuse(execute, sql, params, many, context):
        if sql.startswith("INSERT"):
            raise OperationalError("deadlock detected")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        response = device.post(survey_url(survey), page.sent(s1="5"))

    again = read_form(response)
    assert (response.status_code, response["Retry-After"], again.ticked) == (503, "5", {"s1": "5"})
    assert device.post(survey_url(survey), again.sent()).status_code == 303
