"""/me/mail/: what an account asked for and could ask for, when it is due, and what it agreed to."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone

from articles.models import Article
from hub.models import ConsentEvent, Hub, MailPreference
from hub.transactions import BusyError
from quizzes.models import FollowUpRequest, Phase
from tests.factories import make_article, make_attempt, make_published_quiz
from tests.follow_ups import answered, client_of, make_linked_learner, make_request
from tests.taking import new_client

pytestmark = pytest.mark.django_db
URL = "/me/mail/"


@pytest.fixture
def quiz(hub):
    return make_published_quiz(article=make_article(title="Antibodies"))


@pytest.fixture
def learner(dan):
    return make_linked_learner(dan)


@pytest.fixture
def dans(dan):
    return client_of(dan)


def words(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def press(client, do: str, article: str = ""):
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', client.get(URL).content.decode())[1]
    return client.post(URL, {"csrfmiddlewaretoken": token, "do": do, "article": article})


def test_opening_the_page_records_nothing(quiz, learner, dans):
    answered(quiz, learner, 1)

    page = dans.get(URL)

    assert (page.status_code, page["Cache-Control"]) == (200, "private, no-store")
    assert "Write to me once, 6 to 12 weeks after my answers" in words(page)
    assert (FollowUpRequest.objects.count(), ConsentEvent.objects.count(), MailPreference.objects.count()) == (0, 0, 0)


def test_asking_and_stopping_without_a_script(quiz, learner, dans, dan):
    answered(quiz, learner, 1)
    slug = quiz.article.slug

    asked = press(dans, "ask", slug)
    assert (asked.status_code, asked.url) == (303, f"{URL}#mails")
    assert "We will write to you on" in words(dans.get(URL))
    assert press(dans, "stop", slug).status_code == 303

    request = FollowUpRequest.objects.get()
    assert (request.user, request.stopped_on) == (dan, timezone.now().date())
    page = words(dans.get(URL))
    assert "You stopped this mail on" in page
    assert "Agreed , on the site, signed in: one mail with the same questions" in page
    assert "Withdrawn , on the site, signed in: one mail with the same questions" in page


def test_stopping_all_is_said_with_its_day(quiz, learner, dans, dan):
    answered(quiz, learner, 1)
    make_request(quiz, dan)

    press(dans, "stop-all")

    assert FollowUpRequest.objects.get().stopped_on is not None
    assert MailPreference.objects.get(user=dan).stopped_on is not None
    page = words(dans.get(URL))
    assert "You stopped all mails on" in page
    assert "Withdrawn , on the site, signed in: all mails" in page


@pytest.mark.parametrize(
    ("days", "fields", "said"),
    [
        (1, {}, "Planned"),
        (50, {}, "Due now"),
        (50, {"sent_on": timezone.now().date()}, "We wrote to you on"),
        (85, {}, "The questions can no longer be answered"),
    ],
)
def test_each_mail_says_what_is_due_when(quiz, learner, dans, dan, days, fields, said):
    answered(quiz, learner, days)
    make_request(quiz, dan, **fields)

    page = words(dans.get(URL))

    assert said in page
    assert ("Do not write to me" in page) == (not fields and days != 85)
    assert ("Answer once more" in page) == (days == 50)


def test_answered_and_taken_down_ones_are_over(quiz, learner, dans, dan):
    answered(quiz, learner, 50)
    make_request(quiz, dan)
    Article.objects.update(taken_down_at=timezone.now())
    assert "can no longer be answered" in words(dans.get(URL))
    Article.objects.update(taken_down_at=None)
    make_attempt(quiz, Phase.FOLLOW_UP, [2], learner, submitted_at=timezone.now())

    page = words(dans.get(URL))

    assert "You have answered once more, so no mail follows." in page
    assert "Write to me" not in page


@pytest.mark.parametrize(("do", "article"), [("ask", "nowhere"), ("stop", ""), ("", ""), ("ask", "x" * 5_000)])
def test_bad_input_changes_nothing_and_says_so(quiz, learner, dans, do, article):
    answered(quiz, learner, 1)

    refused = press(dans, do, article)

    assert refused.status_code == 422
    assert "nothing has changed" in words(refused)
    assert not FollowUpRequest.objects.exists()


def test_asking_too_late_says_so(quiz, learner, dans, dan):
    answered(quiz, learner, 85)
    make_request(quiz, dan)

    assert press(dans, "ask", quiz.article.slug).status_code == 409


def test_without_an_account_it_leads_to_sign_in(quiz):
    device = new_client()

    page = device.get(URL)

    assert page.status_code == 200
    assert f'href="/accounts/login/?next={URL}"' in page.content.decode()
    refused = device.post(URL, {"do": "stop-all"})
    assert (refused.status_code, "Sign in to see" in words(refused)) == (403, True)


def test_failed_check_and_busy_database_change_nothing(quiz, learner, dans, monkeypatch):
    answered(quiz, learner, 1)
    refused = dans.post(URL, {"csrfmiddlewaretoken": "x" * 64, "do": "ask", "article": quiz.article.slug})
    assert (refused.status_code, "press the button again" in words(refused)) == (403, True)

    def busy(**_how):
        raise BusyError from OperationalError()

    monkeypatch.setattr("hub.views.mail_settings.ask", busy)
    busied = press(dans, "ask", quiz.article.slug)
    assert (busied.status_code, "could not be stored" in words(busied)) == (503, True)
    assert not FollowUpRequest.objects.exists()


def test_nobody_sees_or_stops_the_mails_of_others(quiz, learner, dans, ada):
    answered(quiz, learner, 1)
    make_request(quiz, ada)

    refused = press(dans, "stop", quiz.article.slug)

    assert refused.status_code == 422
    assert FollowUpRequest.objects.get().stopped_on is None


def test_record_and_mail_lead_to_the_page(quiz, learner, dans, dan, mailoutbox):
    answered(quiz, learner, 50)
    make_request(quiz, dan)
    assert f'href="{URL}"' in dans.get("/me/").content.decode()
    assert f'href="{URL}"' not in new_client().get("/me/").content.decode()

    call_command("run_due")

    (mail,) = mailoutbox
    for text in (mail.body, mail.alternatives[0].content):
        assert f"http://127.0.0.1:8000{URL}" in text


def test_days_are_those_of_the_hub(quiz, learner, dans, monkeypatch):
    """Half past eleven in the evening in London is the next day in Auckland."""
    Hub.objects.update(time_zone="Pacific/Auckland")
    now = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
    make_attempt(quiz, Phase.POST, [2], learner, submitted_at=now - timedelta(hours=1))
    monkeypatch.setattr(timezone, "now", lambda: now)

    press(dans, "ask", quiz.article.slug)

    request, event = FollowUpRequest.objects.get(), ConsentEvent.objects.get()
    assert [str(request.asked_on), str(event.decided_on)] == ["2026-03-03"] * 2
    # New Zealand leaves summer time on 5 April: 42 days of 24 hours end an hour earlier by the clock.
    page = words(dans.get(URL))
    assert "on 14 April 2026 or soon after" in page
    assert "until 26 May 2026, 10:30 (Pacific/Auckland)" in page
    press(dans, "stop", quiz.article.slug)
    assert str(FollowUpRequest.objects.get().stopped_on) == "2026-03-03"


@pytest.mark.parametrize("n", [1, 3])
def test_page_takes_a_fixed_number_of_queries(hub, learner, dans, dan, n, django_assert_num_queries):
    for _ in range(n):
        quiz = make_published_quiz()
        answered(quiz, learner, 1)
        make_request(quiz, dan)
    dans.get(URL)

    # Session, account, hub; learner; attempts, requests, titles; preference, consents.
    with django_assert_num_queries(10):
        dans.get(URL)
