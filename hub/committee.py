"""The steering committee: recording terms of office, and what its members declared for readers to see."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from . import audit
from .declarations import is_current
from .models import CommitteeTerm, Declaration, Person, User

FIXED = ("hub_id", "person_id", "role", "starts_on")
"""What a term that has begun keeps."""

_RECORDED = ("hub_id", "person_id", "role", "title", "starts_on", "ends_on")


@transaction.atomic
def record_term(*, term: CommitteeTerm, actor: User) -> CommitteeTerm:
    """Store a new or changed term. Raises ValidationError with a sentence where it cannot be; then nothing is written.

    A term that has begun keeps its hub, person, role and first day: a new role is a new term.
    """
    before = CommitteeTerm.objects.select_for_update().filter(pk=term.pk).first() if term.pk else None
    if before and before.is_kept and any(getattr(before, name) != getattr(term, name) for name in FIXED):
        raise ValidationError(
            _("The term has begun: its hub, person, role and first day stay. Set its last day, and make a new term.")
        )
    term.full_clean()
    term.save()
    changed = {name: _plain(getattr(before, name)) for name in _RECORDED} if before else {}
    now = {name: _plain(getattr(term, name)) for name in _RECORDED}
    if now != changed:
        audit.record(
            actor=actor,
            verb="record committee term",
            subject=f"committee term {term.pk}",
            person=term.person.slug,
            **now,
            before={name: value for name, value in changed.items() if value != now[name]},
        )
    return term


@transaction.atomic
def withdraw_term(*, term: CommitteeTerm, actor: User) -> None:
    """Delete a term that has not begun. Raises ProtectedError with a sentence for one that has."""
    pk, text = term.pk, str(term)
    term.delete()
    audit.record(actor=actor, verb="withdraw committee term", subject=f"committee term {pk}", term=text)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


def declared_in_office(person: Person, terms: Iterable[CommitteeTerm], on: date) -> list[Declaration]:
    """Declarations that stood on some day of these terms until `on`, the newest first: readers could see each of them.

    What was withdrawn is shown no more.
    """
    counting = [one for one in person.declarations.all() if one.declared_on <= on and not one.is_withdrawn]
    made = sorted(counting, key=lambda one: one.declared_on)
    spans = [(term.starts_on, min(term.ends_on or on, on)) for term in terms if term.starts_on <= on]
    stood = []
    for place, declaration in enumerate(made):
        replaced_on = made[place + 1].declared_on if place + 1 < len(made) else None
        if any(
            declaration.declared_on <= last and (replaced_on is None or replaced_on > first) for first, last in spans
        ):
            stood.append(declaration)
    return stood[::-1]


def declaration_gap(term: CommitteeTerm, on: date) -> str:
    """What is wrong with the declarations of somebody in office, as a sentence; "" where nothing is.

    Interests are declared before taking up the role, and anew as often as the hub asks.
    """
    days = sorted(one.declared_on for one in term.person.declarations.all() if not one.is_withdrawn)
    if not days:
        return _("No declaration.")
    if days[0] > term.starts_on:
        return _("First declared on %(day)s, after taking office.") % {"day": _day(days[0])}
    newest = max((day for day in days if day <= on), default=days[0])
    months = term.hub.declaration_valid_months
    if term.is_in_office(on) and not is_current(newest, on, months):
        return _("Last declared on %(day)s, more than %(months)s months ago.") % {"day": _day(newest), "months": months}
    return ""
