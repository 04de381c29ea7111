"""RIS, as reference managers and journals export it, and as it arrives when it is broken."""

import pytest

from articles.reference_import import read_references

WHOLE = """TY  - JOUR
AU  - Facon, Thierry
AU  - van de Donk, Niels W.C.J.
AU  - Adkinson, N. Franklin, Jr
AU  - IMROZ Study Group
TI  - Isatuximab for CD38<sup>+</sup> myeloma.
T2  - The New England Journal of Medicine
J2  - N Engl J Med
PY  - 2024
DA  - 2024/10/31/
VL  - 391
IS  - 17
SP  - 1597
EP  - 609
SN  - 0028-4793
DO  - https://doi.org/10.1056/NEJMoa2400712
UR  - https://pubmed.ncbi.nlm.nih.gov/38832972/
AB  - An abstract that
goes on over lines
ER  -
"""


def record(*lines: str, kind: str = "JOUR") -> str:
    return "\n".join([f"TY  - {kind}", "TI  - A title", *lines, "ER  - ", ""])


def test_every_variable_of_a_record():
    reading = read_references(WHOLE)

    assert (reading.format, reading.problems) == ("RIS", ())
    assert reading.items == [
        {
            "type": "article-journal",
            "title": "Isatuximab for CD38<sup>+</sup> myeloma",
            "author": [
                {"family": "Facon", "given": "Thierry"},
                {"family": "van de Donk", "given": "Niels W.C.J."},
                {"family": "Adkinson", "given": "N. Franklin", "suffix": "Jr"},
                {"literal": "IMROZ Study Group"},
            ],
            "container-title-short": "N Engl J Med",
            "container-title": "The New England Journal of Medicine",
            "issued": {"date-parts": [[2024, 10, 31]]},
            "volume": "391",
            "issue": "17",
            "page": "1597-1609",
            "DOI": "10.1056/NEJMoa2400712",
            "PMID": "38832972",
        }
    ]


@pytest.mark.parametrize(
    ("kind", "variables"),
    [
        ("JOUR", {"type": "article-journal"}),
        ("ABST", {"type": "paper-conference", "genre": "congress abstract"}),
        ("CONF", {"type": "paper-conference"}),
        ("CHAP", {"type": "chapter"}),
        ("BOOK", {"type": "book"}),
        ("ELEC", {"type": "webpage"}),
        ("RPRT", {"type": "report"}),
        ("NEWS", {"type": "article-newspaper"}),
        ("THES", {"type": "thesis"}),
        ("DATA", {"type": "dataset"}),
        ("PREP", {"type": "article", "genre": "preprint"}),
        ("GEN", {"type": "webpage"}),
    ],
)
def test_kinds(kind, variables):
    reading = read_references(record(kind=kind))

    assert reading.items == [{"title": "A title"} | variables]
    assert reading.problems == ()


@pytest.mark.parametrize(
    ("lines", "variables"),
    [
        (["SP  - 12", "EP  - 19"], {"page": "12-19"}),
        (["SP  - 1597–1609"], {"page": "1597-1609"}),
        (["SP  - e810", "EP  - e821"], {"page": "e810-e821"}),
        (["SP  - 7", "EP  - 7"], {"page": "7"}),
        (["C7  - 104512"], {"page": "104512"}),
        (["PY  - 2024///"], {"issued": {"date-parts": [[2024]]}}),
        (["Y1  - 2024/09"], {"issued": {"date-parts": [[2024, 9]]}}),
        (["DA  - 20 September 2024"], {"issued": {"date-parts": [[2024, 9, 20]]}}),
        (["PY  - 2024", "DA  - 2024-09-20"], {"issued": {"date-parts": [[2024, 9, 20]]}}),
        (["M3  - doi: 10.1038/s41591-024-03485-7"], {"DOI": "10.1038/s41591-024-03485-7"}),
        (["UR  - https://dx.doi.org/10.1002/(SICI)1097"], {"DOI": "10.1002/(SICI)1097"}),
        (["UR  - https://example.org/a"], {"URL": "https://example.org/a"}),
        (["AN  - 38832972", "DB  - PubMed"], {"PMID": "38832972"}),
        (["AN  - 38832972", "DB  - Embase"], {}),
        (["A2  - Doe, J"], {"editor": [{"family": "Doe", "given": "J"}]}),
        (["AU  - Facon T"], {"author": [{"family": "Facon", "given": "T"}]}),
        (["AU  - World Health Organization,"], {"author": [{"literal": "World Health Organization"}]}),
        (["AU  - et al."], {"author": [{"literal": "et al"}]}),
        (["Y2  - 2025/05/01/"], {"accessed": {"date-parts": [[2025, 5, 1]]}}),
    ],
)
def test_spellings_of_variables(lines, variables):
    reading = read_references(record(*lines, kind="GEN"))

    assert reading.items == [{"type": "webpage", "title": "A title"} | variables]
    assert reading.problems == ()


@pytest.mark.parametrize(
    ("lines", "variables"),
    [
        (
            ["JO  - Blood", "T2  - Blood Journal"],
            {"container-title-short": "Blood", "container-title": "Blood Journal"},
        ),
        (["JO  - N. Engl. J. Med."], {"container-title-short": "N. Engl. J. Med."}),
        (["JF  - Blood"], {"container-title": "Blood"}),
    ],
)
def test_journal_names(lines, variables):
    assert read_references(record(*lines)).items == [{"type": "article-journal", "title": "A title"} | variables]


def test_broken_record_among_good_ones_costs_no_other():
    text = (
        record("DO  - 10.1000/first")
        + "TY  - JOUR\nTI  - No end\nAU  - Foo, B\nXX garbage\n"
        + "TY  - JOUR\nAU  - Nobody, N\nER  - \n"
        + record("DO  - 10.1000/last")
    )

    reading = read_references(text)

    assert [item.get("DOI", item["title"]) for item in reading.items] == ["10.1000/first", "No end", "10.1000/last"]
    assert list(map(str, reading.problems)) == [
        "Line 5: The record that begins here has no end (“ER  - ”). It was read up to line 8, where the next begins; look at it closely.",
        "Line 8: “XX garbage” begins with no RIS tag such as “TI  - ” and was left out.",
        "Line 9, title: This record has no title and was left out.",
    ]


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (["DO  - nejm.org/x"], "Line 3, DOI: “nejm.org/x” is not a DOI; a DOI looks like 10.1056/NEJMoa2400712. It was left out."),
        (["PY  - soon"], "Line 1, issued: “soon” is not a date and was left out."),
        (["UR  - javascript:alert(1)"], "Line 1, URL: “javascript:alert(1)” is not a web address and was left out."),
        (["VL  - " + "9" * 1001], "Line 3, volume: 1001 characters are too many for this field; it was left out."),
    ],
)  # fmt: skip
def test_bad_field_costs_the_field_alone(lines, sentence):
    reading = read_references(record(*lines))

    assert reading.items == [{"type": "article-journal", "title": "A title"}]
    assert list(map(str, reading.problems)) == [sentence]


def test_unknown_kind_and_text_outside_of_records_are_told():
    reading = read_references("Exported by hand\n\n" + record(kind="ZZZZ") + "good bye\nfor now\n")

    assert len(reading.records) == 1
    assert list(map(str, reading.problems)) == [
        "Line 1: “Exported by hand”: this stands outside a record (TY … ER) and was left out.",
        "Line 3, TY: The kind “ZZZZ” is not known here; check the kind of this reference.",
        "Line 6: “good bye” and 1 more lines: this stands outside a record (TY … ER) and was left out.",
    ]


def test_windows_line_ends_byte_order_mark_and_narrow_tags():
    assert read_references("\ufeffTY - JOUR\r\nTI - A title\r\nER -\r\n").items == [
        {"type": "article-journal", "title": "A title"}
    ]
