"""Right and wrong answers by confidence, before and after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hub.charts.heat import heat_ink, heat_step
from hub.charts.labels import LINE_HEIGHT, cut, letters, lines_of
from hub.charts.svg import Svg, drawing, grouped, of_width, rect, text
from hub.formats import NO_DATA
from hub.shares import FEWEST_FOR_PERCENT, Share

_GAP = 6.0
_CELL = 48
_BETWEEN = LINE_HEIGHT + 6


@dataclass(frozen=True)
class AccuracyConfidence:
    """Learners of one phase who answered and told their confidence. label: the phase and its n, in words.

    A count is None where it is not shown.
    """

    label: str
    right_unsure: int | None
    right_confident: int | None
    wrong_unsure: int | None
    wrong_confident: int | None


@dataclass(frozen=True)
class ConfidenceWords:
    """The names of rows and columns, and the words for the outlined cell."""

    right: str
    wrong: str
    unsure: str
    confident: str
    wrong_confident: str


def accuracy_confidence(
    cells: Sequence[AccuracyConfidence],
    words: ConfidenceWords,
    *,
    name: str,
    title: str,
    desc: str,
    width: int | None = None,
) -> Svg:
    """A square of four cells a phase, side by side: right above wrong, unsure left of confident; count and share.

    Shades grow with the share of the phase; below 10 learners a phase has counts without percent. Confident and wrong
    is outlined, with its words below. Raises ValueError for a count below 0.
    """
    parts: list[str] = []
    span = (100 - _GAP * (len(cells) - 1)) / max(len(cells), 1)
    rows = 2 * LINE_HEIGHT + 44
    for place, phase in enumerate(cells):
        left = place * (span + _GAP)
        parts += _heads(phase, words, left, span, width)
        parts += _square(phase, left, span, rows)
    second = rows + _CELL + _BETWEEN
    for y, label in ((rows, words.right), (second, words.wrong)):
        parts.append(text("0%", y - 6, cut(label, letters(span, width))))
    bottom = second + _CELL + 16
    parts.append(f'<rect class="chart__outline" x="1" y="{bottom}" width="16" height="16"/>')
    parts.append(f'<g transform="translate(26)">{text("0%", bottom + 13, cut(words.wrong_confident, 38))}</g>')
    return drawing(parts, bottom + 20, name, title, desc, width)


def _heads(
    phase: AccuracyConfidence, words: ConfidenceWords, left: float, span: float, width: int | None
) -> Iterator[str]:
    """The phase, and below it the two columns."""
    yield text(of_width(left), 14, cut(phase.label, letters(span, width)), "chart__value")
    for column, label in enumerate((words.unsure, words.confident)):
        for place, short in enumerate(lines_of(label, letters(span / 2, width) + 1)):
            yield text(of_width(left + span * (column + 0.5) / 2), 34 + 16 * place, short, "chart__faint", "middle")


def _square(phase: AccuracyConfidence, left: float, span: float, top: int) -> Iterator[str]:
    rows = ((phase.right_unsure, phase.right_confident), (phase.wrong_unsure, phase.wrong_confident))
    numbers = [n for row in rows for n in row if n is not None]
    if min(numbers, default=0) < 0:
        raise ValueError(f"a count is not below 0, got {numbers}")
    total = sum(numbers) if len(numbers) == 4 else None
    for place, row in enumerate(rows):
        y = top + place * (_CELL + _BETWEEN)
        for column, n in enumerate(row):
            yield from _cell(left + span * column / 2, y, span / 2, n, total)
    yield rect(of_width(left + span / 2), top + _CELL + _BETWEEN, of_width(span / 2), _CELL, "chart__outline")


def _cell(x: float, y: int, width: float, n: int | None, total: int | None) -> Iterator[str]:
    """total: of the phase; None where it is not known, because a count is not shown."""
    step = heat_step(n or 0, total or 1) if total else 0
    middle, ink = of_width(x + width / 2), heat_ink(step)
    yield rect(of_width(x), y, of_width(width), _CELL, f"chart__cell h{step}")
    if n is None or total is None or total < FEWEST_FOR_PERCENT:
        yield text(middle, y + 29, NO_DATA if n is None else grouped(n), ink, "middle")
    else:
        yield text(middle, y + 21, grouped(n), ink, "middle")
        yield text(middle, y + 39, Share(n, total).percent, ink, "middle")
