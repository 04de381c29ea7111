"""Counts as horizontal bars: the steps of a funnel, groups in order of size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hub.charts.labels import cut, letters, row_head
from hub.charts.svg import Svg, drawing, of_width, rect, text

_LEAST = 0.4
"""Percent of the width of the shortest bar: a count that is not 0 is seen."""


@dataclass(frozen=True)
class CountBar:
    """A bar. n: None where the count is not shown, which is not 0. note: the count in words, at the end of the line."""

    label: str
    n: int | None
    note: str


def funnel_bars(
    steps: Sequence[CountBar],
    *,
    heading: str,
    name: str,
    title: str,
    desc: str,
    loads: Sequence[CountBar] = (),
    loads_heading: str = "",
    width: int | None = None,
) -> Svg:
    """The steps of a participation funnel in the order given. Raises ValueError for a count below 0.

    steps: counts of learners, full bars on one scale. loads: page loads, open bars above them on a scale of their own,
    because they are no people. The headings say what is counted.
    """
    parts: list[str] = []
    y = 0
    for words, bars, css_class in (
        (loads_heading, loads, "chart__bar chart__bar--open"),
        (heading, steps, "chart__bar"),
    ):
        if bars:
            parts.append(text("0%", y + 14, cut(words, letters(100, width)), "chart__faint"))
            rows, y = _rows(bars, max((bar.n or 0 for bar in bars), default=0), y + 24, css_class, width)
            parts += rows
            y += 8
    return drawing(parts, y, name, title, desc, width)


def ranked_bars(
    bars: Sequence[CountBar],
    *,
    name: str,
    title: str,
    desc: str,
    rest: CountBar | None = None,
    width: int | None = None,
) -> Svg:
    """Groups of learners, the largest first, then those whose count is not shown; all others together come last.

    rest: the others, on the same scale in a paler bar. Raises ValueError for a count below 0.
    """
    ranked = sorted(bars, key=lambda bar: -1 if bar.n is None else bar.n, reverse=True)
    last = [rest] if rest else []
    most = max((bar.n or 0 for bar in [*ranked, *last]), default=0)
    parts, y = _rows(ranked, most, 0, "chart__bar", width)
    others, y = _rows(last, most, y, "chart__bar chart__bar--rest", width)
    return drawing([*parts, *others], y, name, title, desc, width)


def _rows(bars: Sequence[CountBar], most: int, y: int, css_class: str, width: int | None) -> tuple[list[str], int]:
    """The rows from y down, and the y below them."""
    parts: list[str] = []
    for bar in bars:
        head, y = row_head(bar.label, bar.note, y, width)
        parts += ["<g>", *head, *_bar(bar, most, y + 4, css_class), "</g>"]
        y += 30
    return parts, y


def _bar(bar: CountBar, most: int, y: int, css_class: str) -> Iterator[str]:
    """The line on which all bars begin, and the bar if there is any."""
    if bar.n is not None and bar.n < 0:
        raise ValueError(f"a count is not below 0, got {bar.n}")
    yield rect("0%", y, "100%", 12, "chart__track")
    if bar.n:
        yield rect("0%", y, of_width(max(_LEAST, 100 * bar.n / most)), 12, css_class)
