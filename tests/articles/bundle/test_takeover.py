"""References and trials that the installation knows under other names."""

import pytest

from articles.bundle.takeover import rename_cites
from articles.models import Reference, Trial, TrialId
from tests.articles.bundle import bundles

pytestmark = pytest.mark.django_db


def store_reference(key, **fields):
    title = fields.pop("title", "Another title")
    csl = {"title": title} | fields.pop("csl", {})
    return Reference.objects.create(key=key, title=title, csl=csl, **fields)


def store_trial(slug, *numbers):
    trial = Trial.objects.create(slug=slug, acronym=slug.upper())
    for registry, value in numbers:
        TrialId.objects.create(trial=trial, registry=registry, value=value)
    return trial


@pytest.mark.parametrize("identifier", [{"doi": "10.1000/one"}, {"pmid": "38832972"}])
def test_work_stored_under_another_key_gives_its_key_to_the_whole_file(identifier):
    store_reference("facon2024", title="One", **identifier)
    bundle = bundles.small()
    bundle["references"][0]["PMID"] = 38832972
    bundle["references"][1]["superseded_by"] = "one"
    bundle["article"]["body"].append({"block": "heading", "text": "H", "cites": ["two", "one"]})
    bundle["quiz"]["questions"][0]["rationale"] = 'As [@two; @one p. 5] says, data-ref="one".'

    imported = bundles.load(bundle)

    held = bundles.exported(imported.article)
    assert held["article"]["body"][0]["text"] == "Text.[@facon2024]"
    assert held["article"]["body"][2]["cites"] == ["two", "facon2024"]
    assert held["trials"][0]["results"][0]["ref"] == "facon2024"
    assert held["quiz"]["questions"][0]["rationale"] == 'As [@two; @facon2024 p. 5] says, data-ref="one".'
    assert held["quiz"]["questions"][0]["refs"] == ["facon2024"]
    assert [(item["id"], item.get("superseded_by")) for item in held["references"]] == [
        ("facon2024", None),
        ("two", "facon2024"),
    ]
    assert [(finding.rule, finding.where, finding.message) for finding in imported.findings] == [
        (
            "BUNDLE-KEY",
            "references[0].id",
            "The work is stored as facon2024; this key replaces one in the whole file.",
        )
    ]


def test_second_import_after_a_takeover_changes_nothing():
    store_reference("facon2024", title="One", doi="10.1000/one")
    bundles.load(bundles.small())

    again = bundles.load(bundles.small())

    assert (again.created, again.updated) == ({}, {})


def test_two_keys_may_be_swapped():
    store_reference("two", title="One", doi="10.1000/one")
    store_reference("one", title="Two", csl={"URL": "https://example.org/two", "type": "webpage"})
    bundle = bundles.small()
    bundle["references"][1] |= {"DOI": "10.1000/two"}
    Reference.objects.filter(key="one").update(doi="10.1000/two")

    held = bundles.exported(bundles.load(bundle).article)

    assert held["article"]["body"][0]["text"] == "Text.[@two]"
    assert held["article"]["body"][1]["findings"] == ["A finding.[@one]"]


@pytest.mark.parametrize(
    ("stored", "expected"),
    [
        (
            {"doi": "10.1000/other"},
            ['references[0].id: the citation key "one" is held by a different work; "one-2" is free'],
        ),
        (
            {"title": "Another work"},
            ['references[0].id: the citation key "one" is held by a different work; "one-2" is free'],
        ),
        (
            {"doi": "10.1000/abstract", "title": "One"},
            ['references[0].id: the citation key "one" is held by a different work; "one-2" is free'],
        ),
        ({"title": "ONE!"}, []),
        ({"doi": "10.1000/one", "title": "Another title"}, []),
    ],
)
def test_key_of_a_different_work_is_refused_with_a_free_one(stored, expected):
    store_reference("one", **stored)

    assert bundles.problems_of(bundles.small()) == expected


def test_free_key_is_free_in_the_file_and_in_the_installation():
    store_reference("one")
    store_reference("one-2")
    bundle = bundles.small()
    bundle["references"].append({"id": "one-3", "title": "Three"})

    assert bundles.problems_of(bundle) == [
        'references[0].id: the citation key "one" is held by a different work; "one-4" is free'
    ]


def test_webpage_of_the_same_address_is_the_same_work():
    store_reference("two", title="Renamed page", csl={"URL": "https://example.org/two"})

    found = bundles.load(bundles.small()).findings

    assert [(finding.rule, finding.where) for finding in found] == [("BUNDLE-DIFFERS", "references[1].title")]


def test_doi_and_pmid_of_two_stored_works_are_refused():
    store_reference("a", doi="10.1000/one")
    store_reference("b", pmid="5")
    bundle = bundles.set_at(bundles.small(), ["references", 0, "PMID"], "5")

    assert bundles.problems_of(bundle) == ['references[0]: its DOI is stored for "a", its PMID for "b"']


def test_one_stored_work_under_two_keys_of_the_file_is_refused():
    store_reference("a", doi="10.1000/one", pmid="5")
    bundle = bundles.set_at(bundles.small(), ["references", 1, "PMID"], "5")

    assert bundles.problems_of(bundle) == ['references[1]: is the same work as references[0]: both are stored as "a"']


def test_trial_stored_under_another_slug_gives_its_slug_to_the_whole_file():
    store_trial("alpha-trial", ("NCT", "NCT00000001"))

    imported = bundles.load(bundles.small())

    held = bundles.exported(imported.article)
    assert [trial["slug"] for trial in held["trials"]] == ["alpha-trial"]
    assert held["article"]["body"][1]["trial"] == "alpha-trial"
    assert ("BUNDLE-KEY", "trials[0].slug") in [(finding.rule, finding.where) for finding in imported.findings]
    assert bundles.load(bundles.small()).updated == {}


def test_slug_of_a_different_trial_is_refused_with_a_free_one():
    store_trial("alpha", ("NCT", "NCT00000002"))

    assert bundles.problems_of(bundles.small()) == [
        'trials[0].slug: the slug "alpha" is held by a different trial; "alpha-2" is free'
    ]


def test_trial_of_the_same_slug_in_another_registry_is_the_same():
    store_trial("alpha", ("DRKS", "DRKS00000001"))

    held = bundles.exported(bundles.load(bundles.small()).article)

    assert [number["value"] for number in held["trials"][0]["ids"]] == ["DRKS00000001", "NCT00000001"]


def test_numbers_of_two_stored_trials_are_refused():
    store_trial("a", ("NCT", "NCT00000001"))
    store_trial("b", ("DRKS", "D1"))
    bundle = bundles.small()
    bundle["trials"][0]["ids"].append({"registry": "DRKS", "value": "D1"})

    assert bundles.problems_of(bundle) == ['trials[0].ids: its registry numbers are stored for "b" and "a"']


def test_one_stored_trial_under_two_slugs_of_the_file_is_refused():
    store_trial("alpha", ("NCT", "NCT00000001"), ("DRKS", "D1"))
    bundle = bundles.small()
    bundle["trials"].append({"slug": "beta", "acronym": "B", "ids": [{"registry": "DRKS", "value": "D1"}]})

    assert bundles.problems_of(bundle) == ['trials[1]: is the same trial as trials[0]: both are stored as "alpha"']


def test_only_citations_are_renamed():
    html = '<p>&lt;cite data-ref="a"&gt; <cite data-ref="a" data-loc="p. 1"></cite><cite data-xref="a"></cite></p>'

    assert rename_cites(html, {"a": "b"}) == html.replace('<cite data-ref="a"', '<cite data-ref="b"')
