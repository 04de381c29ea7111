"""Frozen dataclasses as CSV that streams and that no spreadsheet takes for formulas."""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import date
from enum import Enum
from math import isinf, isnan
from typing import Any

from django.http import StreamingHttpResponse

BYTE_ORDER_MARK = "\ufeff"
NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?", re.ASCII)
FORMULA_SIGNS = frozenset("=+-@")
STARTS_A_CELL_ANEW = frozenset("\t\r\n\0")


class _Line:
    """Gives back what `csv` writes, so that rows can be streamed."""

    def write(self, text: str) -> str:
        return text


def csv_response(row_type: type, rows: Iterable[Any], filename: str) -> StreamingHttpResponse:
    """A download of `rows`, all of the dataclass `row_type`, see `csv_lines`.

    Rows are taken one by one while the answer is sent, so an iterator keeps the memory small.
    """
    response = StreamingHttpResponse(csv_lines(row_type, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def csv_lines(row_type: type, rows: Iterable[Any]) -> Iterator[str]:
    """Header and rows as CSV lines ending in CR LF (RFC 4180), a byte order mark first so that Excel reads UTF-8.

    A column is headed by its field's name, or by `metadata["header"]` of the field.
    """
    columns = fields(row_type)
    names = [column.name for column in columns]
    writer = csv.writer(_Line())
    yield BYTE_ORDER_MARK + writer.writerow(
        [safe_text(column.metadata.get("header", column.name)) for column in columns]
    )
    for row in rows:
        yield writer.writerow([cell(getattr(row, name)) for name in names])


def cell(value: Any) -> str | int | float:
    """What stands in a cell: numbers as they are, None empty, booleans yes or no, dates in ISO 8601, text made safe."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case Enum():
            return cell(value.value)
        case float() if isinf(value) or isnan(value):
            return "infinite" if value > 0 else "minus infinite" if value < 0 else ""
        case int() | float():
            return value
        case date():
            return value.isoformat()
        case _:
            return safe_text(str(value))


def safe_text(text: str) -> str:
    """`text` with an apostrophe before it where a spreadsheet might run it; plain numbers stay numbers.

    Dangerous are = + - @, also full width and also after white space, control or invisible characters, which some
    programs strip; and tabs, line ends and NUL at the start, which can push the rest into a cell of its own.
    """
    if NUMBER.fullmatch(text) or not text:
        return text
    if text[0] in STARTS_A_CELL_ANEW:
        return f"'{text}"
    first = next((character for character in text if not _is_invisible(character)), "")
    return f"'{text}" if unicodedata.normalize("NFKC", first) in FORMULA_SIGNS else text


def _is_invisible(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in {"Cc", "Cf", "Zs", "Zl", "Zp", "Mn"}
