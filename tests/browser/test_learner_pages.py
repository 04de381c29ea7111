"""The pages of a learner in a browser: accessible by rule, narrow, and by keyboard alone."""

import pytest
from playwright.sync_api import expect

from quizzes.models import Attempt, PinnedQuestion
from surveys.models import Statement, SurveyResponse
from tests.factories import freeze_question, make_published_quiz, make_published_survey, make_question

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="not run: axe is not installed")

REFUSED = "Failed to load resource: the server responded with a status of 422 (Unprocessable Entity)"


@pytest.fixture
def quiz(transactional_db):
    quiz = make_published_quiz(questions=2, confidence=True, dont_know=True)
    make_published_survey(quiz.article)
    return quiz


@pytest.fixture
def url(live_server, quiz):
    return {
        "pre": f"{live_server.url}/quizzes/{quiz.article.slug}/pre/",
        "post": f"{live_server.url}/quizzes/{quiz.article.slug}/post/",
        "survey": f"{live_server.url}/surveys/{quiz.article.slug}/",
    }


def send(page):
    """Send the form, and wait for what comes in its place."""
    page.locator("main form").evaluate("form => form.classList.add('sent')")
    page.locator("main button").click()
    expect(page.locator(".sent")).to_have_count(0)
    page.wait_for_load_state()


def answer(page, place):
    for name in ("q1", "q2"):
        page.locator(f"input[name={name}]").nth(place).check()
    send(page)


def faults(page) -> list[str]:
    """What axe finds, and whether the page is wider than the window."""
    found = [f"{one['id']}: {one['nodes'][0]['html']}" for one in axe.Axe().run(page).response["violations"]]
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [*found, *(["scrolls sideways"] if overflow > 0 else [])]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_every_state_is_accessible(page, url, troubles, scheme, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    found = {}
    page.goto(url["pre"])
    found["questions"] = faults(page)
    send(page)
    found["questions with errors"] = faults(page)
    answer(page, 0)
    found["stored"] = faults(page)
    page.goto(url["post"])
    answer(page, 2)
    found["result"] = faults(page)
    page.goto(url["pre"])
    page.goto(url["survey"])
    found["survey"] = faults(page)
    send(page)
    found["survey with errors"] = faults(page)
    page.locator("input[name=s1]").first.check()
    send(page)
    found["thanks"] = faults(page)

    assert found == {state: [] for state in found}
    assert troubles == [REFUSED, REFUSED]
    troubles.clear()


@pytest.mark.parametrize("width", [320, 1280])
def test_longest_words_and_most_options_fit(page, url, quiz, width):
    page.set_viewport_size({"width": width, "height": 800})
    word = "Pneumonoultramicroscopic"
    question = make_question(stem=word * 40, options=[f"{place}{word * 16}" for place in range(8)])
    pin = {"article_version": quiz.article.versions.get(), "quiz": quiz, "question_version": freeze_question(question)}
    PinnedQuestion.objects.create(**pin, order=2)

    def answer_three():
        for name in ("q1", "q2", "q3"):
            page.locator(f"input[name={name}]").nth(1).check()
        send(page)

    found = {}
    page.goto(url["pre"])
    found["questions"] = faults(page)
    answer_three()
    found["stored"] = faults(page)
    page.goto(url["post"])
    answer_three()
    found["result"] = faults(page)

    assert found == {"questions": [], "stored": [], "result": []}


def test_offers_stand_apart_from_the_form_before_them(page, url):
    Statement.objects.update(opens_commitment=True)
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(url["post"])
    answer(page, 2)
    page.goto(url["survey"])
    page.locator("input[name=s1]").nth(4).check()
    send(page)

    form, offer = (page.locator(place).bounding_box() for place in ("main form", "main form + section"))

    assert offer["y"] - (form["y"] + form["height"]) >= 24


def test_error_summary_has_the_focus_and_leads_to_the_first_option(page, url, troubles):
    page.goto(url["pre"])
    send(page)

    assert page.title().startswith("Error:")
    assert page.evaluate("document.activeElement.className") == "error-summary"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "pre-q1_0"
    troubles.clear()


def test_quiz_and_survey_are_done_with_the_keyboard_alone(page, url):
    def press(*keys):
        for key in keys:
            page.keyboard.press(key)

    page.goto(url["post"])
    page.locator("input[name=q1]").first.focus()
    # Down moves to the second option; Tab passes the confidence scale on the way to the next question.
    press("ArrowDown", "Tab", "Tab", "Space", "Tab", "Tab", "Enter")
    page.get_by_role("heading", name="Your result").wait_for()
    page.goto(url["survey"])
    page.locator("input[name=s1]").first.focus()
    # Past the comment and the three fields of the profile to the button.
    press("Space", "ArrowDown", "Tab", "Space", "Tab", "Tab", "Tab", "Tab", "Tab", "Enter")
    page.get_by_role("heading", name="Thank you").wait_for()

    answers = Attempt.objects.get().answers.order_by("question_version__stem")
    assert [answer.option.text for answer in answers] == ["Beta", "Alpha"]
    assert sorted(SurveyResponse.objects.get().answers.values_list("value", flat=True)) == [1, 2]
