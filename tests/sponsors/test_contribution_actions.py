import json
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from hub.models import AuditEvent
from sponsors.contributions.actions import NotAllowed, record_export, record_look, set_status
from sponsors.models import Contribution, ContributionStatus
from sponsors.public import contributors
from tests.factories import NOW, make_hub
from tests.giving import make_contribution

pytestmark = pytest.mark.django_db
PAID, PLEDGED, REFUNDED, WITHDRAWN = (
    ContributionStatus.PAID,
    ContributionStatus.PLEDGED,
    ContributionStatus.REFUNDED,
    ContributionStatus.WITHDRAWN,
)
TODAY = NOW.date()


@pytest.fixture
def contribution(hub):
    return make_contribution(hub)


def history(contribution) -> list[tuple]:
    return [(step.status, step.on, step.by) for step in contribution.steps.all()]


def test_pledge_has_a_number_and_a_first_step_and_no_audit_event(contribution):
    assert history(contribution) == [(PLEDGED, TODAY, None)]
    assert contribution.number.startswith("C2026-")
    assert len(contribution.number) == 14
    assert not AuditEvent.objects.exists()


def test_status_is_dated_and_audited_without_the_donor(contribution, sue):
    later = NOW + timedelta(days=3)
    set_status(contribution=contribution, status=PAID, on=TODAY, reference="B-77", by=sue, now=NOW)
    set_status(contribution=contribution, status=PAID, on=TODAY, reference="B-78", by=sue, now=NOW)
    set_status(contribution=contribution, status=REFUNDED, on=later.date(), by=sue, now=later)

    contribution.refresh_from_db()
    assert history(contribution) == [(PLEDGED, TODAY, None), (PAID, TODAY, sue), (REFUNDED, later.date(), sue)]
    assert contribution.status == REFUNDED
    subject = f"contribution {contribution.number}"
    assert [(event.verb, event.subject, json.loads(event.detail)) for event in AuditEvent.objects.order_by("pk")] == [
        ("set contribution status", subject, {"status": "paid", "on": "2026-03-02"}),
        ("set contribution status", subject, {"status": "refunded", "on": "2026-03-05"}),
    ]


@pytest.mark.parametrize(
    ("before", "fields", "sentence"),
    [
        (None, {"status": REFUNDED, "on": TODAY}, "“Refunded” cannot follow “Pledged”"),
        (PAID, {"status": WITHDRAWN, "on": TODAY}, "“Withdrawn” cannot follow “Paid”"),
        (None, {"status": PAID, "on": date(2026, 3, 3)}, "still to come"),
        (None, {"status": PAID, "on": date(2026, 3, 1)}, "The last status is of 2026-03-02"),
        (None, {"status": PAID, "on": TODAY, "reference": "4111 1111 1111 1111"}, "number of a card"),
    ],
)
def test_contradictions_are_refused(contribution, sue, before, fields, sentence):
    if before:
        set_status(contribution=contribution, status=before, on=TODAY, by=sue, now=NOW)
    stored = history(contribution)

    with pytest.raises(ValidationError, match=sentence):
        set_status(contribution=contribution, by=sue, now=NOW, **fields)

    assert history(contribution) == stored


def test_only_sponsor_managers_change_look_and_export(contribution, paul):
    for deed in (
        lambda: set_status(contribution=contribution, status=PAID, on=TODAY, by=paul, now=NOW),
        lambda: record_look(contribution=contribution, by=paul),
        lambda: record_export(by=paul, numbers=[contribution.number]),
    ):
        with pytest.raises(NotAllowed):
            deed()
    assert not AuditEvent.objects.exists()


def test_who_paid_and_agreed_is_named(hub, sue):
    def paid(contribution: Contribution) -> None:
        set_status(contribution=contribution, status=PAID, on=TODAY, by=sue, now=NOW)

    for name in ("zoe", "Anna", "zoe"):
        paid(make_contribution(hub, name=name, shows_name=True))
    paid(make_contribution(hub, name="Silent"))
    make_contribution(hub, name="Not yet", shows_name=True)
    paid(make_contribution(make_hub(slug="other", is_default=False), name="Elsewhere", shows_name=True))

    assert contributors(hub) == ["Anna", "zoe"]
