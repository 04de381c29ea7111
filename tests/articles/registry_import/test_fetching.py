"""A study by its NCT number: the page, the command, and what both say when nothing comes back."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from articles.models import Trial
from articles.registry_import.ctgov import StudyError
from articles.registry_import.fetching import fetch_study
from tests.loopback import Answer, loopback

from .studies import cepheus

PATH = "/api/v2/studies/NCT03652064"


@pytest.fixture
def registry(settings):
    with loopback() as served:
        settings.CLINICALTRIALS_URL = served.url
        served.answers[PATH] = Answer(json.dumps(cepheus()).encode(), headers={"Content-Type": "application/json"})
        yield served


def fetch_trials(*arguments) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("fetch_trials", *arguments, stdout=out, stderr=err)
    except CommandError as error:
        return error.returncode, out.getvalue(), err.getvalue() + str(error)
    return 0, out.getvalue(), err.getvalue()


@pytest.mark.django_db
def test_a_study_is_asked_for_by_its_tidied_number(registry):
    assert json.loads(fetch_study(" nct 03652064 ")) == cepheus()
    assert [path for path, _headers in registry.asked] == [PATH]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("NCT0365206", "NCT0365206 has 7 digits; an NCT number has 8."),
        ("NCT09999999", "ClinicalTrials.gov has no study NCT09999999."),
    ],
)
def test_a_number_without_study_gets_a_sentence(registry, number, sentence):
    with pytest.raises(StudyError) as refusal:
        fetch_study(number)

    assert str(refusal.value) == sentence


@pytest.mark.django_db
def test_offline_says_what_to_do(settings):
    settings.CLINICALTRIALS_URL = "http://127.0.0.1:9"
    with pytest.raises(
        StudyError, match=r"127\.0\.0\.1.*You can also download the study yourself and give the file here\.$"
    ):
        fetch_study("NCT03652064")


@pytest.mark.django_db
def test_the_page_compares_the_fetched_study(registry, send, trial):
    page = send(None, number="NCT03652064")

    assert (page.status_code, page.context["original"]) == (200, trial)
    assert page.context["adding"]


@pytest.mark.django_db
def test_the_page_keeps_the_number_that_was_not_found(registry, send):
    page = send(None, number="NCT09999999")

    assert page.status_code == 422
    assert "ClinicalTrials.gov has no study NCT09999999." in page.content.decode()
    assert 'value="NCT09999999"' in page.content.decode()


@pytest.mark.django_db
def test_the_command_stores_a_new_trial_once_and_then_lists_differences(registry):
    first, second = fetch_trials("NCT03652064"), fetch_trials("NCT03652064")

    assert first[0] == 0
    assert first[1].startswith("NCT03652064: stored CEPHEUS\n")
    assert second[:2] == (0, "NCT03652064: stored as CEPHEUS, 0 differences\n")
    assert Trial.objects.count() == 1


@pytest.mark.django_db
def test_a_dry_run_stores_nothing(registry):
    assert fetch_trials("NCT03652064", "--dry-run") == (0, "NCT03652064: would store CEPHEUS\n", "")
    assert not Trial.objects.exists()


@pytest.mark.django_db
def test_one_failure_does_not_stop_the_others(registry):
    status, _out, err = fetch_trials("NCT09999999", "NCT03652064")

    assert (status, Trial.objects.count()) == (2, 1)
    assert err == "NCT09999999: ClinicalTrials.gov has no study NCT09999999.\n1 of 2 studies were not read."
