"""What a reader of references hands on: records as read, records as understood, and what was wrong with them."""

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

MOST_RECORDS = 300
"""Records of one import: a whole reference list fits, and its table can be read."""

MOST_PROBLEMS = 200
"""Remarks that are told; a text with more of them is not what it was taken for."""


MOST_FAILURES = 1_000
"""Remarks after which reading stops."""


class LineNumbers:
    """Numbers of the lines of a text, from 1, by places in it."""

    def __init__(self, text: str) -> None:
        self._ends = [match.start() for match in re.finditer("\n", text)]

    def at(self, place: int) -> int:
        return bisect_left(self._ends, place) + 1


@dataclass(frozen=True)
class Problem:
    """What is wrong, as a sentence. line: of the text, from 1, or None; field: as the format or CSL names it, or ""."""

    line: int | None
    message: str
    field: str = ""

    def __str__(self) -> str:
        place = ", ".join(part for part in (f"Line {self.line}" if self.line else "", self.field) if part)
        return f"{place}: {self.message}" if place else self.message


@dataclass
class Draft:
    """One record as its format says it: CSL variables with values of any kind. lines: variable to line, where known."""

    line: int | None
    item: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)

    def line_of(self, variable: str) -> int | None:
        return self.lines.get(variable, self.line)


@dataclass(frozen=True)
class Understood:
    """A reference that can be stored: a canonical CSL-JSON item without id, and the line where its record begins."""

    item: Mapping[str, Any]
    line: int | None = None


@dataclass(frozen=True)
class Reading:
    """What a text says. format: its name for readers, "" where nothing was recognised."""

    records: tuple[Understood, ...] = ()
    problems: tuple[Problem, ...] = ()
    format: str = ""

    @property
    def items(self) -> list[Mapping[str, Any]]:
        return [record.item for record in self.records]

    def __add__(self, other: "Reading") -> "Reading":
        return Reading(self.records + other.records, self.problems + other.problems, self.format or other.format)
