"""A bar in parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from hub.charts.labels import taken
from hub.charts.svg import Svg, drawing, grouped, line, of_width, rect, text

_FEWEST_FOR_NUMBER = 9.0
"""Percent of the width a segment needs to hold its number on a narrow screen."""


@dataclass(frozen=True)
class Segment:
    """A part of a bar: learners, the class that colours it, and whether that colour is a strong one."""

    count: int
    css_class: str
    is_strong: bool


def stacked_bar(segments: Sequence[Segment], *, name: str, title: str, desc: str, width: int | None = None) -> Svg:
    """One bar of all learners in parts, in the order given; a part too narrow for its number goes without.

    Raises ValueError without learners.
    """
    total = sum(segment.count for segment in segments)
    if total == 0:
        raise ValueError("a bar needs learners")
    parts = [
        Part(segment.count, segment.css_class, segment.is_strong, 100 * segment.count / total)
        for segment in segments
        if segment.count
    ]
    return drawing(bar(parts, 0.0, y=2, height=36), 40, name, title, desc, width)


@dataclass(frozen=True)
class Part:
    """A rectangle of a bar: the number inside, its colour, and its width in percent of the drawing."""

    number: int
    css_class: str
    is_strong: bool
    width: float


def bar(parts: Iterable[Part], start: float, y: int, height: int) -> Iterator[str]:
    """Rectangles side by side from `start`, each with its number where there is room."""
    for place, part in enumerate(parts):
        yield rect(of_width(start), y, of_width(part.width), height, f"chart__segment {part.css_class}")
        if place:
            yield line(of_width(start), of_width(start), y - 1, y + height + 1, "chart__gap")
        words = grouped(part.number)
        if part.width >= max(_FEWEST_FOR_NUMBER, taken(f"{words} ", None)):
            shade = "strong" if part.is_strong else "soft"
            middle = of_width(start + part.width / 2)
            yield text(middle, y + height // 2 + 5, words, f"chart__value chart__value--{shade}", "middle")
        start += part.width
