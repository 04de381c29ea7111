"""Figures in one sentence, each rule by texts that break it and texts that do not."""

import pytest

from articles.checks import figures
from tests.articles.checks.contents import ITEM, PFS, content_of, found, said, trial_of


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("The risk of death was reduced by 43% (HR 0.57).", None),
        ("The risk of death was reduced by 42% (HR 0.57).", None),
        ("The risk of death was reduced by 53% (HR 0.57).", "warning"),
        ("The risk of death was increased by 43% (HR 0.57).", "error"),
        ("The risk of death was reduced by 43% (HR 1.75).", "error"),
        ("The risk of death was reduced by 43%, with a hazard ratio of 0.57 (95% CI: 0.41–0.79).", None),
        ("The risk of death was reduced by 43%.", None),
        ("The risk of death was reduced by 43% (HR 0.57). The risk of relapse was reduced by 51% (HR 0.49).", None),
        ("The risks were HR 0.57 and HR 0.49; that of death was reduced by 51%.", None),
        ("The risks were HR 0.57 and HR 0.49; that of death was reduced by 20%.", "warning"),
    ],
)
def test_stated_change_agrees_with_the_ratio_in_the_text(text, severity):
    assert found(figures.stated_changes, content_of(text)) == ([("STAT-PCT", severity, ITEM)] if severity else [])


def test_pinned_result_decides_before_the_text():
    item = {"text": "The risk of death was reduced by 51% (HR 0.49).", "result": "pfs-54"}

    assert said(figures.stated_changes, content_of(item, trial=trial_of(PFS))) == [
        "The text says reduced by 51%, but HR 0.57 means reduced by 43%."
    ]


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("HR 0.57 (95% CI 0.41–0.79; p = 0.0005)", []),
        ("HR 0.57 (95% CI 0.60–0.79)", [("STAT-OUT", "error", ITEM)]),
        ("HR 0.57 (95% CI 0.14–0.79)", [("STAT-ASYM", "warning", ITEM)]),
        ("OR 2.37 (95% CI 1.58–3.55)", []),
        ("D or 2 further drugs", []),
    ],
)
def test_estimate_printed_in_a_text_is_checked(text, rules):
    assert found(figures.printed_estimates, content_of(text)) == rules


def test_estimate_of_a_shown_result_is_not_checked_twice():
    wrong = PFS | {"comparison": PFS["comparison"] | {"ci_lower": "0.60"}}

    assert found(figures.printed_estimates, content_of("HR 0.57 (95% CI 0.60–0.79)", trial=trial_of(wrong))) == []


@pytest.mark.parametrize(
    ("text", "is_missing"),
    [
        ("HR 0.57 (CI 0.41–0.79)", True),
        ("HR 0.57 (CI: 0.41–0.79)", True),
        ("HR 0.57 (95% CI 0.41–0.79)", False),
        ("HR 0.60 (98.5% CI, 0.41 to 0.88)", False),
        ("with their confidence interval (CI).", False),
    ],
)
def test_interval_states_its_level(text, is_missing):
    wanted = [("STAT-CILEVEL", "error", ITEM)] if is_missing else []

    assert found(figures.printed_levels, content_of(text)) == wanted


@pytest.mark.parametrize(
    ("text", "severity"),
    [("p = 0.0005", None), ("P<0.001", None), ("p = 0.000", "warning"), ("p = 1.4", "error"), ("p < 0.5", "warning")],
)
def test_p_value_in_a_text_can_be(text, severity):
    wanted = [("STAT-PFORMAT", severity, ITEM)] if severity else []

    assert found(figures.printed_p_values, content_of(f"It was better ({text}).")) == wanted


@pytest.mark.parametrize(
    ("text", "is_clash"),
    [
        ("It was significantly better (HR 0.57; 95% CI 0.41–0.79).", False),
        ("It was significantly better (HR 0.87; 95% CI 0.71–1.09).", True),
        ("It was significantly better (p = 0.21).", True),
        ("It was significantly better (p < 0.05).", False),
        ("It was not significantly better (p = 0.21).", False),
        ("There was no significant difference (HR 0.87; 95% CI 0.71–1.09).", False),
        ("The difference was non-significant (p = 0.21).", False),
        ("It was better (HR 0.87; 95% CI 0.71–1.09).", False),
    ],
)
def test_significance_needs_figures_that_show_it(text, is_clash):
    assert found(figures.significance, content_of(text)) == ([("STAT-SIG", "warning", ITEM)] if is_clash else [])


def test_significance_is_read_from_the_pinned_result():
    result = PFS | {"comparison": PFS["comparison"] | {"ci_upper": "1.09"}}
    item = {"text": "It was significantly better.", "result": "pfs-54"}

    assert said(figures.significance, content_of(item, trial=trial_of(result))) == [
        "The text says significant, but the interval 0.41 to 1.09 includes 1 (no effect)."
    ]


@pytest.mark.parametrize(
    ("item", "is_missing"),
    [
        ("The risk of death was reduced by 51%.", True),
        ("The risk of death was reduced by 51% (HR 0.49).", False),
        ({"text": "The risk of death was reduced by 43%.", "result": "pfs-54"}, False),
        ({"text": "The risk of death was reduced by 51%.", "source_kind": "expert_opinion"}, False),
        ("It was significantly better.", True),
        ("Rates were 60% against 39%.", True),
        ("Rates were 60% against 39% (p = 0.01).", False),
        ("Rates were 68.1% against 49.5%.", False),
        ("Neutropenia was more frequent (23% versus 7%).", False),
        ("The median was not reached and is estimated to be between 7 and 8 years.", True),
        ("The median was not reached.", False),
    ],
)
def test_change_comparison_or_significance_needs_an_estimate(item, is_missing):
    wanted = [("STAT-NOESTIMATE", "info", ITEM)] if is_missing else []

    assert found(figures.missing_estimates, content_of(item, trial=trial_of(PFS))) == wanted
