"""One table that splits learners by one thing, such as specialty, where the number of all of them is known. Pure.

Small numbers are hidden, and then as many others that what is hidden amounts to k at least: a single hidden number
would be the total less the others (complementary suppression; Willenborg and de Waal, Elements of Statistical
Disclosure Control, 2001, chapter 4).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

Value = TypeVar("Value", bound=Hashable)


@dataclass(frozen=True)
class Released(Generic[Value]):
    """What may be shown of a table.

    shown: learners by value, in the order given; None where a dash stands. hidden: learners behind all dashes: 0, or k
    at least, or all learners. A dash is a hidden number or a zero, and nobody can tell which.
    """

    shown: Mapping[Value, int | None]
    hidden: int

    @property
    def hides_some(self) -> bool:
        return self.hidden > 0

    def learners(self, value: Value) -> int | None:
        """None where a dash stands; for a value that the table does not have, what a zero looks like in it."""
        return self.shown.get(value, None if self.hides_some else 0)


def release(learners: Mapping[Value, int], k: int) -> Released[Value]:
    """The table with its small numbers hidden.

    learners: every learner once, those who told nothing under a value of their own. Raises ValueError where a count is
    negative or k is less than 2.
    """
    check(learners.values(), k)
    kept = [value for value, n in learners.items() if n >= k]
    kept.sort(key=lambda value: (learners[value], str(value)), reverse=True)
    hidden = sum(n for n in learners.values() if n < k)
    while kept and 0 < hidden < k:
        hidden += learners[kept.pop()]
    nothing = None if hidden else 0
    return Released({value: n if value in kept else nothing for value, n in learners.items()}, hidden)


def check(counts: Iterable[int], k: int) -> None:
    """Raises ValueError where a count is negative or k is less than 2: with 1 nothing would be hidden."""
    if k < 2:
        raise ValueError(f"k must be at least 2, got {k}")
    if any(n < 0 for n in counts):
        raise ValueError("Counts of learners must not be negative.")
