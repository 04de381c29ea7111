"""Numbers of trial registries: how they are tidied, what is wrong with them, where they lead."""

import pytest

from articles.registries import REGISTRIES, doubt_about, number_url, problem_with, registry_of, tidy_number

VALID = [
    ("NCT", "NCT03652064"),
    ("EudraCT", "2018-004614-18"),
    ("EudraCT", "1999-000001-11"),
    ("EUCT", "2022-500001-26-00"),
    ("ISRCTN", "ISRCTN10081873"),
    ("DRKS", "DRKS00005115"),
    ("jRCT", "jRCTs061180028"),
    ("jRCT", "jRCT2071220051"),
    ("ChiCTR", "ChiCTR2000029308"),
    ("ChiCTR", "ChiCTR-IOR-17013500"),
    ("ChiCTR", "ChiCTR-TNRC-10000001"),
    ("UMIN", "UMIN000023456"),
    ("ACTRN", "ACTRN12605000001606"),
    ("CTRI", "CTRI/2020/04/024775"),
]


@pytest.mark.parametrize(("registry", "number"), VALID)
def test_number_of_a_registry(registry, number):
    assert tidy_number(registry, number) == number
    assert problem_with(registry, number) is None
    assert registry_of(number) == registry


@pytest.mark.parametrize("registry", [registry for registry in REGISTRIES.values() if registry.example])
def test_example_of_a_registry_is_a_number_of_it(registry):
    assert problem_with(registry.name, registry.example) is None


@pytest.mark.parametrize(
    ("registry", "typed", "number"),
    [
        ("NCT", " nct 0365\u00a02064 ", "NCT03652064"),
        ("NCT", "NCT#03652064", "NCT03652064"),
        ("NCT", "Nct: 03652064", "NCT03652064"),
        ("NCT", "NCT\u200b03652064", "NCT03652064"),
        ("NCT", "NCT-03652064", "NCT03652064"),
        ("EudraCT", "EudraCT number: 2004–002714–11", "2004-002714-11"),
        ("EudraCT", "EUCTR2020-001934-37-ES", "2020-001934-37"),
        ("EUCT", "EU CT 2022-500001-26-00", "2022-500001-26-00"),
        ("ISRCTN", "isrctn 10081873", "ISRCTN10081873"),
        ("jRCT", "JRCTS061180028", "jRCTs061180028"),
        ("ChiCTR", "CHICTR-ior-17013500", "ChiCTR-IOR-17013500"),
        ("CTRI", "ctri/2020/04/024775", "CTRI/2020/04/024775"),
        ("other", " MMY 3019 #2", "MMY30192"),
        ("unheard of", " X 1 ", "X1"),
    ],
)
def test_pasted_number_is_tidied(registry, typed, number):
    assert tidy_number(registry, typed) == number


@pytest.mark.parametrize(
    ("registry", "number", "problem"),
    [
        ("NCT", "NCT0365206", "NCT0365206 has 7 digits; an NCT number has 8."),
        ("NCT", "NCT036520644", "NCT036520644 has 9 digits; an NCT number has 8."),
        ("NCT", "NCT0", "NCT0 has 1 digit; an NCT number has 8."),
        ("NCT", "NCTO3652064", "NCTO3652064 has the letter O for a zero. Write NCT03652064."),
        ("NCT", "NCT0365206I", "NCT0365206I has the letter I for a one. Write NCT03652061."),
        ("NCT", "NCT0365206l", "NCT0365206l has the letter l for a one. Write NCT03652061."),
        (
            "NCT", "NCTO365206",
            "NCTO365206 has 7 digits; an NCT number has 8. The letter O stands for a digit as well.",
        ),
        ("NCT", "03652064", "03652064 lacks its prefix. Write NCT03652064."),
        ("NCT", "ISRCTN10081873", "ISRCTN10081873 is an ISRCTN number, not an NCT number. Choose that registry."),
        ("NCT", "NTC03652064", "NTC03652064 is not an NCT number, which looks like NCT03319667."),
        ("NCT", "", "The registry number is empty."),
        ("EudraCT", "2018-04614-18", "2018-04614-18 is not a EudraCT number, which looks like 2004-002714-11."),
        ("EudraCT", "2022-500001-26-00", "2022-500001-26-00 is an EU CT number, not a EudraCT number. Choose that registry."),
        ("EUCT", "2022-500001-26", "2022-500001-26 is not an EU CT number, which looks like 2022-500001-26-00."),
        ("EUCT", "2018-004614-18", "2018-004614-18 is a EudraCT number, not an EU CT number. Choose that registry."),
        ("ISRCTN", "ISRCTN1008187", "ISRCTN1008187 has 7 digits; an ISRCTN number has 8."),
        ("DRKS", "DRKS0000511S", "DRKS0000511S is not a DRKS number, which looks like DRKS00005115."),
        ("DRKS", "D1", "D1 is not a DRKS number, which looks like DRKS00005115."),
        ("jRCT", "jRCT06118002", "jRCT06118002 is not a jRCT number, which looks like jRCTs061180028."),
        ("ChiCTR", "ChiCTR20", "ChiCTR20 is not a ChiCTR number, which looks like ChiCTR2000029308."),
        ("UMIN", "UMIN00023456", "UMIN00023456 has 8 digits; a UMIN number has 9."),
        ("ACTRN", "ACTRN1260500000160", "ACTRN1260500000160 has 13 digits; an ACTRN number has 14."),
        ("CTRI", "CTRI/2020/024775", "CTRI/2020/024775 is not a CTRI number, which looks like CTRI/2020/04/024775."),
        ("XYZ", "1", "“XYZ” is no registry known here."),
    ],
)  # fmt: skip
def test_wrong_number_gets_a_sentence(registry, number, problem):
    assert problem_with(registry, number) == problem


@pytest.mark.parametrize(
    ("number", "registry"),
    [
        ("NCT0365206", "NCT"),
        ("nct o3652064", "NCT"),
        ("EudraCT 2018-004614-18", "EudraCT"),
        ("2018-4614-18", "EudraCT"),
        ("2022-500001-26", "EUCT"),
        ("umin 1", "UMIN"),
        ("54767414MMY3019", None),
        ("03652064", None),
        ("", None),
    ],
)
def test_registry_is_told_by_the_form(number, registry):
    assert registry_of(number) == registry


def test_every_number_so_far_begins_with_nct0():
    assert doubt_about("NCT", "NCT03652064") is None
    assert doubt_about("DRKS", "DRKS93652064") is None
    sentence = "NCT93652064 does not begin with NCT0 as every NCT number so far; look it up."
    assert doubt_about("NCT", "NCT93652064") == sentence


@pytest.mark.parametrize(
    ("registry", "number", "url"),
    [
        ("NCT", "NCT03652064", "https://clinicaltrials.gov/study/NCT03652064"),
        ("EudraCT", "2018-004614-18", "https://www.clinicaltrialsregister.eu/ctr-search/search?query=2018-004614-18"),
        ("EUCT", "2022-500001-26-00", "https://euclinicaltrials.eu/ctis-public/view/2022-500001-26-00"),
        ("ISRCTN", "ISRCTN10081873", "https://www.isrctn.com/ISRCTN10081873"),
        ("DRKS", "DRKS00005115", "https://drks.de/search/en/trial/DRKS00005115"),
        ("jRCT", "jRCTs061180028", "https://jrct.niph.go.jp/en-latest-detail/jRCTs061180028"),
        ("ChiCTR", "ChiCTR2000029308", "https://www.chictr.org.cn/searchprojEN.html?regno=ChiCTR2000029308"),
        ("ACTRN", "ACTRN12605000001606", "https://anzctr.org.au/ACTRN12605000001606.aspx"),
        ("UMIN", "UMIN000023456", ""),
        ("CTRI", "CTRI/2020/04/024775", ""),
        ("other", "MMY3019", ""),
        ("DRKS", "D1", ""),
        ("XYZ", "1", ""),
    ],
)
def test_number_leads_to_its_registry(registry, number, url):
    assert number_url(registry, number) == url
