"""Making an update on impact, and releasing it to those who asked for updates."""

from datetime import datetime

from django.db import transaction

from hub import audit, roles
from hub.impact import measured
from hub.models import Hub, User

from .models import ImpactUpdate, UpdateSubscription

MAKERS = frozenset({roles.SPONSOR_MANAGER, roles.PUBLISHER})


class NotAllowed(Exception):
    """The account is neither a sponsor manager's nor a publisher's."""


def make_update(*, update: ImpactUpdate, by: User, now: datetime) -> ImpactUpdate:
    """Store a new update with the numbers of its period as they are now. They stay so. Raises NotAllowed."""
    _check_role(by)
    update.numbers = measured(update.hub, update.starts_on, update.ends_on)
    update.made_at, update.made_by = now, by
    update.save()
    return update


@transaction.atomic
def release_update(*, update: ImpactUpdate, by: User, now: datetime) -> ImpactUpdate:
    """Let the update go out with the next `run_due`. Its words stay as they are from now on. Raises NotAllowed."""
    _check_role(by)
    held = ImpactUpdate.objects.select_for_update(of=("self",)).get(pk=update.pk)
    if held.released_at:
        return held
    held.released_at, held.released_by = now, by
    held.save(update_fields=["released_at", "released_by"])
    audit.record(
        actor=by,
        verb="release impact update",
        subject=f"impact update {held.pk}",
        period=f"{held.starts_on} to {held.ends_on}",
        numbers=held.numbers,
    )
    return held


def subscribers(hub: Hub):
    """Subscriptions to which updates go."""
    return UpdateSubscription.objects.filter(hub=hub, confirmed_at__isnull=False, stopped_at=None)


def _check_role(by: User) -> None:
    if not by.is_active or by.role_names.isdisjoint(MAKERS):
        raise NotAllowed(f"{by} holds none of the roles {', '.join(sorted(MAKERS))}.")
