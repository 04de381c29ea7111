"""MEDLINE records as PubMed saves them."""

import pytest

from articles.reference_import import read_references

WHOLE = """
PMID- 36328040
OWN - NLM
STAT- MEDLINE
DP  - 2022 Nov
TI  - Addition of isatuximab to lenalidomide, bortezomib, and dexamethasone as
      induction therapy (GMMG-HD7).
PG  - e810-e821
LID - S2352-3026(22)00263-0 [pii]
LID - 10.1016/S2352-3026(22)00263-0 [doi]
AB  - BACKGROUND: text.
FAU - Goldschmidt, Hartmut
AU  - Goldschmidt H
AD  - Heidelberg.
FAU - van de Donk, Niels W C J
AU  - van de Donk NWCJ
CN  - German-Speaking Myeloma Multicenter Group (GMMG) HD7 investigators
PT  - Clinical Trial, Phase III
PT  - Journal Article
TA  - Lancet Haematol
JT  - The Lancet. Haematology
VI  - 9
IP  - 11
PMC - PMC9876543
"""


def item_of(*lines: str) -> dict:
    return read_references("\n".join(["PMID- 1", "TI  - A title.", *lines])).items[0]


def test_every_variable_of_a_record():
    reading = read_references(WHOLE)

    assert (reading.format, reading.problems) == ("MEDLINE", ())
    assert reading.items == [
        {
            "type": "article-journal",
            "title": "Addition of isatuximab to lenalidomide, bortezomib, and dexamethasone as induction therapy (GMMG-HD7)",
            "author": [
                {"family": "Goldschmidt", "given": "Hartmut"},
                {"family": "van de Donk", "given": "Niels W C J"},
                {"literal": "German-Speaking Myeloma Multicenter Group (GMMG) HD7 investigators"},
            ],
            "container-title-short": "Lancet Haematol",
            "container-title": "The Lancet. Haematology",
            "issued": {"date-parts": [[2022, 11]]},
            "volume": "9",
            "issue": "11",
            "page": "e810-e821",
            "DOI": "10.1016/S2352-3026(22)00263-0",
            "PMID": "36328040",
            "PMCID": "PMC9876543",
        }
    ]


@pytest.mark.parametrize(
    ("lines", "variables"),
    [
        (["DP  - 2024 Oct 31"], {"issued": {"date-parts": [[2024, 10, 31]]}}),
        (["DP  - 2024 Nov-Dec"], {"issued": {"date-parts": [[2024, 11]]}}),
        (["DP  - 2024 Winter"], {"issued": {"date-parts": [[2024]]}}),
        (["DEP - 20240603"], {"issued": {"date-parts": [[2024, 6, 3]]}}),
        (["PG  - 1597-609"], {"page": "1597-1609"}),
        (["AU  - Facon T", "AU  - IMROZ"], {"author": [{"family": "Facon", "given": "T"}, {"literal": "IMROZ"}]}),
        (["AID - 10.1000/x [doi]"], {"DOI": "10.1000/x"}),
        (["PT  - Preprint"], {"type": "article"}),
        (["PT  - Retracted Publication"], {"status": "retracted"}),
        (["RIN - Lancet. 2024;1:2"], {"status": "retracted"}),
        (["EIN - Lancet. 2024;1:2"], {"status": "corrected"}),
    ],
)
def test_spellings_of_variables(lines, variables):
    assert item_of(*lines) == {"type": "article-journal", "title": "A title", "PMID": "1"} | variables


def test_records_follow_each_other_with_or_without_an_empty_line():
    text = "PMID- 1\nTI  - One\nPMID- 2\nTI  - Two\n\nTI  - Three\n"

    assert [(one.line, one.item["title"]) for one in read_references(text).records] == [
        (1, "One"), (3, "Two"), (6, "Three"),
    ]  # fmt: skip


def test_broken_record_costs_no_other():
    reading = read_references("PMID- 1\nTI  - One\nwhat is this\n\nPMID- 2\nDP  - 2024\n\nPMID- x3\nTI  - Three\n")

    assert [item["title"] for item in reading.items] == ["One", "Three"]
    assert list(map(str, reading.problems)) == [
        "Line 3: “what is this” begins with no MEDLINE tag such as “TI  - ” and was left out.",
        "Line 5, title: This record has no title and was left out.",
        "Line 8, PMID: “x3” is not a PMID; a PMID is a number of at most 8 digits. It was left out.",
    ]
