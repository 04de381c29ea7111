"""What a file adds to a stored record, and what it does not change."""

import pytest

from articles.bundle.merging import Difference, merged
from articles.bundle.schema import REFERENCES
from articles.bundle.trial_schema import ANALYSIS, RESULT, TRIAL

HR = {"measure": "HR", "value": "0.60", "ci_pct": "95", "ci_lower": "0.41", "ci_upper": "0.88"}


def merge(stored, given, node=TRIAL, overwrite=False):
    return merged(stored, given, node, "t", overwrite=overwrite)


def test_empty_fields_are_filled_in_the_order_of_the_format():
    held, differences = merge({"slug": "a", "design": "open-label"}, {"slug": "a", "acronym": "A", "question": "Why?"})

    assert (list(held.items()), differences) == (
        [("slug", "a"), ("acronym", "A"), ("design", "open-label"), ("question", "Why?")],
        [],
    )


@pytest.mark.parametrize("overwrite", [False, True])
def test_differing_value_is_reported_and_stays_unless_it_is_overwritten(overwrite):
    held, differences = merge({"n_enrolled": 445}, {"n_enrolled": 446}, overwrite=overwrite)

    assert (held, differences) == ({"n_enrolled": 446 if overwrite else 445}, [Difference("t.n_enrolled", 445, 446)])


def test_equal_numbers_of_other_precision_differ():
    stored = {"key": "a", "median_follow_up": {"value": "60", "unit": "months"}}

    _held, differences = merge(stored, {"key": "a", "median_follow_up": {"value": "60.0"}}, ANALYSIS)

    assert differences == [Difference("t.median_follow_up[0].value", "60", "60.0")]


def test_missing_entries_of_a_list_are_added_behind_the_stored_ones():
    stored = {"arms": [{"key": "c", "n": 5}, {"key": "x"}]}
    given = {"arms": [{"key": "e"}, {"key": "c", "label": "control"}]}

    held, differences = merge(stored, given)

    assert (held, differences) == (
        {"arms": [{"key": "c", "label": "control", "n": 5}, {"key": "x"}, {"key": "e"}]},
        [],
    )


def test_other_names_are_joined_and_phases_are_not():
    stored = {"aliases": ["A1"], "phases": ["PHASE2"]}

    held, differences = merge(stored, {"aliases": ["A2", "A1"], "phases": ["PHASE3"]})

    assert held == {"aliases": ["A1", "A2"], "phases": ["PHASE2"]}
    assert differences == [Difference("t.phases", ["PHASE2"], ["PHASE3"])]


def test_differences_in_lists_have_the_path_of_the_file():
    stored = {"arms": [{"key": "c", "n": 5}, {"key": "e", "n": 7}]}

    _held, differences = merge(stored, {"arms": [{"key": "e", "n": 8}]})

    assert differences == [Difference("t.arms[0].n", 7, 8)]


def test_comparison_that_agrees_is_filled():
    held, differences = merge({"comparison": {"measure": "HR", "value": "0.60"}}, {"comparison": HR}, RESULT)

    assert (held, differences) == ({"comparison": HR}, [])


@pytest.mark.parametrize("overwrite", [False, True])
def test_comparisons_that_contradict_each_other_are_never_mixed(overwrite):
    stored = {"measure": "HR", "value": "0.70", "p_value": "0.01"}

    held, differences = merge({"comparison": stored}, {"comparison": HR}, RESULT, overwrite)

    assert held == {"comparison": HR if overwrite else stored}
    assert differences == [Difference("t.comparison.value", "0.70", "0.60")]


def test_comparisons_that_would_be_impossible_together_are_not_joined():
    stored = {"measure": "HR", "value": "0.95"}
    given = {name: value for name, value in HR.items() if name != "value"}

    held, differences = merge({"comparison": stored}, {"comparison": given}, RESULT)

    assert (held, differences) == ({"comparison": stored}, [Difference("t.comparison", stored, given)])


def test_result_is_found_by_its_key_else_by_what_it_measures():
    measured = {"analysis": "final", "endpoint": "os"}
    stored = {"results": [measured | {"key": "b"}, measured | {"note": "old"}, {"endpoint": "pfs"}]}
    given = {
        "results": [measured | {"key": "a"}, measured | {"key": "b", "note": "n"}, {"endpoint": "pfs", "part": "p"}]
    }

    held, differences = merge(stored, given)

    assert held["results"] == [
        {"key": "b", "analysis": "final", "endpoint": "os", "note": "n"},
        {"key": "a", "analysis": "final", "endpoint": "os", "note": "old"},
        {"endpoint": "pfs"},
        {"endpoint": "pfs", "part": "p"},
    ]
    assert differences == []


def test_two_keyed_results_of_one_endpoint_stay_two():
    stored = {"results": [{"key": "a", "endpoint": "os"}]}

    held, _differences = merge(stored, {"results": [{"key": "b", "endpoint": "os"}]})

    assert held == {"results": [{"key": "a", "endpoint": "os"}, {"key": "b", "endpoint": "os"}]}


def test_follow_up_of_all_is_joined_by_that_of_an_arm():
    stored = {"key": "a", "median_follow_up": {"value": "60.1", "unit": "months"}}
    given = {"key": "a", "median_follow_up": [{"arm": "e", "value": "61"}]}

    held, _differences = merge(stored, given, ANALYSIS)

    assert held["median_follow_up"] == [{"value": "60.1", "unit": "months"}, {"arm": "e", "value": "61"}]


def test_reference_is_filled_variable_by_variable():
    stored = {"id": "k", "title": "T", "author": [{"family": "A"}]}
    given = {"id": "k", "title": "t", "volume": "5", "author": [{"family": "A"}, {"family": "B"}]}

    held, differences = merge(stored, given, REFERENCES.item)

    assert held == stored | {"volume": "5"}
    assert [difference.path for difference in differences] == ["t.title", "t.author"]
