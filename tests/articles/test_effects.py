import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.effects import check_effect
from articles.effects.p_values import read_p_value
from articles.findings import Finding

# Published effects: kind, estimate, limits, level, p value, its operator.
PUBLISHED = [
    ("HR", "0.60", "0.41", "0.88", "98.5", "0.001", "<"),  # IMROZ, primary publication
    ("HR", "0.60", "0.44", "0.81", "95", "0.0009", "="),  # IMROZ, approval notice
    ("OR", "2.37", "1.58", "3.55", "95", "0.0001", "<"),  # CEPHEUS
    ("HR", "0.57", "0.41", "0.79", "95", "0.0005", "="),
    ("OR", "2.73", "1.71", "4.34", "95", "0.0001", "<"),
    ("OR", "2.63", "1.73", "4.00", "95", "0.0001", "<"),
    ("OR", "4.42", "3.22", "6.08", "95", "0.0001", "<"),  # PERSEUS
    ("HR", "0.42", "0.30", "0.59", "95", "0.0001", "<"),
    ("OR", "3.40", "2.47", "4.69", "95", None, "="),
    ("OR", "1.82", "1.33", "2.48", "95", "0.00017", "="),  # GMMG-HD7
    ("HR", "0.49", "0.36", "0.67", "95", "0.001", "<"),  # AQUILA
    ("HR", "0.52", "0.27", "0.98", "95", None, "="),
    ("none", None, None, None, None, "0.01", "="),
    ("none", None, None, None, None, "0.003", "="),
]
P_NOTE = "Check the digits and the level of the interval; a log-rank p beside a Cox interval may also differ."


def rules(*arguments, **named):
    return [(finding.rule, finding.severity) for finding in check_effect(*arguments, **named)]


@pytest.mark.parametrize("sides", [2, None])
@pytest.mark.parametrize("effect", PUBLISHED)
def test_published_effect_gives_no_finding(effect, sides):
    *numbers, p, operator = effect

    assert check_effect(*numbers, p=p, p_operator=operator, sides=sides) == []


def test_planted_typing_error_is_named():
    findings = check_effect("HR", "0.57", "0.14", "0.79", "95")

    # ln 0.57 lies 0.539 above the middle of the logs, the standard error is 0.441, rounding explains 0.03 of it.
    message = (
        "HR 0.57 does not sit in the middle of 0.14 to 0.79: the middle on the log scale is 0.33, "
        "1.15 standard errors away. With 0.41 instead of 0.14 as the lower limit the numbers would fit."
    )
    assert findings == [Finding("STAT-ASYM", "warning", message)]


def test_typing_error_is_not_named_where_several_would_fit():
    # 0.7 as the estimate, 0.8 as the lower limit and 1.6 as the upper one would each fit.
    message = (
        "HR 0.9 does not sit in the middle of 0.5 to 1.0: the middle on the log scale is 0.7, "
        "0.63 standard errors away."
    )
    assert check_effect("HR", "0.9", "0.5", "1.0", "95") == [Finding("STAT-ASYM", "warning", message)]


def test_wrong_level_is_noticed_by_the_p_value():
    # z = 0.511 / 0.195 = 2.62 at 95% and 3.25 at 98.5%; p < 0.001 asks for 3.29.
    findings = check_effect("HR", "0.60", "0.41", "0.88", "95", p="0.001", p_operator="<")

    message = f"p < 0.001 does not fit HR 0.60 (95% CI 0.41–0.88), which implies p = 0.0087 (two-sided). {P_NOTE}"
    assert findings == [Finding("STAT-PCI", "info", message)]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("HR", "0", "0.41", "0.79", "95"), "A ratio and its limits are greater than 0; HR 0 (95% CI 0.41–0.79) has 0."),
        (
            ("OR", "0.4", "-0.1", "0.79", "95"),
            "A ratio and its limits are greater than 0; OR 0.4 (95% CI −0.1 to 0.79) has −0.1.",
        ),
        (("HR", "0.57", "0.79", "0.41", "95"), "The lower limit 0.79 is not below the upper limit 0.41."),
        (("MD", "1.0", "1.0", "1.0", "95"), "The lower limit 1.0 is not below the upper limit 1.0."),
        (
            ("HR", "57", "0.41", "0.79", "95"),
            "HR 57 lies outside its interval: HR 57 (95% CI 0.41–0.79). "
            "With 0.57 instead of 57 as the estimate the numbers would fit.",
        ),
        (
            ("HR", "0.75", "0.41", "0.79", "95"),
            None,
        ),
        (("HR", "0.40", "0.41", None, "95"), "HR 0.40 lies outside its interval: "
         "HR 0.40 (95% CI 0.41 to upper limit not reached)."),
        (("RATE_RATIO", "0.9", None, "0.8", "95"), "Rate ratio 0.9 lies outside its interval: "
         "rate ratio 0.9 (95% CI lower limit not reached to 0.8)."),
    ],
)  # fmt: skip
def test_order_of_estimate_and_limits(arguments, message):
    found = [finding for finding in check_effect(*arguments) if finding.rule == "STAT-OUT"]

    assert found == ([Finding("STAT-OUT", "error", message)] if message else [])


# On the identity scale 0.04 to 3.96 is 2 ± 1.96: one standard error is 1, the middle 2, and rounding hides 0.01.
@pytest.mark.parametrize(
    ("estimate", "expected"),
    [
        ("2.00", []),
        ("2.10", []),
        ("1.90", []),
        ("2.12", [("STAT-ASYMADD", "info")]),
        ("1.88", [("STAT-ASYMADD", "info")]),
        ("2.50", [("STAT-ASYMADD", "info")]),
        ("2.52", [("STAT-ASYMADD", "warning")]),
        ("1.48", [("STAT-ASYMADD", "warning")]),
        ("2.5", [("STAT-ASYMADD", "info")]),  # 2.45 to 2.55: rounding hides 0.055
        ("3", [("STAT-ASYMADD", "info")]),  # 2.5 to 3.5: rounding hides 0.505
    ],
)
@pytest.mark.parametrize("kind", ["MD", "RD", "RMSTD"])
def test_symmetry_of_a_difference_after_rounding(kind, estimate, expected):
    assert rules(kind, estimate, "0.04", "3.96", "95") == expected


@pytest.mark.parametrize("kind", ["HR", "OR", "RR", "RATE_RATIO"])
def test_symmetry_of_a_ratio_is_judged_on_the_log_scale(kind):
    assert rules(kind, "1.000", "0.500", "2.000", "95") == []
    assert rules(kind, "12.5", "3.12", "108.9", "95") == [("STAT-ASYM", "info")]
    assert rules(kind, "1.250", "0.500", "2.000", "95") == [("STAT-ASYM", "warning")]


# 2.00 (0.04 to 3.96) has z = 2: two-sided p = 0.0455, one-sided 0.0228 or 0.9772.
@pytest.mark.parametrize(
    ("p", "operator", "sides", "expected"),
    [
        ("0.0455", "=", 2, []),
        ("0.030", "=", 2, []),  # z 2.17: gap 0.15
        ("0.026", "=", 2, []),  # z 2.23: gap 0.21
        ("0.020", "=", 2, [("STAT-PCI", "info")]),  # z 2.33: gap 0.31
        ("0.0030", "=", 2, [("STAT-PCI", "info")]),  # z 2.97: gap 0.95
        ("0.0020", "=", 2, [("STAT-PCI", "warning")]),  # z 3.09: gap 1.07
        ("0.02", "<", 2, [("STAT-PCI", "info")]),
        ("0.05", "<", 2, []),
        ("0.05", "<=", 2, []),
        ("0.01", ">", 2, []),
        ("0.020", "=", None, [("STAT-PSIDES", "info")]),
        ("0.97", "=", None, [("STAT-PSIDES", "info"), ("STAT-SIG", "warning")]),
        ("0.0020", "=", None, [("STAT-PCI", "warning")]),
        ("0.020", "<", None, [("STAT-PCI", "info")]),
        ("0.0228", "=", 1, []),
        ("0.977", "=", 1, []),
        ("0.0455", "=", 1, [("STAT-PCI", "info"), ("STAT-SIG", "warning")]),  # z 1.69: gap 0.3, alpha 0.025
    ],
)
def test_p_value_beside_the_interval(p, operator, sides, expected):
    assert rules("MD", "2.00", "0.04", "3.96", "95", p=p, p_operator=operator, sides=sides) == expected


@pytest.mark.parametrize(
    ("effect", "p", "two_sided"),
    [
        (("HR", "0.70", "0.53", "0.93", "95"), "0.0075", "0.013"),
        (("HR", "0.53", "0.32", "0.89", "99"), "0.0007", "0.0014"),
        (("HR", "0.98", "0.75", "1.28", "95"), "0.44", "0.88"),
    ],
)
def test_one_sided_p_is_told_where_sides_are_not_stated(effect, p, two_sided):
    findings = check_effect(*effect, p=p, sides=None)

    kind, estimate, lower, upper, level = effect
    message = (
        f"p = {p} beside {kind} {estimate} ({level}% CI {lower}–{upper}) fits a one-sided test "
        f"(two-sided: p = {two_sided}); state the sides of the test."
    )
    assert findings == [Finding("STAT-PSIDES", "info", message)]
    assert check_effect(*effect, p=p, sides=1) == []


def test_large_z_widens_the_tolerance():
    # z = 10 and two-sided p = 1.52e-23; p = 1.0e-25 means z = 10.48, within a tenth of 10; 1.0e-30 means 11.46.
    assert rules("MD", "10.00", "8.04", "11.96", "95", p="1.0e-25") == []
    assert rules("MD", "10.00", "8.04", "11.96", "95", p="1.0e-30") == [("STAT-PCI", "warning")]


@pytest.mark.parametrize(
    ("effect", "p", "operator", "expected"),
    [
        (("MD", "1.90", "-0.06", "3.86", "95"), "0.045", "=", [("STAT-SIG", "warning")]),  # z 2.00 beside 1.90
        (("MD", "1.90", "-0.06", "3.86", "95"), "0.05", "=", []),  # rounding leaves no gap
        (("MD", "2.10", "0.14", "4.06", "95"), "0.060", "=", [("STAT-SIG", "warning")]),  # z 1.88 beside 2.10
        (("MD", "2.10", "0.14", "4.06", "95"), "0.06", ">", [("STAT-SIG", "warning")]),
        (("MD", "2.10", "0.14", "4.06", "90"), "0.060", "=", []),  # alpha 0.10
        (("HR", "0.80", "0.60", "1.07", "95"), "0.01", "=", [("STAT-PCI", "info"), ("STAT-SIG", "warning")]),
        (("HR", "0.80", "0.60", "1.00", "95"), "0.060", "=", [("STAT-ASYM", "info")]),  # 1 is not clearly excluded
    ],
)
def test_significance_clash(effect, p, operator, expected):
    assert rules(*effect, p=p, p_operator=operator) == expected


def test_two_notes_together_are_a_warning():
    assert rules("MD", "2.20", "0.04", "3.96", "95") == [("STAT-ASYMADD", "info")]
    assert rules("MD", "2.20", "0.04", "3.96", "95", p="0.010") == [("STAT-ASYMADD", "info"), ("STAT-PCI", "warning")]


@pytest.mark.parametrize(
    ("p", "operator", "expected"),
    [
        ("0.000", "=", [Finding("STAT-PFORMAT", "warning",
                                "p = 0.000: a p value is never 0; print an upper bound such as p < 0.001.")]),
        ("1.2", "=", [Finding("STAT-PFORMAT", "error", "p = 1.2: a p value lies between 0 and 1.")]),
        ("−0.01", "<", [Finding("STAT-PFORMAT", "error", "p < −0.01: a p value lies between 0 and 1.")]),
        ("0.5", "<", [Finding("STAT-PFORMAT", "warning", "p < 0.5 says next to nothing; check for a lost zero.")]),
        ("1", "=", []),
        ("0.5", "=", []),
        ("0.1", "<", []),
    ],
)  # fmt: skip
def test_format_of_a_p_value(p, operator, expected):
    assert check_effect("none", None, None, None, None, p=p, p_operator=operator) == expected


@pytest.mark.parametrize(
    ("level", "message"),
    [
        (None, "HR 0.57 (CI 0.41–0.79): the interval has no level; it is not always 95%."),
        ("0.95", "0.95 is not the level of an interval; write a percentage such as 95."),
        ("100", "100 is not the level of an interval; write a percentage such as 95."),
    ],
)
def test_interval_needs_a_level(level, message):
    assert check_effect("HR", "0.57", "0.41", "0.79", level) == [Finding("STAT-CILEVEL", "error", message)]


@pytest.mark.parametrize(
    ("effect", "p"),
    [
        (("MD", "0", "-1", "1", "95"), "1.00"),  # rounding leaves an effect of 0 possible
        (("MD", "1", "0", "1", "95"), "0.05"),  # rounding leaves an interval without width possible
        (("RD", "1" + 20 * "0", "1" + 20 * "0", "1" + 19 * "0" + "1", "95"), "0.05"),  # equal as floating-point numbers
    ],
)
def test_rounding_at_its_widest_gives_no_p_finding(effect, p):
    assert [finding for finding in check_effect(*effect, p=p) if finding.rule in ("STAT-PCI", "STAT-SIG")] == []


def test_range_of_a_printed_p_value_stays_within_0_and_1():
    assert read_p_value("1", "=", 2).range == (0.5, 1.0)
    assert read_p_value("0.0", "=", 2).range == (0.0, 0.05)


def test_open_limit_and_missing_interval_are_not_compared_with_p():
    assert check_effect("HR", "0.57", "0.41", None, "95", p="0.9") == []
    assert check_effect("HR", "0.57", None, None, None, p="0.9") == []


@pytest.mark.parametrize(
    "arguments",
    [("XR", "1", "0.5", "2", "95"), ("HR", "NR", "0.5", "2", "95"), ("HR", "1", "0.5", "2", "95", "0.1", "~"),
     ("HR", "1", "0.5", "2", "95", "0.1", "=", 3)],
)  # fmt: skip
def test_unreadable_argument_is_refused(arguments):
    with pytest.raises(ValueError):
        check_effect(*arguments)


NUMBER_TEXTS = st.one_of(
    st.decimals(-1000, 1000, places=2).map(str),
    st.from_regex(r"-?[0-9]{1,12}(\.[0-9]{1,12})?(e-?[0-9]{1,2})?", fullmatch=True),
)


@given(
    kind=st.sampled_from(["HR", "OR", "RR", "RATE_RATIO", "RD", "MD", "RMSTD", "none"]),
    numbers=st.tuples(*[st.none() | NUMBER_TEXTS] * 5),
    operator=st.sampled_from(["<", "<=", "=", ">=", ">"]),
    sides=st.sampled_from([1, 2, None]),
)
def test_any_printed_numbers_give_findings_and_no_crash(kind, numbers, operator, sides):
    *effect, p = numbers
    findings = check_effect(kind, *effect, p=p, p_operator=operator, sides=sides)

    assert all(finding.severity in ("error", "warning", "info") and finding.message for finding in findings)


@given(
    log_ratio=st.floats(-1.5, 1.5),
    standard_error=st.floats(0.05, 0.5),
    level=st.sampled_from(["90", "95", "97.5", "99"]),
)
def test_symmetrical_ratio_printed_to_two_decimals_is_never_flagged(log_ratio, standard_error, level):
    z = {"90": 1.644854, "95": 1.959964, "97.5": 2.241403, "99": 2.575829}[level]
    estimate, lower, upper = (f"{math.exp(log_ratio + shift * z * standard_error):.2f}" for shift in (0, -1, 1))

    assert check_effect("HR", estimate, lower, upper, level) == []
