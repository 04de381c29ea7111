"""Downloads: frozen dataclasses as CSV and as a workbook that no program takes for formulas, and JSON."""

from .cells import cell, safe_text
from .delimited import csv_file, csv_lines, csv_parts, csv_response, csv_stream
from .files import json_file, named
from .workbooks import MOST_ROWS, TooManyRowsError, workbook, write_workbook, xlsx_response

__all__ = [
    "MOST_ROWS",
    "TooManyRowsError",
    "cell",
    "csv_file",
    "csv_lines",
    "csv_parts",
    "csv_response",
    "csv_stream",
    "json_file",
    "named",
    "safe_text",
    "workbook",
    "write_workbook",
    "xlsx_response",
]
