"""Where people who make content are reached by mail about their declaration, and how they stop that."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from . import audit
from .models import Contact, Person


@dataclass(frozen=True)
class Reach:
    """email: the address on file, else that of the account; "" without either. is_stopped: no mail is wanted."""

    email: str
    is_stopped: bool


def reach_of(people: Iterable[int]) -> dict[int, Reach]:
    """By primary key of the person. One query. Who wants no mail at all as an account gets none of these either."""
    rows = Person.objects.filter(pk__in=people).select_related("contact", "user__mail_preference")
    return {person.pk: _reach(person) for person in rows}


def _reach(person: Person) -> Reach:
    contact, account = getattr(person, "contact", None), person.user
    preference = getattr(account, "mail_preference", None)
    own = account.email if account and account.is_active else ""
    is_stopped = bool((contact and contact.stopped_on) or (preference and preference.stopped_on))
    return Reach((contact and contact.email) or own, is_stopped)


@transaction.atomic
def stop_reminders(*, person: Person, on: date) -> None:
    """Send this person no further mail about declarations. The first day of stopping stands."""
    contact, is_new = Contact.objects.get_or_create(person=person, defaults={"stopped_on": on})
    stopped = is_new or Contact.objects.filter(pk=contact.pk, stopped_on=None).update(stopped_on=on)
    if stopped:
        audit.record(actor=None, verb="stop reminders", subject=f"person {person.slug}", on=on.isoformat())
