"""A table with rows and columns, where totals of rows and columns are known, such as options by cohort. Pure.

Hidden are all cells where certain rows meet certain columns: a rectangle, chosen so that it covers every small cell and
that the hidden part of each of its rows and columns is 0 or k at least. Cells hidden one by one would show more, but
their sums follow from totals in ways that are hard to oversee: a cell is determined where its edge is a bridge of the
graph of hidden cells, and a set of cells where it is a cut (Gusfield, SIAM J. Comput. 1988;17:552). In a rectangle,
whose graph is complete, the only sums that follow are those of whole rows and whole columns, and a cell with row sum r,
column sum c and sum H of the rectangle can be anything from max(0, r + c − H) to min(r, c) (Fréchet's bounds): k or
more as well, for all that anybody can tell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

from .tables import check, release

Row = TypeVar("Row", bound=Hashable)
Column = TypeVar("Column", bound=Hashable)
Key = TypeVar("Key", bound=Hashable)
Cells = Mapping[tuple[Hashable, Hashable], int]


class _Rest(Enum):
    """What stands for rows, or columns, whose totals are hidden."""

    REST = "rest"


_REST = _Rest.REST


@dataclass(frozen=True)
class Cross(Generic[Row, Column]):
    """What may be shown: cells, and the totals of rows and columns; None where a dash stands, for small and for zero."""

    cells: Mapping[tuple[Row, Column], int | None]
    rows: Mapping[Row, int | None]
    columns: Mapping[Column, int | None]


def release_cross(
    cells: Mapping[tuple[Row, Column], int], k: int, *, rows_are_cohorts: bool = False
) -> Cross[Row, Column]:
    """The table with its small cells hidden; whatever is hidden of it, its totals are those of `release`.

    cells: every learner once; what is missing is zero. Columns are cohorts. Rows that are none, such as options or
    quizzes, keep totals of any size, for these stand on other pages too; a row below k learners then shows no cell.
    """
    check(cells.values(), k)
    rows = _totals((row, n) for (row, _column), n in cells.items())
    columns = _totals((column, n) for (_row, column), n in cells.items())
    shown_rows = release(rows, k).shown if rows_are_cohorts else dict(rows)
    shown_columns = release(columns, k).shown
    # What hides behind dashes in the margin is known as one sum: to whoever subtracts it is one row, or one column.
    row_of, column_of = _merged(shown_rows), _merged(shown_columns)
    merged: dict[tuple[Hashable, Hashable], int] = defaultdict(int)
    for (row, column), n in cells.items():
        merged[row_of[row], column_of[column]] += n
    rectangle = _Rectangle(merged, k)
    hides_some = bool(rectangle.rows.chosen) or _REST in row_of.values() or _REST in column_of.values()

    def shown(row: Row, column: Column) -> int | None:
        told = (row_of[row], column_of[column])
        n = cells.get((row, column), 0)
        return None if _REST in told or told in rectangle or (hides_some and not n) else n

    return Cross({(row, column): shown(row, column) for row in rows for column in columns}, shown_rows, shown_columns)


class _Rectangle:
    """Rows and columns whose common cells are hidden. It begins with the small cells, and only grows."""

    def __init__(self, cells: Cells, k: int) -> None:
        self.k = k
        filled = {cell: n for cell, n in cells.items() if n}
        small = [cell for cell, n in filled.items() if n < k]
        self.rows = _Side(_lines(filled, 0), {row for row, _column in small})
        self.columns = _Side(_lines(filled, 1), {column for _row, column in small})
        if small:
            while self._widened(self.rows, self.columns) or self._widened(self.columns, self.rows):
                pass

    def __contains__(self, cell: tuple[Hashable, Hashable]) -> bool:
        return cell[0] in self.rows.chosen and cell[1] in self.columns.chosen

    @staticmethod
    def _hidden(line: Mapping[Hashable, int], across: _Side) -> int:
        return sum(n for key, n in line.items() if key in across.chosen)

    def _widened(self, side: _Side, across: _Side) -> bool:
        """Add a line where one of `side` hides too little, or where all that is hidden lies in one line of it."""
        for key in sorted(side.chosen, key=str):
            if 0 < self._hidden(side.lines[key], across) < self.k and across.takes_cheapest(side.lines[key], side):
                return True
        filled = {key for key in side.chosen if self._hidden(side.lines[key], across)}
        if len(filled) > 1:
            return False
        # No free line of this side adds to what is hidden: only one across, in which another of this side is filled, does.
        others = {key for line in side.lines if line not in filled for key in side.lines[line]}
        return side.takes_cheapest(side.lines, across) or across.takes_cheapest(others, None)


@dataclass
class _Side:
    """Rows, or columns. lines: learners of each by the other side's keys, without zeros. chosen: those of the rectangle."""

    lines: Mapping[Hashable, Mapping[Hashable, int]]
    chosen: set[Hashable]

    def takes_cheapest(self, offered: Iterable[Hashable], across: _Side | None) -> bool:
        """Choose, of the lines offered, the one that hides fewest learners in `across`; False where none hides any.

        across: None counts the whole line.
        """
        costs = []
        for key in offered:
            cost = sum(n for other, n in self.lines[key].items() if across is None or other in across.chosen)
            if key not in self.chosen and cost:
                costs.append((cost, str(key), key))
        if not costs:
            return False
        self.chosen.add(min(costs, key=lambda found: found[:2])[2])
        return True


def _totals(counts: Iterable[tuple[Key, int]]) -> dict[Key, int]:
    totals: dict[Key, int] = {}
    for key, n in counts:
        totals[key] = totals.get(key, 0) + n
    return totals


def _lines(cells: Cells, side: int) -> dict[Hashable, dict[Hashable, int]]:
    lines: dict[Hashable, dict[Hashable, int]] = {}
    for cell, n in cells.items():
        lines.setdefault(cell[side], {})[cell[1 - side]] = n
    return lines


def _merged(shown: Mapping[Key, int | None]) -> dict[Key, Hashable]:
    """Each key as a page tells it apart: itself, or one word for all whose totals are hidden."""
    return {key: _REST if n is None else key for key, n in shown.items()}
