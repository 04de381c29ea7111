"""From the first question over the article to the survey, in both presentations, by keyboard alone and without scripts."""

import re

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import expect

from quizzes.models import Attempt, Draft
from surveys.models import SurveyResponse
from tests.factories import make_published_quiz, make_published_survey
from tests.taking import options_of


@pytest.fixture
def publish(transactional_db, live_server):
    """Publish an article with quiz and survey cards: `publish("one")` gives its address."""

    def make(presentation: str) -> str:
        quiz = make_published_quiz(questions=3, confidence=True, presentation=presentation)
        survey = make_published_survey(quiz.article)
        options = [{"id": option.pk, "text": option.text, "letter": option.letter} for option in options_of(quiz, 1)]
        card = {"slug": quiz.article.slug, "first": {"stem": "Question 1?", "options": options}, "n_questions": 3}
        before, after = (render_to_string("quizzes/_card.html", card | {"phase": phase}) for phase in ("pre", "post"))
        statements = [{"text": pin.statement_version.text} for pin in survey.pins.all()]
        view = render_to_string("surveys/_card.html", {"slug": quiz.article.slug, "statements": statements})
        text = '<div class="body" id="text"><p>Text</p></div>'
        quiz.article.versions.get().save_body(f"<article><h1>Sample</h1>{before}{text}{after}{view}</article>")
        return f"{live_server.url}/articles/{quiz.article.slug}/"

    return make


def tab_to(page, locator):
    """Press Tab until the element has the focus."""
    for _ in range(60):
        if locator.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("The element cannot be reached with the Tab key.")


def press(page, locator):
    tab_to(page, locator)
    page.keyboard.press("Enter")


def answer_by_keyboard(page, card, number):
    """Choose the second option of a question that has no answer yet."""
    first = card.locator(f"input[name=q{number}]").first
    tab_to(page, first)
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(card.locator(f"input[name=q{number}]").nth(1)).to_be_checked()


def take_by_keyboard(page, phase, presentation, stored):
    card = page.locator(f".quiz-card[data-phase={phase}]")
    press(page, card.get_by_role("link", name="Beta"))
    expect(card.locator("input[name=q1]").nth(1)).to_be_focused()
    if presentation == "one":
        press(page, card.get_by_role("button", name="Next"))
        for number in (2, 3):
            expect(card.get_by_role("group", name=re.compile(f"Question {number} of 3"))).to_be_focused()
            expect(page.locator(f"[data-phase={phase}] + [role=status]")).to_have_text(f"Question {number} of 3")
            answer_by_keyboard(page, card, number)
            press(page, card.get_by_role("button", name="Next"))
    else:
        for number in (2, 3):
            answer_by_keyboard(page, card, number)
    press(page, card.get_by_role("button", name="Send my answers"))
    expect(card).to_contain_text(stored)


@pytest.mark.parametrize("presentation", ["one", "all"])
def test_loop_by_keyboard_alone(page, publish, presentation):
    page.goto(publish(presentation))
    address = page.url

    take_by_keyboard(page, "pre", presentation, "Your answers are stored.")
    take_by_keyboard(page, "post", presentation, "0 of 3 questions correctly before reading and 0 of 3 after")
    view = page.locator("[aria-labelledby=survey] [data-form-card]")
    press(page, view.get_by_role("link", name="Give your view"))
    tab_to(page, view.locator("input[name=s1]").first)
    page.keyboard.press("Space")
    press(page, view.get_by_role("button", name="Send my view"))
    expect(view).to_contain_text("Your view is stored.")

    assert page.url == address
    assert (Attempt.objects.count(), Draft.objects.count(), SurveyResponse.objects.count()) == (2, 0, 1)


@pytest.mark.parametrize("presentation", ["one", "all"])
def test_loop_without_scripts(browser, publish, presentation):
    address = publish(presentation)
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 700})
    page = context.new_page()
    for phase in ("pre", "post"):
        page.goto(address)
        page.locator(f".quiz-card[data-phase={phase}]").get_by_role("link", name="Beta").click()
        for number in (1, 2, 3):
            page.locator(f"input[name=q{number}]").nth(1).check()
            if presentation == "one":
                page.get_by_role("button", name="Next").click()
        page.get_by_role("button", name="Send my answers").click()
        page.wait_for_url("**/quizzes/attempts/**")
    page.get_by_role("link", name="Give your view").click()
    page.locator("input[name=s1]").first.check()
    page.get_by_role("button", name="Send my view").click()
    page.get_by_role("heading", name="Thank you").wait_for()
    context.close()

    assert (Attempt.objects.count(), Draft.objects.count(), SurveyResponse.objects.count()) == (2, 0, 1)


def test_who_has_given_a_view_sees_so_in_the_card(page, publish):
    page.goto(publish("all"))
    view = page.locator("[aria-labelledby=survey] [data-form-card]")
    view.get_by_role("link", name="Give your view").click()
    view.locator("input[name=s1]").first.check()
    view.get_by_role("button", name="Send my view").click()
    view.get_by_text("Your view is stored.").wait_for()

    page.reload()
    view.get_by_role("link", name="Give your view").click()

    view.get_by_text("Your view is stored.").wait_for()
    assert SurveyResponse.objects.count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_steps_have_no_grave_fault_and_fit(page, publish, faults_of_access, troubles, width, scheme):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    quiz = publish("one").replace("/articles/", "/quizzes/") + "pre/"

    def look():
        assert faults_of_access() == []
        assert page.evaluate("document.documentElement.scrollWidth") == width

    page.goto(quiz)
    look()
    page.locator("input[name=q1]").first.check()
    page.get_by_role("button", name="Next").click()
    page.wait_for_url("**?question=2")
    expect(page.get_by_role("group", name=re.compile("Question 2 of 3"))).to_be_focused()
    look()
    page.get_by_role("button", name="Back").click()
    page.wait_for_url("**?question=1")
    expect(page.locator("input[name=q1]").first).to_be_checked()
    page.goto(f"{quiz}?question=send")
    look()
    page.get_by_role("button", name="Send my answers").click()
    page.locator(".error-summary").wait_for()
    troubles.clear()  # the browser reports the status 422
    look()
    page.get_by_role("link", name="Question 2 of 3: Choose one option.").click()
    page.wait_for_url("**?question=2")
