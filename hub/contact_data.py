"""What is kept of people under the address by which they are reached about their declarations."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from . import retention
from .models import Contact, DeclarationReminder
from .personal_data import AddressData, Row, as_json, register

KEPT_DAYS = 3 * 365


def _dump(addresses: Sequence[str]) -> list[Row]:
    contacts = Contact.objects.filter(email__in=addresses).select_related("person").order_by("pk")
    mails = DeclarationReminder.objects.filter(sent_at__isnull=False, declaration__person__contact__in=contacts)
    sent: dict[int, list[Row]] = {}
    for person, notice, sent_at in mails.values_list("declaration__person", "notice", "sent_at"):
        sent.setdefault(person, []).append({"notice": notice, "sent_at": as_json(sent_at)})
    return [
        {
            "email": contact.email,
            "person": contact.person.name,
            "entered_at": as_json(contact.entered_at),
            "stopped_on": as_json(contact.stopped_on),
            "reminders": sent.get(contact.person_id, []),
        }
        for contact in contacts
    ]


@transaction.atomic
def _erase(addresses: Sequence[str]) -> int:
    """Take the address away; that no mail is wanted stays, and holds for the address of an account too."""
    own = Contact.objects.filter(email__in=addresses)
    return own.filter(stopped_on=None).delete()[0] + own.update(email="")


def _known() -> Iterable[tuple[str, datetime]]:
    return Contact.objects.exclude(email="").values_list("email", "entered_at")


register(AddressData("contacts", "hub.Contact", _dump, _erase, _known))
retention.register(
    retention.expiring(
        "reminders of declarations",
        "Mails about declarations, made 3 years ago",
        "hub.DeclarationReminder",
        "made_at",
        days=KEPT_DAYS,
    )
)
