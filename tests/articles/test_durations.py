"""Durations as people and machines write them."""

import pytest

from articles.durations import clock, iso, seconds


@pytest.mark.parametrize(
    ("text", "n_seconds"),
    [
        ("PT12M30S", 750), ("PT1H2M3S", 3723), ("PT45S", 45), ("PT90M", 5400), ("PT1.5S", 1), ("PT0S", 0),
        ("12:30", 750), ("0:00", 0), ("1:02:03", 3723), ("90:00", 5400), ("01:15", 75),
    ],
)  # fmt: skip
def test_duration_is_read(text, n_seconds):
    assert seconds(text) == n_seconds


@pytest.mark.parametrize(
    "text", ["", "12", "PT", "P1D", "12:60", "1:75:00", "1:2:3", "-1:00", "12:3", "12 minutes", "PT1M2H", "१२:३०"]
)
def test_anything_else_gets_a_sentence(text):
    with pytest.raises(ValueError) as caught:
        seconds(text)

    assert str(caught.value) == f'"{text}" is not a duration; write minutes and seconds such as 12:30, or PT12M30S'


@pytest.mark.parametrize(
    ("n_seconds", "shown", "machine"),
    [(0, "0:00", "PT0S"), (75, "1:15", "PT1M15S"), (3723, "1:02:03", "PT1H2M3S"), (3600, "1:00:00", "PT1H")],
)
def test_duration_is_written(n_seconds, shown, machine):
    assert (clock(n_seconds), iso(n_seconds)) == (shown, machine)
