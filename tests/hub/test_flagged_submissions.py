"""What is flagged when a form comes in. Everything is stored; flags keep it out of the numbers."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from hub.models import AuditEvent
from hub.questionnaire import TRAP
from hub.submission_keys import Kind
from quizzes.models import Attempt, AttemptFlag, Phase
from surveys.models import SurveyFlag
from tests.accounts import device_of, link, linked_to, sign_in, sign_out
from tests.factories import PASSWORD, make_attempt, make_published_quiz, make_published_survey
from tests.taking import kept_open, new_client, open_form, quiz_url, survey_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz(hub):
    return make_published_quiz(questions=3)


@pytest.fixture
def survey(quiz):
    return make_published_survey(quiz.article)


def send_quiz(quiz, seconds=300.0, device=None, address="192.0.2.1", **more):
    device = device or new_client()
    page = kept_open(open_form(device, quiz_url(quiz)), Kind.QUIZ, timedelta(seconds=seconds))
    chosen = {name: values[0] for name, values in page.options.items()}
    assert device.post(page.action, page.sent(**chosen, **more), REMOTE_ADDR=address).status_code == 303


def send_survey(survey, seconds=300.0, device=None, **more):
    device = device or new_client()
    page = kept_open(open_form(device, survey_url(survey)), Kind.SURVEY, timedelta(seconds=seconds))
    assert device.post(page.action, page.sent(s1="4", **more)).status_code == 303


def kinds(flags=AttemptFlag):
    return sorted(flags.objects.values_list("kind", flat=True))


def test_answers_given_in_earnest_are_not_flagged(quiz, survey):
    send_quiz(quiz)
    send_survey(survey)

    assert (kinds(), kinds(SurveyFlag)) == ([], [])


# Keys count whole seconds, rounded down, so that up to one is given away.
@pytest.mark.parametrize(("seconds", "expected"), [(0, ["too_fast"]), (2, ["too_fast"]), (4, [])])
def test_three_questions_take_four_seconds(quiz, seconds, expected):
    send_quiz(quiz, seconds)

    assert kinds() == expected


@pytest.mark.parametrize(("seconds", "expected"), [(0, ["too_fast"]), (1, ["too_fast"]), (3, [])])
def test_survey_takes_three_seconds(survey, seconds, expected):
    send_survey(survey, seconds)

    assert kinds(SurveyFlag) == expected


def test_hidden_field_that_is_filled_in_is_flagged(quiz, survey):
    send_quiz(quiz, **{TRAP: "https://example.org"})
    send_survey(survey, **{TRAP: "x"})

    assert (kinds(), kinds(SurveyFlag)) == (["honeypot"], ["honeypot"])


def test_staff_are_flagged(quiz, survey, ada):
    device = new_client()
    device.login(username=ada.email, password=PASSWORD)
    send_quiz(quiz, device=device)
    send_survey(survey, device=device)

    assert (kinds(), kinds(SurveyFlag)) == (["staff"], ["staff"])


def test_role_makes_staff_of_whoever_may_not_open_the_admin(quiz, survey, ben):
    type(ben).objects.filter(pk=ben.pk).update(is_staff=False)
    device = new_client()
    device.login(username=ben.email, password=PASSWORD)
    send_quiz(quiz, device=device)
    send_survey(survey, device=device)

    assert (kinds(), kinds(SurveyFlag)) == (["staff"], ["staff"])


def test_what_staff_answered_before_they_signed_in_is_flagged_then(quiz, survey, ada):
    """Once each: signing in again finds it flagged."""
    EmailAddress.objects.create(user=ada, email=ada.email, verified=True, primary=True)
    device = Client()
    send_quiz(quiz, device=device)
    send_survey(survey, device=device)
    cookie = device.cookies["lid"].value
    before = (kinds(), kinds(SurveyFlag))

    for _ in range(2):
        device.cookies["lid"] = cookie
        sign_in(device, ada)
        sign_out(device)

    assert before == ([], [])
    assert (kinds(), kinds(SurveyFlag)) == (["staff"], ["staff"])
    assert set(AuditEvent.objects.values_list("verb", flat=True)) == {"flag staff", "log in"}


def test_what_staff_answered_after_their_session_ended_is_flagged_when_they_are_back(quiz, ada):
    EmailAddress.objects.create(user=ada, email=ada.email, verified=True, primary=True)
    device = Client()
    sign_in(device, ada)
    page = kept_open(open_form(device, quiz_url(quiz)), Kind.QUIZ)
    del device.cookies["sid"]
    chosen = {name: values[0] for name, values in page.options.items()}
    assert device.post(page.action, page.sent(**chosen)).status_code == 303

    sign_in(device, ada)

    assert kinds() == ["staff"]


def test_staff_who_sign_in_where_somebody_else_answered_flag_nothing(quiz, ada, dan):
    EmailAddress.objects.create(user=ada, email=ada.email, verified=True, primary=True)
    theirs = link(dan)
    make_attempt(quiz, Phase.PRE, [0, 0, 0], theirs)

    assert sign_in(device_of(theirs.pk), ada).status_code == 302

    assert (kinds(), linked_to(dan)) == ([], theirs.pk)


def test_trap_is_out_of_the_way_of_people(quiz, survey):
    for url in (quiz_url(quiz), survey_url(survey)):
        html = new_client().get(url).content.decode()
        trap = html.split('<div class="visually-hidden" aria-hidden="true">')[1].split("</div>")[0]

        assert html.count(f'name="{TRAP}"') == 1
        assert all(part in trap for part in ('autocomplete="off"', 'tabindex="-1"', "Leave this empty", "<label for="))


def test_burst_from_one_address_is_stored_and_flagged_from_where_it_is_one(hub):
    quiz, other = make_published_quiz(), make_published_quiz()
    for _ in range(33):
        send_quiz(quiz)
    send_quiz(quiz, address="192.0.2.2")
    send_quiz(other)

    assert Attempt.objects.count() == 35
    assert AttemptFlag.objects.filter(attempt__quiz=quiz).count() == 3
    assert set(kinds()) == {"burst"}


def test_no_address_is_stored(quiz):
    send_quiz(quiz, address="192.0.2.123")

    stored = [str(value) for row in Attempt.objects.values() for value in row.values()]
    assert not any("192.0.2.123" in value for value in stored)
