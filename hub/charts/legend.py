"""What marks and colours mean, for documents without a list beside the chart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hub.charts.labels import LINE_HEIGHT, columns, cut
from hub.charts.svg import Svg, dot, drawing, line, rect, text

_NARROW = 320
_LETTER = 7
_MARK, _APART = 26, 18


@dataclass(frozen=True)
class LegendItem:
    """mark: "before" or "after" for the dots, "interval", else the class of a colour such as quadrant--learned."""

    mark: str
    label: str


def legend(items: Sequence[LegendItem], *, name: str, title: str, desc: str = "", width: int | None = None) -> Svg:
    """The marks with their words, in the order given, on as many lines as a width of `width` pixels needs."""
    room = width or _NARROW
    parts: list[str] = []
    x, y = 0, 4
    for item in items:
        label = cut(item.label, (_NARROW - _MARK) // _LETTER)
        long = _MARK + _LETTER * columns(label) + _APART
        if x and x + long - _APART > room:
            x, y = 0, y + LINE_HEIGHT + 4
        parts += [f'<g transform="translate({x} {y})">', *_mark(item.mark), text(str(_MARK), 13, label), "</g>"]
        x += long
    return drawing(parts, y + LINE_HEIGHT + 4, name, title, desc, width)


def _mark(mark: str) -> Iterator[str]:
    if mark in ("before", "after"):
        yield dot("8", 9, 5, is_open=mark == "before")
    elif mark == "interval":
        yield line("0", "20", 9, 9, "chart__interval")
    else:
        yield rect("1", 2, "14", 14, f"chart__segment {mark}")
