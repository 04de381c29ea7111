"""What a file says of a question, and what is wrong with it. Pure; the forms in which all readers hand on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

MOST_QUESTIONS = 500
"""Questions of one import: what a person can look through in the page that asks before storing."""

MOST_PROBLEMS = 200
"""Problems that are told; a file with more of them is not what it was taken for."""

LARGEST_TEXT = 1_000_000
"""Bytes of a file or a pasted text."""

MOST_OPTIONS = 8
FEWEST_OPTIONS = 2
BLOOM_LEVELS = ("remember", "understand", "apply", "analyze", "evaluate", "create")
COLUMNS = (
    "external_id", "stem",
    *(f"option_{n}" for n in range(1, MOST_OPTIONS + 1)), *(f"feedback_{n}" for n in range(1, MOST_OPTIONS + 1)),
    "key", "rationale", "bloom", "moore", "refs", "fixed_order", "quiz", "objective", "evidence",
)  # fmt: skip
DETAILS = ("rationale", "bloom", "moore", "refs", "fixed_order")
"""Columns that may be missing from a file; what is stored then stays."""


@dataclass(frozen=True)
class Problem:
    """What is wrong, as a sentence. row: where in the file, from 1, in the unit of its reading; column: "" for the row."""

    row: int | None
    column: str
    message: str


@dataclass(frozen=True)
class GivenOption:
    """feedback: in the markup of bundles; None where the file has no column for it."""

    text: str
    feedback: str | None
    is_key: bool


@dataclass(frozen=True)
class GivenPlace:
    """A quiz that asks the question, by its article's slug. objective, evidence: keys; None where the file has no column."""

    quiz: str
    objective: str | None
    evidence: str | None


@dataclass(frozen=True)
class GivenQuestion:
    """One question in canonical form. details: those of DETAILS that the file speaks of; rich text in markup."""

    row: int
    external_id: str
    stem: str
    options: tuple[GivenOption, ...]
    details: Mapping[str, Any] = field(default_factory=dict)
    places: tuple[GivenPlace, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of_json(cls, value: Mapping[str, Any]) -> GivenQuestion:
        """The inverse of `as_json`."""
        options = tuple(GivenOption(**option) for option in value["options"])
        places = tuple(GivenPlace(**place) for place in value["places"])
        return cls(**{**value, "options": options, "places": places})


@dataclass
class Draft:
    """A question as a format says it: raw texts by column, those that it does not speak of left out."""

    row: int
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """What a text says. unit: what `row` counts, such as Row or Line; format: its name, "" where nothing was recognised."""

    questions: tuple[GivenQuestion, ...] = ()
    problems: tuple[Problem, ...] = ()
    format: str = ""
    unit: str = "Row"
