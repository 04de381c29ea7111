"""What charts over months share: an equal band a month, the months' names, lines from point to point."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import ceil

from hub.charts.labels import cut, taken
from hub.charts.svg import line, of_width, text

_LEFT, _RIGHT = 11.0, 98.5
"""Percent of the width where the months begin and end; the numbers of the other axis stand before them."""
_LONGEST_NAME = 14
_CROWD = 24
"""More months than this have smaller dots."""

Place = tuple[str, float]
"""x in percent of the width, y in pixels."""


def place_of(month: float, n_months: int) -> float:
    """Percent of the width after so many months since the beginning of the first; whole numbers are beginnings."""
    return _LEFT + (_RIGHT - _LEFT) * min(max(month, 0.0), n_months) / max(n_months, 1)


def middle_of(month: int, n_months: int) -> str:
    return of_width(place_of(month + 0.5, n_months))


def radius(n_months: int) -> float:
    return 5.0 if n_months <= _CROWD else 3.0


def month_names(names: Sequence[str], y: int, width: int | None) -> Iterator[str]:
    """As many names as stand beside each other, the first among them, with a mark above each."""
    names = [cut(name, _LONGEST_NAME) for name in names]
    room = max((taken(f"{name}  ", width) for name in names), default=0.0)
    step = max(1, ceil(len(names) * room / (_RIGHT - _LEFT)))
    for month in range(0, len(names), step):
        x = place_of(month + 0.5, len(names))
        half = taken(names[month], width) / 2
        yield line(of_width(x), of_width(x), y - 18, y - 14, "chart__axis")
        if x + half > 100:
            yield text("100%", y, names[month], "chart__faint", "end")
        else:
            yield text(of_width(x), y, names[month], "chart__faint", "middle")


def joined(places: Sequence[Place | None], css_class: str) -> Iterator[str]:
    """Lines between neighbours; a month without a place leaves a gap."""
    for one, other in pairwise(places):
        if one and other:
            yield line(one[0], other[0], one[1], other[1], css_class)
