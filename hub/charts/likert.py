"""Agreement with statements as diverging bars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from hub.charts.bars import Part, bar
from hub.charts.labels import LINE_HEIGHT, letters, lines_of
from hub.charts.svg import Svg, drawing, line, of_width, text

LIKERT_POINTS = 5
Neutral = Literal["split", "apart"]

_MIDDLE = 2
_WIDTH = 84.0
"""Percent of the width for the bars; the number of learners stands in the rest."""
_GAP = 4.0
"""Percent of the width between the diverging bars and the middle points that stand apart."""


@dataclass(frozen=True)
class LikertRow:
    """A statement with its learners at the points 1 to 5, and what stands at the end of its bar."""

    label: str
    counts: Sequence[int]
    note: str


def likert_bars(
    rows: Sequence[LikertRow],
    *,
    name: str,
    title: str,
    desc: str,
    neutral: Neutral = "split",
    width: int | None = None,
) -> Svg:
    """Diverging bars: disagreement left of a line, agreement right, in percent of those who chose a point.

    neutral: the middle point split across the line (Heiberger and Robbins 2014, Journal of Statistical Software 57(5)),
    or apart at the right of all bars, where it shifts nobody's length. All rows share one scale. Rows without answers
    are refused with ValueError.
    """
    shares = [_percentages(row) for row in rows]
    axis = _Axis(shares, neutral)
    parts: list[str] = []
    y = 0
    for row, percentages in zip(rows, shares, strict=True):
        labels = lines_of(row.label, letters(100, width))
        parts += ["<g>", *(text("0%", y + LINE_HEIGHT * place - 4, words) for place, words in enumerate(labels, 1))]
        y += LINE_HEIGHT * len(labels)
        parts += axis.bars(percentages, y)
        parts += [text("100%", y + 20, row.note, "chart__faint", "end"), "</g>"]
        y += 44
    return drawing(parts, y, name, title, desc, width)


class _Axis:
    """One scale for all rows, so that the longest bar on either side ends at the edge."""

    def __init__(self, shares: Sequence[Sequence[float]], neutral: Neutral) -> None:
        self.neutral = neutral
        left = max((self._left(row) for row in shares), default=50.0)
        right = max((self._right(row) for row in shares), default=50.0)
        apart = max((row[_MIDDLE] for row in shares), default=0.0) if neutral == "apart" else 0.0
        self.scale = (_WIDTH - (_GAP if apart else 0)) / (left + right + apart)
        self.zero = left * self.scale
        self.apart = _WIDTH - apart * self.scale

    def bars(self, percentages: Sequence[float], y: int) -> Iterator[str]:
        """The line and the bars of one row, from y down."""
        parts = [
            Part(round(share), f"likert--{point}", point in (1, LIKERT_POINTS), share * self.scale)
            for point, share in enumerate(percentages, start=1)
        ]
        yield line(of_width(self.zero), of_width(self.zero), y, y + 30, "chart__zero")
        start = self.zero - self._left(percentages) * self.scale
        if self.neutral == "apart":
            middle = parts.pop(_MIDDLE)
            yield from bar([middle] if middle.width else [], self.apart, y=y + 2, height=26)
        yield from bar((part for part in parts if part.width), start, y=y + 2, height=26)

    def _left(self, percentages: Sequence[float]) -> float:
        """Percent left of the line."""
        return percentages[0] + percentages[1] + (percentages[_MIDDLE] / 2 if self.neutral == "split" else 0)

    def _right(self, percentages: Sequence[float]) -> float:
        return percentages[3] + percentages[4] + (percentages[_MIDDLE] / 2 if self.neutral == "split" else 0)


def _percentages(row: LikertRow) -> list[float]:
    total = sum(row.counts)
    if len(row.counts) != LIKERT_POINTS or total == 0 or min(row.counts) < 0:
        raise ValueError(f"a row needs answers at five points, got {row.counts!r}")
    return [100 * count / total for count in row.counts]
