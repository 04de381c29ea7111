"""The form entries of a CSL-JSON item, both ways."""

import pytest

from articles.csl import Entry, first_author, read_author, read_date, read_item, write_item, year_of

IMROZ = {
    "type": "article-journal",
    "title": "Isatuximab for myeloma",
    "author": [{"family": "Facon", "given": "Thierry"}, {"literal": "et al"}],
    "container-title-short": "N Engl J Med",
    "issued": {"date-parts": [[2024]]},
    "volume": 391,
    "page": "1597-1609",
    "DOI": "10.1056/NEJMoa2400712",
}
ENTRY = Entry(
    type="article-journal",
    title="Isatuximab for myeloma",
    authors=("Facon, Thierry", "et al"),
    container_short="N Engl J Med",
    issued="2024",
    volume="391",
    page="1597-1609",
    doi="10.1056/NEJMoa2400712",
)


def test_read_item_article():
    assert read_item(IMROZ) == ENTRY


def test_write_item_new_has_usual_order():
    written = write_item({}, ENTRY)

    assert written == {**IMROZ, "volume": "391"}
    assert list(written) == list(IMROZ)


def test_write_item_unchanged_keeps_stored_values_and_order():
    stored = {"volume": 391, "custom": {"x": 1}, **IMROZ, "issued": {"date-parts": [["2024"]], "season": "autumn"}}

    written = write_item(stored, read_item(stored))

    assert written == stored
    assert list(written) == list(stored)
    assert written["volume"] == 391


def test_write_item_change_keeps_unknown_variables():
    stored = {**IMROZ, "language": "en", "editor": [{"family": "Doe"}]}

    written = write_item(stored, Entry(**{**vars(read_item(stored)), "issue": "17", "page": ""}))

    expected = {**stored, "issue": "17"}
    del expected["page"]
    assert written == expected


def test_write_item_author_keeps_parts_that_lines_do_not_show():
    donk = {"family": "Donk", "given": "Niels", "non-dropping-particle": "van de", "ORCID": "0000-0002"}
    stored = {"author": [donk, {"family": "Facon", "given": "Thierry"}]}
    assert read_item(stored).authors == ("van de Donk, Niels", "Facon, Thierry")

    written = write_item(stored, Entry(authors=("Mai, Elias", "van de Donk, Niels")))

    assert written["author"] == [{"family": "Mai", "given": "Elias"}, donk]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Facon, Thierry", {"family": "Facon", "given": "Thierry"}),
        ("Adkinson, N. Franklin, Jr.", {"family": "Adkinson", "given": "N. Franklin", "suffix": "Jr."}),
        ("Plato,", {"family": "Plato"}),
        ("European  Medicines Agency", {"literal": "European Medicines Agency"}),
        ("{Janssen Biotech, Inc}", {"literal": "Janssen Biotech, Inc"}),
    ],
)
def test_author_line_both_ways(line, name):
    assert read_author(line) == name
    assert read_item({"author": [name]}).authors == (" ".join(line.split()),)


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("2024", [[2024]]),
        ("2024-09", [[2024, 9]]),
        ("2024-09-20", [[2024, 9, 20]]),
        ("2024-12-07/2024-12-10", [[2024, 12, 7], [2024, 12, 10]]),
    ],
)
def test_date_line_both_ways(line, parts):
    assert read_date(line) == {"date-parts": parts}
    assert read_item({"issued": {"date-parts": parts}}).issued == line


def test_read_date_in_words_says_what_to_write():
    with pytest.raises(ValueError, match=r"^“May 2024” is not a date. Write 2024, 2024-09 or 2024-09-20.$"):
        read_date("May 2024")


def test_write_item_keeps_stored_date_in_words():
    stored = {"issued": {"raw": "May 2024"}}

    assert read_item(stored).issued == "May 2024"
    assert write_item(stored, Entry(issued="May 2024")) == stored


def test_read_item_unexpected_types_are_empty():
    assert read_item({"author": "Facon", "issued": 7.5, "title": ["x"], "DOI": None}) == Entry(issued="7.5")


def test_label_parts():
    assert (first_author(IMROZ), year_of(IMROZ)) == ("Facon", "2024")
    assert (first_author({}), year_of({"issued": {"raw": "May 2024"}})) == ("", "")
