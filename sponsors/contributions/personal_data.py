"""What contributions keep of people, all of it under an e-mail address: donors, and who wants updates."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from hub import audit, retention
from hub.personal_data import AddressData, Row, plain, register

from .models import Contribution, ContributionStatus, UpdateSubscription

UNPAID_KEPT = timedelta(days=365)
PAID_KEPT = timedelta(days=3653)
"""Ten years: what tax law asks of receipts in many countries."""
UNCONFIRMED_KEPT_DAYS = 30


def dump_contributions(addresses: Sequence[str]) -> list[Row]:
    return plain(Contribution.objects.filter(email__in=addresses), secret=("nonce", "flags", "claimed_at"))


def erase_contributions(addresses: Sequence[str]) -> int:
    """Take the person away; number, amount, status and dates stay, for the books."""
    return _without_person(Contribution.objects.filter(email__in=addresses), timezone.now())


def addresses_of_contributions() -> Iterable[tuple[str, datetime]]:
    return Contribution.objects.exclude(email="").values_list("email", "pledged_at")


def _without_person(contributions: QuerySet[Contribution], now: datetime) -> int:
    return contributions.update(name="", email="", gift="", shows_name=False, erased_at=now)


def _over_time(now: datetime) -> QuerySet[Contribution]:
    unpaid = Q(status__in=(ContributionStatus.PLEDGED, ContributionStatus.WITHDRAWN), pledged_at__lt=now - UNPAID_KEPT)
    return Contribution.objects.filter(unpaid | Q(pledged_at__lt=now - PAID_KEPT), erased_at=None)


def _forget_donors(now: datetime) -> int:
    with transaction.atomic():
        n = _without_person(_over_time(now), now)
        audit.record(actor=None, verb="retention", subject="donors", rows=n)
    return n


def _subscriptions(addresses: Sequence[str]) -> QuerySet[UpdateSubscription]:
    return UpdateSubscription.objects.filter(email__in=addresses)


register(
    AddressData(
        "contributions", "sponsors.Contribution", dump_contributions, erase_contributions, addresses_of_contributions
    )
)
register(
    AddressData(
        "subscriptions_to_updates",
        "sponsors.UpdateSubscription",
        lambda addresses: plain(_subscriptions(addresses), secret=("claimed_at",)),
        # Counted without the mails that go along.
        lambda addresses: _subscriptions(addresses).delete()[1].get("sponsors.UpdateSubscription", 0),
        lambda: UpdateSubscription.objects.values_list("email", "asked_at"),
    )
)
retention.register(
    retention.Rule(
        "donors",
        "Donors of pledges unpaid after a year, and of all contributions after ten years",
        _over_time,
        _forget_donors,
    )
)
retention.register(
    retention.expiring(
        "unconfirmed subscriptions",
        "Subscriptions to updates that nobody confirmed within 30 days",
        "sponsors.UpdateSubscription",
        "asked_at",
        days=UNCONFIRMED_KEPT_DAYS,
        only={"confirmed_at": None},
    )
)
retention.register(
    retention.expiring(
        "stopped subscriptions",
        "Subscriptions to updates that were stopped three years ago, kept until then as proof",
        "sponsors.UpdateSubscription",
        "stopped_at",
        days=3 * 365,
    )
)
