"""Which abbreviations a text uses and defines."""

import pytest

from articles.abbreviations import Definition, candidates, definitions_in, same_expansion, singular


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Patients with newly diagnosed multiple myeloma (NDMM) were enrolled.", ("NDMM", "newly diagnosed multiple myeloma")),
        ("Minimal residual disease (MRD) was assessed.", ("MRD", "Minimal residual disease")),
        ("with anti-CD38 monoclonal antibodies (mAbs) in use", ("mAb", "monoclonal antibodies")),
        ("the hazard ratio (HR, 0.57) favoured", ("HR", "hazard ratio")),
        ("progression-free survival (PFS; median", ("PFS", "progression-free survival")),
        ("the European Medicines Agency (EMA) approved", ("EMA", "European Medicines Agency")),
        ("a phase 3 trial; overall survival (OS)", ("OS", "overall survival")),
        ("treatment of multiple myeloma (MM)", ("MM", "multiple myeloma")),
        ("autologous stem-cell transplantation (ASCT)", ("ASCT", "autologous stem-cell transplantation")),
    ],
)  # fmt: skip
def test_a_definition_is_found(text, expected):
    assert [(found.abbreviation, found.expansion) for found in definitions_in(text)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Survival improved (HR 0.57).",
        "in the first part (III)",
        "many patients (see above)",
        "the trial (IMROZ) enrolled",
        "(MRD) was assessed",
        "One. Two (OT2)",
    ],
)
def test_no_definition(text):
    assert definitions_in(text) == []


def test_the_offset_is_that_of_the_abbreviation():
    assert definitions_in("overall survival (OS)") == [Definition("OS", "overall survival", 18)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MRD-negative NDMM", ["MRD", "NDMM"]),
        ("mAbs and pCR", ["mAb", "pCR"]),
        ("PROs of the OS", ["PRO", "OS"]),
        ("phase III of PubMed by McNemar", []),
        ("CD38 and IL6", []),
        ("Isa and Dara", []),
        ("NCT03319667", []),
    ],
)
def test_words_that_look_like_abbreviations(text, expected):
    assert [word for word, _start in candidates(text)] == expected


def test_the_plural_loses_its_s():
    assert [singular(word) for word in ("mAbs", "PROs", "OS", "CIs")] == ["mAb", "PRO", "OS", "CI"]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Minimal residual disease", "minimal residual disease", True),
        ("monoclonal antibodies", "monoclonal antibody", True),
        ("progression-free survival", "progression free survival", True),
        ("T-cell receptor", "T-cell redirection", False),
    ],
)
def test_same_expansion(one, other, expected):
    assert same_expansion(one, other) is expected
