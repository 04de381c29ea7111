"""Import from ClinicalTrials.gov in the admin: a file, a comparison, and a change of what was ticked."""

import json

import pytest
from django.urls import reverse

from articles.models import Result, Trial
from hub.models import AuditEvent
from tests import factories

from .stored import STORED, held, store
from .studies import cepheus, measure, study

pytestmark = pytest.mark.django_db


def rows(page, kind: str) -> dict[str, tuple]:
    return {row["label"]: (row["stored"], row["given"], row["is_ticked"]) for row in page.context[kind]}


def test_page_asks_for_a_file_and_writes_nothing(send, trial):
    before = held(trial)
    page = send(cepheus())

    assert page.status_code == 200
    assert rows(page, "replacing") == {
        "Design": ("open-label randomized", "open-label randomized parallel-group", False),
        "Enrolled": ("396", "395", False),
        "Endpoint MRD negativity: measure": ("MRD negativity", "Overall MRD Negativity Rate", False),
    }
    adding = rows(page, "adding")
    assert {ticked for _stored, _given, ticked in adding.values()} == {True}
    assert adding["Registry number 2018-001545-13"][1] == "2018-001545-13 (EudraCT)"
    assert adding["Result Progression-Free Survival (PFS), 54 months"][1] == (
        "VRd 49.5%; D-VRd 68.1%; HR 0.57 (95% CI 0.41–0.79; p = 0.0005), Stratified Log Rank"
    )
    assert held(trial) == before
    assert not AuditEvent.objects.exists()


def test_additions_are_taken_and_stored_values_stay(send, take, trial):
    answer = take(send(cepheus(), trial))

    assert answer.url == reverse("admin:articles_trial_change", args=[trial.pk])
    now = held(trial)
    assert {name: now[name] for name in ("design", "n_enrolled", "phases", "condition")} == {
        "design": "open-label randomized", "n_enrolled": 396, "phases": ["PHASE3"], "condition": "Multiple Myeloma",
    }  # fmt: skip
    assert [(arm["key"], arm["abbr"], arm["n"]) for arm in now["arms"]] == [("e", "D-VRd", 197), ("c", "VRd", 198)]
    assert [endpoint["measure"] for endpoint in now["endpoints"]] == [
        "MRD negativity", "Progression-Free Survival (PFS)", "Overall Survival (OS)",
    ]  # fmt: skip
    assert [result["comparison"]["value"] for result in now["results"]] == ["2.37", "0.57"]
    event = AuditEvent.objects.get()
    assert (event.verb, event.subject, event.actor.name) == ("import", "trial cepheus", "Ada")
    assert json.loads(event.detail)["source"] == "ClinicalTrials.gov NCT03652064"


def test_only_what_is_ticked_is_written(send, take, trial):
    take(send(cepheus(), trial), ["n_enrolled"])

    assert held(trial) == STORED | {"n_enrolled": 395}
    assert json.loads(AuditEvent.objects.get().detail)["taken"] == ["Enrolled"]


def test_values_of_the_page_are_never_used(send, take, trial):
    page = send(cepheus(), trial)

    take(page, ["n_enrolled", "acronym", "nonsense[0]"], n_enrolled="7", given="7")

    assert held(trial) == STORED | {"n_enrolled": 395}


def test_nothing_ticked_changes_nothing(send, take, trial, client):
    answer = take(send(cepheus(), trial), [])

    assert held(trial) == STORED
    assert "Nothing was changed." in client.get(answer.url).content.decode()
    assert not AuditEvent.objects.exists()


def test_sent_twice_is_written_once(send, take, trial):
    page = send(cepheus(), trial)

    assert [take(page).status_code, take(page).status_code] == [302, 302]
    assert AuditEvent.objects.count() == 1
    assert Result.objects.count() == 2


def test_trial_changed_meanwhile_is_compared_anew_with_the_ticks_kept(send, take, trial):
    page = send(cepheus(), trial)
    Trial.objects.update(n_enrolled=397)

    answer = take(page, ["n_enrolled"])

    assert answer.status_code == 422
    assert "The trial was changed meanwhile." in answer.content.decode()
    assert rows(answer, "replacing")["Enrolled"] == ("397", "395", True)
    assert held(trial)["n_enrolled"] == 397
    take(answer, ["n_enrolled"])
    assert held(trial)["n_enrolled"] == 395


def test_result_without_its_endpoint_gets_a_sentence(send, take, trial):
    page = send(cepheus(), trial)
    path = next(row["path"] for row in page.context["adding"] if row["label"].startswith("Result Progression"))

    answer = take(page, [path])

    assert answer.status_code == 422
    assert "needs the endpoint “progression-free-survival-pfs”. Tick that as well." in answer.content.decode()
    assert held(trial) == STORED


def test_changed_numbers_of_a_checked_result_are_unchecked(send, take, client, ada):
    client.force_login(ada)
    take(send(study(results=[measure()])))
    person = factories.make_person()
    Result.objects.update(checked_by=person, checked_on="2026-01-01")

    page = send(study(results=[measure(("1", "3"))]))
    assert rows(page, "replacing") == {"Result Score: value Old": ("Old mean 2 points", "Old mean 3 points", False)}
    take(page, ["results[0].values[1]"])

    assert list(Result.objects.values_list("checked_by", "checked_on")) == [(None, None)]


def test_new_trial_is_shown_and_then_made(send, take, client):
    page = send(cepheus())
    assert Trial.objects.count() == 0
    assert page.context["replacing"] == []

    answer = take(page)

    trial = Trial.objects.get()
    assert answer.url == reverse("admin:articles_trial_change", args=[trial.pk])
    assert held(trial)["slug"] == "cepheus"
    assert [len(held(trial)[name]) for name in ("ids", "arms", "endpoints", "results")] == [3, 2, 3, 2]
    again = take(page)
    assert again.url == answer.url
    assert (Trial.objects.count(), AuditEvent.objects.count()) == (1, 1)


def test_new_trial_keeps_acronym_and_number_whatever_is_ticked(send, take):
    take(send(cepheus()), [])

    assert held(Trial.objects.get()) == {
        "slug": "cepheus", "acronym": "CEPHEUS", "ids": [{"registry": "NCT", "value": "NCT03652064", "role": "primary"}],
    }  # fmt: skip


def test_slug_of_another_trial_is_not_taken(send, take):
    store({"slug": "cepheus", "acronym": "CEPHEUS", "ids": [{"registry": "NCT", "value": "NCT00000009"}]})

    take(send(cepheus()))

    assert list(Trial.objects.order_by("pk").values_list("slug", flat=True)) == ["cepheus", "cepheus-2"]


def test_links_lead_to_the_import(client, ada, trial):
    client.force_login(ada)

    listed = client.get(reverse("admin:articles_trial_changelist")).content.decode()
    shown = client.get(reverse("admin:articles_trial_change", args=[trial.pk])).content.decode()

    assert reverse("admin:articles_trial_import") in listed
    assert reverse("admin:articles_trial_import_into", args=[trial.pk]) in shown
    assert client.get("/admin/articles/trial/99999/import/").status_code == 404
