"""Downloads: frozen dataclasses as CSV that streams and that no spreadsheet takes for formulas, and JSON."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date
from enum import Enum
from math import isinf, isnan
from typing import Any, TypeVar

from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from .spreadsheets import safe_text

Response = TypeVar("Response", bound=HttpResponseBase)

BYTE_ORDER_MARK = "\ufeff"


class _Line:
    """Gives back what `csv` writes, so that rows can be streamed."""

    def write(self, text: str) -> str:
        return text


def named(response: Response, filename: str) -> Response:
    """The answer as a file to be saved. filename: of letters, digits, hyphens and dots, as slugs give them."""
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def csv_response(row_type: type, rows: Iterable[Any], filename: str) -> StreamingHttpResponse:
    """A download of `rows`, all of the dataclass `row_type`, see `csv_lines`.

    Rows are taken one by one while the answer is sent, so an iterator keeps the memory small.
    """
    return named(StreamingHttpResponse(csv_lines(row_type, rows), content_type="text/csv; charset=utf-8"), filename)


def csv_file(row_type: type, rows: Iterable[Any], filename: str) -> HttpResponse:
    """The same download in one piece, for a small table on a public page, which needs its bytes for the ETag."""
    return named(HttpResponse(csv_lines(row_type, rows), content_type="text/csv; charset=utf-8"), filename)


def json_file(data: Mapping[str, Any], filename: str) -> HttpResponse:
    """A download of JSON that people can read too: one space of indent, UTF-8 unescaped."""
    return named(JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1}), filename)


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
