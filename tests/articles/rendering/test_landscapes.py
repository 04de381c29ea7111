"""Landscape tables: what each column shows of a trial."""

import re
from datetime import date

import pytest

from articles.landscape import COLUMNS
from articles.rendering import BodyFrame, numbering_of, render_body
from articles.rendering.landscapes import column_labels
from tests.articles.rendering.test_body import words

FRAME = BodyFrame(objective_stem="", language="en", version_number=1, published_on=date(2026, 2, 1))
FULL = {
    "slug": "full",
    "acronym": "FULL-1",
    "ids": [{"registry": "NCT", "value": "NCT01234567"}, {"registry": "other", "value": "X-1"}],
    "phases": ["PHASE2", "PHASE3"],
    "setting": "newly diagnosed",
    "condition": "multiple myeloma",
    "design": "open-label randomized",
    "n_enrolled": 446,
    "arms": [{"key": "e", "abbr": "New", "n": 220}, {"key": "c", "label": "Old"}],
    "endpoints": [
        {"key": "pfs", "measure": "PFS", "type": "PRIMARY", "definition": "by review"},
        {"key": "os", "measure": "OS", "type": "SECONDARY"},
    ],
    "analyses": [
        {
            "key": "an",
            "median_follow_up": [{"arm": "e", "value": "13.2", "unit": "months"}, {"value": "16.5", "unit": "months"}],
            "ref": "b",
        }
    ],
    "results": [
        {"endpoint": "os", "ref": "c", "values": [{"arm": "e", "value": "99"}]},
        {
            "endpoint": "pfs",
            "analysis": "an",
            "time_point": "60 months",
            "ref": "a",
            "values": [{"arm": "e", "value": "63.2", "unit": "%"}, {"arm": "c", "not_reached": True}],
            "comparison": {"measure": "HR", "value": "0.60", "ci_pct": "98.5", "ci_lower": "0.41", "ci_upper": "0.88"},
        },
    ],
    "regulatory": [
        {"agency": "FDA", "action": "approval", "date": "2024-09-20", "product": "isatuximab", "ref": "c"},
        {"agency": "EMA", "action": "positive opinion", "date": "2024-11"},
        {"agency": "EC", "action": "approval", "date": "2025-01"},
        {"agency": "MHRA", "action": "approval", "date": "2025"},
    ],
}
BARE = {"slug": "bare", "acronym": "BARE"}


def body(*columns, trials=("full", "bare"), **block):
    content = {
        "article": {
            "slug": "s",
            "title": "T",
            "body": [{"block": "landscape", "trials": list(trials), "columns": list(columns), **block}],
        },
        "trials": [FULL, BARE],
        "references": [{"id": key, "type": "book", "title": key} for key in "abc"],
    }
    return render_body(content, numbering_of(content), {}, FRAME)


def cells(html):
    """The words of each cell, row by row."""
    table = re.search(r"<table>.*?</table>", html, re.S)[0]
    rows = re.findall(r"<tr>(.*?)</tr>", table, re.S)
    return [[words(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)] for row in rows]


@pytest.mark.parametrize(
    ("column", "head", "full"),
    [
        ("phase", "Phase", "2/3"),
        ("setting", "Setting", "Newly diagnosed"),
        ("condition", "Condition", "Multiple myeloma"),
        ("design", "Design", "Open-label randomized"),
        ("patients", "Patients", "446"),
        ("arms", "Arms", "New (n = 220) Old"),
        ("primary_endpoint", "Primary endpoint", "PFS (by review)"),
        ("primary_result", "Primary result", "60 months New: 63.2% Old: not reached HR 0.60 98.5% CI 0.41–0.88 1"),
        ("follow_up", "Median follow-up", "New: 13.2 months 16.5 months 1"),
        ("registration", "Registration", "NCT01234567 X-1"),
        ("approval", "Approval", "FDA Sept. 20, 2024, isatuximab 1 EC January 2025 MHRA 2025"),
    ],
)
def test_column(column, head, full):
    assert cells(body(column)) == [["Trial", head], ["FULL-1", full], ["BARE", "–"]]


def test_every_column_has_a_head_and_a_test():
    assert tuple(column_labels()) == COLUMNS
    assert [len(row) for row in cells(body(*COLUMNS))] == [len(COLUMNS) + 1] * 3


def test_rows_lead_to_their_trials_and_numbers_to_their_registry():
    html = body("registration", trials=["full"])

    assert '<th scope="row"><a href="/trials/full/" translate="no">FULL-1</a></th>' in html
    assert '<a href="https://clinicaltrials.gov/study/NCT01234567" rel="noopener">NCT01234567</a>' in html


def test_several_primary_endpoints_are_named(monkeypatch):
    monkeypatch.setitem(FULL, "endpoints", [endpoint | {"type": "PRIMARY"} for endpoint in FULL["endpoints"]])

    assert cells(body("primary_result", trials=["full"]))[1][1].startswith("PFS, 60 months New: 63.2% ")
    assert "OS New: 99 2" in cells(body("primary_result", trials=["full"]))[1][1]


def test_powers_of_a_definition_are_raised(monkeypatch):
    endpoint = {"key": "pfs", "measure": "MRD negativity", "type": "PRIMARY", "definition": "10^-5 by NGS"}
    monkeypatch.setitem(FULL, "endpoints", [endpoint])

    assert cells(body("primary_endpoint", trials=["full"]))[1][1] == "MRD negativity (10⁻⁵ by NGS)"


def test_citations_link_both_ways():
    html = body("approval", "primary_result", "follow_up")

    assert re.findall(r'href="#(ref-\d)"', html) == ["ref-1", "ref-2", "ref-3"]
    assert re.findall(r'references__back"><a href="#(c\d)"', html) == ["c1", "c2", "c3"]
    assert html.count('<li id="ref-') == 3


def test_region_is_named_and_reached_by_key():
    html = body("phase", id="overview")

    assert '<div class="table-block table-block--wide" id="s-overview">' in html
    assert '<div class="data-table" role="region" tabindex="0" aria-label="Overview of 2 trials">' in html


def test_numbers_stay_out_of_machine_translation():
    html = body("primary_result", trials=["full"])

    assert re.findall(r'<span translate="no">([^<]*)', html) == [
        "New: 63.2%", "Old: not reached", "HR\u00a00.60", "98.5%\u00a0CI\u00a00.41\u2060–\u20600.88\u200a",
    ]  # fmt: skip
