"""Tables as workbooks: the cells of the CSV, nothing that runs, and nothing left behind."""

import io
import os
import tempfile
from dataclasses import dataclass
from datetime import date

import pytest

from hub.data_dictionary import Entry, Table
from hub.exports import workbooks
from hub.exports.workbooks import TooManyRowsError, workbook, write_workbook, xlsx_response
from tests.downloads import day, read_xlsx


@dataclass(frozen=True)
class Row:
    name: str
    n: int | None
    share: float | None
    on: date | None
    is_open: bool


TABLE = Table(
    key="sample",
    title="Sample",
    row="One thing.",
    row_type=Row,
    entries={
        "name": Entry("what it is called"),
        "n": Entry("how many", "things", "nobody counted"),
        "share": Entry("of all", "percent", "nobody counted"),
        "on": Entry("since when", empty="always"),
        "is_open": Entry("whether one can go in"),
    },
)


def test_cells_are_those_of_the_table_and_days_are_days():
    rows = [Row("Ünal 日本", 3, 0.25, date(2026, 3, 2), True), Row("", None, float("inf"), None, False)]

    data = read_xlsx(xlsx_response(workbook(TABLE, rows), "sample.xlsx"))["Data"]

    header, first, second = data.rows
    assert header == ["name", "n", "share", "on", "is_open"]
    assert (first[:3], day(first[3]), first[4]) == (["Ünal 日本", 3.0, 0.25], date(2026, 3, 2), "yes")
    assert second == [None, None, "infinite", None, "no"]
    assert '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' in data.xml


@pytest.mark.parametrize(
    "text", ["=1+1", "{=SUM(A1:A2)}", "@SUM(A1)", "＝1", "https://example.org/", "mailto:a@example.org", "007", "1e5"]
)
def test_text_stays_text(text):
    """read_xlsx refuses formulas and links, and a number would not come back as text."""
    sheet = read_xlsx(xlsx_response(workbook(TABLE, [Row(text, 1, None, None, True)]), "sample.xlsx"))["Data"]

    assert sheet.rows[1][0] == (f"'{text}" if text[0] in "=@＝" else text)


def test_second_sheet_is_the_dictionary():
    sheets = read_xlsx(xlsx_response(workbook(TABLE, []), "sample.xlsx"))

    assert list(sheets) == ["Data", "Dictionary"]
    assert sheets["Data"].rows == [["name", "n", "share", "on", "is_open"]]
    assert sheets["Dictionary"].rows[0:3] == [
        ["table", "column", "type", "unit", "meaning", "empty_when"],
        ["Sample", "name", "text", None, "what it is called"],
        ["Sample", "n", "whole number", "things", "how many", "nobody counted"],
    ]


def test_response_says_how_long_it_is():
    response = xlsx_response(workbook(TABLE, []), "sample.xlsx")

    assert response["Content-Disposition"] == 'attachment; filename="sample.xlsx"'
    assert response["Content-Type"].endswith("spreadsheetml.sheet")
    assert int(response["Content-Length"]) == len(b"".join(response))


def test_broken_rows_leave_neither_a_workbook_nor_files(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    file = io.BytesIO()

    def rows():
        yield Row("a", 1, None, None, True)
        assert os.listdir(tmp_path) != []
        raise OSError("the rows are gone")

    with pytest.raises(OSError, match="the rows are gone"):
        write_workbook(file, TABLE, rows())
    assert (file.getvalue(), os.listdir(tmp_path)) == (b"", [])
    with pytest.raises(OSError, match="the rows are gone"):
        workbook(TABLE, rows())
    assert os.listdir(tmp_path) == []


def test_more_rows_than_a_workbook_takes_are_refused(monkeypatch):
    monkeypatch.setattr(workbooks, "MOST_ROWS", 6)
    row = Row("a", 1, None, None, True)

    assert len(read_xlsx(xlsx_response(workbook(TABLE, [row] * 6), "sample.xlsx"))["Data"].rows) == 7
    with pytest.raises(TooManyRowsError, match="Sample: more than 6 rows"):
        workbook(TABLE, [row] * 7)
