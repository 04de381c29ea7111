"""References copied from a printed list."""

import pytest

from articles.ama import reference_text
from articles.reference_import import read_references

ITEMS = [
    {
        "type": "article-journal", "title": "Isatuximab, bortezomib, lenalidomide, and dexamethasone for multiple myeloma",
        "author": [{"family": "Facon", "given": "T"}, {"family": "Dimopoulos", "given": "M-A"}, {"literal": "et al"}],
        "container-title": "N Engl J Med", "issued": {"date-parts": [[2024]]}, "volume": "391", "issue": "17",
        "page": "1597-1609", "DOI": "10.1056/NEJMoa2400712",
    },
    {
        "type": "article-journal", "title": "Daratumumab vs. monitoring: is it time?",
        "author": [{"family": "van de Donk", "given": "NWCJ"}, {"family": "Adkinson", "given": "NF", "suffix": "Jr"},
                   {"literal": "AQUILA Study Group"}],
        "container-title": "Lancet Haematol", "issued": {"date-parts": [[2022]]}, "volume": "9", "page": "e810-e821",
        "DOI": "10.1016/S2352-3026(22)00263-0", "PMID": "36328040", "PMCID": "PMC9876543",
    },
    {
        "type": "article-journal", "title": "Online first", "author": [{"family": "Doe", "given": "J"}],
        "container-title": "JAMA", "issued": {"date-parts": [[2024, 9, 20]]}, "DOI": "10.1001/jama.2024.1",
    },
    {
        "type": "webpage", "title": "FDA approves isatuximab-irfc",
        "author": [{"literal": "U.S. Food and Drug Administration"}], "issued": {"date-parts": [[2024, 9, 20]]},
        "URL": "https://www.fda.gov/drugs/x", "accessed": {"date-parts": [[2025, 5, 1]]},
    },
    {
        "type": "paper-conference", "genre": "congress abstract", "title": "A first look",
        "author": [{"family": "Facon", "given": "T"}], "container-title": "Blood", "issued": {"date-parts": [[2024]]},
        "volume": "144", "issue": "suppl 1", "number": "LBA-1",
    },
]  # fmt: skip


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item["title"][:12])
def test_what_this_hub_prints_is_read_back(item):
    reading = read_references(reference_text(item))

    assert (reading.format, reading.problems) == ("AMA list", ())
    assert reading.items == [item]


def test_numbered_list_joins_wrapped_lines():
    text = "1. Facon T. One\n   title. Blood. 2024;1(2):3-4.\n\n[2] Doe J. Another. Blood. 2023;2:5."

    reading = read_references(text)

    assert [(one.line, one.item["title"]) for one in reading.records] == [(1, "One title"), (4, "Another")]
    assert reading.problems == ()


@pytest.mark.parametrize(
    ("line", "variables"),
    [
        ("Facon T. A title. N. Engl. J. Med. 2024;391(17):1597-609", {"container-title-short": "N. Engl. J. Med."}),
        ("Facon T. A title. Blood. 2024 Oct 31;391(17):1597-609. https://doi.org/10.1000/a.", {"DOI": "10.1000/a"}),
        ("Facon T. A title. Blood. 2024;391(17):1597–1609; PMID: 123", {"PMID": "123"}),
    ],
)
def test_other_spellings(line, variables):
    common = {
        "type": "article-journal", "title": "A title", "author": [{"family": "Facon", "given": "T"}],
        "container-title": "Blood", "issued": {"date-parts": [[2024]]}, "volume": "391", "issue": "17", "page": "1597-1609",
    }  # fmt: skip

    if "container-title-short" in variables:
        del common["container-title"]

    assert read_references(line).items == [common | variables]


@pytest.mark.parametrize(
    "line", ["hello", "Facon T. Only a title.", "2024;1:2", "Facon T. Blood. 2024;1:2.", "…", "- - -"]
)
def test_line_that_is_no_reference_is_told(line):
    reading = read_references(f"Doe J. A title. Blood. 2024;1:2.\n{line}\nDoe J. Another. Blood. 2023;2:5.")

    assert [item["title"] for item in reading.items] == ["A title", "Another"]
    assert list(map(str, reading.problems)) == [
        f"Line 2: “{line}” was not understood and left out. Expected: authors. title. journal. year;volume(issue):pages. doi."
    ]
