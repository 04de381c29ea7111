"""Stopping mails: a GET shows a button, a POST stops for good, with or without a browser."""

import pytest

from hub.models import MailPreference
from quizzes.follow_up import Purpose, link_token
from quizzes.models import FollowUpRequest
from tests.factories import NOW, make_published_quiz
from tests.taking import new_client

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(hub, dan):
    quiz = make_published_quiz()
    return FollowUpRequest.objects.create(user=dan, quiz=quiz, wording="w", wording_hash="h", asked_on=NOW.date())


@pytest.fixture
def url(asked):
    return f"/mail/stop/{link_token(asked, Purpose.STOP)}/"


def is_stopped(asked) -> bool:
    asked.refresh_from_db()
    return asked.stopped_on is not None


def test_opening_the_link_stops_nothing(url, asked):
    page = new_client().get(url)

    assert page.status_code == 200
    assert f'<form method="post" action="{url}">' in page.content.decode()
    assert not is_stopped(asked)


def test_one_click_of_a_mail_program_stops(url, asked):
    """RFC 8058: a POST without cookies and without a token, and no redirect as its answer."""
    answers = [new_client().post(url, {"List-Unsubscribe": "One-Click"}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert is_stopped(asked)
    assert f'action="{url}all/"' in answers[0].content.decode()


def test_all_mails_are_stopped_on_request(url, asked, dan):
    assert new_client().get(f"{url}all/").status_code == 405

    answers = [new_client().post(f"{url}all/") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert is_stopped(asked)
    assert MailPreference.objects.get(user=dan).stopped_on is not None


@pytest.mark.parametrize("method", ["get", "post"])
def test_damaged_link_says_what_to_do(asked, method):
    answers = [
        getattr(new_client(), method)(f"/mail/stop/{token}/")
        for token in ("nonsense", link_token(asked, Purpose.ANSWER), link_token(asked, Purpose.STOP)[:-2])
    ]

    assert [answer.status_code for answer in answers] == [404] * 3
    assert "Copy the whole address from the mail" in answers[0].content.decode()
    assert not is_stopped(asked)
