"""A table of questions as CSV, whatever separates its cells. Pure."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from hub.spreadsheets import unguarded_text

from .given import COLUMNS, Draft, Problem

SEPARATORS = ",;\t"
LONGEST_CELL = 100_000
_NEEDED = ("stem", "option_1", "option_2", "key")


def recognises(text: str) -> bool:
    """Whether the first line with words is a header."""
    first = next((line for line in text.splitlines() if line.strip()), "").casefold()
    return any(sign in first for sign in SEPARATORS) and re.search(r"\b(?:stem|option_1)\b", first) is not None


def read(text: str) -> Iterator[Draft | Problem]:
    """A draft for each row below the header; a problem for what is no table, and for each cell that stands nowhere."""
    rows = _rows(text)
    header: list[str] | None = None
    for number, cells in rows:
        if isinstance(cells, Problem):
            yield cells
            return
        if not any(cell.strip() for cell in cells):
            continue
        if header is None:
            header = [_name(cell) for cell in cells]
            if problems := list(_problems_of_header(number, header, cells)):
                yield from problems
                return
            continue
        if any(cell.strip() for cell in cells[len(header) :]):
            message = f"The row has {len(cells)} cells and the header {len(header)}. Put quotation marks around cells that hold the separator."
            yield Problem(number, "", message)
            continue
        padded = [*cells, *[""] * (len(header) - len(cells))]
        yield Draft(number, {name: unguarded_text(cell) for name, cell in zip(header, padded, strict=False) if name})


def _rows(text: str) -> Iterator[tuple[int, list[str] | Problem]]:
    """Rows with their numbers as a spreadsheet counts them; a problem ends them."""
    named, text = _named_separator(text)
    previous = csv.field_size_limit(LONGEST_CELL)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=named or _separator(text), strict=True)
        number = 0
        while True:
            number += 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield number, Problem(number, "", _sentence(str(error)))
                return
            yield number, cells
    finally:
        csv.field_size_limit(previous)


def _sentence(error: str) -> str:
    if "field larger" in error:
        return (
            f"A cell has more than {LONGEST_CELL:,} characters. A quotation mark that nothing closes may be the reason."
        )
    if "unexpected end" in error:
        return "The text ends inside quotation marks. Close the cell that begins with one."
    return "A quotation mark stands inside a cell. Write it twice and put the whole cell into quotation marks."


def _named_separator(text: str) -> tuple[str, str]:
    """The separator that a first line such as sep=; names, and the rest of the text."""
    first, _end, rest = text.partition("\n")
    told = first.strip().strip('"').lower()
    if told.startswith("sep=") and (told[4:] or "\t") in {*SEPARATORS, "|"}:
        return told[4:] or "\t", rest
    return "", text


def _separator(text: str) -> str:
    """The sign that occurs most in the first line with words, outside quotation marks; a comma where none does."""
    line = next((line for line in text.splitlines() if line.strip()), "")
    bare = "".join(part for index, part in enumerate(line.split('"')) if index % 2 == 0)
    return max(SEPARATORS, key=bare.count)


def _name(cell: str) -> str:
    return "_".join(unguarded_text(cell).strip().casefold().replace("-", " ").split())


def _problems_of_header(number: int, header: list[str], cells: list[str]) -> Iterator[Problem]:
    missing = [name for name in _NEEDED if name not in header]
    if missing:
        message = (
            f"The header lacks {', '.join(missing)}. The first row names the columns; download the template to see all."
        )
        yield Problem(number, "", message)
    for place, name in enumerate(header):
        told = cells[place].strip()
        if name and name not in COLUMNS:
            yield Problem(number, told[:60], "There is no column of this name. Correct it, or delete the column.")
        elif name and name in header[:place]:
            yield Problem(number, told[:60], "The header names this column twice.")
