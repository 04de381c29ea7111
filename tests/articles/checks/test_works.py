"""The works of a reference list."""

from datetime import date

import pytest

from articles.checks import works
from tests.articles.checks.contents import content_of, found, said


def listing(*items):
    content = content_of()
    content["references"] = list(items)
    return content


def test_superseded_work_is_named_where_it_is_cited():
    old, new = {"id": "a", "title": "A", "superseded_by": "b"}, {"id": "b", "title": "B"}
    uncited = {"id": "c", "title": "C", "superseded_by": "b"}

    assert said(works.superseded, listing(old, new, uncited)) == ["a has been superseded by b; cite that, or both."]


@pytest.mark.parametrize(
    ("item", "message"),
    [
        ({"accessed": {"date-parts": [[2025, 3, 2]]}}, None),
        (
            {"accessed": {"date-parts": [[2025, 3, 1]]}},
            "The web page of a was last seen on 2025-03-01; look whether it still says so.",
        ),
        ({}, "a is a web page without the day on which it was seen."),
        ({"DOI": "10.1000/a"}, None),
    ],
)
def test_web_page_was_seen_within_a_year(item, message):
    content = listing({"id": "a", "title": "A", "URL": "https://example.org/a"} | item)

    assert said(works.stale_addresses, content, date(2026, 3, 2)) == ([message] if message else [])


def work(key, title, year=2024, **fields):
    return {"id": key, "type": "article-journal", "title": title, "issued": {"date-parts": [[year]]}} | fields


@pytest.mark.parametrize(
    ("second", "is_duplicate"),
    [
        (work("b", "Daratumumab for high-risk smoldering multiple myeloma."), True),
        (work("b", "Daratumumab for high risk smouldering multiple myeloma"), True),
        (work("b", "Daratumumab for high-risk smoldering multiple myeloma", 2025), False),
        (work("b", "Isatuximab for transplant-ineligible multiple myeloma"), False),
        (work("b", "Daratumumab for high-risk smoldering multiple myeloma", genre="congress abstract"), False),
        (work("b", "Daratumumab for high-risk smoldering multiple myeloma", superseded_by="a"), False),
        (work("b", "Daratumumab for high-risk smoldering multiple myeloma", DOI="10.1000/b"), False),
        (work("b", ""), False),
    ],
)
def test_nearly_equal_titles_of_one_year(second, is_duplicate):
    first = work("a", "Daratumumab for high-risk smoldering multiple myeloma", DOI="10.1000/a")
    wanted = [("REF-DUP", "warning", "references")] if is_duplicate else []

    assert found(works.near_duplicates, listing(first, second)) == wanted
