"""Sums over other months for each quiz. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from .tallies import QuestionTally, QuizTally

Span = tuple[date, date]
"""The first days of its first and of its last month."""

Tally = TypeVar("Tally", QuestionTally, QuizTally)


def inside(tallies: Mapping[tuple, Tally], spans: Mapping[int, Span] | None) -> dict[tuple, Tally]:
    """Those of the months of their quiz. Keys begin with the quiz and end with the month; None takes all of them."""
    if spans is None:
        return dict(tallies)
    return {key: tally for key, tally in tallies.items() if key[0] in spans and _holds(spans[key[0]], key[-1])}


def without_months(tallies: Mapping[tuple, Tally]) -> dict[tuple, Tally]:
    """Summed over the last part of the key."""
    sums: dict[tuple, Tally] = {}
    for key, tally in tallies.items():
        sums[key[:-1]] = sums[key[:-1]] + tally if key[:-1] in sums else tally
    return sums


def _holds(span: Span, month: date) -> bool:
    return span[0] <= month <= span[1]
