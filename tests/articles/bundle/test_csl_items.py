"""References of a bundle: CSL-JSON items in one spelling."""

from decimal import Decimal

import pytest

from articles.bundle.shape import CslItem, canonical, problems

ITEM = CslItem()


def lines(item):
    return list(map(str, problems({"id": "k"} | item, ITEM, "r")))


def test_variables_stand_in_a_fixed_order_and_strange_ones_follow_by_alphabet():
    given = {
        "zeta": "z",
        "superseded_by": "n",
        "DOI": "10.1000/a",
        "abstract": "a",
        "title": "T",
        "type": "book",
        "id": "k",
    }

    assert list(canonical(given, ITEM)) == ["id", "type", "title", "DOI", "superseded_by", "abstract", "zeta"]


def test_names_begin_with_family_and_given():
    author = {"suffix": "Jr", "given": "A", "_x": 1, "dropping-particle": "van", "family": "B"}

    (held,) = canonical({"id": "k", "author": [author]}, ITEM)["author"]

    assert list(held.items()) == [("family", "B"), ("given", "A"), ("dropping-particle", "van"), ("suffix", "Jr")]


@pytest.mark.parametrize(
    ("given", "held"),
    [
        ({"id": 12}, {"id": "12"}),
        ({"DOI": "https://doi.org/10.1056/NEJMoa2400712"}, {"DOI": "10.1056/NEJMoa2400712"}),
        ({"PMID": 36328040}, {"PMID": "36328040"}),
        ({"PMCID": "1234567"}, {"PMCID": "PMC1234567"}),
        ({"issued": {"date-parts": [["2024", 9]]}}, {"issued": {"date-parts": [[2024, 9]]}}),
        ({"issued": {"literal": "in press"}}, {"issued": {"literal": "in press"}}),
        ({"volume": 391, "edition": Decimal("2.50")}, {"volume": 391, "edition": "2.50"}),
        ({"status": "ok"}, {}),
        ({"status": "retracted"}, {"status": "retracted"}),
        (
            {"title": " T ", "publisher": "", "custom": {"b": None, "a": [1, None]}},
            {"title": "T", "custom": {"a": [1]}},
        ),
        ({"number": Decimal("1E+999999999")}, {"number": "1E+999999999"}),
    ],
)
def test_item_is_written_in_one_spelling(given, held):
    assert canonical({"id": "k"} | given, ITEM) == {"id": "k"} | held


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ({"id": None}, ["r.id: is missing"]),
        (
            {"id": "a b"},
            [
                'r.id: "a b" cannot be a citation key; keys are made of letters, digits and _ . : - and begin with a letter or digit'
            ],
        ),
        ({"DOI": "10.1000/a."}, ["r.DOI: The DOI “10.1000/a.” ends with a full stop, which is not part of it."]),
        ({"DOI": "10.1000/" + "a" * 250}, ["r.DOI: the text has 258 characters; 255 fit here"]),
        ({"PMID": "12x"}, ["r.PMID: “12x” is not a PMID; a PMID is a number of at most 8 digits."]),
        ({"PMID": True}, ["r.PMID: a text is expected here, not true or false"]),
        ({"author": {"family": "A"}}, ["r.author: a list of names is expected here, not an object"]),
        ({"author": ["A"]}, ['r.author[0]: a name such as {"family": "Facon"} is expected, not a text']),
        ({"author": [{"family": " "}]}, ["r.author[0]: has neither a family name nor a literal name"]),
        ({"issued": "2024"}, ['r.issued: a date such as {"date-parts": [[2024, 9, 20]]} is expected here, not a text']),
        ({"issued": {"date-parts": [2024]}}, ["r.issued.date-parts: is not a list of dates such as [[2024, 9, 20]]"]),
        ({"URL": "javascript:alert(1)"}, ["r.URL: is not a web address, which begins with https:// or http://"]),
        ({"URL": 1}, ["r.URL: is not a web address, which begins with https:// or http://"]),
        ({"volume": ["1"]}, ["r.volume: a text or a number is expected here, not a list"]),
        ({"title": "T" * 501}, ["r.title: the text has 501 characters; 500 fit here"]),
        (
            {"superseded_by": "a b"},
            [
                'r.superseded_by: "a b" cannot be a citation key; keys are made of letters, digits and _ . : - and begin with a letter or digit'
            ],
        ),
        ({"_note": {"anything": []}, "own": ["kept"]}, []),
    ],
)
def test_problems_of_an_item(item, expected):
    assert lines(item) == expected


def test_item_must_be_an_object():
    assert list(map(str, problems("k", ITEM, "r"))) == ["r: an object is expected here, not a text"]
