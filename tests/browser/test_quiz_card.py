"""The quiz inside the card of an article, with scripts; without them the same links open the quiz page."""

import pytest
from django.template.loader import render_to_string

from hub.models import Learner
from quizzes.models import Attempt, Draft
from tests.factories import make_published_quiz
from tests.taking import options_of

REFUSED = "Failed to load resource: the server responded with a status of 422 (Unprocessable Entity)"


@pytest.fixture
def quiz(transactional_db):
    """A quiz of two questions whose live version shows both cards around its text."""
    quiz = make_published_quiz(questions=2)
    options = [{"id": option.pk, "text": option.text, "letter": option.letter} for option in options_of(quiz, 1)]
    card = {"slug": quiz.article.slug, "first": {"stem": "Question 1?", "options": options}, "n_questions": 2}
    before, after = (render_to_string("quizzes/_card.html", card | {"phase": phase}) for phase in ("pre", "post"))
    version = quiz.article.versions.get()
    version.save_body(f'<article><h1>Sample</h1>{before}<div class="body" id="text"><p>Text</p></div>{after}</article>')
    return quiz


@pytest.fixture
def article_url(live_server, quiz):
    return f"{live_server.url}/articles/{quiz.article.slug}/"


def card(page, phase):
    return page.locator(f".quiz-card[data-phase={phase}]")


def choose(page, phase, question, place):
    card(page, phase).locator(f"input[name=q{question}]").nth(place).check()


def send(page, phase):
    card(page, phase).get_by_role("button", name="Send my answers").click()


def in_focus(page, expression):
    return page.evaluate(f"document.activeElement.{expression}")


def test_option_opens_the_form_in_the_card_and_ticks_it(page, article_url, context):
    page.goto(article_url)
    assert context.cookies() == []

    card(page, "pre").get_by_role("link", name="Beta").click()

    form = card(page, "pre").locator("form")
    form.wait_for()
    assert page.url == article_url
    assert (in_focus(page, "value"), in_focus(page, "checked")) == (
        form.locator("input[name=q1]").nth(1).get_attribute("value"),
        True,
    )
    assert page.locator("[data-phase=pre] + [role=status]").text_content() == "Before you read"
    card(page, "pre").get_by_text("Saved", exact=True).wait_for()
    assert (Learner.objects.count(), Draft.objects.count(), Attempt.objects.count()) == (1, 1, 0)


def test_whole_quiz_is_taken_inside_the_article(page, article_url):
    page.goto(article_url)
    card(page, "pre").get_by_role("link", name="Alpha").click()
    choose(page, "pre", 2, 0)
    send(page, "pre")
    card(page, "pre").get_by_text("Your answers are stored.").wait_for()
    assert card(page, "pre").get_by_role("link", name="Read the article").get_attribute("href") == f"{article_url}#text"

    card(page, "post").get_by_role("link", name="Gamma").click()
    choose(page, "post", 2, 2)
    send(page, "post")

    card(page, "post").get_by_text("0 of 2 questions correctly before reading and 2 of 2 after").wait_for()
    assert page.url == article_url
    assert Attempt.objects.count() == 2
    card(page, "post").get_by_role("link", name="question by question").click()
    page.get_by_role("heading", name="Your result").wait_for()


def test_open_question_is_named_in_the_card(page, article_url, troubles):
    page.goto(article_url)
    card(page, "pre").get_by_role("link", name="Alpha").click()
    send(page, "pre")

    card(page, "pre").get_by_role("link", name="Question 2 of 2: Choose one option.").wait_for()
    assert in_focus(page, "className") == "error-summary"
    assert page.locator("[data-phase=pre] + [role=status]").text_content() == "The form could not be sent."
    card(page, "pre").get_by_role("link", name="Question 2 of 2: Choose one option.").click()
    assert (in_focus(page, "name"), page.url.split("#")[0]) == ("q2", article_url)
    assert (Attempt.objects.count(), troubles) == (0, [REFUSED])
    troubles.clear()


def test_who_has_answered_gets_what_is_stored(page, article_url):
    page.goto(article_url)
    card(page, "pre").get_by_role("link", name="Alpha").click()
    choose(page, "pre", 2, 0)
    send(page, "pre")
    card(page, "pre").get_by_text("Your answers are stored.").wait_for()

    page.reload()
    card(page, "pre").get_by_role("link", name="Delta").click()

    card(page, "pre").get_by_text("Your answer: Alpha").first.wait_for()
    assert card(page, "pre").locator("form").count() == 0


def test_option_opens_the_quiz_page_when_the_form_cannot_be_fetched(page, article_url, troubles):
    page.goto(article_url)
    page.route(
        "**/quizzes/**", lambda route: route.abort() if route.request.resource_type == "fetch" else route.continue_()
    )

    card(page, "pre").get_by_role("link", name="Beta").click()

    page.get_by_role("heading", name="Before you read").wait_for()
    page.wait_for_url("**/pre/")
    assert page.locator("input[name=q1]").nth(1).is_checked()
    troubles.clear()


def test_form_that_cannot_be_sent_keeps_its_ticks_and_is_sent_again(page, article_url, troubles):
    page.goto(article_url)
    card(page, "pre").get_by_role("link", name="Alpha").click()
    choose(page, "pre", 2, 0)
    page.route("**/quizzes/**", lambda route: route.abort())

    send(page, "pre")

    card(page, "pre").get_by_text("Not sent: no connection.").wait_for()
    assert in_focus(page, "role") == "alert"
    assert card(page, "pre").locator("input:checked").count() == 2
    assert Attempt.objects.count() == 0
    page.unroute("**/quizzes/**")
    card(page, "pre").get_by_role("button", name="Send again").click()
    card(page, "pre").get_by_text("Your answers are stored.").wait_for()
    assert (page.url, Attempt.objects.count()) == (article_url, 1)
    troubles.clear()


def test_card_works_without_scripts(browser, article_url):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(article_url)

    card(page, "pre").get_by_role("link", name="Beta").click()

    assert page.locator("input[name=q1]").nth(1).is_checked()
    page.locator("input[name=q2]").first.check()
    page.get_by_role("button", name="Send my answers").click()
    assert page.get_by_text("Your answers are stored.").is_visible()
    page.context.close()
