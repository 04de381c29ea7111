"""Reminders go to people whom articles use, once for each notice, and again after a crash."""

from datetime import date, timedelta
from smtplib import SMTPException

import pytest

from articles import declaration_mails
from articles.declaration_mails import due_mails, send_due
from hub import mails
from hub.declaration_links import Purpose, link_token
from hub.mail_queue import CLAIM_LASTS, Sent
from hub.models import Contact, DeclarationReminder, MailPreference
from hub.person_addresses import stop_reminders
from tests.declaring import declared, used_person
from tests.factories import NOW, make_article, make_hub, make_person, make_user, make_version, support_article
from tests.factories import make_agreement as agreement

pytestmark = pytest.mark.django_db

TEXT = """Dear Ada Adler,

your declaration of interests of 30 April 2025 is valid until 30 April 2026. You contribute to Example Hub, where readers see beside each article what its contributors declared. Without a valid declaration no article with your name can be published.

Declare anew here. “Nothing to declare” is a declaration too. It takes two minutes:
http://127.0.0.1:8000/declare/{declare}/

The link is for you alone and works until 31 May 2026, once.

You get this mail because you contribute to articles.
Stop these mails:
http://127.0.0.1:8000/mail/declaration/{stop}/

Example Hub, Example Publisher
desk@example.org
"""


@pytest.fixture
def hub(db):
    return make_hub(contact_email="desk@example.org")


def sent_notices() -> list[str]:
    return [row.notice for row in DeclarationReminder.objects.filter(sent_at__isnull=False).order_by("made_at")]


def test_whole_mail(hub, mailoutbox, settings):
    settings.BASE_URL = "http://127.0.0.1:8000"
    article = make_article()
    support_article(article, agreement())
    declared(used_person("Ada Adler", article, "Ada@Example.org"), 59)

    assert [send_due(NOW), send_due(NOW)] == [Sent(1, 0), Sent(0, 0)]

    (mail,) = mailoutbox
    reminder = DeclarationReminder.objects.get()
    links = {purpose.value: link_token(reminder, purpose) for purpose in Purpose}
    assert (mail.to, mail.subject, mail.reply_to) == (
        ["ada@example.org"], "ex Hub: your declaration of interests", ["desk@example.org"],
    )  # fmt: skip
    assert mail.body == TEXT.format(**links)
    assert mail.extra_headers == {
        "List-Unsubscribe": f"<http://127.0.0.1:8000/mail/declaration/{links['stop']}/>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
    html = mail.alternatives[0][0]
    assert f'<a href="http://127.0.0.1:8000/declare/{links["declare"]}/">Declare anew</a>' in html
    assert ["Sample Pharma" in text for text in (mail.body, html)] == [False, False]


def test_four_mails_over_the_months_and_no_fifth(hub, mailoutbox):
    declared(used_person("Ada", email="ada@example.org"), 70)

    for days in range(0, 200):
        send_due(NOW + timedelta(days=days))

    assert sent_notices() == ["days_60", "days_30", "days_7", "expired"]
    gone = mailoutbox[-1].body
    assert ("expired on 11 May 2026" in gone, "is valid until" in gone) == (True, False)


def test_days_that_no_run_saw_are_not_made_up_for(hub):
    declared(used_person("Ada", email="ada@example.org"), 60)

    send_due(NOW + timedelta(days=55))
    send_due(NOW + timedelta(days=61))

    assert sent_notices() == ["days_7", "expired"]


def test_new_declaration_begins_anew(hub):
    ada = used_person("Ada", email="ada@example.org")
    declared(ada, 20)
    send_due(NOW)
    declared(ada, 366)

    assert send_due(NOW + timedelta(days=1)) == Sent(0, 0)
    assert send_due(NOW + timedelta(days=310)) == Sent(1, 0)
    assert sent_notices() == ["days_30", "days_60"]


def test_nobody_gets_a_mail_who_must_not(hub, mailoutbox):
    declared(make_person(name="In no article"), 20)
    used_person("Never declared", email="never@example.org")
    declared(used_person("Without an address"), 20)
    declared(used_person("Current", email="current@example.org"), 61)
    stopped = used_person("Stopped", email="stopped@example.org")
    declared(stopped, 20)
    stop_reminders(person=stopped, on=NOW.date())
    account = make_user("no-mail")
    declared(used_person("Wants no mail at all", email="other@example.org", user=account), 20)
    MailPreference.objects.create(user=account, stopped_on=NOW.date())
    closed = make_user("closed", is_active=False)
    declared(used_person("Closed account", user=closed), 20)

    assert (send_due(NOW), mailoutbox) == (Sent(0, 0), [])


def test_account_gets_the_mail_where_no_other_address_is_on_file(hub, mailoutbox):
    live = make_article()
    make_version(live)
    declared(used_person("Dan", live, user=make_user("dan")), 20)
    declared(used_person("Eve", live, "desk-of-eve@example.org", user=make_user("eve")), 20)

    send_due(NOW)

    assert sorted(mail.to[0] for mail in mailoutbox) == ["dan@example.org", "desk-of-eve@example.org"]


def test_days_are_counted_in_the_zone_of_the_hub(db):
    hub = make_hub(time_zone="Pacific/Kiritimati")
    declared(used_person("Ada", make_article(hub), "ada@example.org"), 61)

    (due,) = due_mails(NOW)

    # There it is 3 March already, so that 60 days are left.
    assert (due.hub, due.notice, due.expires_on) == (hub, "days_60", date(2026, 5, 2))


def test_crash_between_sending_and_marking_repeats_the_mail_once(hub, mailoutbox, monkeypatch):
    declared(used_person("Ada", email="ada@example.org"), 20)
    plain_send = mails.send

    def send_and_die(letter):
        plain_send(letter)
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(mails, "send", send_and_die)
        with pytest.raises(KeyboardInterrupt):
            send_due(NOW)

    assert send_due(NOW + CLAIM_LASTS) == Sent(0, 0)
    assert send_due(NOW + CLAIM_LASTS + timedelta(seconds=1)) == Sent(1, 0)
    assert send_due(NOW + timedelta(days=1)) == Sent(0, 0)
    assert len(mailoutbox) == 2


def test_run_that_meets_another_sends_nothing_twice(hub, mailoutbox, monkeypatch):
    """A second run begins while the first is handing over its mail."""
    for name in ("ada", "eve"):
        declared(used_person(name, email=f"{name}@example.org"), 20)
    plain_send, nested = declaration_mails._send, []

    def send(row, due, now):
        if not nested:
            nested.append(None)
            nested[0] = send_due(now)
        plain_send(row, due, now)

    monkeypatch.setattr(declaration_mails, "_send", send)

    assert (send_due(NOW), nested) == (Sent(1, 0), [Sent(1, 0)])
    assert sorted(mail.to[0] for mail in mailoutbox) == ["ada@example.org", "eve@example.org"]


@pytest.mark.parametrize("deed", ["stop", "declare"])
def test_mail_that_is_no_longer_wanted_when_its_turn_comes_is_not_sent(hub, mailoutbox, monkeypatch, deed):
    first, second = (used_person(name, email=f"{name}@example.org") for name in ("ada", "eve"))
    for person in (first, second):
        declared(person, 20)

    def send(row, due, now):
        other = second if row.declaration.person == first else first
        if deed == "stop":
            stop_reminders(person=other, on=NOW.date())
        else:
            declared(other, 365)

    monkeypatch.setattr(declaration_mails, "_send", send)

    assert send_due(NOW) == Sent(1, 0)


def test_refused_mail_is_tried_again(hub, mailoutbox, monkeypatch):
    declared(used_person("Ada", email="ada@example.org"), 20)

    def refuse(letter):
        raise SMTPException("mailbox unavailable")

    with monkeypatch.context() as broken:
        broken.setattr(mails, "send", refuse)
        assert send_due(NOW) == Sent(0, 1)

    assert send_due(NOW + timedelta(hours=2)) == Sent(1, 0)


@pytest.mark.parametrize("n", [1, 3])
def test_looking_for_due_mails_takes_a_fixed_number_of_queries(hub, n, django_assert_num_queries):
    for number in range(n):
        declared(used_person(f"Ada {number}", email=f"ada{number}@example.org"), 20)
    assert Contact.objects.count() == n

    # Hubs; uses; declarations; addresses.
    with django_assert_num_queries(4):
        assert len(list(due_mails(NOW))) == n
