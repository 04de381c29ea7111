"""The calendar of declarations: month ends and leap days, worked by hand."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import pytest

from hub.declarations import (
    Declared,
    Terms,
    first_current_day,
    gaps_of,
    is_current,
    last_day,
    months_after,
    standing_declaration,
    words_of,
)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 15), 12, date(2027, 1, 15)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2025, 12, 31), 2, date(2026, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 1), -1, date(2025, 12, 1)),
        (date(2026, 5, 5), 0, date(2026, 5, 5)),
        (date(9999, 12, 31), 12, date(9999, 12, 31)),
        (date(1, 1, 31), -12, date(1, 1, 31)),
    ],
)
def test_months_end_where_the_calendar_ends_them(day, months, expected):
    assert months_after(day, months) == expected


@pytest.mark.parametrize(
    ("declared_on", "on", "expected"),
    [
        (date(2025, 3, 2), date(2026, 3, 2), True),
        (date(2025, 3, 1), date(2026, 3, 2), False),
        (date(2024, 2, 29), date(2025, 2, 28), True),
        (date(2024, 2, 29), date(2025, 3, 1), False),
        (date(2026, 3, 2), date(2026, 3, 2), True),
        (date(2026, 3, 3), date(2026, 3, 2), False),
    ],
)
def test_declaration_counts_from_its_day_for_twelve_months(declared_on, on, expected):
    assert is_current(declared_on, on, 12) is expected


@pytest.mark.parametrize("on", [date(2024, 2, 29), date(2025, 3, 31), date(2025, 2, 28), date(2026, 7, 1)])
@pytest.mark.parametrize("months", [1, 6, 12, 36])
def test_first_current_day_is_the_first_that_counts(on, months):
    first = first_current_day(on, months)
    day_before = date.fromordinal(first.toordinal() - 1)

    assert (last_day(first, months) >= on, last_day(day_before, months) >= on) == (True, False)


@dataclass
class Row:
    declared_on: date
    withdrawn_at: datetime | None = None


@dataclass
class Of:
    rows: list[Row] = field(default_factory=list)

    @property
    def declarations(self):
        return self

    def all(self):
        return self.rows


def test_newest_declaration_made_by_then_and_not_withdrawn_stands():
    old, new = Row(date(2025, 1, 1)), Row(date(2026, 1, 1))
    withdrawn = Row(date(2026, 2, 1), datetime(2026, 2, 2, tzinfo=UTC))
    person = Of([old, withdrawn, new])

    assert standing_declaration(person, date(2026, 3, 2)) is new
    assert standing_declaration(person, date(2025, 12, 31)) is old
    assert standing_declaration(person, date(2024, 12, 31)) is None


def test_every_gap_is_told_and_can_be_translated():
    declared = Declared(date(2025, 1, 5), 12, has_interests=True)

    gaps = gaps_of("Ann", declared, date(2026, 3, 2), Terms())

    assert words_of(gaps) == [
        "the declaration of Ann is from 2025-01-05, more than 12 months before 2026-03-02",
        "the declaration of Ann looks back 12 months, where 24 are asked for",
        "the interests of Ann have no review that says how they were mitigated",
    ]
    assert words_of(gaps[1:2], lambda _text: "%(person)s: %(covered)s < %(asked)s") == ["Ann: 12 < 24"]
    assert gaps[1].sentence() == "The declaration of Ann looks back 12 months, where 24 are asked for."


def test_declaration_that_says_neither_is_none():
    declared = Declared(date(2026, 1, 5), 24, says_something=False)

    assert [gap.rule for gap in gaps_of("Ann", declared, date(2026, 3, 2), Terms())] == ["DISC-NONE"]
