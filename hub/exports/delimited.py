"""CSV that streams."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import fields
from operator import attrgetter
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse

from hub.data_dictionary import header

from .cells import cell, safe_text
from .files import named

BYTE_ORDER_MARK = "\ufeff"
CONTENT_TYPE = "text/csv; charset=utf-8"
PART = 32_768
"""Characters that are sent at once: a packet for each line would take longer than making it."""


class _Line:
    """Gives back what `csv` writes, so that rows can be streamed."""

    def write(self, text: str) -> str:
        return text


def csv_response(row_type: type, rows: Iterable[Any], filename: str) -> StreamingHttpResponse:
    """A download of `rows`, all of the dataclass `row_type`, see `csv_lines`.

    Rows are taken while the answer is sent, so an iterator keeps the memory small, and the header is sent before the
    first row is asked for. What raises half way cuts the answer off: `delivery.WholeDownloads` sees to it that
    nobody takes the rest for the whole.
    """
    return csv_stream(csv_parts(row_type, rows), filename)


def csv_stream(parts: Iterator[bytes], filename: str) -> StreamingHttpResponse:
    """The same download from what `csv_parts` gives, for whoever wants to see it pass."""
    return named(StreamingHttpResponse(parts, content_type=CONTENT_TYPE), filename)


def csv_file(row_type: type, rows: Iterable[Any], filename: str) -> HttpResponse:
    """The same download in one piece, for a small table: a public page needs its bytes for the ETag."""
    return named(HttpResponse(csv_lines(row_type, rows), content_type=CONTENT_TYPE), filename)


def csv_lines(row_type: type, rows: Iterable[Any]) -> Iterator[str]:
    """Header and rows as CSV lines ending in CR LF (RFC 4180), a byte order mark first so that Excel reads UTF-8.

    A column is headed by its field's name, or by `metadata["header"]` of the field.
    """
    columns = fields(row_type)
    values = [attrgetter(column.name) for column in columns]
    writer = csv.writer(_Line())
    yield BYTE_ORDER_MARK + writer.writerow([safe_text(header(column)) for column in columns])
    for row in rows:
        yield writer.writerow([cell(value(row)) for value in values])


def csv_parts(row_type: type, rows: Iterable[Any]) -> Iterator[bytes]:
    """The same as bytes: the header at once, the rows in parts of at least PART characters."""
    lines = csv_lines(row_type, rows)
    yield next(lines).encode()
    part: list[str] = []
    length = 0
    for line in lines:
        part.append(line)
        length += len(line)
        if length >= PART:
            yield "".join(part).encode()
            part, length = [], 0
    if part:
        yield "".join(part).encode()
