import pytest

from hub.honesty import fewest_seconds, is_burst, reasons
from hub.models import FlagKind

HONEST = {"is_staff": False, "trap": "", "seconds": 60.0, "fewest": 4, "burst": False}


@pytest.mark.parametrize(("n_shown", "seconds"), [(1, 2), (2, 2), (3, 4), (10, 18)])
def test_reading_takes_two_seconds_a_question_but_for_the_one_the_article_shows(n_shown, seconds):
    assert fewest_seconds(n_shown) == seconds


@pytest.mark.parametrize(
    ("circumstances", "expected"),
    [
        ({}, set()),
        ({"is_staff": True}, {"staff"}),
        ({"trap": "https://example.org"}, {"honeypot"}),
        ({"trap": "  "}, set()),
        ({"seconds": 3.9}, {"too_fast"}),
        ({"seconds": 4.0}, set()),
        ({"seconds": 0.0}, {"too_fast"}),
        ({"seconds": -30.0}, set()),
        ({"burst": True}, {"burst"}),
        (
            {"is_staff": True, "trap": "x", "seconds": 1.0, "burst": True},
            {"staff", "honeypot", "too_fast", "burst"},
        ),
    ],
)
def test_reasons(circumstances, expected):
    assert reasons(**HONEST | circumstances) == expected


def test_reasons_are_kinds_of_flags():
    every = reasons(is_staff=True, trap="x", seconds=1, fewest=4, burst=True)

    assert every < set(FlagKind.values)


@pytest.mark.parametrize(
    ("in_window", "in_minute", "burst"), [(30, 30, False), (31, 20, False), (31, 21, True), (200, 20, False)]
)
def test_burst_needs_many_and_fast(in_window, in_minute, burst):
    assert is_burst(in_window, in_minute) is burst
