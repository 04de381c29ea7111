"""In which order citations are met: tables and figures at their first mention, else at their place."""

import pytest

from articles.citations import number
from articles.reading_order import cited_keys, plain_texts, shown_slugs

TABLE = {
    "block": "table",
    "id": "t1",
    "caption": "C[@caption]",
    "source_cites": ["source"],
    "header": ["H[@head]", "x"],
    "rows": [["r", "[@cell]"]],
    "footnotes": {"a": "n[@note]"},
}
FIGURE = {"block": "figure", "id": "f1", "caption": "F[@fig]", "source_cites": ["figsource"]}
IN_TABLE = ["caption", "source", "head", "cell", "note"]
IN_FIGURE = ["fig", "figsource"]


def heading(*cites):
    return {"block": "heading", "level": 2, "text": "H", "cites": list(cites)}


def text(words):
    return {"block": "paragraph", "text": words}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ([text("A.[@a]"), TABLE, text("B.[@b]")], ["a", *IN_TABLE, "b"]),
        ([text("A[@a] [#t1] B.[@b]"), heading("h"), TABLE], ["a", *IN_TABLE, "b", "h"]),
        ([heading("h"), TABLE, text("See [#t1].[@b]")], ["h", *IN_TABLE, "b"]),
        ([text("[#t1][@b]"), text("[#t1][@c]"), TABLE], [*IN_TABLE, "b", "c"]),
        ([text("[#f1]"), TABLE, heading("h"), FIGURE], [*IN_FIGURE, *IN_TABLE, "h"]),
        ([{"block": "list", "items": ["[#f1]", {"text": "[#t1]"}]}, TABLE, FIGURE], [*IN_FIGURE, *IN_TABLE]),
        ([text("[#gone][@a]"), TABLE], ["a", *IN_TABLE]),
        ([TABLE | {"caption": "[#f1]"}, FIGURE], [*IN_FIGURE, *IN_TABLE[1:]]),
        ([TABLE | {"rows": [["[#t1]", "[@cell]"]]}], IN_TABLE),
        ([TABLE, TABLE | {"caption": "[@again]"}], [*IN_TABLE, "again", *IN_TABLE[1:]]),
    ],
    ids=["at its place", "mentioned before", "mentioned after", "mentioned twice", "figure first", "in a list",
         "to nothing", "from one to another", "to itself", "same key twice"],
)  # fmt: skip
def test_tables_and_figures_are_met_at_their_first_mention(body, expected):
    assert list(cited_keys({"article": {"body": body}})) == expected


def test_mention_in_lead_or_key_learning_counts():
    article = {"lead": "L.[@l]", "key_learnings": ["K [#t1].[@k]"], "body": [heading("h"), TABLE]}

    assert list(cited_keys({"article": article})) == ["l", *IN_TABLE, "k", "h"]


def test_moving_a_block_renumbers():
    body = [text("A.[@a]"), TABLE | {"source_cites": ["a"]}]

    assert number(cited_keys({"article": {"body": body}})) == {"a": 1, "caption": 2, "head": 3, "cell": 4, "note": 5}
    assert number(cited_keys({"article": {"body": body[::-1]}})) == {
        "caption": 1,
        "a": 2,
        "head": 3,
        "cell": 4,
        "note": 5,
    }


def test_landscape_cites_at_its_place_row_by_row():
    def trial(slug):
        return {
            "slug": slug,
            "endpoints": [{"key": "e", "type": "PRIMARY"}],
            "results": [{"endpoint": "e", "ref": f"{slug}-result"}],
            "regulatory": [{"agency": "FDA", "action": "approval", "ref": f"{slug}-label"}],
        }

    landscape = {"block": "landscape", "trials": ["y", "x"], "columns": ["approval", "phase", "primary_result"]}
    content = {"article": {"body": [text("[@a]"), landscape, text("[@b]")]}, "trials": [trial("x"), trial("y")]}

    assert list(cited_keys(content)) == ["a", "y-label", "y-result", "x-label", "x-result", "b"]


def test_shown_trials_are_those_of_blocks_and_landscapes():
    body = [
        {"block": "landscape", "trials": ["b", "a"], "columns": ["phase"]},
        {"block": "trial", "trial": "c"},
        {"block": "trial", "trial": "a"},
    ]

    assert shown_slugs({"article": {"body": body}}) == ["b", "a", "c"]


def test_words_of_tables_count():
    assert list(plain_texts({"article": {"body": [TABLE]}})) == [
        "", "", "C[@caption]", "H[@head]", "x", "r", "[@cell]", "n[@note]",
    ]  # fmt: skip
