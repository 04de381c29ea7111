"""Look-ups against a loopback server that answers as doi.org and PubMed do."""

import json
from pathlib import Path

import pytest

from articles.ama import reference_text
from articles.lookup import Identifier, look_up, read_identifiers
from articles.lookup.answers import read_answer
from tests.loopback import Answer, loopback

ANSWERS = Path(__file__).parent / "answers"
NEJM = "10.1056/NEJMoa2400712"


def recorded(name: str) -> Answer:
    return Answer(
        (ANSWERS / f"{name}.json").read_bytes(), headers={"Content-Type": "application/vnd.citationstyles.csl+json"}
    )


@pytest.fixture(scope="module")
def running():
    with loopback() as server:
        yield server


@pytest.fixture
def server(running, settings):
    running.answers.clear()
    running.asked.clear()
    settings.DOI_RESOLVER_URL = f"{running.url}/doi"
    settings.PUBMED_CSL_URL = f"{running.url}/pubmed/"
    return running


def asked(*words: str) -> list[Identifier]:
    found, problems = read_identifiers(" ".join(words))
    assert problems == []
    return found


def test_doi_of_crossref(server):
    server.answers[f"/doi/{NEJM}"] = recorded("crossref")

    reading = look_up(asked(NEJM), contact="editors@example.org")

    assert reading.problems == ()
    assert reading.items == [
        {
            "type": "article-journal",
            "title": "Isatuximab, Bortezomib, Lenalidomide, and Dexamethasone for CD38<sup>+</sup> Multiple Myeloma & More",
            "author": [
                {"family": "Facon", "given": "Thierry"},
                {"family": "Dimopoulos", "given": "Meletios-Athanasios"},
                {"literal": "for the IMROZ Study Group"},
            ],
            "container-title-short": "N Engl J Med",
            "container-title": "New England Journal of Medicine",
            "publisher": "Massachusetts Medical Society",
            "issued": {"date-parts": [[2024, 10, 31]]},
            "volume": "391",
            "issue": "17",
            "page": "1597-1609",
            "DOI": NEJM,
        }
    ]
    headers = server.asked[0][1]
    assert headers["accept"] == "application/vnd.citationstyles.csl+json"
    assert headers["user-agent"].endswith("(mailto:editors@example.org)")


def test_retracted_work_says_so(server):
    server.answers["/doi/10.1016/S0140-6736%2820%2931180-6"] = recorded("crossref_retracted")

    reading = look_up(asked("10.1016/S0140-6736(20)31180-6"))

    assert reading.items == [
        {
            "type": "article-journal",
            "title": "RETRACTED: A multinational registry analysis: methods and results",
            "author": [{"family": "Mehra", "given": "Mandeep R"}],
            "container-title-short": "The Lancet",
            "container-title": "The Lancet",
            "publisher": "Elsevier BV",
            "issued": {"date-parts": [[2020, 5]]},
            "page": "S0140-6736(20)31180-6",
            "DOI": "10.1016/S0140-6736(20)31180-6",
            "status": "retracted",
        }
    ]


def test_doi_of_datacite_and_pmid_of_pubmed(server):
    server.answers["/doi/10.5281/zenodo.1234567"] = recorded("datacite")
    server.answers["/pubmed/?format=csl&id=36328040"] = recorded("pubmed")

    reading = look_up(asked("doi:10.5281/zenodo.1234567", "PMID: 36328040"))

    assert [reference_text(item) for item in reading.items] == [
        "Doe J; Example Trial Group. Measurable residual disease: individual data. Zenodo. Published February 1, 2023. "
        "doi:10.5281/zenodo.1234567",
        "Goldschmidt H, Mai EK, Bertsch U. Addition of isatuximab to lenalidomide, bortezomib, and dexamethasone as induction "
        "therapy (GMMG-HD7): part 1 of an open-label, multicentre, randomised, active-controlled, phase 3 trial. Lancet "
        "Haematol. 2022;9(11):e810-e821. doi:10.1016/S2352-3026(22)00263-0 PMID:36328040",
    ]
    assert reading.problems == ()


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (None, "DOI 10.1/a: 127.0.0.1 has no such record. Compare the number with the source."),
        (Answer(b"", 406), "DOI 10.1/a: Its registration agency gives no citation data. Paste the reference instead."),
        (Answer(b"<html>"), "DOI 10.1/a: 127.0.0.1 answered with something that is not JSON. Try again later."),
        (Answer(b'{"DOI": "10.1/a"}'), "DOI 10.1/a: The answer holds no title, so nothing can be taken from it."),
        (Answer(b'{"title": {"a": 1}}'), "title: A text is expected here, not an object. It was left out."),
    ],
)
def test_failure_names_its_identifier_and_costs_no_other(server, answer, sentence):
    server.answers[f"/doi/{NEJM}"] = recorded("crossref")
    if answer:
        server.answers["/doi/10.1/a"] = answer

    reading = look_up([Identifier("DOI", "10.1/a"), *asked(NEJM)])

    assert len(reading.items) == 1
    assert str(reading.problems[0]) == sentence


def test_answer_about_another_work_is_told(server):
    server.answers["/pubmed/?format=csl&id=7"] = recorded("pubmed")

    reading = look_up(asked("7"))

    assert reading.items[0]["PMID"] == "36328040"
    assert list(map(str, reading.problems)) == ["PMID 7: The answer is about 36328040. Compare it with the source."]


def test_service_out_of_reach_is_asked_once(server, settings):
    settings.DOI_RESOLVER_URL = "http://127.0.0.1:9/doi"
    server.answers["/pubmed/?format=csl&id=36328040"] = recorded("pubmed")

    reading = look_up(asked("10.1000/a", "10.1000/b", "36328040"))

    down = "127.0.0.1 cannot be reached: it or this server's network is down."
    assert len(reading.items) == 1
    assert list(map(str, reading.problems)) == [
        f"DOI 10.1000/a: {down} Paste the reference instead.",
        f"DOI 10.1000/b: Not asked. {down}",
    ]


def test_patience_ends(server):
    reading = look_up(asked("10.1000/a"), patience=0)

    assert server.asked == []
    assert list(map(str, reading.problems)) == ["DOI 10.1000/a: Not asked. The others took too long. Ask for it again."]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("10.1056/NEJMoa2400712", ["DOI 10.1056/NEJMoa2400712"]),
        ("https://doi.org/10.1002/(SICI)1097, doi: 10.1000/a.", ["DOI 10.1002/(SICI)1097", "DOI 10.1000/a"]),
        ("PMID: 123; 456,789", ["PMID 123", "PMID 456", "PMID 789"]),
        ("https://pubmed.ncbi.nlm.nih.gov/123/ 123", ["PMID 123"]),
        ("", []),
    ],
)
def test_identifiers_as_typed(text, found):
    identifiers, problems = read_identifiers(text)

    assert (list(map(str, identifiers)), problems) == (found, [])


def test_word_that_is_no_identifier_is_told():
    identifiers, problems = read_identifiers("NCT01234567 10.1000/a")

    assert list(map(str, identifiers)) == ["DOI 10.1000/a"]
    assert list(map(str, problems)) == [
        "“NCT01234567” is neither a DOI such as 10.1056/NEJMoa2400712 nor a PMID of at most 8 digits."
    ]


@pytest.mark.parametrize("name", ["author", "title", "issued", "container-title", "type", "updated-by", "DOI", "page"])
@pytest.mark.parametrize("value", [None, [], {}, "x", 7, [None], [{}], [[None]], {"date-parts": []}, True])
def test_no_shape_of_an_answer_raises(name, value):
    answer = json.loads((ANSWERS / "crossref.json").read_text())

    assert read_answer(answer | {name: value})
