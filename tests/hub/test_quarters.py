"""Quarters of a year."""

from datetime import date

import pytest

from hub.quarters import Quarter, days_shared, quarters


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-Q4", Quarter(2026, 4)),
        ("2026-Q0", None),
        ("2026-Q5", None),
        ("0000-Q1", None),
        ("2026Q4", None),
        ("２０２６-Q4", None),
        ("2026-Q4\n", None),
        ("", None),
    ],
)
def test_quarter_is_read_as_it_is_written(text, expected):
    assert Quarter.read(text) == expected


def test_quarter_has_its_days():
    quarter = Quarter(2026, 4)

    assert (str(quarter), quarter.first, quarter.last) == ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31))
    assert (Quarter.of(date(2026, 12, 31)), Quarter.of(date(2027, 1, 1)), quarter.next) == (
        quarter,
        Quarter(2027, 1),
        Quarter(2027, 1),
    )


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "expected"),
    [
        (None, None, 90),
        (date(2026, 3, 31), None, 1),
        (None, date(2026, 1, 2), 2),
        (date(2026, 2, 1), date(2026, 2, 28), 28),
        (date(2026, 4, 1), None, 0),
        (None, date(2025, 12, 31), 0),
    ],
)
def test_days_of_a_period_within_a_quarter(starts_on, ends_on, expected):
    assert days_shared(starts_on, ends_on, Quarter(2026, 1)) == expected


def test_quarters_from_one_to_another():
    assert list(map(str, quarters(Quarter(2025, 4), Quarter(2026, 2)))) == ["2025-Q4", "2026-Q1", "2026-Q2"]
    assert quarters(Quarter(2026, 2), Quarter(2026, 1)) == []
