"""The rows of a table as a workbook (XLSX), with the meaning of its columns on a second sheet.

A workbook is a zip archive whose directory stands at its end: it is written to a temporary file first and sent with its
length, so that no broken one looks whole. Text is text: never a formula, a link or a number. It is guarded as in the
CSV all the same, because a workbook that is saved as CSV holds what the CSV would.
"""

import tempfile
from collections.abc import Iterable
from dataclasses import fields
from datetime import date, datetime
from operator import attrgetter
from typing import IO, Any

import xlsxwriter
from django.http import FileResponse
from xlsxwriter.worksheet import Worksheet

from hub.data_dictionary import DICTIONARY, Column, Kind, Table, dictionary_rows

from .cells import cell, safe_text
from .files import named

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 100_000
"""A workbook is whole before its first byte leaves, so more rows than this would keep people waiting; CSV has no limit."""
WIDTHS = {Kind.TEXT: 24, Kind.WHOLE: 11, Kind.NUMBER: 13, Kind.YES_NO: 11, Kind.DAY: 13}
"""Of columns, in characters."""
WIDEST = 60
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}


class TooManyRowsError(ValueError):
    """A table is too long for a workbook."""


def xlsx_response(file: IO[bytes], filename: str) -> FileResponse:
    """A download of a workbook, which is closed when it was sent."""
    return named(FileResponse(file, content_type=CONTENT_TYPE), filename)


def workbook(table: Table, rows: Iterable[Any]) -> IO[bytes]:
    """A temporary file with the rows of `table`, to be read from its beginning. Raises TooManyRowsError."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 -- whoever gets it closes it
    try:
        write_workbook(file, table, rows)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


def write_workbook(file: IO[bytes], table: Table, rows: Iterable[Any]) -> None:
    """Two sheets, "Data" and "Dictionary". Rows go to the disk one by one. Raises TooManyRowsError beyond MOST_ROWS."""
    # Not as a context: that would finish the book after an error too. Its own files go with the folder.
    with tempfile.TemporaryDirectory(prefix="workbook-") as folder:
        book = xlsxwriter.Workbook(file, OPTIONS | {"tmpdir": folder})
        _write_sheet(book, "Data", table, rows)
        _write_sheet(book, "Dictionary", DICTIONARY, dictionary_rows([table]))
        book.close()


def _write_sheet(book: xlsxwriter.Workbook, name: str, table: Table, rows: Iterable[Any]) -> None:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    strong = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, _width(column))
        sheet.write_string(0, place, safe_text(column.name), strong)
    values = [attrgetter(field.name) for field in fields(table.row_type)]
    for number, row in enumerate(rows, start=1):
        if number > MOST_ROWS:
            raise TooManyRowsError(f"{table.title}: more than {MOST_ROWS} rows")
        for place, value in enumerate(values):
            _write(sheet, number, place, value(row))


def _write(sheet: Worksheet, row: int, place: int, value: Any) -> None:
    """Days and numbers as such, all else as text. An empty cell is not written."""
    if isinstance(value, date) and not isinstance(value, datetime):
        sheet.write_datetime(row, place, value)
        return
    written = cell(value)
    if isinstance(written, str):
        if written:
            sheet.write_string(row, place, written)
    else:
        sheet.write_number(row, place, written)


def _width(column: Column) -> int:
    """Wide enough for what its cells usually hold; a long header wraps."""
    return WIDEST if column.name in ("meaning", "empty_when") else WIDTHS[column.kind]
