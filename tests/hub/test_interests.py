"""What people write of a relationship, read into a kind and into days."""

from datetime import date

import pytest

from hub.interests import NATURES, UNREAD, Period, read_nature, read_period
from hub.models import Interest


@pytest.mark.parametrize(
    ("text", "nature"),
    [
        ("honoraria", "honoraria"),
        ("Speaker’s fees", "honoraria"),
        ("research  grant", "grants"),
        ("Advisory-board", "boards"),
        ("other", "other"),
        ("friendship", "other"),
        ("", ""),
    ],
)
def test_nature_is_known_by_its_usual_spellings(text, nature):
    assert read_nature(text) == nature


def test_natures_are_those_of_the_model():
    assert [*NATURES, "other"] == Interest.Nature.values


YEARS = Period(date(2024, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2024", Period(date(2024, 1, 1), date(2024, 12, 31))),
        ("2024-2025", YEARS),
        ("2024–2025", YEARS),
        ("from 2024 to 2025", YEARS),
        ("2024-02", Period(date(2024, 2, 1), date(2024, 2, 29))),
        ("2024-03 to 2025-02", Period(date(2024, 3, 1), date(2025, 2, 28))),
        ("2024-03-05", Period(date(2024, 3, 5), date(2024, 3, 5))),
        ("since 2024", Period(date(2024, 1, 1), None, True)),
        ("2024-", Period(date(2024, 1, 1), None, True)),
        ("2024-present", Period(date(2024, 1, 1), None, True)),
        ("Ongoing", Period(is_ongoing=True)),
        ("", UNREAD),
        ("most of 2024", UNREAD),
        ("2024-25", UNREAD),
        ("2024-02-31", UNREAD),
        ("0000", UNREAD),
    ],
)
def test_period_is_read_where_it_is_clear(text, period):
    assert read_period(text) == period


def test_reversed_period_is_known_as_such():
    assert (read_period("2025-2024").is_reversed, read_period("2024-2025").is_reversed) == (True, False)
