import pytest

from articles.ama import reference_html, reference_text
from articles.ama.dates import date_text
from articles.ama.names import authors_text, initials


def on(*parts):
    return {"date-parts": [list(parts)]}


def people(count):
    return [{"family": f"Name{place}", "given": "Ada B."} for place in range(1, count + 1)]


IMROZ = {
    "type": "article-journal",
    "title": "Isatuximab, bortezomib, lenalidomide, and dexamethasone for multiple myeloma",
    "author": [
        {"family": "Facon", "given": "Thierry"},
        {"family": "Dimopoulos", "given": "Meletios-Athanasios"},
        {"family": "Leleu", "given": "Xavier P."},
        {"literal": "et al"},
    ],
    "container-title-short": "N Engl J Med",
    "container-title": "The New England journal of medicine",
    "issued": on(2024),
    "volume": "391",
    "issue": "17",
    "page": "1597-1609",
    "DOI": "10.1056/NEJMoa2400712",
}
HD7 = {
    "type": "article-journal",
    "title": "Addition of isatuximab (GMMG-HD7): part 1 of a phase 3 trial.",
    "author": [{"family": "Goldschmidt", "given": "Hartmut"}, {"family": "Mai", "given": "Elias K."}],
    "container-title": "Lancet Haematol",
    "issued": on(2022, 11),
    "volume": 9,
    "issue": 11,
    "page": "e810–e821",
    "DOI": "https://doi.org/10.1016/S2352-3026(22)00263-0",
    "PMID": 36328040,
}
FDA = {
    "type": "webpage",
    "title": "FDA approves isatuximab-irfc",
    "author": [{"literal": "U.S. Food and Drug Administration"}],
    "container-title": "U.S. Food and Drug Administration",
    "issued": on(2024, 9, 20),
    "updated": on(2024, 10, 1),
    "accessed": on(2025, 5, 1),
    "URL": "https://www.fda.gov/drugs?a=1&b=2",
}
ABSTRACT = {
    "type": "article-journal",
    "genre": "congress abstract",
    "title": "Daratumumab in smoldering myeloma",
    "author": people(1),
    "container-title": "Blood",
    "issued": on(2024, 11, 5),
    "volume": "144",
    "issue": "Supplement_1",
    "page": "773",
    "number": "773",
}
PREPRINT = {
    "type": "article",
    "title": "A trial?",
    "author": people(2),
    "publisher": "medRxiv",
    "issued": on(2024, 6, 1),
    "DOI": "doi:10.1101/2024.06.01.24308253",
}
CHAPTER = {
    "type": "chapter",
    "title": "Frontline therapy",
    "author": people(1),
    "editor": people(2),
    "container-title": "Multiple Myeloma",
    "edition": "3",
    "volume": "2",
    "publisher": "Springer",
    "issued": on(2019),
    "page": "585-606",
}
REGISTRY = {
    "type": "dataset",
    "title": "Multinational clinical study comparing isatuximab (IMROZ)",
    "URL": "https://clinicaltrials.gov/study/NCT03319667",
    "updated": on(2024, 12, 3),
    "accessed": on(2025, 5, 1),
}
PRESS = {
    "type": "webpage",
    "genre": "press release",
    "title": "Sarclisa approved in the EU",
    "author": [{"literal": "Sanofi"}],
    "publisher": "Sanofi",
    "issued": on(2025, 1, 22),
    "accessed": on(2025, 5, 1),
    "URL": "https://www.sanofi.com/a",
}


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (
            IMROZ,
            "Facon T, Dimopoulos M-A, Leleu XP, et al. Isatuximab, bortezomib, lenalidomide, and dexamethasone for "
            "multiple myeloma. N Engl J Med. 2024;391(17):1597-1609. doi:10.1056/NEJMoa2400712",
        ),
        (
            HD7,
            "Goldschmidt H, Mai EK. Addition of isatuximab (GMMG-HD7): part 1 of a phase 3 trial. Lancet Haematol. "
            "2022;9(11):e810-e821. doi:10.1016/S2352-3026(22)00263-0 PMID:36328040",
        ),
        (
            FDA,
            "U.S. Food and Drug Administration. FDA approves isatuximab-irfc. Published September 20, 2024. "
            "Updated October 1, 2024. Accessed May 1, 2025. https://www.fda.gov/drugs?a=1&b=2",
        ),
        (
            ABSTRACT,
            "Name1 AB. Daratumumab in smoldering myeloma [congress abstract]. Abstract 773. Blood. "
            "2024;144(suppl 1):773.",
        ),
        (
            {**ABSTRACT, "container-title": "", "event-title": "ASH Annual Meeting", "event-place": "San Diego, CA",
             "event-date": {"date-parts": [[2024, 12, 7], [2024, 12, 10]]}},
            "Name1 AB. Daratumumab in smoldering myeloma [congress abstract]. Abstract 773 presented at: "
            "ASH Annual Meeting; December 7-10, 2024; San Diego, CA.",
        ),
        (
            PREPRINT,
            "Name1 AB, Name2 AB. A trial? [preprint]. medRxiv. Preprint posted online June 1, 2024. "
            "doi:10.1101/2024.06.01.24308253",
        ),
        (
            CHAPTER,
            "Name1 AB. Frontline therapy. In: Name1 AB, Name2 AB, eds. Multiple Myeloma. Vol 2. 3rd ed. "
            "Springer; 2019:585-606.",
        ),
        ({**CHAPTER, "editor": people(1), "edition": "1", "volume": ""},
         "Name1 AB. Frontline therapy. In: Name1 AB, ed. Multiple Myeloma. Springer; 2019:585-606."),
        ({**CHAPTER, "editor": [], "edition": "Revised ed", "volume": ""},
         "Name1 AB. Frontline therapy. In: Multiple Myeloma. Revised ed. Springer; 2019:585-606."),
        (
            REGISTRY,
            "Multinational clinical study comparing isatuximab (IMROZ). ClinicalTrials.gov identifier: NCT03319667. "
            "Updated December 3, 2024. Accessed May 1, 2025. https://clinicaltrials.gov/study/NCT03319667",
        ),
        ({"type": "dataset", "title": "T", "number": "2017-000123-12", "publisher": "EU Clinical Trials Register"},
         "T. EU Clinical Trials Register identifier: 2017-000123-12."),
        (
            PRESS,
            "Sanofi. Sarclisa approved in the EU [press release]. January 22, 2025. Accessed May 1, 2025. "
            "https://www.sanofi.com/a",
        ),
        ({**PRESS, "author": []}, "Sarclisa approved in the EU [press release]. Sanofi; January 22, 2025. "
         "Accessed May 1, 2025. https://www.sanofi.com/a"),
        ({"type": "book", "title": "Myeloma", "editor": people(1), "publisher": "Springer", "issued": on(2020),
          "edition": "11"}, "Name1 AB, ed. Myeloma. 11th ed. Springer; 2020."),
        ({"type": "article-newspaper", "title": "T", "container-title": "The Times", "issued": on(2024, 2, 9),
          "page": "A3"}, "T. The Times. February 9, 2024:A3."),
        ({"type": "paper-conference", "title": "T", "event": "ASCO", "issued": on(2024, 6)},
         "T. Paper presented at: ASCO; June 2024."),
        ({}, ""),
    ],
)  # fmt: skip
def test_entry_of_each_kind(item, expected):
    assert reference_text(item) == expected


@pytest.mark.parametrize(
    ("changes", "imprint"),
    [
        ({"issue": ""}, "2024;391:1597-1609."),
        ({"issue": "", "page": ""}, "2024;391."),
        ({"volume": "", "issue": ""}, "2024:1597-1609."),
        ({"volume": "", "issue": "", "page": ""}, "2024."),
        ({"volume": "", "issue": "", "page": "", "issued": on(2024, 6, 3)}, "Published online June 3, 2024."),
        ({"page": "", "number": "e123"}, "2024;391(17):e123."),
        ({"issue": "17 Suppl. 2"}, "2024;391(17 suppl 2):1597-1609."),
        ({"issued": None}, "391(17):1597-1609."),
    ],
)
def test_imprint_of_an_article(changes, imprint):
    text = reference_text({**IMROZ, **changes})

    assert text.split("N Engl J Med. ")[1] == f"{imprint} doi:10.1056/NEJMoa2400712"


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ([], ""),
        (people(6), "Name1 AB, Name2 AB, Name3 AB, Name4 AB, Name5 AB, Name6 AB"),
        (people(7), "Name1 AB, Name2 AB, Name3 AB, et al"),
        ([*people(1), {"literal": "et al."}], "Name1 AB, et al"),
        ([{"literal": "et al"}], ""),
        ([*people(8), {"literal": "GMMG Group"}], "Name1 AB, Name2 AB, Name3 AB, et al; GMMG Group"),
        ([*people(1), {"literal": "GMMG Group"}, {"literal": "et al"}], "Name1 AB, et al; GMMG Group"),
        ([{"literal": "World Health Organization"}, {"literal": "IARC"}], "World Health Organization; IARC"),
        (
            [{"family": "Donk", "given": "Niels W.C.J.", "non-dropping-particle": "van de"},
             {"family": "Adkinson", "given": "N. Franklin", "suffix": "Jr."}],
            "van de Donk NWCJ, Adkinson NF Jr",
        ),
    ],
)  # fmt: skip
def test_authors(names, expected):
    assert authors_text(names) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [("Saad Z.", "SZ"), ("Meletios-Athanasios", "M-A"), ("J.-P.", "J-P"), ("NWCJ", "NWCJ"), ("élodie", "É"), ("", ""),
     ("THIERRY", "T")],
)  # fmt: skip
def test_initials(given, expected):
    assert initials(given) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (on(2024, 9, 20), "September 20, 2024"),
        (on("2024", "9"), "September 2024"),
        (on(2024, 13, 1), "2024"),
        ("2025-05-01", "May 1, 2025"),
        ({"raw": "2024-12"}, "December 2024"),
        ({"literal": "n.d."}, ""),
        ({"date-parts": [[2024, 12, 30], [2025, 1, 2]]}, "December 30, 2024-January 2, 2025"),
        ({"date-parts": [[2024, 11, 30], [2024, 12, 2]]}, "November 30-December 2, 2024"),
        ({"date-parts": [[None]]}, ""),
        (None, ""),
    ],
)
def test_dates(value, expected):
    assert date_text(value) == expected


def test_html_links_doi_and_pmid_with_encoded_parentheses():
    assert reference_html(HD7) == (
        "Goldschmidt H, Mai EK. Addition of isatuximab (GMMG-HD7): part 1 of a phase 3 trial. "
        '<cite class="source">Lancet Haematol</cite>. 2022;9(11):e810-e821. '
        '<a href="https://doi.org/10.1016/S2352-3026%2822%2900263-0" rel="noopener">'
        "doi:10.1016/S2352-3026(22)00263-0</a> "
        '<a href="https://pubmed.ncbi.nlm.nih.gov/36328040/" rel="noopener">PMID:36328040</a>'
    )


def test_html_links_a_web_address_after_the_date_of_access():
    link = '<a href="https://www.fda.gov/drugs?a=1&amp;b=2" rel="noopener">https://www.fda.gov/drugs?a=1&amp;b=2</a>'

    assert reference_html(FDA).endswith(f"Accessed May 1, 2025. {link}")


def test_html_escapes_everything_but_plain_markup_of_titles():
    item = {
        "type": "article-journal",
        "author": [{"literal": "<b>A&B</b>"}],
        "title": "<script>alert(1)</script> 10<sup>-5</sup> in <i>TP53</i>, <sub>open <i onclick=x>y</i>",
        "container-title": 'J "X"',
        "issued": on(2024),
        "volume": "<1>",
        "URL": "javascript:alert(1)",
        "DOI": '10.1002/1"<2>',
    }

    assert reference_html(item) == (
        "&lt;b&gt;A&amp;B&lt;/b&gt;. &lt;script&gt;alert(1)&lt;/script&gt; 10<sup>-5</sup> in <i>TP53</i>, "
        "&lt;sub&gt;open &lt;i onclick=x&gt;y&lt;/i&gt;. "
        '<cite class="source">J &quot;X&quot;</cite>. 2024;&lt;1&gt;. '
        '<a href="https://doi.org/10.1002/1%22%3C2%3E" rel="noopener">doi:10.1002/1&quot;&lt;2&gt;</a>'
    )


def test_address_that_is_not_of_the_web_is_no_link():
    assert reference_html({**FDA, "URL": "javascript:alert(1)"}).endswith("Accessed May 1, 2025. javascript:alert(1)")


@pytest.mark.parametrize(
    ("item", "title"),
    [
        ({**IMROZ, "title": "T", "status": "retracted"}, "T [retracted]. "),
        ({**IMROZ, "title": "T", "status": "concern"}, "T [expression of concern]. "),
        ({**IMROZ, "title": "T", "status": "ok"}, "T. "),
        ({**IMROZ, "title": "Why now?"}, "et al. Why now? N Engl J Med. "),
        ({**PREPRINT, "title": "T.", "status": "retracted"}, "T [preprint] [retracted]. "),
        ({**IMROZ, "title": "T", "genre": "Preprint"}, "T [preprint]. "),
        ({**REGISTRY, "type": "webpage", "genre": "registry record", "title": "T"}, "T. "),
        ({"type": "book", "title": "T", "status": "retracted", "issued": on(2020)}, "T [retracted]. "),
    ],
)
def test_labels_follow_the_title(item, title):
    assert title in reference_text(item)


def test_faulty_identifier_is_printed_without_a_link():
    assert reference_html({"type": "article-journal", "title": "T", "DOI": "10.1/x", "PMID": "x"}) == "T. doi:10.1/x"


def test_pubmed_central_number_is_linked():
    link = '<a href="https://pmc.ncbi.nlm.nih.gov/articles/PMC8754321/" rel="noopener">PMC8754321</a>'

    assert reference_html({"type": "article-journal", "title": "T", "PMCID": "8754321"}) == f"T. {link}"
