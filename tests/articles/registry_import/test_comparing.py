"""A stored trial beside the registry's: which is which, what differs, and what a choice takes."""

import pytest

from articles.bundle.merging import merged
from articles.bundle.trial_schema import TRIAL
from articles.registry_import.comparing import Change, compared, lacking
from articles.registry_import.pairing import aligned, paired_by_words

STORED = {
    "slug": "alpha",
    "acronym": "ALPHA",
    "condition": "multiple myeloma",
    "n_enrolled": 40,
    "arms": [
        {"key": "e", "abbr": "N", "type": "EXPERIMENTAL", "n": 20, "regimen": ["b", "a"]},
        {"key": "c", "label": "Old", "type": "OTHER"},
    ],
    "endpoints": [{"key": "pfs", "measure": "PFS", "type": "PRIMARY"}],
    "analyses": [{"key": "ctgov", "label": "ClinicalTrials.gov"}],
    "results": [
        {
            "key": "ctgov-pfs",
            "analysis": "ctgov",
            "endpoint": "pfs",
            "values": [{"arm": "e", "value": "50", "unit": "%"}],
        }
    ],
}
GIVEN = {
    "slug": "alpha-by-registry",
    "acronym": "ALPHA",
    "phases": ["PHASE3"],
    "condition": "Multiple Myeloma",
    "n_enrolled": 41,
    "arms": [
        {"key": "new-n", "label": "New drug (N)", "type": "EXPERIMENTAL", "n": 20, "regimen": ["A", "b"]},
        {"key": "third", "label": "Third", "type": "OTHER"},
        {"key": "old", "label": "Old", "type": "OTHER"},
    ],
    "endpoints": [
        {"key": "progression", "measure": "Progression-Free Survival (PFS)", "type": "PRIMARY", "time_frame": "5 years"}
    ],
    "analyses": [{"key": "ctgov", "label": "ClinicalTrials.gov"}],
    "results": [
        {
            "key": "ctgov-pfs",
            "analysis": "ctgov",
            "endpoint": "progression",
            "values": [
                {"arm": "new-n", "value": "50", "unit": "%", "n": 20},
                {"arm": "third", "value": "30", "unit": "%"},
            ],
        }
    ],
}
SIDE = aligned(GIVEN, STORED)


def changes(stored=STORED, given=SIDE) -> dict[str, Change]:
    return {change.path: change for change in compared(stored, given).changes}


def test_arms_and_endpoints_get_the_stored_keys():
    assert [arm["key"] for arm in SIDE["arms"]] == ["e", "third", "c"]
    assert [endpoint["key"] for endpoint in SIDE["endpoints"]] == ["pfs"]
    assert [(one["endpoint"], [value["arm"] for value in one["values"]]) for one in SIDE["results"]] == [
        ("pfs", ["e", "third"])
    ]


def test_new_key_that_is_taken_gets_a_number():
    stored = {"slug": "x", "endpoints": [{"key": "pain", "measure": "Something else", "type": "SECONDARY"}]}
    given = {"slug": "x", "endpoints": [{"key": "pain-score", "measure": "A"}, {"key": "pain-2", "measure": "B"}]}

    assert [one["key"] for one in aligned(given, stored)["endpoints"]] == ["pain-score", "pain-2"]
    given["endpoints"].append({"key": "other", "measure": "pain"})
    assert [one["key"] for one in aligned(given, stored)["endpoints"]] == ["pain-score", "pain-2", "pain"]


@pytest.mark.parametrize(
    ("names", "labels", "pairs"),
    [
        (["VRd", "D-VRd"], ["Daratumumab + VRd (D-VRd)", "Bortezomib (VRd)"], {0: 1, 1: 0}),
        (["VRd", "D-VRd"], ["VRd alone", "D-VRd then R"], {0: 0, 1: 1}),
        (["Placebo", "Drug 10 mg", "Drug 20 mg"], ["Drug 20 mg", "Drug 10 mg", "Placebo"], {0: 2, 1: 1, 2: 0}),
        (["Drug"], ["Drug 10 mg", "Drug 20 mg"], {}),
        (["All"], ["Drug", "Placebo"], {}),
        ([""], ["Drug"], {}),
    ],
)
def test_groups_are_paired_where_they_can_only_be_one_arm(names, labels, pairs):
    named = {str(index): name for index, name in enumerate(names)}
    labelled = {str(index): label for index, label in enumerate(labels)}

    assert paired_by_words(named, labelled) == {str(name): str(label) for name, label in pairs.items()}


def test_changes_say_what_is_new_and_what_differs():
    assert {path: (change.label, change.stored, change.given, change.is_addition) for path, change in changes().items()} == {
        "phases": ("Phases", None, ["PHASE3"], True),
        "n_enrolled": ("Enrolled", 40, 41, False),
        "arms[0].label": ("Arm N: label", None, "New drug (N)", True),
        "arms[1]": ("Arm Third", None, SIDE["arms"][1], True),
        "endpoints[0].measure": ("Endpoint PFS: measure", "PFS", "Progression-Free Survival (PFS)", False),
        "endpoints[0].time_frame": ("Endpoint PFS: time frame", None, "5 years", True),
        "results[0].values[0]": (
            "Result PFS: value N", {"arm": "e", "value": "50", "unit": "%"}, {"arm": "e", "value": "50", "unit": "%", "n": 20}, True,
        ),
        "results[0].values[1]": ("Result PFS: value Third", None, SIDE["results"][0]["values"][1], True),
    }  # fmt: skip


def test_nothing_chosen_takes_nothing():
    taken = compared(STORED, SIDE).taken

    assert merged(STORED, taken, TRIAL, "", overwrite=True) == (STORED, [])


@pytest.mark.parametrize("path", changes())
def test_one_choice_takes_this_change_alone(path):
    taken = compared(STORED, SIDE, [path]).taken
    now, _differences = merged(STORED, taken, TRIAL, "", overwrite=True)

    assert {change.path for change in compared(now, SIDE).changes} == set(changes()) - {path}


def test_all_chosen_leaves_nothing_to_choose():
    now, _differences = merged(STORED, compared(STORED, SIDE, changes()).taken, TRIAL, "", overwrite=True)

    assert compared(now, SIDE).changes == []


def test_unknown_paths_are_ignored():
    assert compared(STORED, SIDE, ["slug", "arms[9]", "acronym", ""]).taken == compared(STORED, SIDE).taken


def test_result_needs_its_arms():
    taken = compared(STORED, SIDE, ["results[0].values[1]"]).taken

    assert lacking(STORED, taken) == ["Result PFS needs the arm “third”. Tick that as well."]
    assert lacking(STORED, compared(STORED, SIDE, ["results[0].values[1]", "arms[1]"]).taken) == []
