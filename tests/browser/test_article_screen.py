"""The article screen as a whole: a refused page leads to its fields, the list and the dialogs fit, nobody is shut out."""

import pytest

from articles.models import LandscapeBlock, QuoteBlock, TextBlock, Trial, TrialBlock
from tests import factories
from tests.articles.bundle import bundles

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def article():
    return factories.make_article(title="A long title " * 12)


def test_refused_page_begins_with_links_to_its_fields(desk, page, article, faults_of_access):
    for number in range(12):
        TextBlock.objects.create(parent=article, region="main", ordering=10 * number, text="<p>Text</p>")
    desk(f"articles/article/{article.pk}/change/")
    page.get_by_role("button", name="+ Figure", exact=True).click()
    picture = {"name": "curves.png", "mimeType": "image/png", "buffer": bundles.picture()}
    page.locator("#id_articles_figureblock_set-0-picture").set_input_files(picture)
    page.get_by_role("button", name="+ Table", exact=True).click()
    page.locator("#video-heading").scroll_into_view_if_needed()
    with page.expect_navigation():
        page.locator("[name=_continue]").click()
    page.locator(".order-machine .grid-cells").wait_for()

    # The block editor returns to where the page stood only after a moment.
    page.wait_for_timeout(400)
    assert page.evaluate("scrollY") == 0
    links = page.locator(".refused-fields a")
    assert links.all_inner_texts() == [
        "Figure, Picture: Nothing was stored yet. Choose the file again.",
        "Table, Cells: This field is required.",
    ]
    links.last.press("Enter")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Header, column 1"
    assert faults_of_access() == []


@pytest.mark.parametrize("width", [360, 1280])
def test_list_and_its_buttons_fit(desk, page, article, width):
    page.set_viewport_size({"width": width, "height": 900})
    desk("articles/article/")

    results = page.locator("#changelist .results")
    if width == 1280:
        assert results.evaluate("(box) => box.scrollWidth <= box.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_dialog_of_results_shows_its_words_and_can_be_left(desk, page, article):
    trial = Trial.objects.create(slug="imroz", acronym="IMROZ")
    TrialBlock.objects.create(parent=article, region="main", ordering=10, trial=trial, findings="<ul><li>One</li></ul>")
    desk(f"articles/article/{article.pk}/change/")
    page.locator("#id_articles_trialblock_set-0-findings_editor").click()
    bar = page.get_by_role("toolbar", name="Formatting: Findings")

    bar.get_by_text("Result…").click()
    select = page.get_by_label("Result of the trial that this item states")
    assert select.evaluate("(box) => box.clientHeight >= 2 * parseFloat(getComputedStyle(box).fontSize)")
    page.get_by_role("button", name="Cancel").click()
    bar.get_by_text("Suggest result").click()

    assert (
        page.get_by_role("link", name="Open the trial").get_attribute("href")
        == f"/admin/articles/trial/{trial.pk}/change/"
    )


@pytest.mark.parametrize("role", ["writer", "reviewer"])
def test_whole_screen_has_no_serious_fault_of_access(sign_in, page, live_server, article, role, faults_of_access):
    trial = Trial.objects.create(slug="imroz", acronym="IMROZ")
    LandscapeBlock.objects.create(parent=article, region="main", ordering=10, columns=["phase"]).set_trials([trial])
    QuoteBlock.objects.create(parent=article, region="main", ordering=20, text="<p>So</p>", person="Sample Expert")
    sign_in(factories.make_staff(role, role))
    page.goto(f"{live_server.url}/admin/articles/article/{article.pk}/change/")
    page.wait_for_load_state()
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")

    assert faults_of_access() == []
