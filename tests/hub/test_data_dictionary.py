"""Every column of every table that staff can take is explained, and nothing else is."""

from dataclasses import fields
from typing import get_args, get_type_hints

import pytest
from django.urls import reverse

from hub.data_dictionary import DICTIONARY, Column, Entry, Kind, Table, dictionary_rows
from hub.models import AuditEvent
from hub.reports.dictionary import TABLES, table_of
from quizzes.report_rows import OptionRow
from tests.downloads import read_csv, read_xlsx


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.key)
def test_every_field_has_an_entry_and_no_other(table):
    assert list(table.entries) and set(table.entries) == {field.name for field in fields(table.row_type)}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.key)
def test_what_may_be_missing_says_when(table):
    """A number, a day or an answer of yes or no that is never missing says so; text may be empty all the same."""
    hints = get_type_hints(table.row_type)
    may_be_missing = {name for name, hint in hints.items() if type(None) in get_args(hint)}
    says_when = {name for name, entry in table.entries.items() if entry.empty}
    texts = {column.name for column in table.columns if column.kind is Kind.TEXT}

    assert {name for name in says_when ^ may_be_missing if name not in texts} == set()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.key)
def test_measured_numbers_have_a_unit_and_texts_none(table):
    """A whole number without a unit is a name: that of a version, say."""
    assert [column.name for column in table.columns if column.kind is Kind.NUMBER and not column.entry.unit] == []
    assert [
        column.name
        for column in table.columns
        if column.kind in {Kind.TEXT, Kind.DAY, Kind.YES_NO} and column.entry.unit
    ] == []


def test_tables_and_their_keys_are_told_apart():
    assert len({table.key for table in TABLES}) == len({table.title for table in TABLES}) == len(TABLES)
    assert len({table.row_type for table in TABLES}) == len(TABLES)


def test_column_is_of_the_kind_of_its_field():
    options = table_of(OptionRow)

    assert [column.kind for column in options.columns][:6] == [
        Kind.WHOLE, Kind.TEXT, Kind.WHOLE, Kind.TEXT, Kind.TEXT, Kind.YES_NO,
    ]  # fmt: skip
    assert options.columns[8] == Column("before_pct", Kind.NUMBER, options.entries["before_pct"])


def test_field_without_an_entry_is_noticed():
    with pytest.raises(KeyError, match="before_of"):
        _ = Table("x", "X", "x", OptionRow, {name: Entry("x") for name in ("number", "question", "series", "option",
            "text", "is_key", "before")}).columns  # fmt: skip


def test_file_and_page_tell_every_entry_and_are_no_export(client, hub, ada):
    client.force_login(ada)

    told = read_csv(client.get(reverse("staff:dictionary_csv")))
    page = client.get(reverse("staff:dictionary")).content.decode()
    sheet = read_xlsx(client.get(reverse("staff:dictionary_xlsx")))["Data"]

    assert [tuple(row.values()) for row in told] == [
        tuple(str(getattr(row, field.name)) for field in fields(DICTIONARY.row_type)) for row in dictionary_rows(TABLES)
    ]
    assert len(sheet.rows) == len(told) + 1
    assert told[0] == {
        "table": "Quiz report: questions",
        "column": "number",
        "type": "whole number",
        "unit": "",
        "meaning": "place of the question in the report, from 1",
        "empty_when": "the row is that of the whole quiz",
    }
    assert page.count('<tr><th scope="row"><code>') == len(told)
    assert AuditEvent.objects.count() == 0
