"""Shares of correct answers month by month, with lines where a new version came."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hub.charts.estimates import Estimate
from hub.charts.labels import LINE_HEIGHT, cut, taken
from hub.charts.months import Place, joined, middle_of, month_names, place_of, radius
from hub.charts.svg import Svg, dot, drawing, line, of_width, text

_HEIGHT = 200
_LABEL = 22
"""Characters of the label of a version: half of the narrowest screen."""
_MIDDLE = 50.0
_TICKS = (0, 25, 50, 75, 100)


@dataclass(frozen=True)
class TrendPoint:
    """A month, with the shares before and after; None where too few answered for a percentage."""

    label: str
    before: Estimate | None
    after: Estimate | None


@dataclass(frozen=True)
class TrendMark:
    """Where a new version came. at: months since the beginning of the first month, 1.5 for the middle of the second."""

    at: float
    label: str


def trend(
    points: Sequence[TrendPoint],
    marks: Sequence[TrendMark] = (),
    *,
    name: str,
    title: str,
    desc: str,
    width: int | None = None,
) -> Svg:
    """Two lines over the months from 0% to 100%: open dots on a dashed line before, full dots on a full line after.

    Every dot stands on its interval. A month without a dot interrupts its line.
    """
    n = len(points)
    rows = _rows(marks, n, width)
    top = LINE_HEIGHT * (max(rows, default=-1) + 1) + 16
    bottom = top + _HEIGHT
    parts = [
        part
        for tick in _TICKS
        for part in (
            line("0%", "100%", bottom - _HEIGHT * tick / 100, bottom - _HEIGHT * tick / 100, "chart__grid"),
            text("0%", bottom - _HEIGHT * tick / 100 - 4, f"{tick}%", "chart__faint"),
        )
    ]
    parts += [
        line(
            of_width(place_of(mark.at, n)), of_width(place_of(mark.at, n)), LINE_HEIGHT * row + 4, bottom, "chart__mark"
        )
        for mark, row in zip(marks, rows, strict=True)
    ]
    parts += _series([point.before for point in points], bottom, is_open=True)
    parts += _series([point.after for point in points], bottom, is_open=False)
    # Labels come last, on their own ground, because a line of another version may cross them.
    parts += [_mark_label(mark, row, n) for mark, row in zip(marks, rows, strict=True)]
    parts += month_names([point.label for point in points], bottom + 20, width)
    return drawing(parts, bottom + 26, name, title, desc, width)


def _series(estimates: Sequence[Estimate | None], bottom: int, *, is_open: bool) -> Iterator[str]:
    """One line with its dots and intervals, a little beside the middle of each month, so that both series are seen."""
    n = len(estimates)
    places: list[Place | None] = [
        (middle_of(month, n), _y(one.value, bottom)) if one else None for month, one in enumerate(estimates)
    ]
    yield f'<g transform="translate({-3 if is_open else 3})">'
    for month, one in enumerate(estimates):
        if one:
            x = middle_of(month, n)
            yield line(x, x, _y(one.upper, bottom), _y(one.lower, bottom), "chart__interval")
    yield from joined(places, "chart__line chart__line--pre" if is_open else "chart__line")
    yield from (dot(*place, radius(n), is_open=is_open) for place in places if place)
    yield "</g>"


def _y(share: float, bottom: int) -> float:
    return round(bottom - _HEIGHT * min(max(share, 0.0), 1.0), 1)


def _rows(marks: Sequence[TrendMark], n_months: int, width: int | None) -> list[int]:
    """The line on which each label stands, the first that is free."""
    ends: list[list[tuple[float, float]]] = []
    rows = []
    for mark in marks:
        left, right = _span(mark, n_months, width)
        row = next(
            (
                place
                for place, taken in enumerate(ends)
                if all(right < other_left or other_right < left for other_left, other_right in taken)
            ),
            len(ends),
        )
        if row == len(ends):
            ends.append([])
        ends[row].append((left, right))
        rows.append(row)
    return rows


def _span(mark: TrendMark, n_months: int, width: int | None) -> tuple[float, float]:
    """Percent of the width that a label takes: from its line to the right, in the right half to the left."""
    x, room = place_of(mark.at, n_months), taken(f"{cut(mark.label, _LABEL)}  ", width)
    return (x, x + room) if x <= _MIDDLE else (x - room, x)


def _mark_label(mark: TrendMark, row: int, n_months: int) -> str:
    x = place_of(mark.at, n_months)
    is_left = x <= _MIDDLE
    label = text(
        of_width(x), LINE_HEIGHT * row + 14, cut(mark.label, _LABEL), "chart__over", "start" if is_left else "end"
    )
    return f'<g transform="translate({5 if is_left else -5})">{label}</g>'
