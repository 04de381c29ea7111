"""A cohort in a span of months, where the learners of every month and day are known over all cohorts. Pure.

Numbers of a cohort come in blocks of whole months, and a range shows the blocks that lie wholly inside. Two ranges of a
cohort then differ by whole blocks. What all cohorts together leave uncovered is kept large as well, because it follows
from the known totals. For a run of consecutive months let its crossing learners be those whose block reaches beyond the
run, and its rest these and those who are in no block. The rest is the total of the run less the blocks inside it; the
crossing learners alone follow where all months outside the run are covered. Both are kept 0 or k at least.

Nothing else follows. A combination of totals t and blocks that counts every learner once or not at all has, over the
months of a block, at most two values of t, one apart, and 0 or 1 where somebody is in no block. Cut at each level of t,
it is a sum of whole blocks, the rest of the months where t is 1 or more, and the crossing learners of the months where t
reaches any other level: and both are sums over runs, because a block is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import Generic

from .tables import Value, check


@dataclass(frozen=True)
class Block(Generic[Value]):
    """Months of one cohort that are only shown together, from the first day of `first` to the end of the month `last`."""

    value: Value
    first: date
    last: date
    n: int


@dataclass(frozen=True)
class Span:
    """The whole months that a range shows of a cohort, as first days of months, and the learners in them."""

    first: date
    last: date
    n: int


def month_blocks(learners: Mapping[date, Mapping[Value, int]], k: int) -> tuple[Block[Value], ...]:
    """The blocks of every value of one kind of cohort, in the order in which they end.

    learners: by first day of month and value, every learner once, those who told nothing under a value of their own.
    A block begins after the one before it, and ends with the first month in which it holds k learners and no rest of
    1 to k − 1 learners follows from it. So later months change no block; what has not filled one yet is not shown.
    """
    check((n for month in learners.values() for n in month.values()), k)
    months = sorted(learners)
    building: _Building[Value] = _Building(months, k)
    for month in months:
        building.add(learners[month])
    return tuple(building.blocks)


@dataclass
class _Waiting:
    """Learners of one value in no block yet, month by month. begins: number of the month from which on they wait."""

    begins: int
    learners: list[int]

    @property
    def n(self) -> int:
        return sum(self.learners)

    def until(self) -> list[int]:
        """Sums of the learners of the months before each, and of all."""
        return list(accumulate(self.learners, initial=0))


class _Building(Generic[Value]):
    """Blocks so far. rests: of the runs up to now, by number of the first month. crossing: by last and first month."""

    def __init__(self, months: list[date], k: int) -> None:
        self.months, self.k = months, k
        self.blocks: list[Block[Value]] = []
        self.rests: list[int] = []
        self.crossing: list[list[int]] = []
        self.waiting: dict[Value, _Waiting] = {}

    def add(self, learners: Mapping[Value, int]) -> None:
        """Add the next month and close what can be closed with it."""
        now = len(self.rests)
        for value in learners.keys() - self.waiting.keys():
            self.waiting[value] = _Waiting(0, [0] * now)
        for value, waiting in self.waiting.items():
            waiting.learners.append(learners.get(value, 0))
        total = sum(learners.values())
        self.rests = [rest + total for rest in [*self.rests, 0]]
        self.crossing.append([*(self.crossing[-1] if self.crossing else []), 0])
        for value in self._closing():
            self._close(value, now)

    def _closing(self) -> list[Value]:
        """The values whose block ends now: as many of the large ones as tell nothing small, the smallest waiting first."""
        large = [value for value, waiting in self.waiting.items() if waiting.n >= self.k]
        closing = sorted(large, key=lambda value: (self.waiting[value].n, str(value)))
        while spared := self._giving_away(closing):
            closing.remove(spared[0])
        return sorted(closing, key=str)

    def _giving_away(self, closing: list[Value]) -> list[Value]:
        """The blocks, the smallest first, from which together something small follows; none where nothing does.

        A small rest of a run in which none of them lies is the total of its last months: that is known anyhow.
        """
        blocks = [(value, self.waiting[value]) for value in closing]
        for first, rest in enumerate(self.rests):
            inside = [(value, waiting) for value, waiting in blocks if waiting.begins >= first]
            if inside and 0 < rest - sum(waiting.n for _value, waiting in inside) < self.k:
                return [value for value, _waiting in inside]
        parts = [(value, dict(_crossing(waiting))) for value, waiting in blocks]
        for run in sorted({run for _value, part in parts for run in part}):
            last, first = run
            crossing = [value for value, part in parts if run in part]
            if 0 < self.crossing[last][first] + sum(part.get(run, 0) for _value, part in parts) < self.k:
                return crossing
        return []

    def _close(self, value: Value, now: int) -> None:
        waiting = self.waiting[value]
        self.blocks.append(Block(value, self.months[waiting.begins], self.months[now], waiting.n))
        for first in range(waiting.begins + 1):
            self.rests[first] -= waiting.n
        for (last, first), n in _crossing(waiting):
            self.crossing[last][first] += n
        self.waiting[value] = _Waiting(now + 1, [])


def _crossing(waiting: _Waiting) -> Iterator[tuple[tuple[int, int], int]]:
    """What a block adds to the crossing learners of each run, by the numbers of its last and first month; no zeros."""
    until = waiting.until()
    end = waiting.begins + len(waiting.learners) - 1
    for last in range(waiting.begins, end + 1):
        for first in range(waiting.begins + 1 if last == end else 0, last + 1):
            n = until[last + 1 - waiting.begins] - until[max(first - waiting.begins, 0)]
            if n:
                yield (last, first), n


def shown_span(
    blocks: Iterable[Block[Value]], value: Value, first: date | None = None, last: date | None = None
) -> Span | None:
    """What a range of whole months shows of a cohort; None where no block lies inside.

    first, last: first days of the first and the last month, both included; None leaves that end open.
    """
    inside = [
        block
        for block in blocks
        if block.value == value and (first is None or block.first >= first) and (last is None or block.last <= last)
    ]
    if not inside:
        return None
    return Span(inside[0].first, inside[-1].last, sum(block.n for block in inside))
