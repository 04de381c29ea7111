"""Tables whose cells are darker where more learners are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from hub.charts.labels import LINE_HEIGHT, cut, letters, taken
from hub.charts.svg import Svg, drawing, grouped, of_width, rect, text
from hub.formats import NO_DATA

HEAT_STEPS = 9
DARK_STEPS = 8
"""From this step on a cell is dark and its number light."""

_WIDEST_NAMES = 26.0
_CELL = 36
_TOP = 3 * LINE_HEIGHT + 8


@dataclass(frozen=True)
class HeatOption:
    """An option of the question, and its row for "no answer" where there is one."""

    label: str
    is_key: bool


@dataclass(frozen=True)
class HeatTable:
    """Learners by option before (rows) and option after (columns), both in the order of `options`.

    counts: None where a number is not shown. before, after: what stands over rows and columns. key: the word for it.
    """

    options: Sequence[HeatOption]
    counts: Sequence[Sequence[int | None]]
    before: str
    after: str
    key: str


def heat_step(count: int, most: int) -> int:
    """How dark the cell of a table is: 0 for none, else 1 to 9 in proportion to the largest count of the table."""
    return 0 if count == 0 else max(1, ceil(HEAT_STEPS * count / most))


def heat_map(table: HeatTable, *, name: str, title: str, desc: str, width: int | None = None) -> Svg:
    """The table as a drawing, for documents that cannot hold its HTML: counts on shades, the key outlined and named.

    Raises ValueError where counts are no square of the options or below 0.
    """
    k = len(table.options)
    numbers = [n for row in table.counts for n in row if n is not None]
    if k == 0 or len(table.counts) != k or any(len(row) != k for row in table.counts) or min(numbers, default=0) < 0:
        raise ValueError(f"moves between {k} options are a square of counts, got {table.counts!r}")
    grid = _Grid.around(table, width)
    heading = letters(45, width)
    parts = [
        text("0%", 14, f"↓ {cut(table.before, heading)}", "chart__faint"),
        text("100%", 14, f"{cut(table.after, heading)} →", "chart__faint", "end"),
    ]
    for place, option in enumerate(table.options):
        parts += _names(option, place, table.key, grid, width)
    most = max(numbers, default=0)
    for place, row in enumerate(table.counts):
        for column, n in enumerate(row):
            parts += heat_cell(grid.x(column), _TOP + _CELL * place, grid.cell, _CELL, n, most)
    for place in (place for place, option in enumerate(table.options) if option.is_key):
        parts.append(
            rect(of_width(grid.left), _TOP + _CELL * place, of_width(100 - grid.left), _CELL, "chart__outline")
        )
        parts.append(rect(of_width(grid.x(place)), _TOP, of_width(grid.cell), _CELL * k, "chart__outline"))
    return drawing(parts, _TOP + _CELL * k + 4, name, title, desc, width)


def heat_cell(x: float, y: int, width: float, height: int, n: int | None, most: int) -> Iterator[str]:
    """A shaded cell with its count in the middle. x, width: percent."""
    step = heat_step(n or 0, most)
    yield rect(of_width(x), y, of_width(width), height, f"chart__cell h{step}")
    words = NO_DATA if n is None else grouped(n)
    yield text(of_width(x + width / 2), y + height // 2 + 5, words, heat_ink(step), "middle")


def heat_ink(step: int) -> str:
    """The class of text on a cell."""
    return "chart__value chart__value--strong" if step >= DARK_STEPS else "chart__value"


@dataclass(frozen=True)
class _Grid:
    """Where the columns stand, in percent. left: the end of the names of rows, as wide as they need up to a quarter."""

    left: float
    cell: float

    @classmethod
    def around(cls, table: HeatTable, width: int | None) -> _Grid:
        longest = max(taken(f"{words}  ", width) for words in [table.key, *(option.label for option in table.options)])
        left = min(_WIDEST_NAMES, longest)
        return cls(left, (100 - left) / len(table.options))

    def x(self, column: int) -> float:
        return self.left + self.cell * column


def _names(option: HeatOption, place: int, key: str, grid: _Grid, width: int | None) -> Iterator[str]:
    """An option at its row and over its column, the key with its word."""
    over, beside = letters(grid.cell, width), letters(grid.left - 1, width)
    middle, y = of_width(grid.x(place) + grid.cell / 2), _TOP + _CELL * place + _CELL // 2
    if option.is_key:
        yield text(middle, _TOP - 8 - LINE_HEIGHT, cut(option.label, over), "chart__value", "middle")
        yield text(middle, _TOP - 8, cut(key, over), "chart__value", "middle")
        yield text("0%", y - 4, cut(option.label, beside), "chart__value")
        yield text("0%", y + 12, cut(key, beside), "chart__value")
    else:
        yield text(middle, _TOP - 8, cut(option.label, over), anchor="middle")
        yield text("0%", y + 5, cut(option.label, beside))
