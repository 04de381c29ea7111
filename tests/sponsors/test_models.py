from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from sponsors.models import Agreement, BandTier
from tests import factories
from tests.factories import make_agreement, make_funder

CONFIRMED = Agreement.Status.CONFIRMED
YEAR = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}


@pytest.fixture
def funder(db):
    return make_funder("Funder F")


def agreement(funder, **fields):
    return Agreement(**{"funder": funder, "has_independence_clause": True} | YEAR | fields)


def refusals(row) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    return refused.value.messages


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"ends_on": date(2025, 1, 1)}, "The agreement ends before it starts."),
        ({"scope": "hub"}, "An agreement for a hub names the hub."),
        ({"scope": "topic"}, "An agreement for a topic names the topic."),
        (
            {"is_financial": False},
            "An agreement gives money, something in kind, or both. Say what is given.",
        ),
        (
            {"status": "confirmed", "has_independence_clause": False},
            "Confirm that the document holds the independence clause, or leave the agreement a draft.",
        ),
        (
            {"band": "10k-50k", "tier_override": 1},
            "Another level than that of the table needs its reason, and a reason a level.",
        ),
        (
            {"band": "10k-50k", "override_reason": "because"},
            "Another level than that of the table needs its reason, and a reason a level.",
        ),
        (
            {"tier_override": 1, "override_reason": "why"},
            "A level follows from the amount band. Choose the band first.",
        ),
        ({"document_hash": "abc"}, "A SHA-256 has 64 hexadecimal digits in lower case."),
    ],
)
def test_agreement_is_refused_by_form_and_database(funder, fields, sentence):
    row = agreement(funder, **fields)

    assert sentence in refusals(row)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_tier_without_a_band_is_refused_by_the_database(funder):
    row = make_agreement(funder)

    with pytest.raises(IntegrityError, match="agreement_tier_from_band"), transaction.atomic():
        Agreement.objects.filter(pk=row.pk).update(tier=1)


@pytest.mark.parametrize(
    ("fields", "tier"),
    [
        ({}, None),
        ({"band": "50k-100k"}, 3),
        ({"band": "50k-100k", "tier_override": 1, "override_reason": "first of its kind"}, 1),
    ],
)
def test_tier_follows_from_the_band_or_its_reasoned_override(funder, fields, tier):
    row = agreement(funder, **fields)

    row.full_clean()
    row.save()

    assert Agreement.objects.values_list("tier", flat=True).get() == tier


def test_hub_may_give_a_band_another_tier(funder, hub):
    BandTier.objects.create(hub=hub, band="50k-100k", tier=2)

    tiers = [make_agreement(funder, band="50k-100k", hub=place).tier for place in (hub, None)]

    assert tiers == [2, 3]


def test_more_money_never_gives_a_lower_tier(hub):
    row = BandTier(hub=hub, band="250k+", tier=3)

    assert refusals(row) == [
        "“250,000 and more” would then stand below “100,000 to 250,000”. More money never gives a lower level."
    ]


def test_overlapping_site_agreements_are_refused_once_confirmed(funder, hub):
    agreement(funder, scope="hub", hub=hub, status=CONFIRMED).save()
    rival = agreement(funder, scope="hub", hub=hub, starts_on=date(2026, 12, 31), ends_on=None)

    rival.full_clean()
    rival.status = CONFIRMED
    with pytest.raises(ValidationError, match="overlaps the confirmed agreement"):
        rival.full_clean()


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "overlaps"),
    [
        (None, None, True),
        (None, date(2025, 12, 31), False),
        (None, date(2026, 1, 1), True),
        (date(2027, 1, 1), None, False),
        (date(2026, 6, 1), date(2026, 6, 1), True),
    ],
)
def test_overlapping_means_a_day_in_common(funder, starts_on, ends_on, overlaps):
    agreement(funder).save()

    assert Agreement.objects.overlapping(starts_on, ends_on).exists() is overlaps


def test_agreement_of_a_retired_funder_is_not_confirmed_but_can_be_ended(funder):
    standing = make_agreement(funder)
    funder.retired_at = factories.NOW
    funder.save()

    standing.ends_on = date(2026, 3, 1)
    standing.full_clean()

    assert refusals(agreement(funder, status=CONFIRMED)) == [
        "Funder F is retired. Bring it back into use first, or leave the agreement a draft."
    ]


@pytest.mark.parametrize(
    ("day", "is_active"),
    [(date(2025, 12, 31), False), (date(2026, 1, 1), True), (date(2026, 12, 31), True), (date(2027, 1, 1), False)],
)
def test_active_on_includes_first_and_last_day(funder, day, is_active):
    row = agreement(funder)
    row.save()

    assert (Agreement.objects.active_on(day).exists(), row.is_active(day)) == (is_active, is_active)


def test_funder_and_agreement_with_history_are_not_deleted(funder, hub):
    draft, confirmed = agreement(funder), make_agreement(funder)
    draft.save()
    support = factories.support_article(factories.make_article(hub), draft)

    for row in (funder, draft, confirmed, support.article):
        with pytest.raises(ProtectedError):
            row.delete()
    assert "Retire it instead" in funder.kept_because
    assert "Set the last day of its period instead." in confirmed.kept_because


def test_funder_and_draft_without_history_are_deleted(funder):
    row = agreement(funder)
    row.save()

    row.delete()
    funder.delete()

    assert Agreement.objects.count() == 0
