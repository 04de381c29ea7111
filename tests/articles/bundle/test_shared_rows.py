"""Trials, people, references and funders that are stored already: what an import fills, reports, keeps and replaces."""

import pytest

from articles.models import ArmValue, Comparison, Reference, Trial
from hub.models import AuditEvent, Declaration, Person
from tests.articles.bundle import bundles

pytestmark = pytest.mark.django_db


def differences(imported):
    return [(finding.where, finding.message) for finding in imported.findings if finding.rule == "BUNDLE-DIFFERS"]


def changed(path, value):
    return bundles.set_at(bundles.small(), path, value)


def test_trial_is_filled_and_added_to():
    bundles.load(bundles.small())
    bundle = bundles.small()
    trial = bundle["trials"][0]
    trial |= {"design": "open-label", "aliases": ["A-1"], "regulatory": [{"agency": "EMA", "action": "approval"}]}
    trial["arms"][1] |= {"n": 50}
    trial["arms"].append({"key": "x", "label": "third"})
    trial["analyses"][0]["median_follow_up"] = {"value": "60.10", "unit": "months"}
    trial["results"][0]["comparison"] |= {"p_op": "=", "p_value": "0.010"}
    trial["results"][0]["values"].append({"arm": "x", "value": "5.0", "unit": "%"})

    imported = bundles.load(bundle)

    assert bundles.exported(imported.article)["trials"] == [bundles.loadable(bundle)["trials"][0]]
    assert imported.created == {"RegulatoryEvent": 1, "Arm": 1, "FollowUp": 1, "ArmValue": 1}
    assert imported.updated == {"Trial": 1, "Arm": 1, "Comparison": 1}
    assert imported.findings == []


@pytest.mark.parametrize("overwrite", [False, True])
def test_differing_values_of_a_trial_are_reported_and_kept_or_replaced(overwrite):
    bundles.load(bundles.small())
    bundle = bundles.small()
    bundle["trials"][0]["n_enrolled"] = 120
    bundle["trials"][0]["results"][0]["values"][0]["value"] = "61.5"
    bundle["trials"][0]["results"][0]["comparison"] |= {"value": "0.65", "ci_upper": "0.95"}

    imported = bundles.load(bundle, overwrite=overwrite)

    outcome = "the stored value was replaced." if overwrite else "the stored value stays."
    assert differences(imported) == [
        ("trials[0].n_enrolled", f"The file says 120, stored is 100; {outcome}"),
        ("trials[0].results[0].values[0].value", f"The file says 61.5, stored is 60.0; {outcome}"),
        ("trials[0].results[0].comparison.value", f"The file says 0.65, stored is 0.60; {outcome}"),
        ("trials[0].results[0].comparison.ci_upper", f"The file says 0.95, stored is 0.90; {outcome}"),
    ]
    source = bundle if overwrite else bundles.small()
    assert bundles.exported(imported.article)["trials"] == bundles.loadable(source)["trials"]
    assert imported.updated == ({"Trial": 1, "ArmValue": 1, "Comparison": 1} if overwrite else {})


def test_what_the_file_does_not_have_stays_even_when_it_overwrites():
    bundles.load(bundles.small())
    bundle = bundles.small()
    del bundle["trials"][0]["results"], bundle["trials"][0]["arms"][1]

    imported = bundles.load(bundle, overwrite=True)

    assert bundles.exported(imported.article)["trials"] == bundles.loadable(bundles.small())["trials"]


def test_result_of_a_stored_trial_brings_its_reference_into_the_export():
    bundles.load(bundles.small())
    bundle = bundles.small()
    bundle["article"]["slug"] = "other"
    del bundle["trials"][0]["results"], bundle["quiz"], bundle["references"][0]
    bundle["article"]["body"][0]["text"] = "Text."

    article = bundles.load(bundle).article

    held = bundles.exported(article)
    assert [item["id"] for item in held["references"]] == ["two", "one"]
    assert bundles.problems_of(held) == []


def test_stored_result_keeps_a_source_that_the_file_does_not_list():
    bundles.load(bundles.small())
    bundle = bundles.small()
    bundle["references"] = [bundle["references"][1]]
    bundle["article"]["body"][0]["text"] = "Text."
    bundle["quiz"]["questions"][0]["refs"] = []
    del bundle["trials"][0]["results"][0]["ref"]
    bundle["trials"][0]["results"][0]["note"] = "from the figure"

    imported = bundles.load(bundle)

    result = bundles.exported(imported.article)["trials"][0]["results"][0]
    assert (result["ref"], result["note"]) == ("one", "from the figure")


def test_printed_precision_alone_is_a_difference():
    bundles.load(bundles.small())
    bundle = changed(["trials", 0, "results", 0, "comparison", "value"], "0.6")

    assert bundles.load(bundle, overwrite=True).updated == {"Comparison": 1}
    assert str(Comparison.objects.get().value) == "0.6"


def test_new_order_of_stored_entries_changes_nothing():
    bundles.load(bundles.small())
    bundle = bundles.small()
    bundle["trials"][0]["arms"].reverse()
    bundle["trials"][0]["results"][0]["values"].reverse()

    imported = bundles.load(bundle)

    assert (imported.created, imported.updated) == ({}, {})
    assert [value.arm.key for value in ArmValue.objects.all()] == ["e", "c"]


@pytest.mark.parametrize("overwrite", [False, True])
def test_person_is_filled_and_differences_are_reported(overwrite):
    bundles.load(bundles.small())
    bundle = bundles.small()
    bundle["article"]["byline"][0] |= {"name": "Wanda W.", "city": "Bern"}

    imported = bundles.load(bundle, overwrite=overwrite)

    outcome = "the stored value was replaced" if overwrite else "the stored value stays"
    assert differences(imported) == [
        ("article.byline[0].name", f"The file says Wanda W., stored is Wanda Writer; {outcome}.")
    ]
    person = Person.objects.get(slug="wanda")
    assert (person.name, person.city) == ("Wanda W." if overwrite else "Wanda Writer", "Bern")
    assert imported.updated == {"Person": 1}


def test_declaration_of_another_day_is_added_and_the_latest_is_exported():
    bundles.load(bundles.small())
    bundle = bundles.small()
    bundle["article"]["byline"][0] |= {"disclosed_on": "2025-06-01", "disclosures": [{"entity": "P", "type": "grant"}]}

    imported = bundles.load(bundle)
    older = bundles.load(bundles.small())

    assert (imported.created, older.created, older.updated) == ({"Declaration": 1}, {}, {})
    assert Declaration.objects.count() == 2
    assert bundles.exported(older.article)["article"]["byline"] == [
        {
            "slug": "wanda",
            "name": "Wanda Writer",
            "disclosures": [{"entity": "P", "type": "grant"}],
            "disclosed_on": "2025-06-01",
        }
    ]


@pytest.mark.parametrize("overwrite", [False, True])
def test_other_interests_of_the_same_day_are_reported_and_kept_or_replaced(overwrite):
    bundles.load(bundles.small())
    bundle = changed(["article", "byline", 0, "disclosures"], [{"entity": "P"}])

    imported = bundles.load(bundle, overwrite=overwrite)

    outcome = "the stored one was replaced" if overwrite else "the stored one stays"
    assert differences(imported) == [
        ("article.byline[0].disclosures", f"The file declares other interests for the same day; {outcome}.")
    ]
    person = bundles.exported(imported.article)["article"]["byline"][0]
    assert person.get("disclosures", []) == ([{"entity": "P"}] if overwrite else [])


def test_unknown_checker_becomes_a_person_of_that_slug():
    checked = {"by": "nobody-known", "on": "2025-05-01"}
    bundle = changed(["trials", 0, "results", 0, "checked"], checked)

    imported = bundles.load(bundle)

    assert [(finding.rule, finding.severity, finding.where) for finding in imported.findings] == [
        ("BUNDLE-UNKNOWN", "warning", "trials[0].results[0].checked.by")
    ]
    assert Person.objects.get(slug="nobody-known").name == "nobody-known"
    assert bundles.exported(imported.article)["trials"][0]["results"][0]["checked"] == checked
    assert bundles.load(bundle).findings == []


@pytest.mark.parametrize("overwrite", [False, True])
def test_reference_is_filled_and_differences_are_reported(overwrite):
    bundles.load(bundles.small())
    bundle = bundles.small()
    bundle["references"][0] |= {"title": "One, revised", "volume": "5", "PMID": "123", "status": "retracted"}

    imported = bundles.load(bundle, overwrite=overwrite)

    stored = Reference.objects.get(key="one")
    title = "One, revised" if overwrite else "One"
    assert (stored.title, stored.csl["title"], stored.csl["volume"]) == (title, title, "5")
    assert (stored.doi, stored.pmid, stored.status) == ("10.1000/one", "123", "retracted")
    assert [where for where, _message in differences(imported)] == ["references[0].title"]
    assert imported.updated == {"Reference": 1}


def test_status_of_csl_itself_stays_in_the_item():
    bundle = changed(["references", 0, "status"], "in press")

    article = bundles.load(bundle).article

    stored = Reference.objects.get(key="one")
    assert (stored.status, stored.csl["status"]) == ("ok", "in press")
    assert bundles.exported(article)["references"][0]["status"] == "in press"


def test_superseding_reference_comes_along_although_nothing_cites_it():
    bundles.load(bundles.small())
    newest = Reference.objects.create(key="newest", title="Newest", csl={"title": "Newest"})
    newer = Reference.objects.create(key="newer", title="Newer", csl={"title": "Newer"}, superseded_by=newest)
    Reference.objects.filter(key="two").update(superseded_by=newer)

    article = bundles.load(bundles.small()).article

    assert [item["id"] for item in bundles.exported(article)["references"]] == ["one", "two", "newer", "newest"]


def test_import_that_changes_something_is_recorded_once():
    bundles.load(bundles.small())
    bundles.load(bundles.small())

    assert list(AuditEvent.objects.filter(verb="import").values_list("subject", flat=True)) == ["article small"]


def test_trial_without_arms_of_a_stored_one_is_attached():
    bundles.load(bundles.small())
    bundle = bundles.small()
    bundle["article"]["slug"] = "second"

    article = bundles.load(bundle).article

    assert (Trial.objects.count(), [line.trial.slug for line in article.trial_lines.all()]) == (1, ["alpha"])
