"""Storing what a person declares by the mailed link."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError

from .declaration_actions import record_declaration
from .declaration_links import Standing, local_day, standing_of
from .interests import read_nature, read_period
from .models import Declaration, DeclarationReminder, Interest
from .transactions import run_transaction


class LinkOverError(ValueError):
    """The link was answered by another form, replaced by a newer declaration, or is too old."""


@dataclass(frozen=True)
class Years:
    """The years of an interest as text, "" where they are not known."""

    first: str = ""
    last: str = ""
    is_ongoing: bool = False


def read_years(period: str) -> Years:
    """The years of a period as it was stated; none where it cannot be read."""
    read = read_period(period)
    first, last = (str(day.year) if day else "" for day in (read.starts_on, read.ends_on))
    return Years(first, last, read.is_ongoing)


@dataclass(frozen=True)
class StatedInterest:
    """One interest as the person states it. to_year: None while it is ongoing."""

    entity: str
    nature: str
    from_year: int
    to_year: int | None

    @property
    def period(self) -> str:
        """The years as a declaration has them, in English like all stored text: 2024, 2023-2025 or since 2023."""
        if self.to_year is None:
            return f"since {self.from_year}"
        return f"{self.from_year}" if self.to_year == self.from_year else f"{self.from_year}-{self.to_year}"


def store_own_declaration(
    *, reminder: DeclarationReminder, interests: Sequence[StatedInterest], now: datetime
) -> Declaration:
    """The declaration of today in the hub's time zone, given by the person; no interests: nothing to declare.

    The link works once. Sending again what is stored returns that declaration and changes nothing; raises
    LinkOverError where something else is sent by then, or the link may not be used any more, and BusyError.
    """

    def store() -> Declaration:
        # Several mails about one declaration may be open at once: whoever holds the declaration stores.
        Declaration.objects.select_for_update(of=("self",)).get(pk=reminder.declaration_id)
        held = DeclarationReminder.objects.select_related("hub", "declaration__person", "answer").get(pk=reminder.pk)
        if held.answer and _says(held.answer, interests):
            return held.answer
        if standing_of(held, now) != Standing.OPEN:
            raise LinkOverError("The link may not be used any more.")
        return _write(held, interests, now)

    try:
        return run_transaction(store)
    except IntegrityError as error:  # the desk recorded a declaration of today in between
        raise LinkOverError("There is a declaration of today already.") from error


def _write(reminder: DeclarationReminder, interests: Sequence[StatedInterest], now: datetime) -> Declaration:
    declaration = record_declaration(
        declaration=Declaration(
            person=reminder.declaration.person,
            declared_on=local_day(reminder.hub, now),
            has_nothing_to_declare=not interests,
            look_back_months=reminder.hub.declaration_look_back_months,
            collected_as=Declaration.Collected.ONLINE,
        ),
        interests=[_interest(one) for one in interests],
        actor=None,
        now=now,
    )
    DeclarationReminder.objects.filter(pk=reminder.pk).update(answer=declaration)
    return declaration


def _interest(stated: StatedInterest) -> Interest:
    nature = read_nature(stated.nature)
    return Interest(entity=stated.entity, nature=nature, nature_note=stated.nature, period=stated.period)


def _says(declaration: Declaration, interests: Sequence[StatedInterest]) -> bool:
    stored = [(one.entity, one.nature_words, one.period) for one in declaration.interests.all()]
    return stored == [(one.entity, one.nature, one.period) for one in interests]
