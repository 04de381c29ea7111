"""The learner's own record in a browser: accessible by rule, narrow, by keyboard, and without JavaScript."""

import pytest
from playwright.sync_api import expect

from articles.models import ReaderNote
from hub.models import Learner
from quizzes.models import Attempt, Phase
from tests.answered import make_responses
from tests.factories import make_article, make_attempt, make_published_quiz, make_published_survey
from tests.mine import make_note

pytest.importorskip("axe_playwright_python.sync_playwright", reason="not run: axe is not installed")

REFUSED = "Failed to load resource: the server responded with a status of 422 (Unprocessable Entity)"
LONG = "Daratumumab, isatuximab and subcutaneous administration in transplant-ineligible newly diagnosed myeloma"


@pytest.fixture
def quiz(transactional_db):
    return make_published_quiz(questions=2, article=make_article(title=LONG))


@pytest.fixture
def learner(quiz, context, live_server):
    learner = Learner.objects.create(profession="nurse")
    for phase in (Phase.PRE, Phase.POST):
        make_attempt(quiz, phase, [2, 2], learner)
    make_responses(make_published_survey(quiz.article), 4, 5, learners=[learner])
    make_note(learner, quiz.article, "Ask about\n" + "Verylongword" * 30)
    context.add_cookies([{"name": "lid", "value": str(learner.pk), "url": live_server.url}])
    return learner


def is_too_wide(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_is_accessible(page, live_server, learner, quiz, troubles, faults_of_access, scheme, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    found = {}
    for path in ("/me/", f"/me/notes/{quiz.article.slug}/", "/me/erase/"):
        page.goto(live_server.url + path)
        found[path] = (faults_of_access(), is_too_wide(page))
    page.get_by_role("button").click()
    expect(page.get_by_role("alert")).to_be_focused()
    assert troubles == [REFUSED]
    troubles.clear()
    found["refused"] = (faults_of_access(), is_too_wide(page))
    page.context.clear_cookies()
    page.goto(f"{live_server.url}/me/")
    found["empty"] = (faults_of_access(), is_too_wide(page))

    assert found == {state: ([], False) for state in found}


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_note_and_erasure_work_without_scripts(page, live_server, learner, quiz):
    page.goto(f"{live_server.url}/me/")
    page.get_by_role("link", name="Change the note").click()
    page.get_by_label("Your note").fill("Shorter")
    page.get_by_role("button", name="Save note").click()
    expect(page.get_by_text("Your note is saved.")).to_be_visible()
    assert ReaderNote.objects.get().text == "Shorter"

    page.get_by_role("link", name="Back to your record").click()
    page.get_by_role("link", name="Erase what this device holds").click()
    page.get_by_label("Also delete my answers").check()
    page.get_by_label("Yes, erase this").check()
    page.get_by_role("button", name="Erase what this device holds").click()
    expect(page.get_by_role("heading", name="Erased")).to_be_visible()
    assert (ReaderNote.objects.count(), Attempt.objects.count()) == (0, 0)
    assert "lid" not in {cookie["name"] for cookie in page.context.cookies()}


def test_record_is_walked_by_keyboard(page, live_server, learner):
    page.goto(f"{live_server.url}/me/")
    reached = []
    page.locator("main").evaluate("main => { main.tabIndex = -1; main.focus() }")
    for _ in range(9):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.innerText.split(':')[0].split('\\n')[0]"))

    assert reached == [
        "Sign in", LONG, "Your result", "Change the note", "PDF", "CSV", "JSON", "Privacy", "Erase what this device holds"
    ]  # fmt: skip


def test_downloads_are_offered_as_files(page, live_server, learner):
    page.goto(f"{live_server.url}/me/")
    for name in ("PDF", "CSV", "JSON"):
        with page.expect_download() as download:
            page.get_by_role("link", name=name, exact=True).click()
        assert download.value.suggested_filename == f"learning-record.{name.lower()}"
