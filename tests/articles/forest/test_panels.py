"""From trials in bundle form to the panels of a forest plot."""

from decimal import Decimal

import pytest

from articles.effects.effect import Effect
from articles.forest import ForestPanel, PlottedRow, forest_panels, n_intervals
from articles.forest.directions import Compared, Side
from articles.forest.geometry import Axis, Mark, Tick
from articles.forest.rows import EffectRow

ARMS = [
    {"key": "e", "abbr": "New", "type": "EXPERIMENTAL"},
    {"key": "c", "abbr": "Old", "type": "ACTIVE_COMPARATOR"},
]
ENDPOINTS = [
    {"key": "pfs", "measure": "PFS", "better": "higher"},
    {"key": "mrd", "measure": "MRD negativity", "better": "higher"},
    {"key": "ae", "measure": "neutropenia", "better": "lower"},
    {"key": "open", "measure": "exacerbations"},
]


def result(endpoint, measure, value, lower=None, upper=None, level="95", **more):
    limits = {"ci_lower": lower, "ci_upper": upper, "ci_pct": level if lower or upper else None}
    return {"endpoint": endpoint, "comparison": {"measure": measure, "value": value, **limits}, **more}


def trial(*results, acronym="T-1", arms=ARMS, **more):
    return {"slug": "t", "acronym": acronym, "arms": arms, "endpoints": ENDPOINTS, "results": list(results), **more}


def panels(*trials):
    return forest_panels(trials, lambda key: f"<{key}>")


PFS = result("pfs", "HR", "0.5", "0.25", "1")
RESPONSE = result("mrd", "OR", "2", "1", "4")
TOXICITY = result("ae", "OR", "2", "1", "4")


def test_panel_is_exactly_this():
    study = trial(
        {
            "analysis": "a",
            "endpoint": "pfs",
            "part": "p",
            "time_point": "60 months",
            "ref": "key",
            "comparison": {
                "measure": "HR",
                "value": "0.50",
                "ci_lower": "0.25",
                "ci_upper": "1.00",
                "ci_pct": "95.0",
                "p_op": "<",
                "p_value": "0.001",
            },
        },
        parts=[{"key": "p", "label": "Part 1"}],
        analyses=[{"key": "a", "label": "primary report"}],
    )

    row = EffectRow(
        trial="T-1",
        endpoint="PFS",
        details=("Part 1", "60 months", "primary report"),
        compared=Compared("New", "Old"),
        effect=Effect("HR", Decimal("0.50"), Decimal("0.25"), Decimal("1.00"), Decimal("95.0")),
        p="p < 0.001",
        side=Side.BELOW,
        source="<key>",
    )
    assert row.estimate == "0.50"
    assert panels(study) == (
        ForestPanel(
            name="forest-hr-below",
            measure="HR",
            side=Side.BELOW,
            favours_below="New",
            favours_above="Old",
            level="95%",
            axis=Axis(0.25, 2.0, (Tick("0.25", 5.0), Tick("0.5", 35.0), Tick("1", 65.0), Tick("2", 95.0))),
            rows=(
                PlottedRow(
                    name="forest-hr-below-1",
                    row=row,
                    mark=Mark(35.0, 15.0, 5.0, 65.0),
                    interval="0.25–1.00",
                    is_other_level=False,
                    lies=None,
                ),
            ),
        ),
    )


def test_measures_and_directions_never_share_an_axis():
    found = panels(trial(PFS, RESPONSE, TOXICITY, result("open", "RATE_RATIO", "0.5", "0.25", "1"), PFS))

    assert [(panel.name, len(panel.rows)) for panel in found] == [
        ("forest-hr-below", 2),
        ("forest-or-above", 1),
        ("forest-or-below", 1),
        ("forest-rate-ratio-unstated", 1),
    ]
    assert [(panel.favours_below, panel.favours_above) for panel in found] == [
        ("New", "Old"),
        ("Old", "New"),
        ("New", "Old"),
        ("", ""),
    ]
    assert n_intervals(found) == 5


def test_arms_are_named_only_where_all_rows_share_them():
    other = [{"key": "e", "abbr": "Newer", "type": "EXPERIMENTAL"}, ARMS[1]]

    (panel,) = panels(trial(PFS), trial(PFS, acronym="T-2", arms=other))

    assert (panel.favours_below, panel.favours_above, panel.side) == ("", "", Side.BELOW)
    assert [item.row.trial for item in panel.rows] == ["T-1", "T-2"]


def test_reversed_ratio_stands_on_its_own_axis_and_names_the_same_arms():
    reversed_ratio = result("pfs", "HR", "2", "1", "4")
    reversed_ratio["comparison"]["reference_arm"] = "e"

    below, above = panels(trial(PFS, reversed_ratio))

    assert (below.side, below.favours_below, below.favours_above) == (Side.BELOW, "New", "Old")
    assert (above.side, above.favours_below, above.favours_above) == (Side.ABOVE, "Old", "New")


def test_other_level_is_marked_and_the_common_one_is_not():
    (panel,) = panels(
        trial(
            result("pfs", "HR", "0.60", "0.41", "0.88", "98.5"),
            result("pfs", "HR", "0.60", "0.44", "0.81", "95"),
            result("pfs", "HR", "0.57", "0.41", "0.79", None),
        )
    )

    assert panel.level == "95%"
    assert [(item.interval, item.is_other_level) for item in panel.rows] == [
        ("98.5% CI 0.41–0.88", True),
        ("0.44–0.81", False),
        ("CI 0.41–0.79", True),
    ]


def test_level_of_most_rows_is_the_common_one():
    rows = [result("pfs", "HR", "0.5", "0.25", "1", level) for level in ("95", "97.5", "97.50")]

    assert panels(trial(*rows))[0].level == "97.5%"
    assert panels(trial(result("pfs", "HR", "0.5", "0.25", "1", None)))[0].level == ""


@pytest.mark.parametrize(
    ("limits", "interval", "runs", "is_cut"),
    [
        (("0.25", None), "0.25 to upper limit not reached", (False, True), False),
        ((None, "0.9"), "lower limit not reached to 0.9", (True, False), False),
        (("0.3", "20"), "0.3–20", (False, True), True),
        (("0.01", "0.9"), "0.01–0.9", (True, False), True),
    ],
    ids=["upper open", "lower open", "upper cut", "lower cut"],
)
def test_arrow_has_its_words(limits, interval, runs, is_cut):
    ((item,),) = (panel.rows for panel in panels(trial(result("pfs", "HR", "0.5", *limits))))

    assert (item.interval, (item.mark.runs_left, item.mark.runs_right), item.is_cut) == (interval, runs, is_cut)


def test_estimate_without_limits_stands_in_the_table_only():
    (panel,) = panels(trial(result("pfs", "HR", "0.7"), PFS))

    assert [(item.mark, item.interval, item.is_cut, item.is_other_level) for item in panel.rows] == [
        (None, "", False, False),
        (Mark(35.0, 15.0, 5.0, 65.0), "0.25–1", False, False),
    ]
    assert panels(trial(result("pfs", "HR", "0.7"))) == ()


def test_only_ratios_with_an_estimate_are_rows():
    rows = [
        result("pfs", "RD", "5", "1", "9"),
        {"endpoint": "pfs", "comparison": {"measure": "none", "p_value": "0.01"}},
        {"endpoint": "pfs", "comparison": {"measure": "HR", "p_value": "0.01"}},
        {"endpoint": "pfs"},
    ]

    assert panels(trial(*rows), {"slug": "empty", "acronym": "E"}) == ()
    assert [item.row.estimate for panel in panels(trial(*rows, PFS)) for item in panel.rows] == ["0.5"]


def test_forty_rows_keep_their_order():
    rows = [result("pfs", "HR", f"0.{10 + place}", "0.1", "0.9") for place in range(40)]

    (panel,) = panels(trial(*rows))

    assert [item.row.estimate for item in panel.rows] == [f"0.{10 + place}" for place in range(40)]
    assert [item.name for item in panel.rows] == [f"forest-hr-below-{place}" for place in range(1, 41)]
