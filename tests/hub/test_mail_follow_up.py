"""The mailed follow-up link: needs no sign-in, records on POST only."""

import re

import pytest
from django.utils import timezone

from articles.models import Article
from hub.models import Hub, Learner, LearnerLink, account_mac
from hub.questionnaire import TRAP
from hub.submission_keys import Kind
from quizzes.follow_up import Purpose, link_token
from quizzes.follow_up_mails import send_due
from quizzes.models import Attempt, FollowUpRequest, Phase
from surveys.models import CommitmentReview
from tests.factories import (
    PASSWORD,
    make_article,
    make_published_quiz,
    make_version,
)
from tests.follow_ups import answered, planned
from tests.taking import kept_open, new_client, open_form, read_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz(hub):
    return make_published_quiz(questions=2, article=make_article(title="Anti-CD38\nantibodies & more"))


@pytest.fixture
def learner(dan):
    learner = Learner.objects.create()
    LearnerLink.objects.create(account_mac=account_mac(dan.pk), learner=learner)
    return learner


@pytest.fixture
def asked(quiz, dan):
    today = timezone.now().date()
    return FollowUpRequest.objects.create(user=dan, quiz=quiz, wording="w", wording_hash="h", asked_on=today)


@pytest.fixture
def url(asked):
    return f"/mail/follow-up/{link_token(asked, Purpose.ANSWER)}/"


@pytest.fixture
def device():
    """A device that nobody is signed in on."""
    return new_client()


def ticks(page) -> dict[str, str]:
    return {name: values[2] for name, values in page.options.items() if re.fullmatch(r"q\d", name)}


def words(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


# The mail


@pytest.mark.parametrize(
    ("domain", "start"), [("mm.example.org", "http://mm.example.org"), (None, "http://127.0.0.1:8000")]
)
def test_mail_has_absolute_links_and_one_click_headers(quiz, learner, asked, url, domain, start, mailoutbox):
    Hub.objects.update(domain=domain, contact_email="hello@example.org")
    answered(quiz, learner, 50)

    send_due(timezone.now())

    (mail,) = mailoutbox
    stop_url = f"{start}/mail/stop/{link_token(asked, Purpose.STOP)}/"
    assert mail.subject == "ex Hub: the same questions once more"
    assert (mail.to, mail.reply_to) == (["dan@example.org"], ["hello@example.org"])
    assert mail.extra_headers == {
        "List-Unsubscribe": f"<{stop_url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
    html = mail.alternatives[0].content
    for text in (mail.body, html):
        assert f"{start}{url}" in text
        assert stop_url in text
        assert "There is no reminder." in text
    assert '"Anti-CD38\nantibodies & more"' in mail.body
    assert "antibodies &amp; more" in html
    assert str(learner.pk) not in mail.message().as_string()


# The form


def test_opening_the_link_records_nothing(device, quiz, learner, url, asked):
    answered(quiz, learner, 50)

    page = device.get(url)

    assert page.status_code == 200
    assert "lid" not in page.cookies
    assert (page["Cache-Control"], page["X-Robots-Tag"]) == ("private, no-store", "noindex")
    assert read_form(page).action == url
    assert Attempt.objects.count() == 1
    asked.refresh_from_db()
    assert asked.stopped_on is None


def test_posting_stores_once_and_shows_the_result_without_sign_in(device, quiz, learner, url):
    answered(quiz, learner, 50, (0, 2))
    page = open_form(device, url)

    first = device.post(url, page.sent(**ticks(page)))
    again = device.post(url, page.sent(**ticks(page)))

    assert [(one.status_code, one["Location"]) for one in (first, again)] == [(303, url)] * 2
    stored = Attempt.objects.get(phase=Phase.FOLLOW_UP)
    assert (stored.learner, stored.answers.filter(was_correct=True).count()) == (learner, 2)
    assert "Weeks later you answered 2 of 2 correctly." in words(device.get(url))
    assert f"/quizzes/attempts/{stored.pk}/" not in device.get(url).content.decode()


def test_open_question_is_named_and_ticks_stay(device, quiz, learner, url):
    answered(quiz, learner, 50)
    page = open_form(device, url)
    tick = {"q1": page.options["q1"][1]}

    refused = device.post(url, page.sent(**tick))

    assert refused.status_code == 422
    assert read_form(refused).ticked == tick
    assert "One question is still open" in words(refused)


def test_failed_csrf_check_gives_the_form_back(device, quiz, learner, url):
    answered(quiz, learner, 50)
    page = open_form(device, url)
    sent = page.sent(**ticks(page)) | {"csrfmiddlewaretoken": "x" * 64}

    refused = device.post(url, sent)

    assert refused.status_code == 403
    assert read_form(refused).ticked == ticks(page)
    assert device.post(url, read_form(refused).sent()).status_code == 303


def test_questions_are_those_of_the_post(device, quiz, learner, url):
    post = answered(quiz, learner, 50)
    make_version(quiz.article)

    page = open_form(device, url)
    device.post(url, page.sent(**ticks(page)))

    assert Attempt.objects.get(phase=Phase.FOLLOW_UP).article_version == post.article_version


@pytest.mark.parametrize(("days", "status"), [(41, 200), (85, 410)])
def test_link_outside_the_window_says_when_it_is_open(device, quiz, learner, url, days, status):
    answered(quiz, learner, days)

    page = device.get(url)

    assert page.status_code == status
    assert ("It is too early" if days == 41 else "The time for these questions is over") in words(page)


def test_damaged_and_outlived_links_say_so(device, quiz, learner, url, dan):
    answered(quiz, learner, 50)
    assert device.get("/mail/follow-up/nonsense/").status_code == 404
    assert device.get(url.replace("follow-up", "stop")).status_code == 404

    Article.objects.update(taken_down_at=timezone.now())
    assert device.get(url).status_code == 410
    Article.objects.update(taken_down_at=None)
    dan.is_active = False
    dan.save()
    assert device.get(url).status_code == 410
    dan.delete()
    assert device.get(url).status_code == 404


# The commitment


def test_commitment_is_shown_and_reviewed_in_the_same_form(device, quiz, learner, url):
    answered(quiz, learner, 50)
    commitment = planned(quiz, learner)
    assert "Ask about neuropathy" in words(device.get(url))
    page = open_form(device, url)

    device.post(url, page.sent(**ticks(page)) | {"review-outcome": "partly", "review-stopped_by": "No time"})

    review = CommitmentReview.objects.get()
    assert (review.commitment, review.outcome, review.obstacle) == (commitment, "partly", "No time")


def test_review_is_optional(device, quiz, learner, url):
    answered(quiz, learner, 50)
    planned(quiz, learner)
    page = open_form(device, url)

    assert device.post(url, page.sent(**ticks(page))).status_code == 303
    assert not CommitmentReview.objects.exists()


def test_obstacle_without_an_outcome_stores_nothing_yet(device, quiz, learner, url):
    answered(quiz, learner, 50)
    planned(quiz, learner)
    page = open_form(device, url)

    refused = device.post(url, page.sent(**ticks(page)) | {"review-stopped_by": "No time"})

    assert refused.status_code == 422
    assert "Say whether you changed it" in words(refused)
    assert "No time" in words(refused)
    assert not Attempt.objects.filter(phase=Phase.FOLLOW_UP).exists()


# Without a mail


@pytest.mark.parametrize(
    ("days", "sentence"),
    [(41, "It is too early"), (50, "Once more, weeks later"), (85, "is over"), (None, "You have not answered after")],
)
def test_signed_in_learner_finds_it_under_the_quiz(quiz, learner, dan, days, sentence):
    client = new_client()
    client.login(email=dan.email, password=PASSWORD)
    if days:
        answered(quiz, learner, days)

    page = client.get(f"/quizzes/{quiz.article.slug}/follow-up/")

    assert page.status_code == 200
    assert sentence in words(page)


def test_signed_in_learner_answers_under_the_quiz(quiz, learner, dan):
    client = new_client()
    client.login(email=dan.email, password=PASSWORD)
    answered(quiz, learner, 50)
    url = f"/quizzes/{quiz.article.slug}/follow-up/"
    page = open_form(client, url)

    stored = client.post(url, page.sent(**ticks(page)))

    attempt = Attempt.objects.get(phase=Phase.FOLLOW_UP)
    assert stored["Location"] == f"/quizzes/attempts/{attempt.pk}/"
    assert client.get(url)["Location"] == stored["Location"]


def test_staff_are_flagged(quiz, ada):
    client = new_client()
    client.login(email=ada.email, password=PASSWORD)
    learner = Learner.objects.create()
    LearnerLink.objects.create(account_mac=account_mac(ada.pk), learner=learner)
    answered(quiz, learner, 50)
    url = f"/quizzes/{quiz.article.slug}/follow-up/"
    page = open_form(client, url)

    client.post(url, kept_open(page, Kind.QUIZ).sent(**ticks(page)))

    assert [flag.kind for flag in Attempt.objects.get(phase=Phase.FOLLOW_UP).flags.all()] == ["staff"]


def test_answers_of_a_program_are_stored_and_flagged(device, quiz, learner, url):
    answered(quiz, learner, 50)
    page = open_form(device, url)

    device.post(url, page.sent(**ticks(page)) | {TRAP: "filled"})

    flags = Attempt.objects.get(phase=Phase.FOLLOW_UP).flags.order_by("kind")
    assert [flag.kind for flag in flags] == ["honeypot", "too_fast"]


def test_sending_too_often_hands_the_ticks_back(device, quiz, learner, url, settings):
    settings.RATE_LIMIT_PER_LEARNER = 1
    answered(quiz, learner, 50)
    page = open_form(device, url)
    device.post(url, page.sent(q1=page.options["q1"][0]))

    refused = device.post(url, page.sent(**ticks(page)))

    assert (refused.status_code, read_form(refused).ticked) == (429, ticks(page))
    assert not Attempt.objects.filter(phase=Phase.FOLLOW_UP).exists()


def test_stranger_is_asked_to_sign_in(device, quiz):
    page = device.get(f"/quizzes/{quiz.article.slug}/follow-up/")

    assert "Sign in to answer once more" in words(page)
