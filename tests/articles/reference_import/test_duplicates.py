"""Works that are there already, and keys for those that are not."""

import pytest

from articles.reference_import.duplicates import Duplicate, find_duplicates, work_of
from articles.reference_import.keys import suggest_keys

TITLE = "Daratumumab or active monitoring for high-risk smoldering multiple myeloma"
STORED = work_of(
    {"title": TITLE, "issued": {"date-parts": [[2025]]}, "DOI": "10.1056/NEJMoa2409029", "PMID": "39652675"},
    "aquila",
    is_stored=True,
)


@pytest.mark.parametrize(
    ("item", "by"),
    [
        ({"title": "Another", "DOI": "10.1056/nejmoa2409029"}, "DOI"),
        ({"title": "Another", "PMID": "39652675"}, "PMID"),
        ({"title": TITLE.upper() + ".", "issued": {"date-parts": [[2025]]}}, "title"),
        ({"title": TITLE.replace("smoldering", "smouldering"), "issued": {"date-parts": [[2025]]}}, "title"),
        ({"title": TITLE}, "title"),
        ({"title": TITLE, "issued": {"date-parts": [[2021]]}}, None),
        ({"title": TITLE, "issued": {"date-parts": [[2025]]}, "DOI": "10.1000/other"}, None),
        ({"title": TITLE, "issued": {"date-parts": [[2025]]}, "PMID": "7"}, None),
        ({"title": TITLE[:40], "issued": {"date-parts": [[2025]]}}, None),
        ({"title": "…"}, None),
    ],
)
def test_same_work(item, by):
    found = find_duplicates([work_of(item, "1")], [STORED])

    assert found == [Duplicate(STORED, by) if by else None]
    assert found[0] is None or found[0].is_certain == (by != "title")


def test_a_text_that_repeats_itself():
    works = [
        work_of(item, str(number))
        for number, item in enumerate(
            [{"title": "One", "PMID": "1"}, {"title": "Two"}, {"title": "Uno", "PMID": "1"}], 1
        )
    ]

    assert find_duplicates(works, []) == [None, None, Duplicate(works[0], "PMID")]


def test_keys_are_free_and_differ():
    items = [{"author": [{"family": "Müller-Öz"}], "issued": {"date-parts": [[2024]]}}] * 3 + [{}]

    assert suggest_keys(items, {"mulleroz2024"}) == ["mulleroz2024a", "mulleroz2024b", "mulleroz2024c", "source"]


def test_keys_go_on_after_z():
    taken = {"source", *(f"source{letter}" for letter in "abcdefghijklmnopqrstuvwxyz")}

    assert suggest_keys([{}, {}], taken) == ["source2", "source3"]
