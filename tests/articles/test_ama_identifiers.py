import pytest

from articles.ama import doi_url, normalise_doi, normalise_pmid


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10.1056/NEJMoa2400712", "10.1056/nejmoa2400712"),
        (" https://doi.org/10.1016/S2352-3026%2822%2900263-0 ", "10.1016/s2352-3026(22)00263-0"),
        ("http://dx.doi.org/10.1000/A", "10.1000/a"),
        ("DOI: 10.1000/a%2B", "10.1000/a%2b"),
        ("doi10.1000/a", "10.1000/a"),
        ("10.1002/(sici)1<1::aid>3.0.co;2-#", "10.1002/(sici)1<1::aid>3.0.co;2-#"),
    ],
)
def test_normalise_doi(text, expected):
    assert normalise_doi(text) == expected


@pytest.mark.parametrize("text", ["", "10.1/x", "10.1056", "10.1056/", "10.1056/a b", "10.1056/a.", "x10.1056/a"])
def test_normalise_doi_refuses_with_a_sentence(text):
    with pytest.raises(ValueError, match=r"DOI .*\.$"):
        normalise_doi(text)


def test_doi_url_encodes_angle_brackets():
    assert doi_url("10.1002/(a)<1;b>") == "https://doi.org/10.1002/%28a%29%3C1%3Bb%3E"


@pytest.mark.parametrize(
    "text", ["36328040", " PMID: 36328040", "pmid36328040", "https://pubmed.ncbi.nlm.nih.gov/36328040/",
             "https://www.ncbi.nlm.nih.gov/pubmed/36328040"],
)  # fmt: skip
def test_normalise_pmid(text):
    assert normalise_pmid(text) == "36328040"


@pytest.mark.parametrize("text", ["", "0123", "PMC123", "123456789", "12 34"])
def test_normalise_pmid_refuses_with_a_sentence(text):
    with pytest.raises(ValueError, match=r"is not a PMID; .*\.$"):
        normalise_pmid(text)
