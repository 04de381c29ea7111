"""Dates of which only the year or the month may be known."""

from datetime import date

import pytest

from articles.ama.dates import first_day


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2024", date(2024, 1, 1)),
        ("2024-09", date(2024, 9, 1)),
        ("2024-09-20", date(2024, 9, 20)),
        ({"date-parts": [[2024, 9, 20], [2024, 9, 23]]}, date(2024, 9, 20)),
        ({"raw": "2024-09"}, date(2024, 9, 1)),
        ("2023-02-29", None),
        ("September", None),
        ("", None),
        (None, None),
    ],
)
def test_first_day_of_a_date_as_far_as_it_is_known(value, day):
    assert first_day(value) == day
