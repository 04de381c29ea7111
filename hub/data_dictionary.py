"""What the columns of exported tables mean: an entry for each, written beside the row types. Pure.

What a column is made of follows from the type of its field, so the two cannot disagree; what it means is in an `Entry`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import Field, dataclass, fields
from datetime import date
from enum import StrEnum
from types import NoneType
from typing import Any, get_args, get_type_hints


class Kind(StrEnum):
    """What stands in the cells of a column."""

    TEXT = "text"
    WHOLE = "whole number"
    NUMBER = "number"
    YES_NO = "yes or no"
    DAY = "day"


_KINDS = {str: Kind.TEXT, int: Kind.WHOLE, float: Kind.NUMBER, bool: Kind.YES_NO, date: Kind.DAY}


@dataclass(frozen=True)
class Entry:
    """meaning: a phrase. unit: what a number counts or is measured in. empty: when the cell is empty, "" for never."""

    meaning: str
    unit: str = ""
    empty: str = ""


@dataclass(frozen=True)
class Column:
    """A column as the dictionary tells of it. name: its header."""

    name: str
    kind: Kind
    entry: Entry


@dataclass(frozen=True)
class Table:
    """An exported table. key: of letters and hyphens, its name in addresses. row: what one row stands for."""

    key: str
    title: str
    row: str
    row_type: type
    entries: Mapping[str, Entry]

    @property
    def columns(self) -> tuple[Column, ...]:
        """In the order of the file. Raises KeyError where a field has no entry."""
        kinds = _kinds(self.row_type)
        return tuple(
            Column(header(field), kinds[field.name], self.entries[field.name]) for field in fields(self.row_type)
        )


@dataclass(frozen=True)
class DictionaryRow:
    """A line of the dictionary as a file."""

    table: str
    column: str
    type: str
    unit: str
    meaning: str
    empty_when: str


DICTIONARY = Table(
    key="dictionary",
    title="Data dictionary",
    row="One column of one exported table.",
    row_type=DictionaryRow,
    entries={
        "table": Entry("the table that the column belongs to"),
        "column": Entry("its header in the file"),
        "type": Entry("what its cells hold: text, whole number, number, yes or no, day (year-month-day)"),
        "unit": Entry(
            "what a number counts or is measured in", empty="the column holds no number, or a number as such"
        ),
        "meaning": Entry("what the column tells"),
        "empty_when": Entry("what an empty cell says", empty="no cell of the column is empty"),
    },
)


def header(field: Field[Any]) -> str:
    """What heads the column of a field: its name, or `metadata["header"]` of the field."""
    return str(field.metadata.get("header", field.name))


def dictionary_rows(tables: Iterable[Table]) -> Iterator[DictionaryRow]:
    for table in tables:
        for column in table.columns:
            entry = column.entry
            yield DictionaryRow(table.title, column.name, column.kind, entry.unit, entry.meaning, entry.empty)


def _kinds(row_type: type) -> dict[str, Kind]:
    """By name of the field; a value that may be missing is of the kind that it has otherwise."""
    found = {}
    for name, hint in get_type_hints(row_type).items():
        given = [one for one in get_args(hint) or (hint,) if one is not NoneType]
        found[name] = _KINDS[given[0]]
    return found
