"""A study of ClinicalTrials.gov is compared with the stored trial and taken by keyboard."""

from pathlib import Path

import pytest

from articles.models import Trial, TrialId
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
STUDY = Path(__file__).parent.parent / "articles" / "fixtures" / "ctgov_cepheus.json"


@pytest.fixture
def trial(page, sign_in, live_server):
    trial = Trial.objects.create(slug="cepheus", acronym="CEPHEUS", n_enrolled=396)
    TrialId.objects.create(trial=trial, value="NCT03652064")
    sign_in(factories.make_staff("ada", "writer"))
    page.goto(f"{live_server.url}/admin/articles/trial/{trial.pk}/change/")
    return trial


def test_one_value_is_replaced_by_keyboard(page, trial):
    page.get_by_role("link", name="Import from ClinicalTrials.gov").click()
    page.get_by_label("File").set_input_files(STUDY)
    page.get_by_role("button", name="Compare").press("Enter")
    enrolled = page.get_by_role("checkbox", name="Enrolled")
    assert not enrolled.is_checked()
    enrolled.focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Take what is ticked").press("Enter")
    page.get_by_text("were taken from ClinicalTrials.gov.").wait_for()

    trial.refresh_from_db()
    assert (trial.n_enrolled, trial.phases, trial.results.count()) == (395, ["PHASE3"], 2)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_comparison_has_no_serious_fault_of_access(page, trial, scheme, width, faults_of_access):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.get_by_role("link", name="Import from ClinicalTrials.gov").click()
    assert faults_of_access() == []
    page.get_by_label("File").set_input_files(STUDY)
    page.get_by_role("button", name="Compare").click()
    page.get_by_role("button", name="Take what is ticked").wait_for()

    assert faults_of_access() == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
