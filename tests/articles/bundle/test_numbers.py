"""Numbers that no import lets through, because the database refuses them."""

import pytest

from articles.bundle.numbers import comparison_clashes, follow_up_clashes, period_clashes, value_clashes

HR = {"measure": "HR", "value": "0.60", "ci_pct": "95", "ci_lower": "0.41", "ci_upper": "0.88"}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"value": None, "ci_lower": None}, []),
        (
            {"value": "0.40"},
            [
                (
                    "value",
                    "HR 0.40 lies outside its interval: HR 0.40 (95% CI 0.41–0.88). "
                    "With 0.60 instead of 0.40 as the estimate the numbers would fit.",
                )
            ],
        ),
        ({"value": "0"}, [("value", "A ratio and its limits are greater than 0; HR 0 (95% CI 0.41–0.88) has 0.")]),
        (
            {"ci_lower": "-0.1"},
            [("value", "A ratio and its limits are greater than 0; HR 0.60 (95% CI −0.1 to 0.88) has −0.1.")],
        ),
        ({"ci_lower": "0.9"}, [("value", "The lower limit 0.9 is not below the upper limit 0.88.")]),
        ({"ci_lower": "0.60", "ci_upper": "0.60"}, []),
        (
            {"ci_lower": "0.61", "ci_upper": "0.61"},
            [("value", "0.60 lies below its lower limit 0.61")],
        ),
        (
            {"ci_lower": "0", "ci_upper": "0", "value": "0"},
            [("value", "A ratio and its limits are greater than 0; HR 0 (95% CI 0–0) has 0, 0, 0.")],
        ),
        ({"ci_pct": None}, [("ci_pct", "is missing: an interval states its level, which is not always 95")]),
        ({"ci_pct": None, "ci_lower": None, "ci_upper": None}, []),
        ({"ci_pct": "100"}, [("ci_pct", "100 is not the level of an interval; write a percentage such as 95")]),
        ({"measure": "MD", "value": "-3", "ci_lower": "-5", "ci_upper": "-1"}, []),
        (
            {"measure": "MD", "value": "3", "ci_lower": "-5", "ci_upper": "-1"},
            [("value", "Mean difference 3 lies outside its interval: mean difference 3 (95% CI −5 to −1).")],
        ),
        ({"measure": "none", "value": "2"}, [("value", "2 lies above its upper limit 0.88")]),
        ({"p_value": "1.2"}, [("p_value", "a p value lies between 0 and 1; 1.2 does not")]),
        ({"p_value": "0"}, []),
    ],
)
def test_comparison(changes, expected):
    record = {name: value for name, value in (HR | changes).items() if value is not None}

    assert list(comparison_clashes(record)) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"value": "100", "unit": "%"}, []),
        ({"value": "100.1", "unit": "%"}, [("value", "a percentage lies between 0 and 100; 100.1 does not")]),
        ({"value": "-1", "unit": "%"}, [("value", "a percentage lies between 0 and 100; −1 does not")]),
        ({"value": "-1", "unit": "points"}, []),
        ({"not_reached": True, "value": "5"}, [("value", "the value is 5 and not reached at once")]),
        ({"not_reached": True, "ci_lower": "45.2"}, []),
        ({"x": 5, "n": 4}, [("x", "5 events are more than 4 people")]),
        ({"x": 4, "n": 4}, []),
        ({"value": "54.3", "ci_lower": "55"}, [("value", "54.3 lies below its lower limit 55")]),
        ({"value": "54.3", "ci_upper": "54"}, [("value", "54.3 lies above its upper limit 54")]),
        ({"ci_lower": "3", "ci_upper": "2"}, [("ci_lower", "the lower limit 3 is above the upper limit 2")]),
        (
            {"value": "54.3", "ci_lower": "45.2", "ci_upper": "60", "ci_pct": "0"},
            [("ci_pct", "0 is not the level of an interval; write a percentage such as 95")],
        ),
    ],
)
def test_value_of_an_arm(value, expected):
    assert list(value_clashes(value)) == expected


def test_follow_up_is_not_negative():
    assert list(follow_up_clashes({"value": "-0.5"})) == [("value", "follow-up is not negative; −0.5 is")]
    assert list(follow_up_clashes({"value": "0"})) == []


def test_period_does_not_end_before_it_starts():
    check = period_clashes("from", "to", "the agreement")

    assert list(check({"from": "2025-01-02", "to": "2025-01-01"})) == [
        ("to", "the agreement ends on 2025-01-01, before it starts on 2025-01-02")
    ]
    assert [list(check(period)) for period in ({"to": "2025-01-01"}, {"from": "2025-01-01", "to": "2025-01-01"})] == [
        [],
        [],
    ]
