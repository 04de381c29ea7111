"""Quarters of a year, written as 2026-Q4. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

_WRITTEN = re.compile(r"([0-9]{4})-Q([1-4])")


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter of a year; number is 1 to 4."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Quarter:
        return cls(day.year, (day.month + 2) // 3)

    @classmethod
    def read(cls, text: str) -> Quarter | None:
        """The quarter that the text writes as 2026-Q4, from 2000 on; None for any other text."""
        match = _WRITTEN.fullmatch(text)
        return cls(int(match[1]), int(match[2])) if match and int(match[1]) >= 2000 else None

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}"

    @property
    def first(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last(self) -> date:
        return self.next.first - timedelta(days=1)

    @property
    def next(self) -> Quarter:
        return Quarter(self.year, self.number + 1) if self.number < 4 else Quarter(self.year + 1, 1)


def days_shared(starts_on: date | None, ends_on: date | None, quarter: Quarter) -> int:
    """How many days of the quarter a period includes, its last day too; None is an open start or end."""
    first = max(starts_on or quarter.first, quarter.first)
    last = min(ends_on or quarter.last, quarter.last)
    return max(0, (last - first).days + 1)


def quarters(first: Quarter, last: Quarter) -> list[Quarter]:
    """All quarters from one to another, both included."""
    found = []
    while first <= last:
        found.append(first)
        first = first.next
    return found
