"""The private link by which a sender sees what became of a suggestion, and the one that stops mails about it."""

from enum import StrEnum
from uuid import UUID

from django.core import signing
from django.urls import reverse

from .models import Suggestion


class Purpose(StrEnum):
    """What a link lets its holder do; the key of one is no key of the other."""

    STATUS = "status"
    STOP = "stop"


class LinkError(ValueError):
    """The key is damaged or forged."""


def link_token(suggestion: Suggestion, purpose: Purpose) -> str:
    """The signed key of a link. It holds the random key of the row and names nobody."""
    return signing.Signer(salt=f"articles.suggestion.{purpose}").sign(suggestion.pk.hex)


def linked_pk(token: str, purpose: Purpose) -> UUID:
    """The primary key behind a link. Raises LinkError."""
    try:
        return UUID(signing.Signer(salt=f"articles.suggestion.{purpose}").unsign(token))
    except (signing.BadSignature, ValueError) as error:
        raise LinkError("The link is damaged.") from error


def status_path(suggestion: Suggestion) -> str:
    return reverse("suggestion_status", args=[link_token(suggestion, Purpose.STATUS)])
