"""What is ticked survives a lost connection, a closed page and a new tab."""

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import expect

from quizzes.models import Attempt, Draft
from tests.factories import make_published_quiz
from tests.taking import options_of

UNSAVED = "Not saved: no connection. Your answers stay on this page; we keep trying."
UNSENT = "Not sent: no connection. Everything you have ticked stays on this page."


@pytest.fixture
def quiz(transactional_db):
    """A quiz of two questions whose live version shows the card before its text."""
    quiz = make_published_quiz(questions=2)
    options = [{"id": option.pk, "text": option.text, "letter": option.letter} for option in options_of(quiz, 1)]
    card = {"slug": quiz.article.slug, "first": {"stem": "Question 1?", "options": options}, "n_questions": 2}
    before = render_to_string("quizzes/_card.html", card | {"phase": "pre"})
    quiz.article.versions.get().save_body(f"<article><h1>Sample</h1>{before}</article>")
    return quiz


@pytest.fixture
def article_url(live_server, quiz):
    return f"{live_server.url}/articles/{quiz.article.slug}/"


@pytest.fixture
def quiz_url(live_server, quiz):
    return f"{live_server.url}/quizzes/{quiz.article.slug}/pre/"


def tick(page, question, place):
    page.locator(f"input[name=q{question}]").nth(place).check()


def told(page, words):
    expect(page.locator("[data-saved]")).to_have_text(words)


def test_new_tab_finds_the_answer(page, context, quiz_url):
    page.goto(quiz_url)
    tick(page, 1, 2)
    told(page, "Saved")

    tab = context.new_page()
    tab.goto(quiz_url)

    expect(tab.locator("input[name=q1]").nth(2)).to_be_checked()
    assert Attempt.objects.count() == 0


def test_closed_page_loses_nothing_that_was_just_ticked(page, context, quiz_url):
    tab = context.new_page()
    tab.goto(quiz_url)
    with tab.expect_response("**/draft/"):
        tick(tab, 1, 2)
    tab.close()

    page.goto(quiz_url)

    expect(page.locator("input[name=q1]").nth(2)).to_be_checked()


def test_draft_of_the_card_is_found_on_the_page(page, article_url, quiz_url):
    page.goto(article_url)
    page.get_by_role("link", name="Beta").click()
    tick(page, 2, 3)
    told(page, "Saved")

    page.goto(quiz_url)

    expect(page.locator("input[name=q1]").nth(1)).to_be_checked()
    expect(page.locator("input[name=q2]").nth(3)).to_be_checked()


def test_first_choice_in_the_card_is_kept_at_once(page, context, article_url, quiz_url):
    page.goto(article_url)
    page.get_by_role("link", name="Beta").click()
    told(page, "Saved")

    tab = context.new_page()
    tab.goto(quiz_url)

    expect(tab.locator("input[name=q1]").nth(1)).to_be_checked()


def test_choice_that_an_address_makes_is_kept_and_made_once(page, quiz, quiz_url):
    beta = options_of(quiz, 1)[1].pk
    page.goto(f"{quiz_url}?choose={beta}")
    told(page, "Saved")
    assert page.url == quiz_url
    with page.expect_response("**/draft/"):
        tick(page, 1, 3)

    page.reload()

    expect(page.locator("input[name=q1]").nth(3)).to_be_checked()


def test_address_of_no_option_keeps_nothing(page, quiz_url):
    page.goto(f"{quiz_url}?choose=nothing")
    tick(page, 2, 0)
    told(page, "Saved")

    assert list(Draft.objects.get().answers.values()) == [
        {"option": page.locator("input[name=q2]").first.input_value()}
    ]


def test_draft_is_saved_once_the_connection_is_back(page, context, quiz_url, troubles):
    page.goto(quiz_url)
    context.set_offline(True)
    tick(page, 1, 2)
    told(page, UNSAVED)
    tick(page, 2, 1)
    assert Draft.objects.count() == 0

    context.set_offline(False)

    told(page, "Saved")
    assert sorted(given["option"] for given in Draft.objects.get().answers.values()) == sorted(
        page.locator("input:checked").evaluate_all("ticked => ticked.map(one => one.value)")
    )
    troubles.clear()


@pytest.mark.parametrize("place", ["article", "page"])
def test_answers_that_could_not_be_sent_stay_and_are_sent_again(
    page, context, quiz_url, article_url, place, troubles, faults_of_access
):
    page.goto(quiz_url if place == "page" else article_url)
    if place == "article":
        page.get_by_role("link", name="Gamma").click()
    tick(page, 1, 2)
    tick(page, 2, 2)
    context.set_offline(True)
    page.get_by_role("button", name="Send my answers").click()

    notice = page.get_by_role("alert")
    expect(notice).to_contain_text(UNSENT)
    expect(notice).to_be_focused()
    expect(page.locator("input:checked")).to_have_count(2)
    context.set_offline(False)
    troubles.clear()
    assert faults_of_access() == []
    page.get_by_role("button", name="Send again").click()
    page.get_by_text("Your answers are stored.").first.wait_for()

    assert (Attempt.objects.count(), Draft.objects.count()) == (1, 0)
    assert (page.url == article_url) == (place == "article")


def test_answer_lost_on_its_way_back_is_acknowledged(page, quiz_url, troubles):
    page.goto(quiz_url)
    tick(page, 1, 2)
    tick(page, 2, 2)

    def lose(route):
        route.fetch(max_redirects=0)
        route.abort()

    page.route("**/pre/", lose)
    page.get_by_role("button", name="Send my answers").click()
    page.get_by_role("button", name="Send again").wait_for()
    assert Attempt.objects.count() == 1
    page.unroute("**/pre/")
    page.get_by_role("button", name="Send again").click()

    page.get_by_text("Your answers are stored.").first.wait_for()
    assert Attempt.objects.count() == 1
    troubles.clear()


def test_answers_sent_in_another_tab_are_shown(page, context, quiz_url, troubles):
    page.goto(quiz_url)
    tab = context.new_page()
    tab.goto(quiz_url)
    tick(tab, 1, 2)
    tick(tab, 2, 2)
    tab.get_by_role("button", name="Send my answers").click()
    tab.get_by_text("Your answers are stored.").first.wait_for()

    tick(page, 1, 0)

    link = page.get_by_role("link", name="Your answers were sent already. What was sent first stands.")
    expect(link).to_have_attribute("href", f"/quizzes/attempts/{Attempt.objects.get().pk}/")
    troubles.clear()  # the browser reports the status 409


def test_token_changed_by_another_tab_is_renewed(page, context, quiz_url, troubles):
    page.goto(quiz_url)
    context.clear_cookies()
    tick(page, 1, 2)

    told(page, "Saved")
    assert Draft.objects.count() == 1
    troubles.clear()  # the browser reports the status 403


def test_reading_times_of_the_article_come_with_the_form(page, article_url):
    page.goto(article_url)
    page.get_by_role("link", name="Beta").click()
    page.evaluate("document.documentElement.dataset.opened = Date.now() - 600_000")
    tick(page, 2, 0)
    told(page, "Saved")
    page.get_by_role("button", name="Send my answers").click()
    page.get_by_text("Your answers are stored.").first.wait_for()

    attempt = Attempt.objects.get()
    assert 595 < (attempt.submitted_at - attempt.article_opened_at).total_seconds() < 660
    assert attempt.article_read_at is None


def test_saved_and_not_saved_have_no_grave_fault_of_access(page, context, quiz_url, faults_of_access, troubles):
    page.goto(quiz_url)
    tick(page, 1, 2)
    told(page, "Saved")
    assert faults_of_access() == []
    context.set_offline(True)
    tick(page, 1, 1)
    told(page, UNSAVED)
    troubles.clear()
    assert faults_of_access() == []
    troubles.clear()
