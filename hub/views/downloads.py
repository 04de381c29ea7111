"""A table as a file: CSV or XLSX with the same rows, after the audit chain knows who took it."""

from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.translation import ngettext

from hub import audit
from hub.exports import MOST_ROWS, csv_file, workbook, xlsx_response
from hub.reports.dictionary import table_of

ENDINGS = ("csv", "xlsx")


def both(route: str, view: Callable[..., HttpResponseBase], name: str, **given: str) -> list[URLPattern]:
    """The addresses of a table, <route>.csv and <route>.xlsx, named <name>_csv and <name>_xlsx.

    view: takes `ending`, one of ENDINGS, and what is `given`; a query means the same to both.
    """
    return [path(f"{route}.{ending}", view, given | {"ending": ending}, name=f"{name}_{ending}") for ending in ENDINGS]


def export(
    request: HttpRequest, name: str, row_type: type, rows: Sequence[Any], ending: str, **detail: Any
) -> HttpResponseBase:
    """The rows, all of `row_type`, as the file <name>.<ending>. detail: what else the audit log tells of it.

    The rows are at hand, so the file is whole before its first byte is sent. row_type: of `dictionary.TABLES`.
    """
    if ending == "xlsx" and len(rows) > MOST_ROWS:
        return too_many_rows(request, len(rows))
    audit.record(actor=request.user, verb="export report", subject=name, rows=len(rows), format=ending, **detail)
    if ending == "xlsx":
        return xlsx_response(workbook(table_of(row_type), rows), f"{name}.xlsx")
    return csv_file(row_type, rows, f"{name}.csv")


def too_many_rows(request: HttpRequest, n: int) -> HttpResponseBase:
    """400 with what to do. n: more than MOST_ROWS."""
    sentence = ngettext(
        "This table has %(n)s row, and a workbook takes %(most)s. Take it as CSV, which has no limit, or choose less.",
        "This table has %(n)s rows, and a workbook takes %(most)s. Take it as CSV, which has no limit, or choose less.",
        n,
    ) % {"n": f"{n:,}", "most": f"{MOST_ROWS:,}"}
    return render(request, "errors/400.html", {"sentence": sentence}, status=400)


def refused(request: HttpRequest, sentence: str) -> HttpResponseBase:
    """400 with what cannot be understood of the filter, or why its numbers are not shown."""
    return render(request, "errors/400.html", {"sentence": sentence}, status=400)
