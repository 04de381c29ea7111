"""Whoever knows some sums of learners and computes all others that follow from them; shares nothing with our rules."""

import os
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import combinations

from hypothesis import settings

Cell = Hashable


def examples(few: int) -> settings:
    """`few` examples, always the same ones. SUPPRESSION_EXAMPLES=5000 draws that many, anew each time."""
    many = int(os.environ.get("SUPPRESSION_EXAMPLES", 0))
    return settings(max_examples=many or few, deadline=None, derandomize=not many, database=None)


def derived(learners: Mapping[Cell, int], known: Iterable[Collection[Cell]]) -> Iterator[tuple[frozenset[Cell], int]]:
    """Every set of cells whose sum follows from the sums of the known sets, with that sum; single cells among them.

    Exact: a set follows where its indicator lies in the span of theirs. Where a sum is 0, its cells are 0 one by one.
    Of cells that follow by themselves no sets are formed: their sums say nothing new.
    """
    cells, sets = list(learners), [frozenset(one) for one in known]
    while True:
        bases = _null_space(cells, sets)
        alone = [cell for cell in cells if not any(base[cell] for base in bases)]
        found = list(_following([cell for cell in cells if cell not in alone], bases))
        zeros = {cell for one in found if not sum(learners[cell] for cell in one) for cell in one}
        if not zeros:
            break
        sets += [frozenset([cell]) for cell in zeros]
    for one in [*(frozenset([cell]) for cell in alone), *found]:
        yield one, sum(learners[cell] for cell in one)


def small(learners: Mapping[Cell, int], known: Iterable[Collection[Cell]], k: int) -> list[frozenset[Cell]]:
    """The derived sets that hold 1 to k − 1 learners, without the cells that are known to be empty."""
    return [one for one, n in derived(learners, known) if 0 < n < k]


def most(learners: Mapping[tuple[Hashable, Hashable], int], hidden: set[tuple], cell: tuple) -> int:
    """The largest number that a hidden cell can hold, given all sums of rows and columns; by augmenting paths.

    Moving one learner round a cycle of hidden cells, in turn added and taken away, keeps all sums.
    """
    held = {one: learners.get(one, 0) for one in hidden}
    while path := _path(held, cell):
        for number, one in enumerate(path):
            held[one] += -1 if number % 2 else 1
    return held[cell]


def _path(held: Mapping[tuple, int], cell: tuple) -> list[tuple] | None:
    """A cycle through `cell` that begins with adding to it: taken from a cell of its row, added in that column, …"""
    reached: dict[Hashable, list[tuple]] = {cell[0]: [cell]}
    waiting = [cell[0]]
    while waiting:
        row = waiting.pop()
        for taken in held:
            if taken[0] != row or not held[taken] or taken in reached[row]:
                continue
            if taken[1] == cell[1]:
                if len(reached[row]) > 1:
                    return [*reached[row], taken]
                continue
            for added in held:
                if added[1] == taken[1] and added[0] not in reached:
                    reached[added[0]] = [*reached[row], taken, added]
                    waiting.append(added[0])
    return None


def _following(cells: list[Cell], bases: list[dict[Cell, Fraction]]) -> Iterator[frozenset[Cell]]:
    sums = {frozenset(): tuple(Fraction(0) for _ in bases)}
    for size in range(1, len(cells) + 1):
        for chosen in combinations(cells, size):
            rest = sums[frozenset(chosen[:-1])]
            sums[frozenset(chosen)] = total = tuple(a + base[chosen[-1]] for a, base in zip(rest, bases, strict=True))
            if not any(total):
                yield frozenset(chosen)


def _null_space(cells: list[Cell], sets: list[frozenset[Cell]]) -> list[dict[Cell, Fraction]]:
    """A base of all changes of the cells that leave every sum as it is."""
    rows: list[dict[Cell, Fraction]] = []
    for one in sets:
        row = {cell: Fraction(cell in one) for cell in cells}
        for done in rows:
            pivot = next(cell for cell in cells if done[cell])
            row = {cell: row[cell] - row[pivot] * done[cell] for cell in cells}
        pivot = next((cell for cell in cells if row[cell]), None)
        if pivot is None:
            continue
        row = {cell: row[cell] / row[pivot] for cell in cells}
        rows = [{cell: done[cell] - done[pivot] * row[cell] for cell in cells} for done in rows] + [row]
    pivots = [next(cell for cell in cells if row[cell]) for row in rows]
    return [
        {cell: -rows[pivots.index(cell)][free] if cell in pivots else Fraction(cell == free) for cell in cells}
        for free in cells
        if free not in pivots
    ]
