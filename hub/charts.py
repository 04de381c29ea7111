"""Charts as SVG text from plain numbers. Pure.

A chart fills the width it is given: places along x are percentages of it, heights and type are pixels, so words stay
readable on a telephone. `width` pins it to pixels for output without a page, such as print. Looks come from classes
alone, never from style attributes. All text is escaped here. No chart says more than the data table beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil
from textwrap import wrap

LIKERT_POINTS = 5
HEAT_STEPS = 9

_EDGE = 2.0
"""Percent of the width kept free at both ends, so that a dot at 0% or 100% is whole."""
_FEWEST_FOR_NUMBER = 9.0
"""Percent of the width a segment needs to hold its number on a narrow screen."""
_LIKERT_WIDTH = 84.0
"""Percent of the width for the bars; the number of learners stands in the rest."""
_LINE_LENGTH = 44
_LINE_HEIGHT = 18


class Svg(str):
    """Finished, escaped markup: templates put it out as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


@dataclass(frozen=True)
class Estimate:
    """A proportion with its limits, lower <= value <= upper, all from 0 to 1."""

    value: float
    lower: float
    upper: float


@dataclass(frozen=True)
class DumbbellRow:
    """A question before and after. note: the change in words, at the end of the label's line."""

    label: str
    before: Estimate
    after: Estimate
    note: str


@dataclass(frozen=True)
class Segment:
    """A part of a bar: learners, the class that colours it, and whether that colour is a strong one."""

    count: int
    css_class: str
    is_strong: bool


@dataclass(frozen=True)
class LikertRow:
    """A statement with its learners at the points 1 to 5, and what stands at the end of its bar."""

    label: str
    counts: Sequence[int]
    note: str


def dumbbell(
    rows: Sequence[DumbbellRow], *, name: str, title: str, desc: str, heading: str, width: int | None = None
) -> Svg:
    """An open dot before, a full dot after, each with its interval; a bar between them shows the direction.

    name: prefix of the element ids, once a page. heading: stands over the notes.
    """
    row_height, top = 54, 28
    bottom = top + row_height * len(rows)
    parts = [_text("100%", 14, heading, "chart__faint", "end")]
    for tick in (0, 25, 50, 75, 100):
        anchor = {0: "start", 100: "end"}.get(tick, "middle")
        # Only beside the dots: a line through the labels would make them hard to read.
        parts += [
            _line(_along(tick / 100), _along(tick / 100), y + 20, y + 44, "chart__grid")
            for y in range(top, bottom, row_height)
        ]
        parts.append(_text(_along(tick / 100), bottom + 18, f"{tick}%", "chart__faint", anchor))
    for place, row in enumerate(rows):
        y = top + row_height * place
        is_gain = row.after.value >= row.before.value
        parts += [
            "<g>",
            _text("0%", y + 14, row.label),
            _text("100%", y + 14, row.note, "chart__value", "end"),
            _line(_along(row.before.lower), _along(row.before.upper), y + 26, y + 26, "chart__interval"),
            _line(_along(row.after.lower), _along(row.after.upper), y + 38, y + 38, "chart__interval"),
            _line(
                _along(row.before.value),
                _along(row.after.value),
                y + 32,
                y + 32,
                f"chart__{'gain' if is_gain else 'loss'}",
            ),
            f'<circle class="chart__dot chart__dot--pre" cx="{_along(row.before.value)}" cy="{y + 32}" r="6"/>',
            f'<circle class="chart__dot" cx="{_along(row.after.value)}" cy="{y + 32}" r="6"/>',
            "</g>",
        ]
    return _svg(parts, bottom + 24, name, title, desc, width)


def stacked_bar(segments: Sequence[Segment], *, name: str, title: str, desc: str, width: int | None = None) -> Svg:
    """One bar of all learners in parts, in the order given; a part too narrow for its number goes without.

    Raises ValueError without learners.
    """
    total = sum(segment.count for segment in segments)
    if total == 0:
        raise ValueError("a bar needs learners")
    parts = [
        _Part(segment.count, segment.css_class, segment.is_strong, 100 * segment.count / total)
        for segment in segments
        if segment.count
    ]
    return _svg(_bar(parts, 0.0, y=2, height=36), 40, name, title, desc, width)


def likert_bars(rows: Sequence[LikertRow], *, name: str, title: str, desc: str, width: int | None = None) -> Svg:
    """Diverging bars: disagreement left of a line, agreement right, the middle point split across it.

    All rows share one axis. Heiberger and Robbins 2014, Journal of Statistical Software 57(5). Rows without answers
    are refused with ValueError.
    """
    shares = [_percentages(row) for row in rows]
    reach_left = max((_left_of_zero(row) for row in shares), default=50.0)
    reach_right = max((sum(row) - _left_of_zero(row) for row in shares), default=50.0)
    scale = _LIKERT_WIDTH / (reach_left + reach_right)
    zero = reach_left * scale
    bars: list[str] = []
    y = 0
    for row, percentages in zip(rows, shares, strict=True):
        lines = _lines(row.label)
        bars.append("<g>")
        for line in lines:
            y += _LINE_HEIGHT
            bars.append(_text("0%", y - 4, line))
        parts = [
            _Part(round(share), f"likert--{point}", point in (1, LIKERT_POINTS), share * scale)
            for point, share in enumerate(percentages, start=1)
            if share
        ]
        bars.append(_line(_x(zero), _x(zero), y - 2, y + 32, "chart__zero"))
        bars += _bar(parts, zero - _left_of_zero(percentages) * scale, y=y + 2, height=26)
        bars += [_text("100%", y + 20, row.note, "chart__faint", "end"), "</g>"]
        y += 44
    return _svg(bars, y, name, title, desc, width)


def heat_step(count: int, most: int) -> int:
    """How dark the cell of a table is: 0 for none, else 1 to 9 in proportion to the largest count of the table."""
    return 0 if count == 0 else max(1, ceil(HEAT_STEPS * count / most))


@dataclass(frozen=True)
class _Part:
    """A rectangle of a bar: the number inside, its colour, and its width in percent of the drawing."""

    number: int
    css_class: str
    is_strong: bool
    width: float


def _bar(parts: Iterable[_Part], start: float, y: int, height: int) -> Iterator[str]:
    """Rectangles side by side from `start`, each with its number where there is room."""
    for part in parts:
        yield (
            f'<rect class="chart__segment {escape(part.css_class)}" x="{_x(start)}" y="{y}" width="{_x(part.width)}" '
            f'height="{height}"/>'
        )
        if part.width >= _FEWEST_FOR_NUMBER:
            shade = "strong" if part.is_strong else "soft"
            middle = _x(start + part.width / 2)
            yield _text(middle, y + height // 2 + 5, str(part.number), f"chart__value chart__value--{shade}", "middle")
        start += part.width


def _percentages(row: LikertRow) -> list[float]:
    total = sum(row.counts)
    if len(row.counts) != LIKERT_POINTS or total == 0:
        raise ValueError(f"a row needs answers at five points, got {row.counts!r}")
    return [100 * count / total for count in row.counts]


def _left_of_zero(percentages: Sequence[float]) -> float:
    return percentages[0] + percentages[1] + percentages[2] / 2


def _lines(label: str) -> list[str]:
    """The label on at most two lines."""
    return wrap(label, _LINE_LENGTH, max_lines=2, placeholder=" …") or [""]


def _along(share: float) -> str:
    """The place of a proportion on the axis."""
    return _x(_EDGE + (100 - 2 * _EDGE) * share)


def _x(percent: float) -> str:
    return f"{round(percent, 2):g}%"


def _line(x1: str, x2: str, y1: float, y2: float, css_class: str) -> str:
    return f'<line class="{css_class}" x1="{x1}" x2="{x2}" y1="{y1}" y2="{y2}"/>'


def _text(x: str, y: float, content: str, css_class: str = "", anchor: str = "start") -> str:
    attributes = f' class="{css_class}"' if css_class else ""
    attributes += f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f'<text x="{x}" y="{y}"{attributes}>{escape(content)}</text>'


def _svg(parts: Iterable[str], height: int, name: str, title: str, desc: str, width: int | None) -> Svg:
    name = escape(name)
    size = (
        f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
        if width
        else f'width="100%" height="{height}"'
    )
    return Svg(
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" {size} role="img" '
        f'aria-labelledby="{name}-title {name}-desc"><title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-desc">{escape(desc)}</desc>{"".join(parts)}</svg>'
    )
