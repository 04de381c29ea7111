"""What the registry says otherwise than a published version, field by field."""

from copy import deepcopy

import pytest

from articles.pins import Change, registry_changes
from tests.articles.checks.contents import PFS, content_of, trial_of


@pytest.fixture
def frozen():
    return content_of({"text": "It was better.", "result": "pfs-54"}, trial=trial_of(PFS))


def changed(frozen, **fields):
    """The registry's trial now, with other fields of its result."""
    trial = deepcopy(frozen["trials"][0])
    trial["results"][0] |= fields
    return {"t": trial}


def test_registry_that_stayed_has_no_change(frozen):
    assert registry_changes(frozen, changed(frozen)) == []


@pytest.mark.parametrize(
    ("fields", "change"),
    [
        ({"comparison": PFS["comparison"] | {"value": "0.58"}}, ("HR", "0.57", "0.58")),
        ({"comparison": PFS["comparison"] | {"value": "0.570"}}, ("HR", "0.57", "0.570")),
        ({"comparison": PFS["comparison"] | {"ci_upper": "0.80"}}, ("upper limit", "0.79", "0.80")),
        ({"comparison": PFS["comparison"] | {"stratified": True}}, ("stratified", "", "yes")),
        ({"values": [PFS["values"][0] | {"value": "68.2"}, PFS["values"][1]]}, ("value (D-VRd)", "68.1", "68.2")),
        ({"values": PFS["values"][:1]}, ("value (VRd)", "49.5", "")),
        ({"ref": "b"}, ("source", "a", "b")),
        ({"note": "unadjusted"}, ("note", "", "unadjusted")),
        ({"time_point": "60 months"}, ("time point", "54 months", "60 months")),
    ],
)
def test_changed_field_is_told_then_and_now(frozen, fields, change):
    assert registry_changes(frozen, changed(frozen, **fields))[0] == Change(
        "TRIAL", "PFS at 54 months", *change, is_pinned=True
    )


def test_who_checked_a_result_and_its_key_are_no_change(frozen):
    now = changed(frozen, key="another", checked={"by": "r", "on": "2026-01-01"})

    assert registry_changes(frozen, now) == []


def test_result_of_the_table_counts_without_a_pin(frozen):
    frozen["article"]["body"][1]["findings"] = []

    changes = registry_changes(frozen, changed(frozen, note="new"))

    assert changes == [Change("TRIAL", "PFS at 54 months", "note", "", "new")]


def test_results_that_came_and_went(frozen):
    now = changed(frozen)
    now["t"]["results"] = [{"endpoint": "resp"}]

    assert registry_changes(frozen, now) == [
        Change("TRIAL", "PFS at 54 months", "result", "in the registry", "removed", is_pinned=True),
        Change("TRIAL", "negativity", "result", "", "added"),
    ]


def test_definition_and_follow_up_belong_to_the_result(frozen):
    frozen["trials"][0]["analyses"] = [{"key": "x", "median_follow_up": {"value": "58.7", "unit": "months"}}]
    frozen["trials"][0]["results"][0] = PFS | {"analysis": "x"}
    now = changed(frozen)
    now["t"]["endpoints"][0]["definition"] = "by BICR"
    now["t"]["analyses"][0]["median_follow_up"]["value"] = "60.1"

    assert [change.text for change in registry_changes(frozen, now)] == [
        "TRIAL, PFS at 54 months: median follow-up 58.7 months → 60.1 months",
        "TRIAL, PFS at 54 months: definition – → by BICR",
    ]


def test_new_regulatory_event_is_a_change(frozen):
    now = changed(frozen)
    now["t"]["regulatory"] = [{"agency": "FDA", "action": "approval", "date": "2025-11-06"}]

    assert registry_changes(frozen, now) == [Change("TRIAL", "", "regulatory event", "", "FDA approval 2025-11-06")]


def test_trial_that_left_the_registry_is_one_change(frozen):
    assert registry_changes(frozen, {}) == [Change("TRIAL", "", "trial", "in the registry", "removed", is_pinned=True)]


def test_trial_without_a_block_counts_only_by_its_pinned_results(frozen):
    frozen["article"]["body"] = [{"block": "list", "items": [{"text": "It was better.", "result": "pfs-54"}]}]
    frozen["trials"][0]["results"].append({"endpoint": "resp"})
    now = changed(frozen, note="new")
    now["t"]["results"][1]["note"] = "not shown"
    now["t"]["results"].append({"endpoint": "resp", "time_point": "1 year"})

    assert registry_changes(frozen, now) == [Change("TRIAL", "PFS at 54 months", "note", "", "new", is_pinned=True)]


def test_trial_without_a_block_or_a_pin_is_of_no_interest(frozen):
    frozen["article"]["body"] = []

    assert registry_changes(frozen, {}) == []


def test_result_of_a_landscape_counts_without_a_block_or_a_pin(frozen):
    frozen["trials"][0]["endpoints"][0]["type"] = "PRIMARY"
    frozen["article"]["body"] = [{"block": "landscape", "trials": ["t"], "columns": ["phase", "primary_result"]}]
    now = changed(frozen, comparison=PFS["comparison"] | {"value": "0.58"})
    now["t"]["results"].append({"key": "other", "endpoint": "resp"})

    assert registry_changes(frozen, now) == [Change("TRIAL", "PFS at 54 months", "HR", "0.57", "0.58")]
    frozen["article"]["body"][0]["columns"] = ["phase"]
    assert registry_changes(frozen, now) == []
