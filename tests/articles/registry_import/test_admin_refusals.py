"""Files, choices and people that the import from ClinicalTrials.gov refuses: each gets a sentence, nothing is written."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.models import Trial, TrialId

from .stored import STORED, held, store
from .studies import cepheus, study

pytestmark = pytest.mark.django_db


def test_number_of_another_trial_gets_a_sentence(send, take, trial):
    other = Trial.objects.create(slug="other", acronym="OTHER")
    TrialId.objects.create(trial=other, registry="EudraCT", value="2018-001545-13")

    answer = take(send(cepheus(), trial))

    assert "2018-001545-13 belongs to the trial OTHER. Leave it unticked." in answer.content.decode()
    assert held(trial) == STORED


def test_study_of_another_trial_is_refused(send, trial):
    imroz = store({"slug": "imroz", "acronym": "IMROZ", "ids": [{"registry": "NCT", "value": "NCT03319667"}]})

    stored = send(cepheus(), imroz)
    unknown = send(study(), imroz)

    assert (stored.status_code, unknown.status_code) == (422, 422)
    sentence = "The file is of NCT03652064, which is the trial CEPHEUS, not IMROZ. Nothing was compared."
    assert sentence in stored.content.decode()
    assert (
        "The file is of NCT00000001; the trial IMROZ is NCT03319667. Nothing was compared." in unknown.content.decode()
    )


def test_trial_without_a_number_may_take_any_study(send, take):
    trial = Trial.objects.create(slug="alpha", acronym="Alpha")

    take(send(study(), trial))

    assert [number.value for number in trial.ids.all()] == ["NCT00000001"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<html>", "The file is not JSON: Expecting value in line 1, column 1."),
        (b"\xff\xfe", "The file is not UTF-8: byte 1 cannot be read."),
        (b"[]", "This is no study of ClinicalTrials.gov: it has no protocolSection."),
        (b"{}" + b" " * 5_000_000, "The file is larger than 5 MB."),
        (b"[" * 5000 + b"]" * 5000, "The file nests deeper than 20 levels."),
        (
            b'{"protocolSection": {"identificationModule": {"nctId": "NCT0365206"}}}',
            "NCT0365206 has 7 digits; an NCT number has 8.",
        ),
    ],
    ids=["html", "bytes", "list", "large", "deep", "number"],
)
def test_bad_file_gets_a_sentence(send, content, sentence):
    answer = send(content)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_study_may_be_pasted_but_not_given_twice(send):
    text = json.dumps(cepheus())

    assert "signed" in send(None, pasted=text).context
    for fields in ({"pasted": ""}, {"pasted": text, "file": SimpleUploadedFile("study.json", b"{}")}):
        assert "Give the NCT number, a file, or its text: one of the three." in send(None, **fields).content.decode()


def test_comparison_that_was_tampered_with_or_is_old_writes_nothing(send, take, trial, client):
    page = send(cepheus(), trial)

    answer = take(page, ["n_enrolled"], study=page.context["signed"][:-3] + "abc")

    assert answer.url == reverse("admin:articles_trial_import")
    assert "The comparison has expired." in client.get(answer.url).content.decode()
    assert held(trial) == STORED


def test_trial_deleted_meanwhile_gets_a_sentence(send, take, trial, client):
    page = send(cepheus(), trial)
    trial.delete()

    answer = take(page)

    assert "The trial was deleted meanwhile." in client.get(answer.url).content.decode()
    assert Trial.objects.count() == 0


def test_half_a_character_and_control_signs_break_nothing(send, take):
    text = json.dumps(study(conditionsModule={"conditions": ["A\ud800B\u0000C"]})).encode()

    assert take(send(text)).status_code == 302
    assert Trial.objects.get().condition == "A?BC"


def test_texts_of_the_registry_are_escaped(send):
    page = send(study(conditionsModule={"conditions": ["<script>alert(1)</script>"]})).content.decode()

    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize(("person", "status"), [("ada", 200), ("paul", 200), ("rhea", 403), ("ben", 403), ("sue", 403)])
def test_pages_are_for_those_who_may_change_trials(client, request, trial, person, status):
    client.force_login(request.getfixturevalue(person))

    assert client.get(reverse("admin:articles_trial_import")).status_code == status
    assert client.get(reverse("admin:articles_trial_import_into", args=[trial.pk])).status_code == status
    answer = client.post(reverse("admin:articles_trial_take"), {"study": "x"})
    assert answer.status_code == (302 if status == 200 else 403)
    assert client.get(reverse("admin:articles_trial_take")).status_code in (403, 405)
