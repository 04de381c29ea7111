"""What visitors get while the database is away."""

import re
from contextlib import contextmanager

import pytest
from django.db import OperationalError, connection

from quizzes.models import Attempt
from surveys.models import SurveyResponse
from tests.factories import make_published_quiz, make_published_survey
from tests.taking import new_client, open_form, quiz_url, read_form, survey_url


@contextmanager
def database_away():
    """Every query fails as on a server that is being restarted."""

    def refuse(execute, sql, params, many, context):
        raise OperationalError("the database system is starting up")

    with connection.execute_wrapper(refuse):
        yield


@pytest.fixture
def device():
    return new_client()


@pytest.fixture
def quiz(hub):
    return make_published_quiz(questions=2)


@pytest.mark.django_db
def test_quiz_is_handed_back_with_every_tick(device, quiz):
    page = open_form(device, quiz_url(quiz))
    sent = page.sent(q1=page.options["q1"][1], q2=page.options["q2"][3])

    with database_away():
        response = device.post(quiz_url(quiz), sent)

    again = read_form(response)
    assert (response.status_code, response["Retry-After"], list(response.cookies)) == (503, "5", ["csrf"])
    assert again.title.startswith("Error:")
    assert again.action == quiz_url(quiz)
    assert again.hidden | {"csrfmiddlewaretoken": ""} == sent | {"csrfmiddlewaretoken": ""}
    assert device.post(quiz_url(quiz), again.sent()).status_code == 303
    assert Attempt.objects.count() == 1


@pytest.mark.django_db
def test_survey_is_handed_back_with_every_tick(device, hub):
    survey = make_published_survey(make_published_quiz().article)
    page = open_form(device, survey_url(survey))

    with database_away():
        response = device.post(survey_url(survey), page.sent(s1="4", s2="na", country="DE"))

    again = read_form(response)
    assert response.status_code == 503
    assert {name: again.hidden[name] for name in ("s1", "s2", "country")} == {"s1": "4", "s2": "na", "country": "DE"}
    assert device.post(survey_url(survey), again.sent()).status_code == 303
    assert SurveyResponse.objects.count() == 1


@pytest.mark.django_db
def test_quiz_without_a_token_is_handed_back_too(device, quiz):
    page = open_form(device, quiz_url(quiz))
    device.cookies.clear()

    with database_away():
        response = device.post(quiz_url(quiz), page.sent(q1=page.options["q1"][1], q2=page.options["q2"][0]))

    again = read_form(response)
    assert (response.status_code, list(response.cookies)) == (503, ["csrf"])
    assert device.post(quiz_url(quiz), again.sent()).status_code == 303
    assert Attempt.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/articles/", "/quizzes/any/pre/", "/accounts/login/", "/no-such-page/"])
def test_page_says_to_come_back(device, hub, path):
    device.raise_request_exception = False

    with database_away():
        response = device.get(path)

    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert response["Cache-Control"] == "private, no-store"
    assert "Back in a moment" in response.content.decode()


@pytest.mark.django_db
def test_page_that_needs_no_database_is_served(device):
    with database_away():
        assert device.get("/healthz").status_code == 200


@pytest.mark.django_db
def test_page_in_an_outage_has_its_stylesheet(device, hub):
    with database_away():
        [address] = re.findall(r'/theme/[^"]+', device.get("/").content.decode())
        response = device.get(address)

    assert (response.status_code, response["Content-Type"]) == (200, "text/css; charset=utf-8")


@pytest.mark.django_db
def test_form_that_may_not_be_repeated_says_to_look_first(client, hub):
    """A password is never written into a page, and nobody is told that nothing was stored where that is not known."""
    with database_away():
        response = client.post("/accounts/login/", {"login": "dan@example.org", "password": "a secret"})

    text = response.content.decode()
    assert response.status_code == 503
    assert "look whether it is there" in text
    assert "a secret" not in text


@pytest.mark.django_db
def test_mistake_of_ours_stays_an_error(device, quiz):
    def fail(execute, sql, params, many, context):
        raise ZeroDivisionError

    device.raise_request_exception = False
    with connection.execute_wrapper(fail):
        response = device.get(quiz_url(quiz))

    assert response.status_code == 500
    assert "Something failed on our side" in response.content.decode()


@pytest.mark.django_db(transaction=True)
def test_dropped_connection_costs_the_visitor_nothing(device, quiz):
    """The server ends the connection in the middle of a request: the request is answered over a new one."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no connections to drop")
    page = open_form(device, quiz_url(quiz))
    dropped = []

    def drop_once(execute, sql, params, many, context):
        if not dropped:
            dropped.append(sql)
            connection.connection.close()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(drop_once):
        response = device.post(quiz_url(quiz), page.sent(q1=page.options["q1"][1], q2=page.options["q2"][3]))

    assert (len(dropped), response.status_code) == (1, 303)
    assert Attempt.objects.count() == 1
