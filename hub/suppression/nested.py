"""Cohorts that several filters make together, in blocks of months. Pure.

One filter alone splits all learners, and `months` says which of its blocks may be shown. Of several filters each splits
the group that the others let pass, whose blocks take the place of months: so a block of all filters is made of blocks of
any part of them, and whatever is subtracted inside it is 0 or k learners at least.

More follows where a block of all filters holds several blocks of a part of them: what is known of the parts in a stretch
of months turns the learners wanted there into others. With sums by fewer filters than all, every function of the filters
that is 0 or 1 and begins with the group wanted is 1 for somebody in each stretch, for its alternating sum over the
patterns of passing is 1 or -1. So there is one stretch, or the least patterns of the stretches add up to k at least.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping
from datetime import date
from itertools import combinations, product

from .filters import may_show
from .months import Block, month_blocks

Told = tuple[Hashable, ...]
"""What a learner is by each filter, all filters in one order."""

Learners = Mapping[date, Mapping[Told, int]]
"""By first day of month."""


def nested_blocks(learners: Learners, wanted: Told, k: int) -> tuple[Block[Told], ...]:
    """The blocks of the learners who are `wanted` by every filter, in the order of months.

    learners: every learner once, those who told nothing under a value of their own. wanted: one value for each filter,
    of one filter at least. Raises ValueError as `month_blocks` does.
    """
    blocks: dict[tuple[int, ...], tuple[Block[Told], ...]] = {}
    for size in range(1, len(wanted) + 1):
        for filters in combinations(range(len(wanted)), size):
            value = tuple(wanted[one] for one in filters)
            of_filters = _of(learners, filters)
            if size == 1:
                blocks[filters] = tuple(one for one in month_blocks(of_filters, k) if one.value == value)
                continue
            parts = [part for fewer in range(1, size) for part in combinations(filters, fewer)]
            stretches = {block.last for part in parts for block in blocks[part]}
            ends = set(of_filters)
            for own in filters:
                others = tuple(one for one in filters if one != own)
                ends &= set(_ends_inside(of_filters, filters.index(own), value, blocks[others], k))
            blocks[filters] = tuple(_closed(of_filters, value, ends, stretches, k))
    return blocks[tuple(range(len(wanted)))]


def _of(learners: Learners, filters: tuple[int, ...]) -> dict[date, dict[Told, int]]:
    """The same learners by these filters only."""
    found: dict[date, dict[Told, int]] = {}
    for month, told in learners.items():
        sums: Counter[Told] = Counter()
        for key, n in told.items():
            sums[tuple(key[one] for one in filters)] += n
        found[month] = dict(sums)
    return found


def _ends_inside(
    learners: Learners, own: int, wanted: Told, periods: Collection[Block[Told]], k: int
) -> Iterator[date]:
    """The last months of the blocks that filter `own` has among the learners who pass all the others.

    periods: the blocks of those learners.
    """
    among: dict[date, Counter[Hashable]] = defaultdict(Counter)
    for period in periods:
        for month, told in learners.items():
            if period.first <= month <= period.last:
                for key, n in told.items():
                    if all(key[one] == value for one, value in enumerate(wanted) if one != own):
                        among[period.last][key[own]] += n
    return (block.last for block in month_blocks(among, k) if block.value == wanted[own])


def _closed(
    learners: Learners, wanted: Told, ends: Collection[date], stretches: Collection[date], k: int
) -> Iterator[Block[Told]]:
    """Blocks up to some of the months `ends` in which the learners, by which filters they pass, are 0 or k at least.

    stretches: months with which a block of a part of the filters ends.
    """
    everything = (True,) * len(wanted)
    patterns = list(product((True, False), repeat=len(wanted)))
    waiting: list[Counter[tuple[bool, ...]]] = [Counter()]
    first = None
    for month in sorted(learners):
        first = first or month
        for key, n in learners[month].items():
            waiting[-1][tuple(one == value for one, value in zip(key, wanted, strict=True))] += n
        passing = sum(waiting, Counter())
        least = sum(min(stretch[pattern] for pattern in patterns) for stretch in waiting)
        is_large = passing[everything] and may_show(passing, k) and (len(waiting) == 1 or least >= k)
        if month in ends and is_large:
            yield Block(wanted, first, month, passing[everything])
            waiting, first = [Counter()], None
        elif month in stretches:
            waiting.append(Counter())
