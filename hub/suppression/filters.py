"""Several filters at once, and cohorts over several quizzes. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .tables import Released, Value


def may_show(learners: Mapping[tuple[bool, ...], int], k: int) -> bool:
    """Whether numbers under these filters may be shown beside those under any part of them.

    learners: by whether each filter lets the learner pass, all filters in one order; what is missing is zero. Taking a
    filter away or turning it round then adds or removes 0 or at least k learners. Two views that differ in one filter
    are thereby safe; where a page offers all values of a filter side by side, `release_cross` decides.
    """
    return all(n == 0 or n >= k for n in learners.values())


@dataclass(frozen=True)
class Pooled:
    """A cohort over several quizzes. n: summed over those that show it. left_out: how many quizzes do not."""

    n: int
    left_out: int


def pooled(tables: Iterable[Released[Value]], value: Value) -> Pooled:
    """What the tables of several quizzes show of one cohort, added up; the others are left out and counted.

    Even where the hidden rest holds many learners it stays out: two choices of quizzes may differ in their rest by one
    learner. A sum of shown numbers tells nothing that they do not tell.
    """
    numbers = [table.learners(value) for table in tables]
    return Pooled(sum(n for n in numbers if n is not None), sum(n is None for n in numbers))
