"""Every address of staff that gives a file gives it twice, as CSV and as a workbook, with columns that are explained."""

import csv
import io
from dataclasses import fields

import pytest

from hub.data_dictionary import header
from hub.reports.dictionary import TABLES
from tests.downloads import read_xlsx
from tests.permissions.asking import quiet, rows
from tests.permissions.matrix import STAFF

__all__ = ["quiet", "rows"]
COLUMNS = {tuple(header(field) for field in fields(table.row_type)) for table in TABLES}
FILES = {page.route: page for page in STAFF if page.route.endswith((".csv", ".xlsx"))}


def columns_of(answer, ending: str) -> tuple[str, ...]:
    if ending == "xlsx":
        return tuple(read_xlsx(answer)["Data"].rows[0])
    return tuple(next(csv.reader(io.StringIO(b"".join(answer).decode().removeprefix("\ufeff")))))


@pytest.mark.django_db
@pytest.mark.parametrize("route", FILES)
def test_file_has_a_twin_with_the_same_columns_and_all_are_explained(rows, route):
    stem, _, ending = route.rpartition(".")
    twin = f"{stem}.{'csv' if ending == 'xlsx' else 'xlsx'}"
    client = rows.client_of("publisher")

    answer = client.get(FILES[route].address.format(**rows.names))

    found = columns_of(answer, ending)
    assert (twin in FILES, found in COLUMNS) == (True, True)
    assert answer["Content-Disposition"].endswith(f'.{ending}"')
    assert found == columns_of(client.get(FILES[twin].address.format(**rows.names)), twin.rpartition(".")[2])
