"""Signed keys of the private page of a contribution and of the mailed links about updates."""

from enum import StrEnum
from uuid import UUID

from django.core import signing

from .models import Contribution, UpdateSubscription


class Purpose(StrEnum):
    """What a link lets its holder do; the key of one is no key of the other."""

    CONTRIBUTION = "contribution"
    CONFIRM = "confirm updates"
    STOP = "stop updates"


class LinkError(ValueError):
    """The key is damaged or forged, or what it belonged to is gone."""


def link_token(row: Contribution | UpdateSubscription, purpose: Purpose) -> str:
    """The signed key of a link. It holds the random key of the row and names nobody."""
    return signing.Signer(salt=f"sponsors.{purpose}").sign(row.pk.hex)


def linked_contribution(token: str) -> Contribution:
    """Raises LinkError."""
    found = Contribution.objects.select_related("hub", "suggestion").filter(pk=_linked_pk(token, Purpose.CONTRIBUTION))
    return _only(found)


def linked_subscription(token: str, purpose: Purpose) -> UpdateSubscription:
    """Raises LinkError."""
    return _only(UpdateSubscription.objects.select_related("hub").filter(pk=_linked_pk(token, purpose)))


def _linked_pk(token: str, purpose: Purpose) -> UUID:
    try:
        return UUID(signing.Signer(salt=f"sponsors.{purpose}").unsign(token))
    except (signing.BadSignature, ValueError) as error:
        raise LinkError("The link is damaged.") from error


def _only(rows):
    row = rows.first()
    if row is None:
        raise LinkError("What the link belonged to is gone.")
    return row
