"""The private links in a mail about a declaration: to declare anew, and to stop these mails."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.core import signing
from django.urls import reverse
from django.utils import timezone

from .declaration_dates import newest_declarations
from .models import DeclarationReminder, Hub

LINK_LASTS = timedelta(days=90)
"""From the making of the mail. The first mail about a declaration comes 60 days before it expires."""


class Purpose(StrEnum):
    """What a link lets its holder do; the key of one is no key of the other."""

    DECLARE = "declare"
    STOP = "stop"


class Standing(StrEnum):
    """What the link to declare leads to: it works once, and for the declaration that it was mailed about."""

    OPEN = "open"
    ANSWERED = "answered"
    REPLACED = "replaced"
    OVER = "over"


class LinkError(ValueError):
    """The key is damaged or forged, or what it belonged to is gone."""


def link_token(reminder: DeclarationReminder, purpose: Purpose) -> str:
    """The signed key of a link. It holds the random key of the row and names nobody."""
    return signing.Signer(salt=f"hub.declaration.{purpose}").sign(reminder.pk.hex)


def declare_path(reminder: DeclarationReminder) -> str:
    return reverse("declare", args=[link_token(reminder, Purpose.DECLARE)])


def stop_path(reminder: DeclarationReminder) -> str:
    return reverse("declare_stop", args=[link_token(reminder, Purpose.STOP)])


def linked_reminder(token: str, purpose: Purpose) -> DeclarationReminder:
    """The mail behind a link, with hub, person and answer. Raises LinkError."""
    try:
        pk = UUID(signing.Signer(salt=f"hub.declaration.{purpose}").unsign(token))
    except (signing.BadSignature, ValueError) as error:
        raise LinkError("The link is damaged.") from error
    found = DeclarationReminder.objects.select_related("hub", "declaration__person", "answer").filter(pk=pk).first()
    if found is None:
        raise LinkError("What the link belonged to is gone.")
    return found


def standing_of(reminder: DeclarationReminder, now: datetime) -> Standing:
    """Whether the link may still be used to declare. One query at most."""
    if reminder.answer_id:
        return Standing.ANSWERED
    declaration = reminder.declaration
    newest = newest_declarations([declaration.person_id], local_day(reminder.hub, now)).get(declaration.person_id)
    if newest is None or newest.pk != declaration.pk:
        return Standing.REPLACED
    return Standing.OVER if now - reminder.made_at > LINK_LASTS else Standing.OPEN


def local_day(hub: Hub, now: datetime) -> date:
    return timezone.localtime(now, timezone=hub.zone).date()
