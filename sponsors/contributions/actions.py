"""What happens to contributions: pledged, entered, marked by the sponsor manager, looked at, exported.

A pledge writes no audit event, for publishers read the audit log: its time, set beside that of a suggestion, could tell
who paid. Looks and exports name the receipt number or a count, never the donor.
"""

import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hub import audit, roles
from hub.models import Hub, User
from hub.transactions import run_transaction

from .models import NEXT, Contribution, ContributionStatus, ContributionStep
from .money import holds_card_number

_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without those that are read for one another."""


class NotAllowed(Exception):
    """The account does not hold the role of a sponsor manager."""


@dataclass(frozen=True)
class Pledge:
    """What the form asks. gift: wording of a gift in somebody's name, or ""."""

    name: str
    email: str
    shows_name: bool
    amount: Decimal
    currency: str
    gift: str


def pledge(
    *, hub: Hub, given: Pledge, suggestion: Any | None, nonce: str, flags: Sequence[str] = (), now: datetime
) -> Contribution:
    """Record a pledge, once for each nonce: the first stands. suggestion: sent along, or None. Raises BusyError."""

    def store() -> Contribution:
        contribution, is_new = Contribution.objects.get_or_create(
            nonce=nonce,
            defaults={
                "hub": hub,
                "number": _new_number(now),
                "name": given.name,
                "email": given.email,
                "shows_name": given.shows_name,
                "amount": given.amount,
                "currency": given.currency,
                "gift": given.gift,
                "suggestion": suggestion,
                "flags": list(flags),
                "pledged_at": now,
            },
        )
        if is_new:
            ContributionStep.objects.create(
                contribution=contribution,
                status=ContributionStatus.PLEDGED,
                on=now.astimezone(hub.zone).date(),
                recorded_at=now,
            )
        return contribution

    return run_transaction(store)


@transaction.atomic
def enter_contribution(
    *, hub: Hub, given: Pledge, on: date, reference: str, nonce: str, by: User, now: datetime
) -> Contribution:
    """Record a contribution that arrived on a day without a pledge, once for each nonce: the first stands.

    It is paid from the start, and goes on as any other. Raises NotAllowed; ValidationError for a day to come, and for
    card data.
    """
    require_sponsor_manager(by)
    if on > now.astimezone(hub.zone).date():
        raise ValidationError({"on": _("This day is still to come. Give the day on which it happened.")})
    if any(map(holds_card_number, (given.name, given.gift, reference))):
        raise ValidationError(_("This looks like the number of a card. No card data is kept here."))
    paid = ContributionStatus.PAID
    fields = asdict(given) | {"hub": hub, "status": paid, "reference": reference, "pledged_at": now}
    contribution, is_new = Contribution.objects.get_or_create(
        nonce=nonce, defaults=fields | {"number": _new_number(now)}
    )
    if is_new:
        ContributionStep.objects.create(contribution=contribution, status=paid, on=on, recorded_at=now, by=by)
        audit.record(
            actor=by, verb="enter contribution", subject=_subject(contribution), status=str(paid), on=on.isoformat()
        )
    return contribution


@transaction.atomic
def set_status(
    *, contribution: Contribution, status: ContributionStatus, on: date, reference: str = "", by: User, now: datetime
) -> Contribution:
    """Record what became of a pledge since a day. Setting the status it has changes the reference alone.

    Raises NotAllowed; ValidationError for a day to come or before the last one, for a status that cannot follow, and
    for card data.
    """
    require_sponsor_manager(by)
    held = Contribution.objects.select_for_update(of=("self",)).get(pk=contribution.pk)
    if holds_card_number(reference):
        raise ValidationError({"reference": _("This looks like the number of a card. No card data is kept here.")})
    if status == held.status:
        held.reference = reference
        held.save(update_fields=["reference"])
        return held
    check_next(held, status, on, now)
    held.status, held.reference = status, reference
    held.save(update_fields=["status", "reference"])
    ContributionStep.objects.create(contribution=held, status=status, on=on, recorded_at=now, by=by)
    audit.record(
        actor=by, verb="set contribution status", subject=_subject(held), status=str(status), on=on.isoformat()
    )
    return held


def check_next(contribution: Contribution, status: ContributionStatus, on: date, now: datetime) -> None:
    """Raises ValidationError where the status cannot follow the present one on that day."""
    if status not in NEXT[ContributionStatus(contribution.status)]:
        known = {"now": contribution.get_status_display(), "then": ContributionStatus(status).label}
        raise ValidationError({"status": _("“%(then)s” cannot follow “%(now)s”.") % known})
    if on > now.astimezone(contribution.hub.zone).date():
        raise ValidationError({"on": _("This day is still to come. Give the day on which it happened.")})
    last = contribution.steps.last()
    if last and on < last.on:
        raise ValidationError(
            {"on": _("The last status is of %(day)s. Give that day or a later one.") % {"day": last.on}}
        )


def record_look(*, contribution: Contribution, by: User) -> None:
    """Leave the trace that somebody saw who a donor is. Raises NotAllowed."""
    require_sponsor_manager(by)
    audit.record(actor=by, verb="view donor", subject=_subject(contribution))


def record_search(*, by: User, n_found: int) -> None:
    """Leave the trace that somebody searched among donors. What was searched for names a person and is not kept."""
    require_sponsor_manager(by)
    audit.record(actor=by, verb="search donors", subject="contributions", found=n_found)


def record_export(*, by: User, numbers: Sequence[str]) -> None:
    """Leave the trace that donors left the hub as a file. Raises NotAllowed."""
    require_sponsor_manager(by)
    audit.record(actor=by, verb="export donors", subject="contributions", rows=len(numbers), numbers=sorted(numbers))


def require_sponsor_manager(user: User) -> None:
    if not user.has_role(roles.SPONSOR_MANAGER):
        raise NotAllowed(f"{user} does not hold the role {roles.SPONSOR_MANAGER}.")


def _subject(contribution: Contribution) -> str:
    return f"contribution {contribution.number}"


def _new_number(now: datetime) -> str:
    """A receipt number that nobody can guess and that tells nothing but the year."""
    return f"C{now:%Y}-{''.join(secrets.choice(_LETTERS) for _place in range(8))}"
