"""Which items are labelled as resting on nothing peer reviewed."""

import pytest

from articles.peer_review import is_unreviewed, unreviewed_places
from tests.articles.checks.contents import ITEM, content_of

REFERENCES = {
    "paper": {"type": "article-journal"},
    "abstract": {"type": "paper-conference", "genre": "congress abstract"},
    "preprint": {"type": "article"},
    "release": {"type": "webpage", "genre": "Press release"},
    "page": {"type": "webpage"},
}


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (["abstract"], True),
        (["preprint"], True),
        (["abstract", "preprint", "release"], True),
        (["abstract", "paper"], False),
        (["page"], False),
        (["abstract", "unknown"], False),
        ([], False),
    ],
)
def test_all_sources_decide(keys, expected):
    assert is_unreviewed(keys, REFERENCES) is expected


def content(*items, heading_cites=("abstract",)):
    content = content_of(*items)
    content["article"]["body"][1]["heading_cites"] = list(heading_cites)
    content["references"] = [{"id": key, "title": key} | item for key, item in REFERENCES.items()]
    return content


@pytest.mark.parametrize(
    ("item", "heading_cites", "expected"),
    [
        ("A finding.", ["abstract"], {ITEM}),
        ("A finding.", ["paper"], set()),
        ("A finding.[@paper]", ["abstract"], set()),
        ("A finding.[@preprint]", ["paper"], {ITEM}),
        ({"text": "A view.", "source_kind": "expert_opinion"}, ["abstract"], set()),
        ({"text": "A view.[@release]", "source_kind": "expert_opinion"}, ["paper"], {ITEM}),
        ("A finding.", [], set()),
    ],
)
def test_own_sources_of_an_item_come_before_those_of_its_block(item, heading_cites, expected):
    assert unreviewed_places(content(item, heading_cites=heading_cites)) == expected


def test_key_learning_is_judged_by_its_own_sources():
    given = content()
    given["article"]["key_learnings"] = ["From an abstract.[@abstract]", "From nowhere."]

    assert unreviewed_places(given) == {"article.key_learnings[0]"}
