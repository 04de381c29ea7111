"""Counts month by month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count as counting

from hub.charts.labels import taken
from hub.charts.months import Place, joined, middle_of, month_names, radius
from hub.charts.svg import Svg, dot, drawing, grouped, line, text

_TOP, _HEIGHT = 28, 140
_MOST_STEPS = 4


@dataclass(frozen=True)
class MonthCount:
    """A month; n: None where the count is not known or not shown, which is not 0."""

    label: str
    n: int | None


def months_line(points: Sequence[MonthCount], *, name: str, title: str, desc: str, width: int | None = None) -> Svg:
    """A line over the months from 0 up, with the count at each dot; where not all have room, at the largest alone.

    A month without a count interrupts the line. Raises ValueError for a count below 0.
    """
    counts = [point.n for point in points]
    known = [n for n in counts if n is not None]
    if min(known, default=0) < 0:
        raise ValueError(f"a count is not below 0, got {min(known)}")
    most = max(known, default=0)
    step = _step(most)
    highest = step * max(1, -(-most // step))
    bottom = _TOP + _HEIGHT
    places: list[Place | None] = [
        None if n is None else (middle_of(month, len(counts)), round(bottom - _HEIGHT * n / highest, 1))
        for month, n in enumerate(counts)
    ]
    parts: list[str] = []
    for tick in range(0, highest + 1, step):
        y = round(bottom - _HEIGHT * tick / highest, 1)
        parts += [line("0%", "100%", y, y, "chart__grid"), text("0%", y - 4, grouped(tick), "chart__faint")]
    parts += joined(places, "chart__line")
    parts += [dot(*place, radius(len(counts))) for place in places if place]
    parts += _numbers(counts, places, most, width)
    parts += month_names([point.label for point in points], bottom + 20, width)
    return drawing(parts, bottom + 26, name, title, desc, width)


def _step(most: int) -> int:
    """1, 2 or 5 times a power of 10, so that few steps reach the largest count."""
    for power in counting():
        for factor in (1, 2, 5):
            if most <= _MOST_STEPS * factor * 10**power:
                return factor * 10**power
    raise AssertionError("powers of 10 have no end")


def _numbers(
    counts: Sequence[int | None], places: Sequence[Place | None], most: int, width: int | None
) -> Iterator[str]:
    room = taken(f"{grouped(most)} ", width) * len(counts)
    for month, (n, place) in enumerate(zip(counts, places, strict=True)):
        if place and n is not None and (room <= 88 or month == counts.index(most)):
            yield text(place[0], place[1] - 10, grouped(n), "chart__value chart__over", "middle")
