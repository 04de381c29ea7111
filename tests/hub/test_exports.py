"""What a spreadsheet gets."""

import csv
import io
from dataclasses import dataclass, field, make_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum

import pytest

from hub.exports import cell, csv_lines, csv_response, safe_text
from hub.exports.delimited import PART


class Colour(Enum):
    RED = "=red"


@dataclass(frozen=True)
class Row:
    name: str
    n: int | None
    share: float | None


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1-800",
        "-2+3",
        "@SUM(A1)",
        "\tplain",
        "\rplain",
        "\nplain",
        "\0plain",
        "＝1",
        "＋1",
        "－1",
        "＠a",
        "  =1",
        "\u00a0=1",
        "\u200b=1",
        "\ufeff@a",
        "\u202e=1",
        " \n =1",
        "﹦1",
        "-1;=cmd",
        "+13",
        "-5\n",
        "-٣",
    ],
)
def test_text_that_could_run_gets_an_apostrophe(text):
    assert safe_text(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["", "plain", "a = b", "0.5", "-5", "-0.25", "1e-05", "−5", "'=1", "5%", " plain", "é"]
)
def test_harmless_text_stays(text):
    assert safe_text(text) == text


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (-3, -3),
        (-0.5, -0.5),
        (float("inf"), "infinite"),
        (Decimal("-0.50"), "-0.50"),
        (date(2026, 3, 2), "2026-03-02"),
        (datetime(2026, 3, 2, 12, tzinfo=UTC), "2026-03-02T12:00:00+00:00"),
        (Colour.RED, "'=red"),
        ("@a", "'@a"),
    ],
)
def test_cell_by_type(value, written):
    assert cell(value) == written


def test_lines_are_rfc_4180_with_byte_order_mark():
    rows = [Row('Say "hi", twice\nor more', 3, 0.1), Row("=1", None, None)]

    assert list(csv_lines(Row, rows)) == [
        "\ufeffname,n,share\r\n",
        '"Say ""hi"", twice\nor more",3,0.1\r\n',
        "'=1,,\r\n",
    ]


def test_headers_are_neutralised_too():
    dangerous = make_dataclass("Dangerous", [("total", int, field(metadata={"header": "＝SUM(A:A)"})), ("n", int)])

    assert list(csv_lines(dangerous, [dangerous(1, 2)])) == ["\ufeff'＝SUM(A:A),n\r\n", "1,2\r\n"]


def test_unicode_survives_the_round_trip():
    name = "Ünal–Şahin 日本 🧬 e\u0301"

    text = "".join(csv_lines(Row, [Row(name, 1, 0.5)])).removeprefix("\ufeff")

    assert list(csv.reader(io.StringIO(text))) == [["name", "n", "share"], [name, "1", "0.5"]]


def test_response_sends_the_header_before_any_row_and_rows_in_parts():
    taken = []

    def rows():
        for n in range(20_000):
            taken.append(n)
            yield Row("a", n, None)

    response = csv_response(Row, rows(), "quiz-1.csv")

    assert (response["Content-Type"], response["Content-Disposition"]) == (
        "text/csv; charset=utf-8",
        'attachment; filename="quiz-1.csv"',
    )
    parts = iter(response)
    assert (next(parts), taken) == ("\ufeffname,n,share\r\n".encode(), [])
    assert len(next(parts)) == pytest.approx(PART, abs=20)
    assert len(taken) < 5_000
    *_others, last = parts
    assert last.endswith(b"a,19999,\r\n")


def test_error_among_the_rows_breaks_the_answer_off():
    def rows():
        yield Row("a", 1, None)
        raise OSError("the rows are gone")

    parts = iter(csv_response(Row, rows(), "quiz-1.csv"))

    assert next(parts) == "\ufeffname,n,share\r\n".encode()
    with pytest.raises(OSError, match="the rows are gone"):
        next(parts)
