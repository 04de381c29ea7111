"""Values and comparisons of ClinicalTrials.gov results: what maps, and what is told instead."""

import pytest

from articles.registry_import.ctgov import read_study
from articles.registry_import.ctgov_numbers import comparison_of, level_of, number, unit_of

from .studies import measure, study

HR = {
    "paramType": "Hazard Ratio (HR)",
    "paramValue": "0.57",
    "ciPctValue": "95",
    "ciLowerLimit": "0.41",
    "ciUpperLimit": "0.79",
}


def read(*results):
    return read_study(study(results=list(results)))


def values(study_read) -> list:
    return [result.get("values") for result in study_read.trial.get("results", [])]


def sentences(study_read) -> list[str]:
    return [remark.message for remark in study_read.remarks]


@pytest.mark.parametrize(
    ("fields", "value"),
    [
        ({"dispersionType": "STANDARD_DEVIATION"}, {"value": "8.20", "dispersion": {"type": "SD", "value": "1.1"}}),
        ({"dispersionType": "Standard Error"}, {"value": "8.20", "dispersion": {"type": "SE", "value": "1.1"}}),
    ],
)
def test_dispersion_keeps_printed_digits(fields, value):
    found = values(read(measure(({"value": "8.20", "spread": "1.1"},), **fields)))

    assert found == [[{"arm": "new-n", "unit": "points", "param_type": "mean", **value}]]


@pytest.mark.parametrize(
    ("kind", "level"),
    [("95% Confidence Interval", "95"), ("CONFIDENCE_975", "97.5"), ("97.5% Confidence Interval", "97.5"), ("CONFIDENCE_99", "99"),
     ("CONFIDENCE_OTHER", None), ("INTER_QUARTILE_RANGE", None), ("", None)],
)  # fmt: skip
def test_level_of_an_interval(kind, level):
    assert level_of(kind) == level


def test_median_not_reached_with_its_limit():
    measurement = {"value": "NA", "comment": "Median was not reached", "lowerLimit": "52.6", "upperLimit": "NA"}
    found = read(
        measure((measurement,), paramType="MEDIAN", dispersionType="95% Confidence Interval", unitOfMeasure="Months")
    )

    assert values(found) == [[
        {"arm": "new-n", "unit": "months", "ci_lower": "52.6", "ci_pct": "95", "not_reached": True, "param_type": "median"}
    ]]  # fmt: skip
    assert "NA: Median was not reached" in sentences(found)


def test_counts_of_people_are_events_of_n():
    denoms = [
        {"units": "Participants", "counts": [{"groupId": "OG000", "value": "120"}, {"groupId": "OG001", "value": "5"}]}
    ]
    found = read(measure(("30", "6"), paramType="COUNT_OF_PARTICIPANTS", unitOfMeasure="Participants", denoms=denoms))

    assert values(found) == [[{"arm": "new-n", "x": 30, "n": 120}]]
    assert "Not taken: 6 events are more than 5 people." in sentences(found)


def test_classes_are_results_at_time_points():
    def at(title, value):
        return {"title": title, "categories": [{"measurements": [{"groupId": "OG000", "value": value}]}]}

    found = read(measure(classes=[at("Week 4", "1"), at("Week 8", "2")], analyses=({**HR},)))

    assert [(result["key"], result["time_point"]) for result in found.trial["results"]] == [
        ("ctgov-score-week-4", "Week 4"),
        ("ctgov-score-week-8", "Week 8"),
    ]
    assert (
        "It has several results; to which of them this belongs is not said: measure HR, value 0.57, ci pct 95, ci lower 0.41, "
        "ci upper 0.79." in sentences(found)
    )


def test_categories_are_told_and_not_taken():
    categories = [{"title": "yes", "measurements": []}, {"title": "no", "measurements": []}]
    found = read(measure(classes=[{"title": "Overall", "categories": categories}]))

    assert "results" not in found.trial
    assert sentences(found)[:2] == [
        "Values by category have no place here: Overall (yes, no).",
        "Nothing of this outcome could be taken.",
    ]


def test_comparison_with_a_group_that_is_no_arm_is_told():
    groups = [{"id": "OG000", "title": "Somebody"}, {"id": "OG001", "title": "Old"}]
    found = read(measure(groups=groups, analyses=({"pValue": "0.04"},)))

    assert "comparison" not in found.trial["results"][0]
    assert "A comparison with a group that is no arm was left out: p op =, p value 0.04, measure none." in sentences(
        found
    )


def test_comparison_of_some_arms_names_them():
    arms = {"armGroups": [{"label": label, "type": "OTHER"} for label in ("N", "Old", "Third")]}
    found = read_study(study(armsInterventionsModule=arms, results=[measure(analyses=({"pValue": "0.04"},))]))

    assert found.trial["results"][0]["comparison"]["groups"] == ["n", "old"]


def test_second_comparison_is_a_result_of_its_own():
    found = read(measure(analyses=(HR, {"pValue": "0.04", "statisticalMethod": "t-test, 2 sided"})))

    assert [(one["key"], one.get("comparison", {}).get("measure"), len(one.get("values", []))) for one in found.trial["results"]] == [
        ("ctgov-score", "HR", 2), ("ctgov-score-2", "none", 0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("analysis", "comparison"),
    [
        (
            HR | {"pValue": "<0.0001", "statisticalMethod": "Regression, Cox"},
            {
                "measure": "HR", "value": "0.57", "ci_pct": "95", "ci_lower": "0.41", "ci_upper": "0.79", "p_op": "<",
                "p_value": "0.0001", "statistical_method": "Regression, Cox",
            },
        ),
        ({"paramType": "Odds Ratio (OR)", "paramValue": "2.37"}, {"measure": "OR", "value": "2.37"}),
        ({"paramType": "Risk Ratio (RR)", "paramValue": "1.5"}, {"measure": "RR", "value": "1.5"}),
        ({"paramType": "RATE_RATIO", "paramValue": ".526"}, {"measure": "RATE_RATIO", "value": "0.526"}),
        ({"paramType": "Risk Difference (RD)", "paramValue": "-3.1"}, {"measure": "RD", "value": "-3.1"}),
        (
            {"paramType": "Mean Difference (Final Values)", "paramValue": "3.20"},
            {"measure": "MD", "value": "3.20", "unit": "points"},
        ),
        ({"pValue": "p ≤ .05", "pValueComment": "One-sided"}, {"measure": "none", "p_op": "<=", "p_value": "0.05", "p_sides": 1}),
        ({"pValue": "1"}, {"measure": "none", "p_op": "=", "p_value": "1"}),
        (
            HR | {"ciNumSides": "ONE_SIDED", "ciLowerLimit": None},
            {"measure": "HR", "value": "0.57", "ci_pct": "95", "ci_upper": "0.79", "ci_method": "one-sided"},
        ),
    ],
)  # fmt: skip
def test_comparison_that_maps(analysis, comparison):
    assert comparison_of(analysis, "Points")[0] == comparison


@pytest.mark.parametrize(
    ("analysis", "sentence"),
    [
        (
            {"paramType": "Median Difference (Final Values)", "paramValue": "3"},
            "“Median Difference (Final Values)” 3 (p ) was left out.",
        ),
        (
            {"paramType": "Hazard Ratio, log", "paramValue": "-0.5", "pValue": "0.1"},
            "“Hazard Ratio, log” -0.5 (p 0.1) was left out.",
        ),
        ({"paramType": "Hazard Ratio (HR)", "paramValue": "low"}, "“Hazard Ratio (HR)” low (p ) was left out."),
        ({}, "A comparison without an estimate and a p value was left out."),
    ],
)
def test_comparison_that_does_not_map_is_told(analysis, sentence):
    comparison, told = comparison_of(analysis, "")

    assert comparison == {}
    assert told[-1].endswith(sentence)


@pytest.mark.parametrize(
    ("analysis", "sentence"),
    [
        (HR | {"pValue": "ns"}, "The p value “ns” could not be read."),
        (HR | {"ciPctValue": None}, "The limits 0.41 to 0.79 were left out: their level is not said."),
        (HR | {"nonInferiorityType": "NON_INFERIORITY"}, "The comparison tests non-inferiority or equivalence; enter the margin by hand."),
        (HR | {"estimateComment": "HR \\< 1 favours N"}, "estimateComment: HR < 1 favours N"),
    ],
)  # fmt: skip
def test_part_of_a_comparison_is_told(analysis, sentence):
    comparison, told = comparison_of(analysis, "")

    assert comparison["value"] == "0.57"
    assert sentence in told


def test_impossible_comparison_is_told_and_its_values_stay():
    found = read(measure(analyses=(HR | {"ciLowerLimit": "0.70"},)))

    assert [len(one) for one in values(found)] == [2]
    assert "comparison" not in found.trial["results"][0]
    assert any(sentence.startswith("Not taken: ") for sentence in sentences(found))


@pytest.mark.parametrize(
    ("text", "digits"),
    [("0.50", "0.50"), (" -3 ", "-3"), ("−3", "-3"), (".5", "0.5"), ("1,234.5", "1234.5"), ("+2", "2"), ("1,2", None), ("NA", None),
     ("", None), (None, None), ([], None), ("-", None), ("1e5", None)],
)  # fmt: skip
def test_number_as_printed(text, digits):
    assert number(text) == digits


@pytest.mark.parametrize(
    ("words", "unit"),
    [("Percentage of participants", "%"), ("percent", "%"), ("% of patients", "%"), ("Months", "months"), ("mg/dL", "mg/dL"),
     ("Percent change", "Percent change")],
)  # fmt: skip
def test_unit(words, unit):
    assert unit_of(words) == unit
