"""What `run_due` sends about suggestions and contributions: to those who asked, once, and again after a crash."""

from datetime import date, timedelta
from smtplib import SMTPException

import pytest

from articles import suggestion_mails
from articles.models import Suggestion, SuggestionState
from articles.suggestion_actions import decide, merge
from hub import mails
from hub.mail_queue import CLAIM_LASTS, Sent
from hub.models import MailPreference
from sponsors.contributions.impact import make_update, release_update
from sponsors.contributions.mails import send_confirmations, send_updates
from sponsors.contributions.subscriptions import ASK_AGAIN_AFTER, ask_for_updates, confirm, stop
from sponsors.models import ImpactMail, ImpactUpdate, UpdateSubscription
from tests.factories import NOW, make_article, make_version
from tests.giving import make_suggestion

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=2)


def failing_at(monkeypatch, error, *, after_sending: bool):
    """Until the context ends, handing over a mail raises this error."""
    plain_send = mails.send

    def send(letter):
        if after_sending:
            plain_send(letter)
        raise error

    context = monkeypatch.context()
    patch = context.__enter__()
    patch.setattr(mails, "send", send)
    return context


def decided(hub, ada, state=SuggestionState.ACCEPTED, email="eva@example.org", **fields) -> Suggestion:
    suggestion = make_suggestion(hub, email=email)
    return decide(suggestion=suggestion, state=state, by=ada, now=NOW, **fields)


def test_outcome_is_told_once_and_publication_once_more(hub, ada, mailoutbox):
    article = make_article(hub)
    suggestion = decided(hub, ada, article=article)

    first = [suggestion_mails.send_due(NOW), suggestion_mails.send_due(NOW)]
    make_version(article)
    then = [suggestion_mails.send_due(LATER), suggestion_mails.send_due(LATER)]

    assert (first, then) == ([Sent(1, 0), Sent(0, 0)], [Sent(1, 0), Sent(0, 0)])
    assert [mail.to for mail in mailoutbox] == [["eva@example.org"]] * 2
    assert ["It was accepted" in mailoutbox[0].body, "is published" in mailoutbox[1].body] == [True, True]
    assert f"/suggest/{suggestion.pk.hex}:" in mailoutbox[0].body
    assert mailoutbox[0].extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert f"/mail/suggestion/{suggestion.pk.hex}:" in mailoutbox[0].extra_headers["List-Unsubscribe"]


def test_nothing_is_told_to_who_gave_no_address_or_wants_no_mail(hub, ada, dan, mailoutbox):
    decided(hub, ada, email="")
    MailPreference.objects.create(user=dan, stopped_on=NOW.date())
    decided(hub, ada, email=dan.email)
    decided(hub, ada, SuggestionState.CONSIDERED)
    make_suggestion(hub, email="new@example.org")

    assert (suggestion_mails.send_due(NOW), mailoutbox) == (Sent(0, 0), [])


def test_sender_of_a_duplicate_is_told_too(hub, ada, mailoutbox):
    kept, mine = make_suggestion(hub), make_suggestion(hub, email="mine@example.org")
    merge(kept=kept, duplicates=[mine], by=ada, now=NOW)
    decide(suggestion=kept, state=SuggestionState.DECLINED, reason="No data.", by=ada, now=NOW)

    assert suggestion_mails.send_due(NOW) == Sent(1, 0)
    assert mailoutbox[0].to == ["mine@example.org"]
    assert "No data." not in mailoutbox[0].body


def test_news_after_a_crash_is_repeated_once(hub, ada, mailoutbox, monkeypatch):
    decided(hub, ada)
    dying = failing_at(monkeypatch, KeyboardInterrupt(), after_sending=True)
    with pytest.raises(KeyboardInterrupt):
        suggestion_mails.send_due(NOW)
    dying.__exit__(None, None, None)

    again = [suggestion_mails.send_due(NOW + CLAIM_LASTS + timedelta(seconds=gap)) for gap in (0, 1, 2)]

    assert again == [Sent(0, 0), Sent(1, 0), Sent(0, 0)]
    assert len(mailoutbox) == 2


@pytest.mark.parametrize("n", [1, 3])
def test_looking_for_news_takes_one_query(hub, ada, n, django_assert_num_queries):
    for number in range(n):
        decided(hub, ada, email=f"eva{number}@example.org")

    with django_assert_num_queries(1):
        assert len(suggestion_mails.due_suggestions(NOW)) == n


def test_new_subscriber_is_asked_once(hub, mailoutbox):
    wish = ask_for_updates(hub=hub, email="eva@example.org", now=NOW)

    assert [send_confirmations(NOW), send_confirmations(NOW)] == [Sent(1, 0), Sent(0, 0)]
    assert mailoutbox[0].to == ["eva@example.org"]
    assert f"/mail/updates/{wish.pk.hex}:" in mailoutbox[0].body


def test_asking_again_floods_nobody(hub, mailoutbox):
    def ask(now) -> None:
        ask_for_updates(hub=hub, email="eva@example.org", now=now)
        send_confirmations(now)

    for minutes in range(3):
        ask(NOW + timedelta(minutes=minutes))
    asked_within_a_day = len(mailoutbox)
    ask(NOW + ASK_AGAIN_AFTER + timedelta(minutes=1))
    wish = UpdateSubscription.objects.get()
    confirm(wish, now=LATER)
    ask(LATER + ASK_AGAIN_AFTER)

    assert (asked_within_a_day, len(mailoutbox)) == (1, 2)
    wish.refresh_from_db()
    assert wish.confirmed_at == LATER


def test_who_stopped_may_ask_again_and_has_to_confirm_again(hub):
    wish = ask_for_updates(hub=hub, email="eva@example.org", now=NOW)
    send_confirmations(NOW)
    confirm(wish, now=NOW)
    stop(wish, now=NOW)
    confirm(wish, now=LATER)
    wish.refresh_from_db()
    assert (wish.confirmed_at, wish.stopped_at) == (NOW, NOW)

    again = ask_for_updates(hub=hub, email="eva@example.org", now=LATER)

    assert (again.pk, again.confirmed_at, again.stopped_at, again.mailed_at) == (wish.pk, None, None, None)


def subscriber(hub, email="eva@example.org", at=NOW) -> UpdateSubscription:
    wish = ask_for_updates(hub=hub, email=email, now=at)
    confirm(wish, now=at)
    return wish


@pytest.fixture
def update(hub, sue):
    words = ImpactUpdate(hub=hub, starts_on=date(2026, 1, 1), ends_on=date(2026, 2, 28), text="Two <new> reviews.")
    return make_update(update=words, by=sue, now=NOW)


def test_update_goes_to_every_subscriber_once(hub, update, paul, dan, mailoutbox):
    subscriber(hub)
    stopped = subscriber(hub, "stopped@example.org")
    stop(stopped, now=NOW)
    ask_for_updates(hub=hub, email="unconfirmed@example.org", now=NOW)
    MailPreference.objects.create(user=dan, stopped_on=NOW.date())
    subscriber(hub, dan.email)
    assert send_updates(NOW) == Sent(0, 0)

    release_update(update=update, by=paul, now=NOW)
    subscriber(hub, "late@example.org", at=LATER)

    assert [send_updates(LATER), send_updates(LATER)] == [Sent(1, 0), Sent(0, 0)]
    (mail,) = mailoutbox
    html = mail.alternatives[0][0]
    assert mail.to == ["eva@example.org"]
    assert ("Two <new> reviews." in mail.body, "Two &lt;new&gt; reviews." in html) == (True, True)
    assert "0 articles published" in mail.body
    assert f"/mail/updates/{UpdateSubscription.objects.get(email='eva@example.org').pk.hex}:" in mail.body


def test_update_stopped_between_queue_and_sending_is_not_sent(hub, update, paul, mailoutbox, monkeypatch):
    wish = subscriber(hub)
    release_update(update=update, by=paul, now=NOW)
    refusing = failing_at(monkeypatch, SMTPException("mailbox unavailable"), after_sending=False)
    assert send_updates(NOW) == Sent(0, 1)
    refusing.__exit__(None, None, None)
    stop(wish, now=NOW)

    assert (send_updates(LATER), mailoutbox, ImpactMail.objects.get().sent_at) == (Sent(0, 0), [], None)


def test_update_after_a_crash_reaches_everybody_and_repeats_one_at_most(hub, update, paul, mailoutbox, monkeypatch):
    subscriber(hub, "anna@example.org", at=NOW - timedelta(hours=1))
    subscriber(hub, "eva@example.org")
    release_update(update=update, by=paul, now=NOW)
    dying = failing_at(monkeypatch, KeyboardInterrupt(), after_sending=True)
    with pytest.raises(KeyboardInterrupt):
        send_updates(NOW)
    dying.__exit__(None, None, None)

    assert [send_updates(NOW), send_updates(NOW + 2 * CLAIM_LASTS), send_updates(LATER)] == [
        Sent(1, 0), Sent(1, 0), Sent(0, 0),
    ]  # fmt: skip
    assert sorted(mail.to[0] for mail in mailoutbox) == ["anna@example.org", "anna@example.org", "eva@example.org"]
