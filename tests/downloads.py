"""What a download holds."""

import csv
import io
import re
import zipfile
from dataclasses import dataclass
from datetime import date, timedelta
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
DAY_ZERO = date(1899, 12, 30)
"""Of the count of days that workbooks keep."""


def read_csv(response) -> list[dict[str, str]]:
    """The rows of a CSV, streamed or not, by header, checked for its byte order mark."""
    text = b"".join(response).decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


@dataclass(frozen=True)
class Sheet:
    """rows: the cells of each, None where nothing is written, text and numbers as such. xml: all of it."""

    rows: list[list[str | float | None]]
    xml: str


def read_xlsx(response) -> dict[str, Sheet]:
    """The sheets of a workbook by name, read as any program would, and checked for formulas and links."""
    with zipfile.ZipFile(io.BytesIO(b"".join(response))) as book:
        assert book.testzip() is None
        names = [
            sheet.get("name") for sheet in ElementTree.fromstring(book.read("xl/workbook.xml")).iter(f"{MAIN}sheet")
        ]
        texts = [book.read(f"xl/worksheets/sheet{place}.xml").decode() for place in range(1, len(names) + 1)]
    for text in texts:
        assert "<f>" not in text and "hyperlink" not in text
    return {name: Sheet(list(_rows(text)), text) for name, text in zip(names, texts, strict=True)}


def day(number: float) -> date:
    """What a workbook's number of a day says."""
    return DAY_ZERO + timedelta(days=int(number))


def _rows(text: str):
    for row in ElementTree.fromstring(text).iter(f"{MAIN}row"):
        cells: list[str | float | None] = []
        for cell in row.iter(f"{MAIN}c"):
            place = _place(cell.get("r"))
            cells += [None] * (place - len(cells))
            cells.append(_value(cell))
        yield cells


def _place(name: str) -> int:
    """Of a column, from 0, by the name of its cell, such as B7."""
    number = 0
    for letter in re.match("[A-Z]+", name)[0]:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1


def _value(cell) -> str | float:
    if cell.get("t") == "inlineStr":
        return "".join(part.text or "" for part in cell.iter(f"{MAIN}t"))
    assert cell.get("t") is None
    return float(cell.find(f"{MAIN}v").text)
