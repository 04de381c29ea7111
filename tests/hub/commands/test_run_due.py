"""Follow-up mails fall due 42 to 84 days after the answers, for those who asked, once."""

from datetime import timedelta
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPSenderRefused

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.models import Article
from hub.mail_queue import CLAIM_LASTS, Sent
from hub.models import Learner, LearnerLink, MailPreference, account_mac
from quizzes import follow_up_mails
from quizzes.follow_up_mails import due_requests, send_due
from quizzes.models import FollowUpRequest, Phase
from tests.factories import NOW, make_article, make_attempt, make_published_quiz, make_user

pytestmark = pytest.mark.django_db

DUE = NOW + timedelta(days=50)


@pytest.fixture
def quiz(hub):
    return make_published_quiz(article=make_article(title="Anti-CD38 antibodies"))


def asking(quiz, name="dan", at=NOW, **learner_fields) -> FollowUpRequest:
    """An account that answered after reading at this time and asked for the mail."""
    user = make_user(name)
    learner = Learner.objects.create(**learner_fields)
    LearnerLink.objects.create(account_mac=account_mac(user.pk), learner=learner)
    make_attempt(quiz, Phase.POST, [2], learner, submitted_at=at)
    return FollowUpRequest.objects.create(user=user, quiz=quiz, wording="w", wording_hash="h", asked_on=at.date())


def learner_of(request: FollowUpRequest) -> Learner:
    return Learner.objects.get(link__account_mac=account_mac(request.user_id))


@pytest.mark.parametrize(("days", "is_due"), [(41, False), (42, True), (84, True), (85, False)])
def test_mail_is_due_inside_the_window_only(quiz, days, is_due):
    request = asking(quiz)

    assert list(due_requests(NOW + timedelta(days=days))) == ([request] if is_due else [])


def test_mail_is_sent_once_and_marked(quiz, mailoutbox):
    request = asking(quiz)

    assert [send_due(DUE), send_due(DUE)] == [Sent(1, 0), Sent(0, 0)]

    assert [mail.to for mail in mailoutbox] == [["dan@example.org"]]
    request.refresh_from_db()
    assert (request.sent_on, request.claimed_at) == (DUE.date(), None)


def test_nobody_gets_a_mail_who_must_not(quiz, mailoutbox):
    make_user("without-request")
    stopped = asking(quiz, "stopped")
    FollowUpRequest.objects.filter(pk=stopped.pk).update(stopped_on=NOW.date())
    MailPreference.objects.create(user=asking(quiz, "no-mail").user, stopped_on=NOW.date())
    make_attempt(quiz, Phase.FOLLOW_UP, [2], learner_of(asking(quiz, "answered")))
    asking(quiz, "simulated", is_simulated=True)
    closed = asking(quiz, "closed").user
    closed.is_active = False
    closed.save()
    LearnerLink.objects.filter(learner=learner_of(asking(quiz, "unlinked"))).delete()

    assert send_due(DUE) == Sent(0, 0)
    assert mailoutbox == []


def test_article_taken_down_sends_nothing(quiz):
    asking(quiz)
    Article.objects.filter(pk=quiz.article_id).update(taken_down_at=NOW)

    assert list(due_requests(DUE)) == []


def test_preference_lifted_again_lets_mail_through(quiz):
    request = asking(quiz)
    MailPreference.objects.create(user=request.user, stopped_on=None)

    assert list(due_requests(DUE)) == [request]


def test_run_that_meets_another_sends_nothing_twice(quiz, mailoutbox, monkeypatch):
    """A second run begins while the first is handing over its mail."""
    asking(quiz)
    asking(quiz, "eva")
    plain_send, nested = follow_up_mails._send, []

    def send(request, now):
        if not nested:
            nested.append(None)
            nested[0] = send_due(now)
        plain_send(request, now)

    monkeypatch.setattr(follow_up_mails, "_send", send)

    assert send_due(DUE) == Sent(1, 0)
    assert nested == [Sent(1, 0)]
    assert sorted(mail.to[0] for mail in mailoutbox) == ["dan@example.org", "eva@example.org"]


def test_crash_between_sending_and_marking_repeats_the_mail_once(quiz, mailoutbox, monkeypatch):
    asking(quiz)
    plain_send = follow_up_mails._send

    def send_and_die(request, now):
        plain_send(request, now)
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(follow_up_mails, "_send", send_and_die)
        with pytest.raises(KeyboardInterrupt):
            send_due(DUE)

    assert send_due(DUE + CLAIM_LASTS) == Sent(0, 0)
    assert send_due(DUE + CLAIM_LASTS + timedelta(seconds=1)) == Sent(1, 0)
    assert send_due(DUE + timedelta(days=1)) == Sent(0, 0)
    assert len(mailoutbox) == 2


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (SMTPRecipientsRefused({"dan@example.org": (550, b"<dan@example.org> is unknown")}), "SMTPRecipientsRefused"),
        (SMTPSenderRefused(552, b"to dan@example.org: full", "hub@example.org"), "SMTPSenderRefused 552"),
    ],
)
def test_log_of_a_refused_mail_names_no_address(quiz, monkeypatch, caplog, error, told):
    request = asking(quiz)

    def send(request, now):
        raise error

    monkeypatch.setattr(follow_up_mails, "_send", send)

    assert send_due(DUE) == Sent(0, 1)
    assert caplog.text.strip().endswith(f"Mail about follow-up request {request.pk} was not sent: {told}")
    assert "example.org" not in caplog.text


def test_refused_mail_keeps_no_other_back_and_is_tried_again(quiz, mailoutbox, monkeypatch):
    refused = asking(quiz, "refused")
    asking(quiz, "eva")
    plain_send = follow_up_mails._send

    def send(request, now):
        if request == refused:
            raise SMTPException("mailbox unavailable")
        plain_send(request, now)

    with monkeypatch.context() as broken:
        broken.setattr(follow_up_mails, "_send", send)
        assert send_due(DUE) == Sent(1, 1)

    assert send_due(DUE + timedelta(hours=2)) == Sent(1, 0)
    assert [mail.to[0] for mail in mailoutbox] == ["eva@example.org", "refused@example.org"]


@pytest.mark.parametrize("n", [1, 3])
def test_looking_for_due_mails_takes_a_fixed_number_of_queries(quiz, n, django_assert_num_queries):
    for number in range(n):
        asking(quiz, f"dan{number}")

    # Requests with account and hub; links; those who have answered again; those whose window is open.
    with django_assert_num_queries(4):
        assert len(list(due_requests(DUE))) == n


def test_command_says_what_it_did(quiz, capsys, mailoutbox, monkeypatch):
    asking(quiz, at=timezone.now() - timedelta(days=50))
    call_command("run_due")
    assert capsys.readouterr().out.splitlines() == [
        "follow-up mails: 1 sent, 0 failed",
        "stopped publications: 0 sent, 0 failed",
        "news of suggestions: 0 sent, 0 failed",
        "receipts: 0 sent, 0 failed",
        "subscriptions to confirm: 0 sent, 0 failed",
        "impact updates: 0 sent, 0 failed",
        "disclosures as shown: 1 recorded",
        "declaration reminders: 0 sent, 0 failed",
        "sums over quizzes: 2 taken",
        "sums of answers: 2 contributions folded",
        "published figures: 0 frozen, 0 failed",
    ]

    def refuse(request, now):
        raise SMTPException("mailbox unavailable")

    asking(quiz, "eva", at=timezone.now() - timedelta(days=50))
    monkeypatch.setattr(follow_up_mails, "_send", refuse)
    with pytest.raises(CommandError, match="Not everything was done: follow-up mails"):
        call_command("run_due")
