"""Which answers a report counts. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum

COHORTS = ("specialty", "country", "language")
"""Dimensions that sums are kept by, each for itself, in whole months."""


class Evidence(Enum):
    """What a learner's matched answers may lack; a report can leave such learners out, and never does so by itself."""

    NOT_READ = "not-read"
    """Nothing says that the article was read to its end before the answers after reading."""
    HASTY = "hasty"
    """Answers after reading less than 20 seconds after those before."""
    READ_BEFORE = "read-before"
    """The article was read to its end before the first answers."""


@dataclass(frozen=True)
class Cut:
    """Answers to count; whatever is None or "" does not restrict.

    quizzes: by primary key. first, last: days, both included, on which a pair counts: that of the answers after reading,
    else of those before, in the zone of the hub. profession, specialty, country: as the learner told. language, version:
    of the page on which they answered first, version by the primary key of the article version. without: learners whose
    answers lack this.
    """

    quizzes: tuple[int, ...] | None = None
    question: int | None = None
    first: date | None = None
    last: date | None = None
    profession: str = ""
    specialty: str = ""
    country: str = ""
    language: str = ""
    version: int | None = None
    without: frozenset[Evidence] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Whether nothing can be in it."""
        return self.quizzes == () or bool(self.first and self.last and self.first > self.last)

    @property
    def cohorts(self) -> tuple[str, ...]:
        """The names of what restricts by learner or page."""
        named = ("profession", *COHORTS)
        active = [name for name in named if getattr(self, name)]
        return (*active, *(["version"] if self.version is not None else []), *(["without"] if self.without else []))

    @property
    def whole_months(self) -> Cut | None:
        """The same cut over the whole months in it; None where there is no whole month."""
        first = None if self.first is None else self.first if self.first.day == 1 else month_after(self.first)
        last = None if self.last is None else self.last if is_month_end(self.last) else before_month(self.last)
        inside = replace(self, first=first, last=last)
        return None if inside.is_empty else inside

    @property
    def goes_by_months(self) -> bool:
        """Whether it begins and ends with a month."""
        return self.whole_months == self

    def edges(self) -> Iterator[Cut]:
        """What is left of the cut without its whole months: no, one or two ranges of days."""
        inside = self.whole_months
        if inside is None:
            yield self
            return
        if self.first and inside.first and inside.first > self.first:
            yield replace(self, last=inside.first - timedelta(days=1))
        if self.last and inside.last and inside.last < self.last:
            yield replace(self, first=inside.last + timedelta(days=1))


EVERYTHING = Cut()


def month_of(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def month_after(day: date) -> date:
    """The first day of the month after that of `day`."""
    return (month_of(day) + timedelta(days=31)).replace(day=1)


def before_month(day: date) -> date:
    """The last day of the month before that of `day`."""
    return month_of(day) - timedelta(days=1)


def is_month_end(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1
