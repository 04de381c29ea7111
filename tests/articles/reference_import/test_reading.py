"""What holds for every format: recognition, limits, and that nothing raises."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.ama import reference_html
from articles.bundle.shape import CslItem
from articles.reference_import import MOST_RECORDS, read_references

SAMPLES = {
    "RIS": "TY  - JOUR\nAU  - Facon, T\nTI  - A <i>title</i>\nPY  - 2024/09/20\nDO  - 10.1000/x\nER  - \n",
    "BibTeX": "@article{a, author={Facon, T and others}, title={{A} \\textit{title} $x^{2}$}, year=2024, doi={10.1000/x}}\n",
    "MEDLINE": "PMID- 1\nTI  - A title\nFAU - Facon, T\nDP  - 2024 Sep\nLID - 10.1000/x [doi]\n",
    "CSL-JSON": '[{"type": "book", "title": "A title", "author": [{"family": "Facon"}], "DOI": "10.1000/x"}]',
    "AMA list": "1. Facon T, et al. A title. Blood. 2024;1(2):3-4. doi:10.1000/x\n",
}


@pytest.mark.parametrize("name", SAMPLES)
def test_format_is_recognised(name):
    reading = read_references(SAMPLES[name])

    assert (reading.format, len(reading.records), reading.problems) == (name, 1, ())


@pytest.mark.parametrize("text", ["", " \n\t", "\ufeff"])
def test_nothing_is_told(text):
    assert list(map(str, read_references(text).problems)) == [
        "There is nothing to read. Paste references or choose a file."
    ]


def test_records_beyond_the_limit_are_told():
    reading = read_references("TY  - BOOK\nTI  - T\nER  - \n" * (MOST_RECORDS + 5))

    assert len(reading.records) == MOST_RECORDS
    assert str(reading.problems[0]) == (
        "Line 901: At most 300 references are read at once. What begins here was left out: import it separately."
    )


def test_remarks_beyond_the_limit_are_counted():
    reading = read_references("no reference\n" * 1_000)

    assert len(reading.problems) == 201
    assert str(reading.problems[-1]) == "And 800 more remarks of this kind."


def test_endless_author_list_is_cut():
    reading = read_references("@book{a, title={T}, author={" + " and ".join(["Facon, T"] * 2_000) + "}}")

    assert len(reading.items[0]["author"]) == 501
    assert reading.items[0]["author"][-1] == {"literal": "et al"}
    assert str(reading.problems[0]) == "Line 1, author: 2,000 names are too many; the first 500 and “et al” are kept."


@pytest.mark.parametrize(
    "text",
    [
        "TY  - BOOK\nTI  - T\nSP  - " + "1" * 5_000 + "-2\nER  -",
        '{"title": "T", "issued": {"date-parts": [["' + "9" * 5_000 + '"]]}}',
        '{"title": "T", "volume": ' + "9" * 4_000 + "}",
        "@book{a, title={T}, year=" + "9" * 5_000 + ", month=" + "9" * 5_000 + "}",
    ],
    ids=["pages", "date", "volume", "year"],
)
def test_numbers_longer_than_python_reads_are_told(text):
    reading = read_references(text)

    assert [(item["title"], len(item)) for item in reading.items] == [("T", 2)]
    assert len(reading.problems) == 1


@st.composite
def damaged(draw):
    """A sample with some of its characters replaced or removed."""
    text = list(draw(st.sampled_from(sorted(SAMPLES.values()))) * 2)
    for place in draw(st.lists(st.integers(0, len(text) - 1), max_size=6)):
        text[place] = draw(st.sampled_from(["", "{", "}", "\\", '"', "$", "@", "\n", "<", ">", "-", "\x00", "é", "é "]))
    return "".join(text)


@given(text=damaged() | st.text(max_size=80))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_is_pasted_only_valid_items_come_out(text):
    node = CslItem()

    for item in read_references(text).items:
        assert list(node.problems({"id": "x"} | item, "")) == []
        assert node.canonical(item) == item
        assert reference_html(item)
