"""Changes of several groups below each other, on one axis of percentage points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor

from hub.charts.estimates import Estimate, along, anchor_at
from hub.charts.labels import LINE_HEIGHT, cut, letters, lines_of, row_head
from hub.charts.svg import Svg, dot, drawing, line, path_at, text
from hub.formats import points

_REACH = 0.25
"""A limit farther than this from its estimate does not stretch the axis: fewer than 20 learners have no estimate, and
20 have an interval of 25 points to either side."""
_STEPS = (5, 10, 20, 25, 50)
_MOST_STEPS = 6
_ROWS_ON_A_SCREEN = 10


@dataclass(frozen=True)
class ForestRow:
    """A group of learners and its change. change: None where there are too few for an estimate.

    size: its number of learners in words, such as "n = 120". note: the change in words, such as "+12 (+3 to +20)", or
    what stands instead of it: the counts, and that they are too few. is_whole: all groups together.
    """

    label: str
    size: str
    note: str
    change: Estimate | None
    is_whole: bool = False


@dataclass(frozen=True)
class _Axis:
    """From `low` to `high` in whole points, with a tick every `step`; 0 lies on it and is a tick."""

    low: int
    high: int
    step: int

    def share(self, change: float) -> float:
        return (100 * change - self.low) / (self.high - self.low)

    @property
    def ticks(self) -> tuple[float, ...]:
        return tuple(tick / 100 for tick in range(self.low, self.high + 1, self.step))


def change_forest(
    rows: Sequence[ForestRow], *, name: str, title: str, desc: str, heading: str, width: int | None = None
) -> Svg:
    """A dot for each change on its interval, a line at 0; an arrow where an interval goes on beyond the axis.

    Rows without an estimate show their words alone. heading: stands over the changes in words.
    """
    changes = [row.change for row in rows if row.change]
    axis, length = _axis(changes), letters(100, width)
    parts = [text("100%", 14, cut(heading, length), "chart__faint", "end")]
    y = 24
    if len(changes) > _ROWS_ON_A_SCREEN:
        parts += _numbers(axis, y + 14)
        y += LINE_HEIGHT + 6
    for row in rows:
        parts.append("<g>")
        if row.change:
            head, y = row_head(f"{row.label}, {row.size}", row.note, y, width, "chart__value" if row.is_whole else "")
            parts += [*head, *_plot(row.change, axis, y)]
            y += 34
        else:
            for place, words in enumerate([*lines_of(f"{row.label}, {row.size}", length), *lines_of(row.note, length)]):
                parts.append(text("0%", y + 14, words, "chart__faint" if place else ""))
                y += LINE_HEIGHT
            y += 16
        parts.append("</g>")
    if changes:
        parts += _numbers(axis, y + 14)
        y += 20
    return drawing(parts, y, name, title, desc, width)


def _axis(changes: Sequence[Estimate]) -> _Axis:
    """The finest axis that holds 0, every estimate and every limit as far as it may stretch it."""
    lowest = min((max(change.lower, change.value - _REACH) for change in changes), default=0.0)
    highest = max((min(change.upper, change.value + _REACH) for change in changes), default=0.0)
    for step in _STEPS:
        low = step * floor(round(100 * min(lowest, 0.0) / step, 6))
        high = max(step * ceil(round(100 * max(highest, 0.0) / step, 6)), low + step)
        if (high - low) // step <= _MOST_STEPS:
            break
    return _Axis(low, high, step)


def _numbers(axis: _Axis, y: int) -> Iterator[str]:
    for tick in axis.ticks:
        share = axis.share(tick)
        yield text(along(share), y, points(tick, 0, decimals=0), "chart__faint", anchor_at(share))


def _plot(change: Estimate, axis: _Axis, y: int) -> Iterator[str]:
    """The marks of one row in the 24 pixels from y down."""
    lower, value, upper = (axis.share(number) for number in (change.lower, change.value, change.upper))
    for tick in axis.ticks:
        place = along(axis.share(tick))
        yield line(place, place, y + 2, y + 22, "chart__grid" if tick else "chart__zero")
    yield line(along(lower), along(upper), y + 12, y + 12, "chart__interval")
    for limit, is_beyond, arrow in (
        (lower, lower < -1e-9, "M7 -5L0 0L7 5"),
        (upper, upper > 1 + 1e-9, "M-7 -5L0 0L-7 5"),
    ):
        yield (
            path_at(along(limit), y + 12, arrow, "chart__arrow")
            if is_beyond
            else line(along(limit), along(limit), y + 8, y + 16, "chart__interval")
        )
    yield dot(along(value), y + 12, 5)
