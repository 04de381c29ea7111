"""A writer types a result into a trial block and accepts what the tool reads from it, by keyboard alone."""

import pytest
from playwright.sync_api import expect

from articles.models import Arm, Endpoint, Result, Trial, TrialBlock
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
EDITOR = "#id_articles_trialblock_set-0-findings_editor"


@pytest.fixture
def trial():
    trial = Trial.objects.create(slug="imroz", acronym="IMROZ")
    for order, (key, abbr) in enumerate((("e", "Isa-VRd"), ("c", "VRd"))):
        Arm.objects.create(trial=trial, key=key, abbr=abbr, order=order)
    Endpoint.objects.create(trial=trial, key="pfs", measure="PFS")
    return trial


@pytest.fixture
def block(trial):
    article = factories.make_article()
    return TrialBlock.objects.create(parent=article, region="main", ordering=10, trial=trial)


@pytest.fixture
def open_block(desk, page, block):
    """The article screen with the cursor in an item that holds the text."""

    def show(text: str):
        desk(f"articles/article/{block.parent_id}/change/")
        page.locator(EDITOR).click()
        page.keyboard.type(text)

    return show


def suggest(page):
    button = page.get_by_role("button", name="Read the result that this item states")
    button.focus()
    page.keyboard.press("Enter")
    return page.get_by_role("dialog", name="Results in this item")


def save(page):
    with page.expect_navigation():
        page.locator("[name=_continue]").click()
    page.locator(EDITOR).wait_for()


def test_typed_result_is_accepted_and_pinned(open_block, page, block, faults_of_access):
    open_block("At 60 months PFS was 63.2% vs 45.2% (HR 0.60; CI 0.41–0.88).")

    dialog = suggest(page)
    expect(dialog.get_by_role("heading", level=3)).to_have_text("PFS, 60 months: 63.2% | 45.2%; HR 0.60 (CI 0.41–0.88)")
    assert faults_of_access() == []
    dialog.get_by_role("button", name="Swap the arms").click()
    dialog.get_by_role("button", name="Swap the arms").click()
    assert Result.objects.count() == 0
    dialog.get_by_label("Confidence level, which the text does not state").select_option("98.5")
    expect(dialog.get_by_role("heading", level=3)).to_contain_text("98.5% CI 0.41–0.88")
    dialog.get_by_role("button", name="Accept").focus()
    page.keyboard.press("Enter")
    dialog.wait_for(state="detached")

    expect(page.locator("#suggest-announcement")).to_contain_text("Result pfs-60-months is pinned to the item.")
    expect(page.locator(f"{EDITOR} li")).to_have_attribute("data-marks", "Result pfs-60-months")
    save(page)
    block.refresh_from_db()
    assert 'data-result="pfs-60-months"' in block.findings
    result = Result.objects.get()
    assert [(row.arm.key, str(row.value)) for row in result.values.all()] == [("e", "63.2"), ("c", "45.2")]
    assert (str(result.comparison.ci_pct), result.checked_by) == ("98.5", None)

    page.locator(EDITOR).click()
    dialog = suggest(page)
    dialog.get_by_role("button", name="Pin this result").click()
    dialog.wait_for(state="detached")
    assert Result.objects.count() == 1


def test_level_left_open_is_required(open_block, page):
    open_block("PFS HR 0.60 (0.41–0.88)")

    dialog = suggest(page)
    dialog.get_by_role("button", name="Accept").click()

    level = dialog.get_by_label("Confidence level, which the text does not state")
    assert level.evaluate("(select) => select.matches(':invalid')")
    assert Result.objects.count() == 0


def test_words_without_a_result_get_a_hint(open_block, page):
    open_block("446 people took part in 2019.")

    dialog = suggest(page)

    expect(dialog.get_by_role("status")).to_contain_text("Nothing was recognised. Write the numbers as “63.2% versus")


def test_block_without_a_trial_says_so(open_block, page):
    open_block("PFS 63.2% vs 45.2%")
    page.locator("select[name='articles_trialblock_set-0-trial']").evaluate("(select) => { select.value = '' }")
    page.locator(EDITOR).click()

    dialog = suggest(page)

    expect(dialog.get_by_role("alert")).to_have_text("Choose the trial of this block first.")


def test_refusal_is_shown_and_nothing_is_lost(open_block, page, block, troubles):
    open_block("PFS HR 0.90 (95% CI 0.41–0.88)")

    dialog = suggest(page)
    expect(dialog.get_by_role("list", name="Checks")).to_contain_text("lies outside its interval")
    dialog.get_by_role("button", name="Accept").click()

    expect(dialog.get_by_role("alert")).to_have_text("The estimate does not lie inside its confidence interval.")
    page.keyboard.press("Escape")
    expect(page.locator(EDITOR)).to_contain_text("PFS HR 0.90 (95% CI 0.41–0.88)")
    assert [trouble for trouble in troubles if "400" not in trouble] == []
    troubles.clear()
