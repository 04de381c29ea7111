"""Which side of 1 is the benefit, and which arms a ratio compares."""

import pytest

from articles.forest.directions import Compared, Side, benefit_side, compared_arms, intervention_side

BELOW, ABOVE, UNSTATED = Side.BELOW, Side.ABOVE, Side.UNSTATED


@pytest.mark.parametrize(
    ("measure", "endpoint", "better", "side"),
    [
        ("HR", "PFS", "higher", BELOW),
        ("HR", "PFS by independent review", "higher", BELOW),
        ("HR", "iDFS", "higher", BELOW),
        ("HR", "PFS2", "higher", BELOW),
        ("HR", "OS", "higher", BELOW),
        ("HR", "Overall survival", "higher", BELOW),
        ("HR", "Relapse-free interval", "higher", BELOW),
        ("HR", "Progressionsfreies Überleben", "higher", BELOW),
        # A survival time is never better short: "lower" can only be meant of its hazard.
        ("HR", "PFS", "lower", BELOW),
        ("HR", "time to progression", "higher", BELOW),
        ("HR", "TTNT", "higher", BELOW),
        ("HR", "DoR", "higher", BELOW),
        ("HR", "Time to response", "lower", ABOVE),
        ("HR", "duration of hospital stay", "lower", ABOVE),
        ("HR", "death from any cause", "lower", BELOW),
        ("HR", "stroke", "lower", BELOW),
        ("HR", "MRD negativity", "higher", UNSTATED),
        ("HR", "PFS", "", UNSTATED),
        ("OR", "MRD negativity", "higher", ABOVE),
        ("OR", "neutropenia", "lower", BELOW),
        ("RR", "response", "higher", ABOVE),
        ("RR", "death", "lower", BELOW),
        ("RATE_RATIO", "exacerbations", "lower", BELOW),
        ("RATE_RATIO", "exacerbations", "", UNSTATED),
        # Odds and risks of surviving follow the endpoint, unlike its hazard.
        ("OR", "PFS", "higher", ABOVE),
    ],
)
def test_side_of_benefit(measure, endpoint, better, side):
    assert benefit_side(measure, endpoint, better) is side


@pytest.mark.parametrize(
    ("benefit", "compared", "side"),
    [
        (BELOW, Compared("New", "Old"), BELOW),
        (ABOVE, Compared("", "Old"), ABOVE),
        (BELOW, Compared("Old", "New", is_reversed=True), ABOVE),
        (ABOVE, Compared("Old", "New", is_reversed=True), BELOW),
        (UNSTATED, Compared("Old", "New", is_reversed=True), UNSTATED),
        (BELOW, Compared("", ""), UNSTATED),
    ],
)
def test_side_of_the_intervention(benefit, compared, side):
    assert intervention_side(benefit, compared) is side


E = {"key": "e", "abbr": "New", "type": "EXPERIMENTAL"}
E2 = {"key": "e2", "label": "New, high dose", "type": "EXPERIMENTAL"}
C = {"key": "c", "type": "PLACEBO_COMPARATOR"}
X = {"key": "x", "abbr": "X"}


@pytest.mark.parametrize(
    ("arms", "comparison", "result", "compared"),
    [
        pytest.param([E, C], {}, {}, Compared("New", "c"), id="one arm is experimental"),
        pytest.param([C, E], {}, {}, Compared("New", "c"), id="order does not matter"),
        pytest.param([X, C], {}, {}, Compared("X", "c"), id="one arm is a comparator"),
        pytest.param([E, X], {}, {}, Compared("New", "X"), id="one arm is experimental, the other of no type"),
        pytest.param([E, E2], {}, {}, Compared("", ""), id="nothing tells the reference"),
        pytest.param([E, E2], {"reference_arm": "e"}, {}, Compared("New, high dose", "New"), id="stated"),
        pytest.param([E, C], {"reference_arm": "e"}, {}, Compared("c", "New", is_reversed=True), id="reversed"),
        pytest.param([E, E2, C], {}, {}, Compared("", ""), id="three arms"),
        pytest.param([E, E2, C], {"reference_arm": "c"}, {}, Compared("", "c"), id="three arms, reference stated"),
        pytest.param([E, E2, C], {"groups": ["e2", "c"]}, {}, Compared("New, high dose", "c"), id="arms listed"),
        pytest.param(
            [E, E2, C], {}, {"values": [{"arm": "e"}, {"arm": "c"}]}, Compared("New", "c"), id="arms with values"
        ),
        pytest.param(
            [E | {"part": "p1"}, E2 | {"part": "p2"}, C], {}, {"part": "p2"}, Compared("New, high dose", "c"), id="part"
        ),
        pytest.param([], {}, {}, Compared("", ""), id="no arms"),
    ],
)
def test_arms_compared(arms, comparison, result, compared):
    assert compared_arms({"arms": arms}, {"comparison": comparison, **result}) == compared
