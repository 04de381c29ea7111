"""Contributions that arrived without a pledge, entered by a sponsor manager."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from hub.models import AuditEvent
from sponsors.contributions.actions import NotAllowed, Pledge, enter_contribution, set_status
from sponsors.models import Contribution, ContributionStatus
from tests.desk import Desk, errors
from tests.factories import NOW

pytestmark = pytest.mark.django_db
MODEL = "sponsors.contribution"
GIVEN = Pledge("Grace Giver", "grace@example.org", False, Decimal("25.00"), "EUR", "")
SENT = {"amount": "250.50", "name": "Grace Giver", "email": "Grace@Example.org", "reference": "Bank 77"}


def enter(hub, by, **fields) -> Contribution:
    given = {"given": GIVEN, "on": NOW.date(), "reference": "", "nonce": "entered-1"} | fields
    return enter_contribution(hub=hub, by=by, now=NOW, **given)


def events() -> list[tuple]:
    return [(event.verb, event.subject, json.loads(event.detail)) for event in AuditEvent.objects.order_by("pk")]


def test_entered_contribution_is_paid_from_the_start_and_goes_on_as_any_other(hub, sue):
    contribution = enter(hub, sue)
    set_status(contribution=contribution, status=ContributionStatus.REFUNDED, on=NOW.date(), by=sue, now=NOW)

    assert [(step.status, step.on, step.by) for step in contribution.steps.all()] == [
        ("paid", NOW.date(), sue),
        ("refunded", NOW.date(), sue),
    ]
    subject = f"contribution {contribution.number}"
    assert events() == [
        ("enter contribution", subject, {"status": "paid", "on": "2026-03-02"}),
        ("set contribution status", subject, {"status": "refunded", "on": "2026-03-02"}),
    ]


def test_same_page_enters_one(hub, sue):
    assert enter(hub, sue) == enter(hub, sue, reference="other")
    assert (Contribution.objects.count(), len(events())) == (1, 1)


def test_nobody_else_enters_one(hub, paul):
    with pytest.raises(NotAllowed):
        enter(hub, paul)


@pytest.mark.parametrize("fields", [{"on": NOW.date() + timedelta(days=1)}, {"reference": "4111 1111 1111 1111"}])
def test_action_refuses_a_day_to_come_and_card_data(hub, sue, fields):
    with pytest.raises(ValidationError):
        enter(hub, sue, **fields)

    assert not Contribution.objects.exists()


def test_sponsor_manager_enters_one_in_the_admin(client, hub, sue):
    desk = Desk(client, sue)

    desk.save(MODEL, **SENT)

    contribution = Contribution.objects.get()
    assert (contribution.amount, contribution.currency, contribution.email, contribution.reference) == (
        Decimal("250.50"), "EUR", "grace@example.org", "Bank 77",
    )  # fmt: skip
    assert contribution.steps.get().on == timezone.localdate()
    assert [event[0] for event in events()] == ["enter contribution"]
    assert "250" not in AuditEvent.objects.get().detail


def test_double_click_enters_one(client, hub, sue):
    desk = Desk(client, sue)
    page = desk.open(MODEL)
    sent = SENT | {"hub": hub.pk, "currency": "EUR", "on": "2026-03-02", "_save": "1"}
    sent["page_number"] = page.context["adminform"].form["page_number"].initial

    answers = [client.post("/admin/sponsors/contribution/add/", sent) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Contribution.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"amount": "0"}, "The amount lies above 0 and is at most 1000000."),
        ({"on": "2099-01-01"}, "This day is still to come. Give the day on which it happened."),
        ({"reference": "4111111111111111"}, "This looks like the number of a card. No card data is kept here."),
        ({"name": "", "shows_name": "on"}, "Write the name that shall be shown, or take the tick away."),
        ({"email": "nowhere"}, "Enter a valid email address."),
        ({"currency": "QQQ"}, "Select a valid choice. QQQ is not one of the available choices."),
    ],
)
def test_bad_entry_gets_a_sentence(client, hub, sue, fields, sentence):
    answer = Desk(client, sue).send(MODEL, **SENT | fields)

    assert (errors(answer), Contribution.objects.count()) == ([sentence], 0)


def test_amount_of_a_currency_without_cents(client, hub, sue, settings):
    settings.CONTRIBUTION_CURRENCIES = ["JPY"]

    assert errors(Desk(client, sue).send(MODEL, **SENT)) == ["Amounts in JPY have no cents."]
