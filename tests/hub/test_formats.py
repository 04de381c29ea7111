"""Numbers as the reports print them."""

import pytest

from hub.formats import p_value, percent, percent_interval, percentage, points, points_interval
from hub.stats import Interval


@pytest.mark.parametrize(
    ("share", "n", "text"),
    [
        (None, 50, "–"),
        (0.405, 50, "41%"),
        (0.404, 199, "40%"),
        (0.404, 200, "40.4%"),
        (0.4045, 200, "40.5%"),
        (0.0, 10, "0%"),
        (1.0, 500, "100.0%"),
    ],
)
def test_percent_has_a_decimal_from_two_hundred_learners(share, n, text):
    assert percent(share, n) == text


@pytest.mark.parametrize(
    ("change", "n", "text"),
    [
        (None, 50, "–"),
        (0.25, 50, "+25"),
        (-0.25, 50, "−25"),
        (0.0, 50, "0"),
        (-0.004, 50, "0"),
        (-0.005, 50, "−1"),
        (0.0004, 200, "0.0"),
    ],
)
def test_points_carry_their_sign(change, n, text):
    assert points(change, n) == text


@pytest.mark.parametrize(
    ("lower", "upper", "n", "text"),
    [
        (0.13, 0.36, 100, "+13 to +36"),
        (-0.059, -0.021, 1600, "−5.9 to −2.1"),
        (0.004, 0.36, 100, "+0.4 to +36.0"),
        (-0.36, -0.0004, 100, "−36.00 to −0.04"),
        (0.00001, 0.2, 100, "0.00 to +20.00"),
        (0.0, 0.2, 100, "0 to +20"),
    ],
)
def test_limit_beside_zero_keeps_its_side(lower, upper, n, text):
    assert points_interval(Interval(lower, upper), n) == text


@pytest.mark.parametrize(
    ("p", "text"),
    [
        (None, "–"),
        (0.00099, "<0.001"),
        (0.001, "0.0010"),
        (0.00434, "0.0043"),
        (0.0431, "0.043"),
        (0.0996, "0.10"),
        (0.43, "0.43"),
        (0.994, "0.99"),
        (0.995, ">0.99"),
        (1.0, ">0.99"),
    ],
)
def test_p_value_has_two_digits_and_a_floor(p, text):
    assert p_value(p) == text


def test_intervals_and_cells():
    assert percent_interval(Interval(0.3094, 0.4979), 100) == "31 to 50"
    assert percent_interval(None, 0) == "–"
    assert (percentage(1 / 3), percentage(None)) == (33.3333, None)
