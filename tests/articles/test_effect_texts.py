import time

import pytest

from articles.effects import (
    StatedChange,
    check_percentages,
    effect_text,
    reduction_matches,
    stated_changes,
    value_text,
)
from articles.findings import Finding


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("HR", "0.57", "0.41", "0.79", "95", "=", "0.0005"), "HR 0.57 (95% CI 0.41–0.79; p = 0.0005)"),
        (("HR", "0.60", "0.41", "0.88", "98.5", "<", "0.001"), "HR 0.60 (98.5% CI 0.41–0.88; p < 0.001)"),
        (("OR", "0·50", "0,30", "0.80", "95.0", "<=", "0.05"), "OR 0.50 (95% CI 0.30–0.80; p ≤ 0.05)"),
        (("OR", "3.40", "2.47", "4.69", "95"), "OR 3.40 (95% CI 2.47–4.69)"),
        (("HR", "0.57", None, None, None, None, "0.02"), "HR 0.57 (p = 0.02)"),
        (("HR", "0.57", None, None, None), "HR 0.57"),
        (("HR", "0.57", "0.41", None, "95"), "HR 0.57 (95% CI 0.41 to upper limit not reached)"),
        (("HR", "0.57", "0.41", "0.79", None), "HR 0.57 (CI 0.41–0.79)"),
        (("RATE_RATIO", "0.80", "0.70", "0.91", "95"), "rate ratio 0.80 (95% CI 0.70–0.91)"),
        (("RD", "-3.2", "-5.1", "1.3", "95", None, None, "%"), "risk difference −3.2% (95% CI −5.1 to 1.3)"),
        (("MD", "3.2", "0.0", "6.4", "90", None, None, "mmHg"), "mean difference 3.2 mmHg (90% CI 0.0–6.4)"),
        (("none", None, None, None, None, "=", "0.01"), "p = 0.01"),
        (("none", None, None, None, None), ""),
        (("HR", None, None, None, None, ">", "0.05"), "p > 0.05"),
        (("HR", None, "0.41", "0.79", "95"), "HR (95% CI 0.41–0.79)"),
    ],
)
def test_effect_text(arguments, expected):
    assert effect_text(*arguments) == expected


@pytest.mark.parametrize("arguments", [("XR", "1", None, None, None), ("HR", "1", None, None, None, "~", "0.1")])
def test_effect_text_refuses_unknown_words(arguments):
    with pytest.raises(ValueError):
        effect_text(*arguments)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"value": "63.2", "unit": "%"}, "63.2%"),
        ({"value": "60.9", "unit": "%", "x": 120, "n": 197}, "60.9% (120/197)"),
        ({"value": "50", "unit": "%", "n": 331}, "50% (n = 331)"),
        (
            {"value": "54.3", "unit": "months", "lower": "45.2", "upper": None, "level": "95"},
            "54.3 months (95% CI 45.2–not reached)",
        ),
        ({"value": None, "unit": "months", "not_reached": True}, "not reached"),
        (
            {"value": None, "lower": "59.1", "level": "95", "not_reached": True, "param_type": "median"},
            "median not reached (95% CI 59.1–not reached)",
        ),
        (
            {"value": "-1.5", "unit": "points", "n": 40, "dispersion_type": "SD", "dispersion": "0.80"},
            "−1.5 points (n = 40; SD 0.80)",
        ),
        ({"value": "84.6", "unit": "%", "dispersion": "2.1"}, "84.6% (± 2.1)"),
        ({"value": None, "x": 3, "n": 20}, "3/20"),
        ({"value": "0", "unit": "%", "x": 0, "n": 20}, "0% (0/20)"),
        ({"value": None}, ""),
    ],
)
def test_value_text(arguments, expected):
    assert value_text(**arguments) == expected


@pytest.mark.parametrize(
    ("percent", "ratio", "expected"),
    [
        ("43", "0.57", True),
        ("44", "0.57", True),
        ("42", "0.57", True),
        ("45", "0.57", False),
        ("53", "0.57", False),
        ("43.4", "0.566", True),
        ("36", "0.6", True),  # 0.6 is 0.55 to 0.65
        ("34", "0.6", False),
        ("75", "1.75", False),
        ("0", "1.00", True),
    ],
)
def test_reduction_matches_the_ratio(percent, ratio, expected):
    assert reduction_matches(percent, ratio) is expected


@pytest.mark.parametrize(
    ("text", "measure", "expected"),
    [
        (
            "The risk of progression or death was reduced by 43%, with a hazard ratio of 0.57 (95% CI: 0.41–0.79).",
            "HR",
            [StatedChange("reduced", "43", False)],
        ),
        ("The hazard was 43% lower (HR 0.57).", "HR", [StatedChange("reduced", "43", False)]),
        ("A 43·4% relative risk reduction.", "RR", [StatedChange("reduced", "43·4", False)]),
        ("Mortality rose by almost 20%.", "HR", [StatedChange("increased", "20", True)]),
        ("The odds of MRD negativity were 82% higher.", "OR", [StatedChange("increased", "82", False)]),
        ("Exacerbations fell by 30%.", "RATE_RATIO", [StatedChange("reduced", "30", False)]),
        (
            "The response rate rose by 40% and the hazard was reduced by 43%.",
            "HR",
            [StatedChange("reduced", "43", False)],
        ),
        (
            "Risk of death fell by 30%, while the risk of infection increased by 12%.",
            "HR",
            [StatedChange("reduced", "30", False), StatedChange("increased", "12", False)],
        ),
        (
            "The risk of death fell by 30% while responses increased by 12%.",
            "HR",
            [StatedChange("reduced", "30", False)],
        ),
        (
            "There was a 43% reduction, on average, in the risk of death.",
            "HR",
            [StatedChange("reduced", "43", False)],
        ),
        ("Survival rose by 18 percentage points at lower risk.", "HR", []),
        ("The risk fell by 18%-points.", "HR", []),
        ("63.2% of patients had lower risk.", "HR", []),
        ("The median was increased by 20%.", "HR", []),
        ("The risk was reduced by 43%.", "OR", []),
    ],
)
def test_stated_changes(text, measure, expected):
    assert stated_changes(text, measure) == expected


@pytest.mark.parametrize(
    ("text", "ratio", "expected"),
    [
        ("The risk was reduced by 43%.", "0.57", []),
        ("The risk was reduced by more than 40%.", "0.57", []),
        (
            "The risk was reduced by 53%.",
            "0.57",
            [("warning", "The text says reduced by 53%, but HR 0.57 means reduced by 43%.")],
        ),
        (
            "The risk was reduced by 43%.",
            "1.75",
            [("error", "The text says reduced by 43%, but HR 1.75 means increased.")],
        ),
        (
            "Deaths were increased by almost 40%.",
            "0·57",
            [("error", "The text says increased by 40%, but HR 0.57 means reduced.")],
        ),
        (
            "The risk was 5% lower.",
            "1.00",
            [("warning", "The text says reduced by 5%, but HR 1.00 means increased by 0%.")],
        ),
        ("Mortality increased by 75%.", "1.75", []),
    ],
)
def test_percentage_beside_the_hazard_ratio(text, ratio, expected):
    findings = check_percentages(text, ratio, where="body-3")

    assert findings == [Finding("STAT-PCT", severity, message, "body-3") for severity, message in expected]


def test_percentages_need_a_ratio_above_0():
    with pytest.raises(ValueError, match="greater than 0"):
        check_percentages("The risk was reduced by 43%.", "0")


def test_clauses_are_told_apart_in_proportion_to_their_number():
    start = time.process_time()

    assert stated_changes("risk " + "and " * 50_000) == []
    assert stated_changes("The risk " + "fell by 5% and " * 10_000)[0] == StatedChange("reduced", "5", False)
    assert time.process_time() - start < 2
