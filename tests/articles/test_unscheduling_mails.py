"""Publishers are told once that something does not go live, and again only after a crash."""

from datetime import timedelta
from smtplib import SMTPException

import pytest
from django.core.management import call_command

from articles.models import UnschedulingMail
from articles.scheduling import recheck
from articles.unscheduling_mails import send_due
from hub.mail_queue import CLAIM_LASTS, Sent
from hub.models import Declaration
from tests import factories
from tests.factories import NOW
from tests.scheduling import make_agreement, make_sponsored, schedule


@pytest.fixture
def article(db, rhea, paul):
    hub = factories.make_hub(time_zone="Europe/Berlin", domain="mm.example.org")
    article = make_sponsored(hub, make_agreement(), title="The planned\u2028article")
    schedule(article, rhea, paul)
    Declaration.objects.update(withdrawn_at=NOW, withdrawn_reason="The person asked.")
    recheck(None, "The declaration was withdrawn.", NOW)
    return article


def test_the_mail_says_what_happened_why_and_what_to_do(article, mailoutbox):
    assert send_due(NOW) == Sent(1, 0)

    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == (["paul@example.org"], "ex Hub: off the schedule: The planned article")
    assert mail.extra_headers == {"Auto-Submitted": "auto-generated"}
    assert mail.body == (
        "Version 1 of “The planned\u2028article” was to go live on April 2, 2026, 00:30 (Europe/Berlin). It was taken off "
        "the schedule, because what it rests on no longer holds.\n\n"
        f"{article.people.get().name} has no declaration of interests on record. What changed: The declaration was "
        "withdrawn.\n\n"
        "No reader has seen it. Put right what changed, have the content approved where that is needed, and schedule it "
        "again:\n"
        f"http://mm.example.org/admin/articles/article/{article.pk}/change/\n\n"
        "You get this mail because your account publishes on this hub.\n\n"
        "Example Hub, Example Publisher\n"
    )


def test_it_is_sent_once(article, mailoutbox):
    assert [send_due(NOW), send_due(NOW)] == [Sent(1, 0), Sent(0, 0)]
    assert [(mail.sent_at, mail.claimed_at) for mail in UnschedulingMail.objects.all()] == [(NOW, None)]


def test_what_the_server_refuses_is_sent_later(article, mailoutbox, monkeypatch):
    def refuse(self):
        raise SMTPException

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMessage.send", refuse)
        first = send_due(NOW)

    soon, later = send_due(NOW + timedelta(minutes=1)), send_due(NOW + CLAIM_LASTS + timedelta(minutes=1))

    assert [first, soon, later] == [Sent(0, 1), Sent(0, 0), Sent(1, 0)]
    assert len(mailoutbox) == 1


def test_an_account_out_of_use_gets_none(article, paul, mailoutbox):
    paul.is_active = False
    paul.save()

    assert (send_due(NOW), mailoutbox) == (Sent(0, 0), [])


def test_run_due_sends_it(article, mailoutbox, capsys):
    call_command("run_due")

    assert ("stopped publications: 1 sent, 0 failed" in capsys.readouterr().out, len(mailoutbox)) == (True, 1)
