from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from sponsors.models import Agreement, ArticleSupport, Funder, SupportingAgreement
from tests import factories

CONFIRMED = Agreement.Status.CONFIRMED


@pytest.fixture
def funder(db):
    return Funder.objects.create(slug="f", name="Funder F")


def agreement(funder, **fields):
    return Agreement(**{"funder": funder, "starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)} | fields)


def test_agreement_that_ends_before_it_starts_is_refused_by_form_and_database(funder):
    reversed_period = agreement(funder, ends_on=date(2025, 1, 1))

    with pytest.raises(ValidationError, match="ends before it starts"):
        reversed_period.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        reversed_period.save()


def test_overlapping_site_agreements_are_refused_once_confirmed(funder, hub):
    agreement(funder, scope="hub", hub=hub, status=CONFIRMED).save()
    rival = agreement(funder, scope="hub", hub=hub, starts_on=date(2026, 12, 31), ends_on=None)

    rival.full_clean()
    rival.status = CONFIRMED
    with pytest.raises(ValidationError, match="overlaps the confirmed agreement"):
        rival.full_clean()


def test_agreements_one_after_the_other_do_not_overlap(funder, hub):
    agreement(funder, scope="hub", hub=hub, status=CONFIRMED).save()

    agreement(funder, scope="hub", hub=hub, status=CONFIRMED, starts_on=date(2027, 1, 1), ends_on=None).full_clean()


def test_agreement_for_a_hub_names_it(funder):
    with pytest.raises(ValidationError, match="names the hub"):
        agreement(funder, scope="hub").full_clean()


@pytest.mark.parametrize(
    ("day", "is_active"),
    [(date(2025, 12, 31), False), (date(2026, 1, 1), True), (date(2026, 12, 31), True), (date(2027, 1, 1), False)],
)
def test_active_on_includes_first_and_last_day(funder, day, is_active):
    agreement(funder).save()

    assert Agreement.objects.active_on(day).exists() is is_active


def test_history_of_support_cannot_be_deleted(funder, hub):
    article = factories.make_article(hub)
    supporting = agreement(funder)
    supporting.save()
    support = ArticleSupport.objects.create(article=article)
    SupportingAgreement.objects.create(support=support, agreement=supporting)

    for row in (funder, supporting, article):
        with pytest.raises(ProtectedError):
            row.delete()
