"""Results as rows, and what of a trial readers may see, from its bundle form."""

from dataclasses import asdict, fields

import pytest

from articles.result_rows import ResultRow, columns, result_rows
from articles.trial_content import arm_name, cited_keys, follow_ups, for_readers, source_of, timeline

REFERENCES = [
    {"id": "one", "type": "article-journal", "title": "One", "DOI": "10.1000/one", "PMID": "123"},
    {"id": "two", "type": "webpage", "title": "Two"},
]


def trial(*results, **fields):
    return {
        "slug": "alpha",
        "acronym": "ALPHA",
        "ids": [{"registry": "NCT", "value": "NCT00000001"}, {"registry": "other", "value": "X-1"}],
        "parts": [{"key": "p1", "label": "Part 1"}],
        "arms": [{"key": "e", "abbr": "New"}, {"key": "c", "label": "old drug"}],
        "endpoints": [{"key": "pfs", "measure": "PFS", "type": "PRIMARY", "definition": "by review"}],
        "analyses": [
            {
                "key": "final",
                "label": "final analysis",
                "data_cutoff": "2024-05",
                "population": "ITT",
                "ref": "one",
                "median_follow_up": [{"arm": "e", "value": "13.2", "unit": "months"}, {"arm": "c", "value": "16.50"}],
            }
        ],
        "results": list(results),
    } | fields


def shown(row):
    """The filled columns of a row that differ from those every row of a trial has."""
    return {name: value for name, value in asdict(row).items() if value not in ("", None)}


def test_value_stands_with_all_that_is_needed_to_read_it_alone():
    result = {
        "endpoint": "pfs",
        "analysis": "final",
        "part": "p1",
        "time_point": "60 months",
        "note": "A note",
        "checked": {"by": "rhea", "on": "2026-01-05"},
        "values": [
            {
                "arm": "e", "value": "63.20", "unit": "%", "x": 12, "n": 19, "ci_pct": "98.5", "ci_lower": "50.0",
                "param_type": "Kaplan-Meier estimate", "dispersion": {"type": "SE", "value": "1.0"},
            }
        ],
    }  # fmt: skip

    (row,) = result_rows([trial(result)], REFERENCES)

    assert shown(row) == {
        "trial": "ALPHA",
        "registry_numbers": "NCT00000001; X-1",
        "analysis": "final analysis",
        "data_cutoff": "2024-05",
        "median_follow_up": "New: 13.2 months; old drug: 16.50",
        "population": "ITT",
        "part": "Part 1",
        "endpoint": "PFS",
        "endpoint_type": "PRIMARY",
        "definition": "by review",
        "time_point": "60 months",
        "measure": "value",
        "arms": "New",
        "estimate": "63.20",
        "unit": "%",
        "not_reached": False,
        "events": 12,
        "analysed": 19,
        "kind": "Kaplan-Meier estimate",
        "dispersion_type": "SE",
        "dispersion": "1.0",
        "ci_pct": "98.5",
        "ci_lower": "50.0",
        "note": "A note",
        "checked_on": "2026-01-05",
        "doi": "10.1000/one",
        "pmid": "123",
        "citation": "One. doi:10.1000/one PMID:123",
    }


@pytest.mark.parametrize(
    ("comparison", "expected"),
    [
        (
            {"measure": "HR", "value": "0.57", "ci_pct": "95", "ci_lower": "0.41", "ci_upper": "0.79", "p_op": "=",
             "p_value": "0.0005", "p_sides": 2, "reference_arm": "c", "test": "log-rank"},
            {"measure": "HR", "arms": "New; old drug", "reference_arm": "old drug", "estimate": "0.57", "ci_pct": "95",
             "ci_lower": "0.41", "ci_upper": "0.79", "p_value": "0.0005", "p_sides": 2, "test": "log-rank"},
        ),
        (
            {"measure": "none", "p_op": "<", "p_value": "0.001", "groups": ["c"]},
            {"measure": "none", "arms": "old drug", "p_operator": "<", "p_value": "0.001"},
        ),
        (
            {"measure": "RD", "value": "-5.0", "unit": "%", "ni_margin": "10", "statistical_method": "Miettinen"},
            {"measure": "RD", "arms": "New; old drug", "estimate": "-5.0", "unit": "%", "ni_margin": "10",
             "test": "Miettinen"},
        ),
    ],
)  # fmt: skip
def test_comparison_is_a_row_of_its_own(comparison, expected):
    plain = trial({"endpoint": "pfs", "comparison": comparison}, ids=[], analyses=[])

    (row,) = result_rows([plain], [])

    facts = {"trial": "ALPHA", "endpoint": "PFS", "endpoint_type": "PRIMARY", "definition": "by review"}
    assert shown(row) == facts | expected


def test_rows_keep_the_order_of_trials_results_and_arms():
    values = [{"arm": "c", "value": "1"}, {"arm": "e", "not_reached": True}]
    first = trial({"endpoint": "pfs", "values": values, "comparison": {"measure": "OR", "value": "2.0"}})
    second = trial({"endpoint": "pfs"}, {"endpoint": "pfs", "values": values[:1]}, acronym="BETA")

    rows = result_rows([first, second], REFERENCES)

    assert [(row.trial, row.measure, row.arms, row.estimate, row.not_reached) for row in rows] == [
        ("ALPHA", "value", "New", "", True),
        ("ALPHA", "value", "old drug", "1", False),
        ("ALPHA", "OR", "New; old drug", "2.0", None),
        ("BETA", "value", "old drug", "1", False),
    ]


def test_source_that_is_not_at_hand_leaves_its_columns_empty():
    (row,) = result_rows(
        [trial({"endpoint": "pfs", "ref": "gone", "values": [{"arm": "e", "value": "1"}]})], REFERENCES
    )

    assert (row.doi, row.pmid, row.citation) == ("", "", "")


def test_every_column_says_what_it_holds():
    assert list(columns()) == [field.name for field in fields(ResultRow)]
    assert [name for name, meaning in columns().items() if not meaning] == []


def test_readers_see_checked_results_each_with_a_source():
    checked = {"by": "rhea", "on": "2026-01-05"}
    unchecked = {"endpoint": "pfs", "analysis": "final"}
    own, inherited = (
        {"endpoint": "pfs", "analysis": "final", "checked": checked, "ref": "two"},
        {"endpoint": "pfs", "analysis": "final", "checked": checked},
    )

    assert for_readers(trial(own, unchecked, inherited), REFERENCES)["results"] == [own, inherited | {"ref": "one"}]


def order_of(analyses, references=()):
    results = [{"endpoint": "pfs", "analysis": one["key"], "checked": {}, "ref": one["key"]} for one in analyses]
    return "".join(one["analysis"] for one in for_readers(trial(*results, analyses=analyses), references)["results"])


def follow_up(value):
    return {"median_follow_up": {"value": value, "unit": "months"}}


@pytest.mark.parametrize(
    ("analyses", "issued", "order"),
    [
        ([{"key": "a", "data_cutoff": "2023-01-01"}, {"key": "b", "data_cutoff": "2024"}], {}, "ba"),
        ([{"key": "a", "data_cutoff": "2024"}, {"key": "b", "data_cutoff": "2024-02"}], {}, "ba"),
        ([{"key": "a", **follow_up("9.5")}, {"key": "b", **follow_up("10.0")}], {}, "ba"),
        ([{"key": "a"}, {"key": "b"}], {"b": [[2024, 9]]}, "ba"),
        ([{"key": "a", "data_cutoff": "2024-05"}, {"key": "b"}], {"a": [[2025]], "b": [[2024, 4, 30]]}, "ab"),
        ([{"key": "a"}, {"key": "b"}, {"key": "c"}], {}, "abc"),
    ],
)
def test_latest_analysis_comes_first(analyses, issued, order):
    references = [{"id": key, "issued": {"date-parts": parts}} for key, parts in issued.items()]

    assert order_of(analyses, references) == order


def test_regulatory_events_stand_in_time_and_are_cited_after_the_results():
    events = [
        {"agency": "A", "date": "2025", "ref": "x"},
        {"agency": "B"},
        {"agency": "C", "date": "2024-12", "ref": "y"},
    ]
    held = trial({"endpoint": "pfs", "ref": "one"}, {"endpoint": "pfs"}, regulatory=events)

    assert ([event["agency"] for event in timeline(held)], list(cited_keys(held))) == (
        ["C", "A", "B"],
        ["one", "y", "x"],
    )


def test_names_sources_and_follow_up_have_fallbacks():
    analyses = {"a": {"ref": "one"}}

    assert [
        arm_name(arm) for arm in ({"key": "k", "abbr": "A", "label": "L"}, {"key": "k", "label": "L"}, {"key": "k"})
    ] == [
        "A",
        "L",
        "k",
    ]
    assert [source_of(result, analyses) for result in ({"ref": "x", "analysis": "a"}, {"analysis": "a"}, {})] == [
        "x",
        "one",
        "",
    ]
    assert [follow_ups(one) for one in ({}, {"median_follow_up": {"value": "1"}}, {"median_follow_up": [{}, {}]})] == [
        [],
        [{"value": "1"}],
        [{}, {}],
    ]
