"""A trial that is not stored yet is made from the article's block, in a window of four fields."""

import pytest

from articles.models import Trial, TrialBlock
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def article(page, sign_in, live_server):
    factories.make_hub()
    article = factories.make_article()
    sign_in(factories.make_staff("ada", "writer"))
    page.goto(f"{live_server.url}/admin/articles/article/{article.pk}/change/")
    return article


def test_writer_makes_a_trial_from_the_block(page, article, troubles):
    page.get_by_role("button", name="+ Trial summary", exact=True).click()
    with page.expect_popup() as opened:
        page.locator("#add_id_articles_trialblock_set-0-trial").click()
    window = opened.value
    window.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    window.get_by_label("Acronym").fill("IMROZ")
    window.get_by_role("textbox", name="Registry number").fill("NCTO3319667")
    window.get_by_label("Phase III", exact=True).check()
    window.get_by_label("Question").fill("Does isatuximab added to VRd help?")
    window.locator("[name=_save]").click()
    window.locator(".errorlist").get_by_text("has the letter O for a zero").wait_for()

    window.get_by_role("textbox", name="Registry number").fill("NCT03319667")
    with window.expect_event("close"):
        window.locator("[name=_save]").click()
    page.locator(".select2-selection__rendered", has_text="IMROZ").wait_for()
    with page.expect_navigation():
        page.locator("[name=_continue]").click()

    trial = Trial.objects.get()
    assert (trial.slug, trial.phases, [number.value for number in trial.ids.all()]) == (
        "imroz",
        ["PHASE3"],
        ["NCT03319667"],
    )
    assert TrialBlock.objects.get().trial == trial
