"""Receipts: mailed once after a payment was recorded, and a page under the private link."""

from datetime import timedelta
from smtplib import SMTPException

import pytest

from hub import mails
from hub.mail_queue import CLAIM_LASTS, Sent
from hub.models import MailPreference
from sponsors.contributions.actions import set_status
from sponsors.contributions.links import Purpose, link_token
from sponsors.contributions.mails import QUEUED_FOR, send_receipts
from sponsors.contributions.personal_data import erase_contributions
from sponsors.models import Contribution, ContributionStatus
from tests.factories import NOW
from tests.giving import make_contribution

pytestmark = pytest.mark.django_db
PAID, REFUNDED = ContributionStatus.PAID, ContributionStatus.REFUNDED
GIFT = "This contribution is a gift. No goods or services were given for it, and it has no influence on content"


def paid(hub, sue, **fields) -> Contribution:
    contribution = make_contribution(hub, **fields)
    return set_status(contribution=contribution, status=PAID, on=NOW.date(), reference="B-77", by=sue, now=NOW)


def refund(contribution: Contribution, by) -> None:
    set_status(contribution=contribution, status=REFUNDED, on=NOW.date(), by=by, now=NOW)


def receipt_url(contribution: Contribution) -> str:
    return f"/contribute/{link_token(contribution, Purpose.CONTRIBUTION)}/receipt/"


def test_receipt_is_mailed_once(hub, sue, mailoutbox):
    contribution = paid(hub, sue, gift="In memory of my teacher")

    assert [send_receipts(NOW), send_receipts(NOW + CLAIM_LASTS * 2)] == [Sent(1, 0), Sent(0, 0)]

    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == (["grace@example.org"], f"ex Hub: receipt {contribution.number}")
    for words in ("EUR 25.00", "2 March 2026", "Grace Giver", "In memory of my teacher", "Example Publisher", GIFT):
        assert words in mail.body
        assert words in mail.alternatives[0].content
    assert receipt_url(contribution) in mail.body
    assert ("B-77" in mail.body, "List-Unsubscribe" in mail.extra_headers) == (False, False)
    contribution.refresh_from_db()
    assert (contribution.receipt_sent_at, contribution.claimed_at) == (NOW, None)


def test_account_that_wants_no_mail_gets_its_receipt(hub, sue, dan, mailoutbox):
    MailPreference.objects.create(user=dan, stopped_on=NOW.date())
    paid(hub, sue, email=dan.email)

    assert send_receipts(NOW) == Sent(1, 0)


def test_nobody_gets_a_receipt_who_must_not(hub, sue, mailoutbox):
    make_contribution(hub)
    refund(paid(hub, sue), sue)
    paid(hub, sue, email="")
    paid(hub, sue, email="erased@example.org")
    erase_contributions(["erased@example.org"])

    assert (send_receipts(NOW), mailoutbox) == (Sent(0, 0), [])


def test_payment_recorded_long_ago_gets_none(hub, sue, mailoutbox):
    paid(hub, sue)

    assert send_receipts(NOW + QUEUED_FOR + timedelta(days=1)) == Sent(0, 0)


def test_refused_receipt_is_tried_again_after_its_claim(hub, sue, mailoutbox, monkeypatch):
    paid(hub, sue)

    def refuse(letter):
        raise SMTPException

    with monkeypatch.context() as patch:
        patch.setattr(mails, "send", refuse)
        first = send_receipts(NOW)

    assert [first, send_receipts(NOW), send_receipts(NOW + CLAIM_LASTS * 2)] == [Sent(0, 1), Sent(0, 0), Sent(1, 0)]


def test_receipt_stands_under_the_private_link(client, hub, sue):
    contribution = make_contribution(hub, gift="For <b>science</b>")
    before = client.get(receipt_url(contribution))
    set_status(contribution=contribution, status=PAID, on=NOW.date(), by=sue, now=NOW)

    answer = client.get(receipt_url(contribution))

    page = answer.content.decode()
    assert (before.status_code, answer.status_code) == (404, 200)
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("private, no-store", "noindex")
    for words in (contribution.number, "EUR 25.00", "2 March 2026", "Grace Giver", "&lt;b&gt;science", GIFT):
        assert words in page
    assert receipt_url(contribution) in client.get(receipt_url(contribution).removesuffix("receipt/")).content.decode()


def test_refund_is_marked_on_the_receipt(client, hub, sue):
    contribution = paid(hub, sue)
    refund(contribution, sue)

    page = client.get(receipt_url(contribution)).content.decode()

    assert "Receipt, refunded" in page
    assert "Example Publisher paid this contribution back on 2 March 2026." in page


def test_forged_link_opens_no_receipt(client, hub, sue):
    token = link_token(paid(hub, sue), Purpose.CONTRIBUTION)

    assert [client.get(f"/contribute/{one}/receipt/").status_code for one in ("x", token[:-1])] == [404, 404]
