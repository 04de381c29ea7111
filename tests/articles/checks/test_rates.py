"""Rates, counts, levels and times of results and texts."""

import pytest

from articles.checks import rates
from tests.articles.checks.contents import ITEM, PFS, content_of, found, said, trial_of

RESULT = "trials[0].results[0]"


def response(measure, value, tested, reference, **fields):
    """A result with two rates and a comparison."""
    return {
        "endpoint": "resp",
        "values": [{"arm": "e", "value": tested, "unit": "%"}, {"arm": "c", "value": reference, "unit": "%"}],
        "comparison": {"measure": measure, "value": value},
    } | fields


@pytest.mark.parametrize(
    ("result", "message"),
    [
        (response("OR", "4.42", "64.8", "29.7"), None),
        (response("OR", "2.37", "60.9", "39.4"), None),
        (response("OR", "1.82", "50", "36"), None),
        (response("RR", "1.26", "84.6", "67.3"), None),
        (
            response("RR", "2.2", "84.6", "67.3"),
            "TRIAL: the rates 84.6% and 67.3% give a crude RR of 1.26, not 2.2. "
            "The inverse ratio of those without the event would be 2.12.",
        ),
        (
            response("OR", "0.42", "60.9", "39.4"),
            "TRIAL: the rates 60.9% and 39.4% give a crude OR of 2.40, not 0.42. The inverse ratio would be 0.42.",
        ),
        (response("RD", "21.5", "60.9", "39.4"), None),
        (
            response("RD", "15.1", "60.9", "39.4"),
            "TRIAL: the rates 60.9% and 39.4% differ by 21.5 points, not by 15.1.",
        ),
        (response("HR", "0.57", "60.9", "39.4"), None),
        (response("OR", "2.0", "0", "39.4"), None),
        (response("OR", "2.0", "100", "39.4"), None),
    ],
)
def test_ratio_fits_the_rates(result, message):
    content = content_of(trial=trial_of(result))

    assert said(rates.crude_ratios, content) == ([message] if message else [])
    assert found(rates.crude_ratios, content) == ([("STAT-RATES", "warning", RESULT)] if message else [])


def test_reference_arm_that_is_named_decides_the_direction():
    result = response("OR", "2.37", "39.4", "60.9")
    result["comparison"]["reference_arm"] = "e"

    assert found(rates.crude_ratios, content_of(trial=trial_of(result))) == []


def test_types_of_the_arms_decide_the_direction_where_no_reference_is_named():
    result = response("OR", "2.37", "39.4", "60.9")
    arms = [{"key": "e", "type": "ACTIVE_COMPARATOR"}, {"key": "c", "type": "EXPERIMENTAL"}]

    assert found(rates.crude_ratios, content_of(trial=trial_of(result) | {"arms": arms})) == []


def counted(x, n, value, **fields):
    return {"endpoint": "resp", "values": [{"arm": "e", "value": value, "unit": "%", "x": x, "n": n} | fields]}


@pytest.mark.parametrize(
    ("result", "n_remarks"),
    [
        (counted(120, 197, "60.9"), 0),
        (counted(120, 197, "60.6"), 1),
        (counted(120, 197, "60.6", param_type="Kaplan-Meier estimate"), 0),
    ],
)
def test_counts_give_the_printed_percentage(result, n_remarks):
    wanted = [("STAT-RATES", "info", RESULT)] * n_remarks

    assert found(rates.crude_ratios, content_of(trial=trial_of(result))) == wanted


@pytest.mark.parametrize(("stated", "n_remarks"), [("4.36", 0), ("4.42", 0), ("4.90", 1)])
def test_odds_ratio_is_recomputed_from_counts(stated, n_remarks):
    result = {
        "endpoint": "resp",
        "values": [{"arm": "e", "x": 230, "n": 355}, {"arm": "c", "x": 105, "n": 354}],
        "comparison": {"measure": "OR", "value": stated, "ci_lower": "3.22", "ci_upper": "6.08", "ci_pct": "95"},
    }

    assert len(found(rates.crude_ratios, content_of(trial=trial_of(result)))) == n_remarks


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("Negativity was 609%.", True),
        ("Negativity was 60.9%.", False),
        ("Levels rose by 150%.", False),
        ("Up to 150% of the upper limit.", False),
        ("Relative dose intensity was 104%.", False),
        ("All 100% responded.", False),
    ],
)
def test_share_above_100_lost_its_decimal_point(text, is_wrong):
    assert found(rates.possible_rates, content_of(text)) == ([("STAT-RANGE", "error", ITEM)] if is_wrong else [])


def test_limit_of_a_rate_lies_between_0_and_100():
    value = {"arm": "e", "value": "95", "unit": "%", "ci_lower": "90", "ci_upper": "102"}

    assert found(rates.possible_rates, content_of(trial=trial_of({"endpoint": "resp", "values": [value]}))) == [
        ("STAT-RANGE", "error", RESULT)
    ]


def test_levels_of_text_and_table_are_compared():
    other = content_of("HR 0.60 (98.5% CI 0.41–0.88)", trial=trial_of(PFS))
    same = content_of("HR 0.60 (95.0% CI 0.41–0.88)", trial=trial_of(PFS))

    assert said(rates.mixed_levels, other) == [
        "Intervals of several levels stand in this article: 95%, 98.5%. Say so where they are compared."
    ]
    assert found(rates.mixed_levels, same) == []


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("PFS was 63.2% against 45.2%.", True),
        ("60-month PFS was 63.2% against 45.2%.", False),
        ("After 5 years 63.2% of patients were alive.", False),
        ("63.2% of patients were free of progression.", True),
        ("The risk of death was reduced by 43%, which prolonged survival.", False),
        ("MRD negativity was 60.9%.", False),
        ("Median PFS was 63.2%.", True),
        ("Median PFS was 54.3 months (95% CI 45.2–60.1).", False),
        ("The PFS rate was 63.2 months.", True),
        ("With a median follow-up of 58.7 months, 60.9% were negative.", False),
    ],
)
def test_rate_of_survival_has_a_time_point_and_a_median_is_a_time(text, is_wrong):
    assert found(rates.time_points, content_of(text)) == ([("STAT-TIME", "warning", ITEM)] if is_wrong else [])


@pytest.mark.parametrize(
    ("changes", "n_remarks"),
    [
        ({}, 0),
        ({"time_point": ""}, 1),
        ({"endpoint": "resp", "time_point": ""}, 0),
        ({"values": [{"arm": "e", "value": "63", "unit": "%", "param_type": "median"}]}, 1),
    ],
)
def test_stored_rate_of_survival_has_a_time_point(changes, n_remarks):
    wanted = [("STAT-TIME", "warning", RESULT)] * n_remarks

    assert found(rates.time_points, content_of(trial=trial_of(PFS | changes))) == wanted
