"""The cells of a table as an editor types or pastes them: a line for each row. Pure.

Cells are separated by tabs, as spreadsheets and word processors copy them, or, in a text without tabs, by bars between
spaces: `IMROZ | 63.2% | 45.2%`. The first line is the header. Cells and footnotes hold bundle markup.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .display_items import in_order
from .markup import MarkupError, to_html, to_markup
from .richtext import Profile, clean, plain_text

MAX_COLUMNS = 12
MAX_ROWS = 100
LONGEST_TEXT = 100_000
"""Characters of all cells as typed, and of all footnotes; a full table has a tenth of them."""

MARK = r"[A-Za-z0-9]{1,4}"

Cells = Sequence[str]

_MOST_TOLD = 20

_LINES = re.compile(r"\r\n|\r|\n")
_BAR = re.compile(r"(?:^| )\|(?= |$)")
_NOTE = re.compile(rf"\s*({MARK})\s*[:.)\t]\s*(.*)")


class GridError(ValueError):
    """Text that cannot become a table; `sentences` says for each fault where it is."""

    def __init__(self, sentences: list[str]) -> None:
        if len(sentences) > _MOST_TOLD:
            more = f"And {len(sentences) - _MOST_TOLD:,} more faults of this kind."
            sentences = [*sentences[:_MOST_TOLD], more]
        super().__init__(" ".join(sentences))
        self.sentences = sentences


def shape_problems(header: Sequence[Any], rows: Sequence[Sequence[Any]]) -> Iterator[tuple[str, str]]:
    """What is wrong with the form of a table: pairs of a place (`header`, `rows`, `rows[2]`) and the words for it.

    An empty header or row has a fault of its own and is not compared.
    """
    if len(header) > MAX_COLUMNS:
        yield "header", f"has {len(header)} cells; a table holds {MAX_COLUMNS} columns"
    if len(rows) > MAX_ROWS:
        yield "rows", f"has {len(rows)} rows; a table holds {MAX_ROWS}"
    for index, row in enumerate(rows):
        if header and row and len(row) != len(header):
            count = f"{len(row)} cell{'' if len(row) == 1 else 's'}"
            yield f"rows[{index}]", f"has {count}, the header has {len(header)}"


def read_grid(text: str) -> tuple[list[str], list[list[str]]]:
    """Header and rows of a typed text as stored HTML. Raises GridError with every fault."""
    _require_length(text, "cells")
    header, rows = _split(text)
    if not any(header):
        raise GridError(["The first line is the header of the table: write at least one word into it."])
    if not rows:
        raise GridError(["The table has a header and no rows."])
    if len(rows) > MAX_ROWS:
        raise GridError([f"The table has {len(rows)} rows; a table holds {MAX_ROWS}."])
    faults = [_sentence(place, words, rows) for place, words in shape_problems(header, rows)]
    grid = [_cells_html(cells[:MAX_COLUMNS], place, faults) for place, cells in enumerate([header, *rows])]
    if faults:
        raise GridError(faults)
    return grid[0], grid[1:]


def write_grid(header: Cells, rows: Sequence[Cells]) -> str:
    """The text that `read_grid` reads as these cells; tabs where a cell holds a bar."""
    lines = [[to_markup(cell, Profile.LINE) for cell in cells] for cells in (header, *rows)]
    has_bars = any("|" in cell for cells in lines for cell in cells)
    return "\n".join(("\t" if has_bars else " | ").join(cells) for cells in lines)


def read_notes(text: str) -> dict[str, str]:
    """Footnotes typed a line each, `a: text`, as stored HTML by mark. Raises GridError with every fault."""
    _require_length(text, "footnotes")
    notes: dict[str, str] = {}
    faults: list[str] = []
    for line in filter(str.strip, _LINES.split(text)):
        match = _NOTE.fullmatch(line)
        if match is None or not match[2].strip():
            faults.append(f"“{_short(line)}” is no footnote; a footnote looks like “a: Stratified log-rank test.”")
        elif match[1] in notes:
            faults.append(f"The footnote {match[1]} stands twice.")
        else:
            notes[match[1]] = _html(match[2], f"Footnote {match[1]}", faults)
    if faults:
        raise GridError(faults)
    return notes


def write_notes(notes: Mapping[str, str]) -> str:
    """The text that `read_notes` reads as these footnotes."""
    return "\n".join(f"{mark}: {to_markup(notes[mark], Profile.LINE)}" for mark in in_order(notes))


def cleaned_cells(value: Any) -> Any:
    """Lists and objects of cells, however deep, with each cell as clean stored HTML of one line."""
    match value:
        case str():
            return clean(value, Profile.LINE)
        case list() | tuple():
            return [cleaned_cells(held) for held in value]
        case dict():
            return {mark: cleaned_cells(held) for mark, held in value.items()}
    return ""


def name_of_row(header_and_rows: Sequence[Cells], place: int) -> str:
    """What a message calls a line of the table: 0 is the header."""
    if place == 0:
        return "The header"
    first = plain_text(header_and_rows[place][0]) if header_and_rows[place] else ""
    return f"Row {place}" + (f" (“{_short(first)}”)" if first else "")


def _split(text: str) -> tuple[list[str], list[list[str]]]:
    lines = [line for line in _LINES.split(text) if line.strip()]
    if any("\t" in line for line in lines):
        cells = [line.split("\t") for line in lines]
    else:
        cells = [_BAR.split(line) for line in lines]
    stripped = [[cell.strip() for cell in row] for row in cells]
    return (stripped[0], stripped[1:]) if stripped else ([], [])


def _require_length(text: str, what: str) -> None:
    if len(text) > LONGEST_TEXT:
        raise GridError([f"The {what} have {len(text):,} characters; a table holds {LONGEST_TEXT:,}."])


def _sentence(place: str, words: str, rows: Sequence[Cells]) -> str:
    if place == "header":
        return f"The header {words}."
    index = int(place[5:-1])
    return f"{name_of_row([[], *rows], index + 1)} {words}."


def _cells_html(cells: Cells, place: int, faults: list[str]) -> list[str]:
    name = "Header" if place == 0 else f"Row {place}"
    return [_html(cell, f"{name}, column {column}", faults) for column, cell in enumerate(cells, start=1)]


def _html(markup: str, place: str, faults: list[str]) -> str:
    try:
        return to_html(markup, Profile.LINE)
    except MarkupError as error:
        faults.append(f"{place}: {error}")
        return ""


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"
