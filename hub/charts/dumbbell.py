"""Shares before and after, side by side on one axis."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hub.charts.estimates import Estimate, along, anchor_at
from hub.charts.labels import cut, letters, row_head
from hub.charts.svg import Svg, dot, drawing, line, text

_TICKS = (0, 25, 50, 75, 100)


@dataclass(frozen=True)
class DumbbellRow:
    """A question before and after, as shares. note: the change in words, at the end of the label's line."""

    label: str
    before: Estimate
    after: Estimate
    note: str


def dumbbell(
    rows: Sequence[DumbbellRow], *, name: str, title: str, desc: str, heading: str, width: int | None = None
) -> Svg:
    """An open dot before, a full dot after, each with its interval; a bar between them shows the direction.

    name: prefix of the element ids, once a page. heading: stands over the notes.
    """
    parts = [text("100%", 14, cut(heading, letters(100, width)), "chart__faint", "end")]
    y = 28
    for row in rows:
        head, y = row_head(row.label, row.note, y, width)
        parts += ["<g>", *head, *_plot(row, y), "</g>"]
        y += 36
    parts += [text(along(tick / 100), y + 18, f"{tick}%", "chart__faint", anchor_at(tick / 100)) for tick in _TICKS]
    return drawing(parts, y + 24, name, title, desc, width)


def _plot(row: DumbbellRow, y: int) -> Iterator[str]:
    before, after = row.before, row.after
    direction = "gain" if after.value >= before.value else "loss"
    # Only beside the dots: a line through the labels would make them hard to read.
    yield from (line(along(tick / 100), along(tick / 100), y + 2, y + 26, "chart__grid") for tick in _TICKS)
    yield line(along(before.lower), along(before.upper), y + 8, y + 8, "chart__interval")
    yield line(along(after.lower), along(after.upper), y + 20, y + 20, "chart__interval")
    yield line(along(before.value), along(after.value), y + 14, y + 14, f"chart__{direction}")
    yield dot(along(before.value), y + 14, 5, is_open=True)
    yield dot(along(after.value), y + 14, 5)
