"""ABB-*: abbreviations are explained, once, in the same words, and before they are used."""

import pytest

from articles.checks.abbreviations import abbreviations


def content(*texts, title="Title", headings=(), trials=()):
    body = [{"block": "heading", "level": 2, "text": text} for text in headings]
    return {
        "article": {"title": title, "body": [*body, *({"block": "paragraph", "text": text} for text in texts)]},
        "trials": list(trials),
    }


def found(glossary, *texts, **rest):
    return [
        (finding.rule, finding.severity, finding.where) for finding in abbreviations(content(*texts, **rest), glossary)
    ]


MRD = {"MRD": "minimal residual disease"}


@pytest.mark.parametrize(
    ("glossary", "texts", "rest", "expected"),
    [
        ({}, ["Minimal residual disease (MRD) fell; MRD stayed low."], {}, []),
        ({}, ["MRD fell."], {}, [("ABB-NEVER", "warning", "article.body[0].text")]),
        (MRD, ["MRD fell."], {}, []),
        ({"MRD": ""}, ["MRD fell."], {"title": "MRD"}, []),
        (MRD, ["MRD fell."], {"title": "On MRD"}, [("ABB-BEFORE", "warning", "article.title")]),
        ({}, ["Minimal residual disease (MRD). MRD."], {"headings": ["MRD"]}, [("ABB-BEFORE", "warning", "article.body[0]")]),
        ({}, ["MRD first.", "Minimal residual disease (MRD)."], {}, [("ABB-BEFORE", "warning", "article.body[0].text")]),
        ({}, ["Minimal residual disease (MRD).", "minimal residual disease (MRD)"], {}, [("ABB-TWICE", "info", "article.body[1].text")]),
        ({}, ["T-cell receptor (TCR).", "tumour control rate (TCR)"], {}, [("ABB-CLASH", "error", "article.body[1].text")]),
        (MRD, ["measured residual disease (MRD), MRD"], {}, [("ABB-CLASH", "error", "article.body[0].text")]),
        ({}, ["Minimal residual disease (MRD)."], {}, [("ABB-ONCE", "info", "article.body[0].text")]),
        ({}, ["The FDA and the EU read DNA of phase III."], {}, []),
        ({}, ["IMROZ, HD7 and Isa-VRd"], {"trials": [{"slug": "imroz", "acronym": "IMROZ", "aliases": ["GMMG-HD7"], "arms": [{"key": "e", "abbr": "Isa-VRd"}]}]}, []),
    ],
)  # fmt: skip
def test_abbreviation(glossary, texts, rest, expected):
    assert found(glossary, *texts, **rest) == expected


def test_items_findings_and_key_learnings_are_read_in_order():
    bundle = content()
    bundle["article"]["key_learnings"] = ["MRD fell"]
    bundle["article"]["body"] = [
        {"block": "trial", "trial": "t", "findings": [{"text": "minimal residual disease (MRD)"}]}
    ]

    assert [(finding.rule, finding.where, finding.message) for finding in abbreviations(bundle, {})] == [
        (
            "ABB-BEFORE",
            "article.key_learnings[0]",
            "MRD is used in an earlier place before it is defined as “minimal residual disease”.",
        )
    ]


TABLE = {
    "block": "table",
    "caption": "Rates of MRD",
    "header": ["", "ORR"],
    "rows": [["CR", "PFS and OS, DNA"]],
    "footnotes": {"a": "By IRC."},
    "abbreviations": "CR, complete response; IRC, independent review committee.",
}


def test_a_table_explains_its_abbreviations_itself():
    bundle = content("Overall survival (OS) and OS.")
    bundle["article"]["body"].append(TABLE)

    assert [
        (finding.rule, finding.severity, finding.where, finding.message.split()[0])
        for finding in abbreviations(bundle, MRD)
    ] == [
        ("ABB-TABLE", "warning", "article.body[1]", "ORR"),
        ("ABB-TABLE", "warning", "article.body[1]", "PFS"),
    ]
