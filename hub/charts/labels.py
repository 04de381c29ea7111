"""Words of a chart: how much of them fits, and on how many lines.

A chart without a width of its own is drawn for the narrowest screen, because it cannot know how wide it will be.
"""

from __future__ import annotations

from textwrap import wrap
from unicodedata import east_asian_width

from hub.charts.svg import text

LINE_HEIGHT = 18

_NARROWEST = 290
"""Pixels that a telephone 320 pixels wide has for a chart."""
_LETTER = 6.58
"""Pixels of an average letter."""


def letters(percent: float, width: int | None) -> int:
    """How many letters fit a part of the width; 44 the whole width of the narrowest screen."""
    return int(percent / 100 * (width or _NARROWEST) / _LETTER)


def taken(words: str, width: int | None) -> float:
    """Percent of the width that words take."""
    return 100 * _LETTER * columns(words) / (width or _NARROWEST)


def columns(words: str) -> int:
    """The length of words in letters; ideographs are twice as wide."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in words)


def lines_of(label: str, length: int, most: int = 2) -> list[str]:
    """The label on so many lines at the most, at least one; what is cut off leaves an ellipsis."""
    return wrap(label, _fitting(label, length), max_lines=most, placeholder=" …") or [""]


def cut(label: str, length: int) -> str:
    """The label on one line, cut with an ellipsis where it is longer."""
    label = " ".join(label.split())
    length = _fitting(label, length)
    return label if len(label) <= length else f"{label[: length - 1].rstrip()}…"


def row_head(label: str, note: str, y: int, width: int | None, css_class: str = "") -> tuple[list[str], int]:
    """The label of a row from y down, and its note at the end of the line or, where both do not fit, of the next.

    Returns the texts and the y below them.
    """
    length = letters(100, width)
    lines, notes = lines_of(label, length), lines_of(note, length) if note else []
    if notes and columns(lines[-1]) + max(map(columns, notes)) > length:
        lines += [""] * len(notes)
    first = len(lines) - len(notes)
    parts = [text("0%", y + LINE_HEIGHT * place + 14, words, css_class) for place, words in enumerate(lines) if words]
    parts += [
        text("100%", y + LINE_HEIGHT * place + 14, words, "chart__value", "end")
        for place, words in enumerate(notes, start=first)
    ]
    return parts, y + LINE_HEIGHT * len(lines)


def _fitting(label: str, length: int) -> int:
    """How many of its characters fit a line of `length` letters, at least 2."""
    return max(2, length // 2 if columns(label) > len(label) else length)
