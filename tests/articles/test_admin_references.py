"""References entered, changed, searched and pasted in the admin."""

import json

import pytest
from django.urls import reverse

from articles.models import Reference
from tests.desk import Desk, as_shown, errors

pytestmark = pytest.mark.django_db
PASTED = {
    "id": "zotero-17",
    "type": "article-journal",
    "title": "Daratumumab for smoldering myeloma",
    "author": [{"family": "Dimopoulos", "given": "Meletios A."}, {"literal": "et al"}],
    "issued": {"date-parts": [[2025, 1]]},
    "language": "en",
    "DOI": "10.1056/NEJMoa2409029",
}


@pytest.fixture
def desk(client, ada):
    return Desk(client, ada)


def make_reference(key: str, **csl) -> Reference:
    item = {"type": "article-journal", "title": f"About {key}"} | csl
    return Reference.objects.create(key=key, csl=item, title=item["title"], pmid=csl.get("PMID"))


def test_reference_entered_by_fields_is_a_csl_item(desk):
    desk.save(
        "articles.reference",
        type="article-journal",
        title="Isatuximab for myeloma",
        authors="Facon, Thierry\nIMROZ Study Group\net al",
        container_short="N Engl J Med",
        issued="2024",
        volume="391",
        page="1597-1609",
        doi="https://doi.org/10.1056/NEJMoa2400712",
    )

    reference = Reference.objects.get()
    assert reference.csl == {
        "type": "article-journal",
        "title": "Isatuximab for myeloma",
        "author": [{"family": "Facon", "given": "Thierry"}, {"literal": "IMROZ Study Group"}, {"literal": "et al"}],
        "container-title-short": "N Engl J Med",
        "issued": {"date-parts": [[2024]]},
        "volume": "391",
        "page": "1597-1609",
        "DOI": "10.1056/NEJMoa2400712",
    }
    assert (reference.key, reference.title) == ("facon2024", "Isatuximab for myeloma")
    assert (reference.doi, reference.pmid) == ("10.1056/nejmoa2400712", None)


def test_keys_made_by_themselves_differ(desk):
    for title in ("One", "Two", "Three"):
        desk.save("articles.reference", title=title, authors="Müller-Öz, Ada", issued="2024-05")

    assert sorted(Reference.objects.values_list("key", flat=True)) == ["mulleroz2024", "mulleroz2024a", "mulleroz2024b"]


def test_pasted_item_is_kept_whole_and_typed_fields_go_before_it(desk):
    desk.save("articles.reference", pasted=json.dumps([PASTED]), title="Daratumumab", key="aquila")

    reference = Reference.objects.get()
    assert reference.csl == {name: value for name, value in PASTED.items() if name != "id"} | {"title": "Daratumumab"}
    assert (reference.key, reference.title, reference.doi) == ("aquila", "Daratumumab", "10.1056/nejmoa2409029")


def test_pasted_characters_that_no_database_keeps_are_dropped(desk):
    desk.save("articles.reference", pasted=r'{"title": "A \ud800\u0000\u202eB", "note": "\ud800", "volume": 1e400}')

    reference = Reference.objects.get()
    assert (reference.title, reference.csl) == ("A B", {"title": "A B", "volume": "1E+400"})


def test_change_keeps_variables_without_a_field(desk):
    reference = make_reference("imroz", volume=391, language="en", editor=[{"family": "Doe"}])

    desk.save("articles.reference", reference.pk, issue="17")

    reference.refresh_from_db()
    assert reference.csl == {
        "type": "article-journal", "title": "About imroz", "volume": 391, "language": "en",
        "editor": [{"family": "Doe"}], "issue": "17",
    }  # fmt: skip


def test_stored_kind_that_is_not_offered_stays(desk):
    reference = make_reference("map", type="map", genre="poster")

    desk.save("articles.reference", reference.pk, volume="2")

    reference.refresh_from_db()
    assert (reference.csl["type"], reference.csl["genre"]) == ("map", "poster")


def test_key_cannot_be_changed_once_it_stands(desk):
    reference = make_reference("imroz")

    assert "key" not in as_shown(desk.open("articles.reference", reference.pk))
    desk.save("articles.reference", reference.pk, key="other")
    reference.refresh_from_db()
    assert reference.key == "imroz"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "Give the title of the work."),
        ({"issued": "May 2024"}, "“May 2024” is not a date. Write 2024, 2024-09 or 2024-09-20."),
        ({"doi": "nejm.org/x"}, "“nejm.org/x” is not a DOI; a DOI looks like 10.1056/NEJMoa2400712."),
        ({"pmid": "PMC123"}, "“PMC123” is not a PMID; a PMID is a number of at most 8 digits."),
        ({"pmid": "7"}, "The reference imroz has this PMID already. Use that one."),
        ({"url": "not an address"}, "Enter a valid URL."),
        ({"key": "a b"}, "A citation key is made of letters, digits and _ . : - and begins with a letter or digit."),
        ({"key": "imroz"}, "Reference with this Citation key already exists."),
        ({"pasted": "{"}, "This is not JSON: Expecting property name enclosed in double quotes"),
        ({"pasted": "[1, 2]"}, "Paste one CSL-JSON item: a text that begins with { and ends with }."),
        ({"pasted": "[" * 100_000}, "This nests deeper than 20 levels."),
        ({"pasted": '{"title": "T", "volume": NaN}'}, "This is not JSON: NaN is no JSON value."),
        ({"pasted": '{"title": "T", "DOI": "10.1/<script>"}'}, "DOI: “10.1/<script>” is not a DOI"),
        ({"pasted": '{"title": "T", "issued": {"date-parts": [["x"]]}}'}, "issued.date-parts: is not a list of dates"),
        ({"pasted": '{"title": "T", "author": "Facon"}'}, "author: a list of names is expected here, not a text."),
    ],
)
def test_bad_field_gets_a_sentence(desk, changes, sentence):
    make_reference("imroz", PMID="7")

    answer = desk.send("articles.reference", **({"title": "New"} | changes))

    assert any(found.startswith(sentence) for found in errors(answer)), errors(answer)
    assert Reference.objects.count() == 1


def test_date_in_words_that_stands_already_may_stay(desk):
    reference = make_reference("old", issued={"raw": "Spring 1998"})

    desk.save("articles.reference", reference.pk, volume="3")

    reference.refresh_from_db()
    assert reference.csl["issued"] == {"raw": "Spring 1998"}


@pytest.mark.parametrize(
    "query",
    ["dimo smold", "DIMOPOULOS", "2025 daratumumab", "10.1056/nejmoa2409029", "39656887", "aquila", "müller", "MÜLLER"],
)
def test_search_finds_by_author_title_year_doi_pmid_and_key(client, ada, query):
    people = [{"family": "Dimopoulos", "given": "M"}, {"family": "Müller", "given": "A"}]
    Reference.objects.create(
        key="aquila",
        csl=PASTED | {"author": people},
        title=PASTED["title"],
        doi="10.1056/nejmoa2409029",
        pmid="39656887",
    )
    make_reference("imroz", issued={"date-parts": [[2024]]})
    client.force_login(ada)

    found = client.get(reverse("admin:articles_reference_search"), {"q": query}).json()

    assert [row["key"] for row in found["results"]] == ["aquila"]
    assert found["total"] == 1
    assert "Daratumumab for smoldering myeloma" in found["results"][0]["label"]


def test_search_without_words_shows_the_first_and_counts_all(client, ada):
    for number in range(25):
        make_reference(f"key{number:02}")
    client.force_login(ada)

    found = client.get(reverse("admin:articles_reference_search")).json()

    assert ([row["key"] for row in found["results"]], found["total"]) == (
        [f"key{number:02}" for number in range(20)],
        25,
    )


def test_search_is_closed_to_sponsor_managers(client, sue):
    client.force_login(sue)

    assert client.get(reverse("admin:articles_reference_search")).status_code == 403
