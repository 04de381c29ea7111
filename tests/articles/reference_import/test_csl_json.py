"""CSL-JSON as Zotero and others export it."""

import json

import pytest

from articles.reference_import import read_references

ITEM = {
    "id": "http://zotero.org/users/1/items/ABC",
    "type": "article-journal",
    "title": "Daratumumab for <i>smoldering</i> myeloma",
    "author": [{"family": "Dimopoulos", "given": "Meletios A."}, {"literal": "et al"}],
    "container-title": "New England Journal of Medicine",
    "issued": {"date-parts": [["2025", "5", "7"]]},
    "volume": 392,
    "DOI": "10.1056/NEJMoa2409029",
    "abstract": "Long.",
    "language": "en",
    "status": "draft",
    "note": "PMID: 39652675",
}


@pytest.mark.parametrize("wrap", [lambda item: item, lambda item: [item]])
def test_item_keeps_what_entries_use(wrap):
    reading = read_references(json.dumps(wrap(ITEM), indent=1))

    assert (reading.format, reading.problems) == ("CSL-JSON", ())
    assert reading.items == [
        {
            "type": "article-journal",
            "title": "Daratumumab for <i>smoldering</i> myeloma",
            "author": [{"family": "Dimopoulos", "given": "Meletios A."}, {"literal": "et al"}],
            "container-title": "New England Journal of Medicine",
            "issued": {"date-parts": [[2025, 5, 7]]},
            "volume": "392",
            "DOI": "10.1056/NEJMoa2409029",
            "PMID": "39652675",
        }
    ]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"volume": ["1"]}, "Line 1, volume: A text or a number is expected here, not a list. It was left out."),
        ({"issued": "soon"}, "Line 1, issued: “soon” is not a date and was left out."),
        ({"issued": {"date-parts": [[None]]}}, "Line 1, issued: This is not a date and was left out."),
        ({"author": "Facon"}, "Line 1, author: A list of names is expected here, not a text. It was left out."),
        ({"author": [{"x": 1}]}, "Line 1, author: “{'x': 1}” is not a name and was left out."),
        ({"PMID": "PMC12"}, "Line 1, PMID: “PMC12” is not a PMID; a PMID is a number of at most 8 digits. It was left out."),
        ({"DOI": True}, "Line 1, DOI: A text is expected here, not true or false. It was left out."),
        ({"URL": "ftp://x"}, "Line 1, URL: “ftp://x” is not a web address and was left out."),
    ],
)  # fmt: skip
def test_bad_variable_costs_itself_alone(given, sentence):
    reading = read_references(json.dumps([{"type": "book", "title": "T"} | given]))

    assert reading.items == [{"type": "book", "title": "T"}]
    assert list(map(str, reading.problems)) == [sentence]


@pytest.mark.parametrize(
    ("item", "sentence"),
    [
        ('{"type": "book"}', "Line 2, title: This record has no title and was left out."),
        ('{"title": "%s"}' % ("x" * 501), "Line 2, title: The title has 501 characters, and 500 fit; the record was left out."),
        ("7", 'Line 2: Item 2 is not an object such as {"type": "article-journal", …} and was left out.'),
    ],
)  # fmt: skip
def test_bad_item_costs_no_other(item, sentence):
    reading = read_references(f'[{{"title": "One"}},\n{item},\n{{"title": "Three"}}]')

    assert [item["title"] for item in reading.items] == ["One", "Three"]
    assert list(map(str, reading.problems)) == [sentence]


@pytest.mark.parametrize(
    ("rest", "sentence"),
    [
        (', {"title":', "Line 1: This is not JSON: Expecting value. Item 2 and what follows were left out."),
        (' {"title": "Two"}]', "Line 1: After item 1 a comma or “]” is expected. The rest was left out."),
        ("", "Line 1: The list does not end with “]”. What was read before is kept."),
        (', {"a":' + "[" * 100_000, "Line 1: Item 2 is nested too deeply to be read. It and the rest were left out."),
    ],
)
def test_file_that_breaks_off_keeps_what_came_before(rest, sentence):
    reading = read_references('[{"title": "One"}' + rest)

    assert [item["title"] for item in reading.items] == ["One"]
    assert list(map(str, reading.problems)) == [sentence]


def test_title_of_the_wrong_kind_is_told_before_the_record_is_left_out():
    reading = read_references('{"title": ["T"]}')

    assert reading.items == []
    assert list(map(str, reading.problems)) == [
        "Line 1, title: A text is expected here, not a list. It was left out.",
        "Line 1, title: This record has no title and was left out.",
    ]
