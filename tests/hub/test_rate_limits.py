"""How often forms may be sent, and that nothing is lost on whoever sends too many."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from hub.rate_limits import Scope, seconds_to_wait
from quizzes.models import Attempt
from surveys.models import SurveyResponse
from tests.factories import make_published_quiz, make_published_survey
from tests.taking import answer_all, new_client, open_form, quiz_url, read_form, survey_url

NOW = datetime(2026, 3, 2, 12, 0, 20, tzinfo=UTC)
LEARNER = UUID(int=1)


def waits(rf, n, scope=Scope.ANSWERS, learner=LEARNER, address="192.0.2.1", now=NOW):
    request = rf.post("/", REMOTE_ADDR=address)
    return [seconds_to_wait(request, scope, learner, now=now) for _ in range(n)]


def test_a_learner_may_send_sixty_a_minute(rf):
    assert waits(rf, 62) == [0] * 60 + [40, 40]
    assert waits(rf, 1, learner=UUID(int=2)) == [0]
    assert waits(rf, 1, scope=Scope.DRAFTS) == [0]
    assert waits(rf, 1, now=NOW + timedelta(seconds=40)) == [0]


def test_an_address_may_send_a_thousand_a_minute(rf):
    assert [waits(rf, 1, learner=uuid4())[0] for _ in range(1_001)] == [0] * 1_000 + [40]
    assert waits(rf, 1, address="192.0.2.2") == [0]


def test_zero_is_no_limit(rf, settings):
    settings.RATE_LIMIT_PER_LEARNER = settings.RATE_LIMIT_PER_ADDRESS = 0

    assert set(waits(rf, 1_100)) == {0}


def test_without_an_address_only_the_learner_is_limited(rf):
    assert waits(rf, 61, address="")[-1] == 40
    assert {waits(rf, 1, address="", learner=uuid4())[0] for _ in range(1_001)} == {0}


@pytest.mark.django_db
def test_two_hundred_learners_behind_one_address_are_all_stored(hub):
    quiz = make_published_quiz()

    answers = {answer_all(new_client(), quiz_url(quiz)).status_code for _ in range(200)}

    assert (answers, Attempt.objects.count()) == ({303}, 200)


@pytest.mark.django_db
def test_quiz_beyond_the_limit_comes_back_as_it_was_filled_in(hub, settings):
    settings.RATE_LIMIT_PER_LEARNER = 1
    quiz = make_published_quiz(questions=2)
    device = new_client()
    page = open_form(device, quiz_url(quiz))
    device.post(page.action, page.sent(q1=page.options["q1"][0]))

    refused = device.post(page.action, page.sent(q1=page.options["q1"][3], q2=page.options["q2"][1]))

    again = read_form(refused)
    assert (refused.status_code, 0 < int(refused["Retry-After"]) <= 60) == (429, True)
    assert "Nothing of this one is stored yet" in refused.content.decode()
    assert again.ticked == {"q1": page.options["q1"][3], "q2": page.options["q2"][1]}
    assert not Attempt.objects.exists()
    settings.RATE_LIMIT_PER_LEARNER = 60
    assert device.post(again.action, again.sent()).status_code == 303
    assert Attempt.objects.count() == 1


@pytest.mark.django_db
def test_survey_beyond_the_limit_comes_back_as_it_was_filled_in(hub, settings):
    settings.RATE_LIMIT_PER_ADDRESS = 1
    survey = make_published_survey(make_published_quiz().article)
    answer_all(new_client(), quiz_url(make_published_quiz()))
    device = new_client()
    page = open_form(device, survey_url(survey))

    refused = device.post(page.action, page.sent(s1="4"))

    assert (refused.status_code, read_form(refused).ticked) == (429, {"s1": "4"})
    assert not SurveyResponse.objects.exists()
