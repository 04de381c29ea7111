"""The follow-up behind a mailed link, one question at a time: by keyboard, without JavaScript, and after a lost page."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from quizzes.models import Attempt, Draft, Phase
from surveys.models import CommitmentReview
from tests.factories import make_attempt, make_published_quiz, make_user, show_quiz
from tests.follow_ups import mailed_url, make_linked_learner, make_request, planned

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="not run: axe is not installed")


@pytest.fixture
def url(transactional_db, live_server):
    quiz = make_published_quiz(questions=2)
    show_quiz(quiz, presentation="one")
    dan = make_user("dan")
    learner = make_linked_learner(dan)
    now = timezone.now()
    make_attempt(quiz, Phase.PRE, [0, 0], learner, submitted_at=now - timedelta(days=50, hours=1))
    make_attempt(quiz, Phase.POST, [2, 0], learner, submitted_at=now - timedelta(days=50))
    planned(quiz, learner)
    return live_server.url + mailed_url(make_request(quiz, dan))


def stored() -> list[Attempt]:
    return list(Attempt.objects.filter(phase=Phase.FOLLOW_UP))


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_every_step_is_accessible_and_answers_stay_over_a_lost_page(page, url, troubles, tmp_path, width, scheme):
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)

    def look(name):
        faults = [f"{one['id']}: {one['nodes'][0]['html']}" for one in axe.Axe().run(page).response["violations"]]
        troubles.clear()  # axe itself injects a style
        assert faults == [], name
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, name
        page.screenshot(path=tmp_path / f"{name}.png", full_page=True)

    page.goto(url)
    look("first")
    page.locator("input[name=q1]").nth(2).focus()
    page.keyboard.press("Space")
    expect(page.locator("[data-saved]")).to_have_text("Saved")
    page.goto("about:blank")  # the page is lost
    page.goto(f"{url}?question=1")
    expect(page.locator("input[name=q1]").nth(2)).to_be_checked()
    page.keyboard.press("Tab")
    page.locator("main form .button").first.press("Enter")
    page.wait_for_url("**question=2")
    page.locator("input[name=q2]").nth(2).check()
    page.locator("main form .button").first.press("Enter")
    page.wait_for_url("**question=send")
    look("send")
    page.get_by_label("Partly").check()
    page.locator("[name=review-stopped_by]").fill("No time")
    page.get_by_role("button", name="Change Question 1 of 2").click()
    page.wait_for_url("**question=1")
    page.goto(f"{url}?question=send")
    expect(page.get_by_label("Partly")).to_be_checked()
    expect(page.locator("[name=review-stopped_by]")).to_have_value("No time")
    page.get_by_role("button", name="Send my answers").press("Enter")
    page.get_by_text("Weeks later you answered 2 of 2 correctly.").wait_for()
    look("result")

    assert [attempt.answers.filter(was_correct=True).count() for attempt in stored()] == [2]
    assert CommitmentReview.objects.get().obstacle == "No time"
    assert not Draft.objects.exists()


def test_it_works_without_a_script(browser, url):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(url)
    for name in ("q1", "q2"):
        page.locator(f"input[name={name}]").nth(2).check()
        page.locator("main form .button").first.click()
    page.get_by_label("Not yet").check()
    page.get_by_role("button", name="Change Question 2 of 2").click()
    page.locator("input[name=q2]").nth(0).check()
    page.locator("main form .button").first.click()
    expect(page.get_by_label("Not yet")).to_be_checked()
    page.get_by_role("button", name="Send my answers").click()
    page.get_by_text("Weeks later you answered 1 of 2 correctly.").wait_for()
    context.close()

    assert len(stored()) == 1
    assert CommitmentReview.objects.get().outcome == "not_yet"
