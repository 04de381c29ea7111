"""The edges of the follow-up by the clock of the hub, where summer time begins or ends in between."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from hub.models import Hub
from quizzes.follow_up_mails import due_requests
from quizzes.models import Attempt, Phase
from tests.factories import make_attempt, make_published_quiz
from tests.follow_ups import client_of, make_linked_learner, make_request
from tests.taking import open_form, quiz_url, result_url

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
POST_AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
"""Half past ten in Zurich, where summer time begins on 29 March."""


@pytest.fixture
def quiz(hub):
    Hub.objects.update(time_zone="Europe/Zurich")
    return make_published_quiz()


@pytest.fixture
def learner(dan):
    return make_linked_learner(dan)


@pytest.fixture
def at(monkeypatch):
    """Set the clock."""

    def set_to(now):
        monkeypatch.setattr(timezone, "now", lambda: now)
        return now

    return set_to


def words(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_both_ends_by_the_clock_of_the_hub(quiz, learner, dan, at):
    at(POST_AT)
    post = make_attempt(quiz, Phase.POST, [2], learner, submitted_at=POST_AT)
    url = quiz_url(quiz, Phase.FOLLOW_UP)
    ends = "12 April 2026, 11:30 to 24 May 2026, 11:30 (Europe/Zurich)"

    at(POST_AT + timedelta(days=42) - SECOND)
    dans = client_of(dan)
    assert ends in words(dans.get(url))
    assert "Write to me once" in words(dans.get(result_url(post)))
    at(POST_AT + timedelta(days=42))
    assert list(open_form(dans, url).options) == ["q1"]
    assert "until 24 May 2026, 11:30 (Europe/Zurich)" in words(dans.get(result_url(post)))
    at(POST_AT + timedelta(days=84))
    dans = client_of(dan)
    page = open_form(dans, url)
    at(POST_AT + timedelta(days=84) + SECOND)
    late = dans.post(url, page.sent(q1=page.options["q1"][2]))
    assert (late.status_code, ends in words(late)) == (409, True)
    at(POST_AT + timedelta(days=84))
    assert dans.post(url, page.sent(q1=page.options["q1"][2])).status_code == 303
    assert Attempt.objects.filter(phase=Phase.FOLLOW_UP).count() == 1


def test_mail_is_due_at_the_same_instants(quiz, learner, dan, at):
    """Asked for on a day of the hub that had not begun yet by UTC, or was over."""
    make_attempt(quiz, Phase.POST, [2], learner, submitted_at=POST_AT)
    for day in (POST_AT.date() - timedelta(days=1), POST_AT.date() + timedelta(days=1)):
        request = make_request(quiz, dan, asked_on=day)
        found = [
            bool(list(due_requests(POST_AT + past)))
            for past in (
                timedelta(days=42) - SECOND,
                timedelta(days=42),
                timedelta(days=84),
                timedelta(days=84) + SECOND,
            )
        ]
        request.delete()

        assert found == [False, True, True, False]
