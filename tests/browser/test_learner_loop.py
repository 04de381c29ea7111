"""The learner's loop on the sample article: quiz, article, same quiz, result, survey; with and without JavaScript."""

import re

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from hub.models import Learner
from quizzes.models import Attempt
from surveys.models import SurveyResponse


@pytest.fixture
def article(granted, live_server):
    """The address of the sample article, published, without simulated learners."""
    call_command("demo", learners=0, force=True)
    return live_server.url + "/articles/anti-cd38-antibodies-in-multiple-myeloma/"


@pytest.fixture(params=["with JavaScript", "without JavaScript"])
def reader(request, browser, browser_context_args, troubles):
    """A page of its own context, once with and once without scripts."""
    context = browser.new_context(**browser_context_args, java_script_enabled=request.param == "with JavaScript")
    page = context.new_page()
    page.on("pageerror", lambda error: troubles.append(f"script: {error}"))
    page.on(
        "console",
        lambda message: troubles.append(f"{message.text} {message.location}") if message.type == "error" else None,
    )
    page.set_default_timeout(15_000)
    yield page
    assert troubles == []
    context.close()


def answer(page, card, option):
    """Choose an option on the article page and send the form, wherever it opens."""
    page.locator(f"[aria-labelledby={card}] .option", has_text=option).click()
    expect(page.get_by_role("radio", name=option)).to_be_checked()
    page.get_by_role("button", name=re.compile("answer", re.I)).click()


def test_loop_from_first_question_to_survey(reader, article):
    reader.goto(article)
    answer(reader, "pre", "CEPHEUS")
    expect(reader.locator("main")).to_contain_text("stored")
    before_post = reader.content()
    reader.goto(article)
    answer(reader, "post", "IMROZ")
    expect(reader.locator("main")).to_contain_text("0 of 1 question correctly before reading and 1 of 1 after")
    reader.goto(article.split("/articles/")[0] + f"/quizzes/attempts/{Attempt.objects.get(phase='post').pk}/")
    expect(reader.locator("main")).to_contain_text("CEPHEUS added daratumumab, not isatuximab, to VRd.")
    reader.get_by_role("link", name="Give your view").click()
    for group in reader.locator("fieldset:has(input[type=radio])").all():
        group.get_by_label("Agree", exact=True).check()
    reader.get_by_role("button", name=re.compile("send", re.I)).click()
    expect(reader.locator("h1")).to_contain_text("Thank you")

    assert "daratumumab, not isatuximab" not in before_post
    assert Learner.objects.count() == 1
    assert list(Attempt.objects.order_by("submitted_at").values_list("phase", flat=True)) == ["pre", "post"]
    assert list(SurveyResponse.objects.get().answers.values_list("value", flat=True)) == [4, 4, 4, 4]


def test_loop_by_keyboard_alone(page, article):
    page.goto(article)
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to content")).to_be_focused()
    option = page.locator("[aria-labelledby=pre] .option").first
    for _ in range(40):
        if option.evaluate("one => one === document.activeElement"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    radio = page.locator("[aria-labelledby=pre] input[type=radio]:checked")
    expect(radio).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[aria-labelledby=pre]")).to_contain_text("stored")

    assert Attempt.objects.count() == 1


def test_double_click_stores_one_attempt(page, article):
    page.goto(article.replace("/articles/", "/quizzes/") + "pre/")
    page.locator("input[type=radio]").first.check()
    page.get_by_role("button", name=re.compile("answer", re.I)).dblclick()
    expect(page.locator("main")).to_contain_text("stored")

    assert Attempt.objects.count() == 1


def test_missing_answer_is_named_and_focused(page, article, troubles):
    page.goto(article.replace("/articles/", "/quizzes/") + "pre/")
    page.locator("form[method=post]").evaluate("form => form.noValidate = true")
    page.get_by_role("button", name=re.compile("answer", re.I)).click()

    expect(page).to_have_title(re.compile("^Error:"))
    page.locator(".error-summary a").first.click()
    expect(page.locator("input[type=radio]").first).to_be_focused()
    assert [trouble for trouble in troubles if "422" not in trouble] == []
    troubles.clear()  # the browser reports the status of the page that names the error


def test_reading_asks_nothing_of_other_hosts_and_leaves_no_cookie(page, context, article, live_server):
    hosts = set()
    page.on("request", lambda request: hosts.add("/".join(request.url.split("/")[:3])))
    page.goto(article)
    page.wait_for_load_state("networkidle")

    assert hosts == {live_server.url}
    assert context.cookies() == []


def test_pages_have_no_grave_fault_of_access(page, article, faults_of_access, troubles):
    quiz = article.replace("/articles/", "/quizzes/")
    found = {}

    def look(name):
        found[name] = faults_of_access()

    page.goto(article)
    look("article")
    page.goto(quiz + "pre/")
    look("quiz")
    page.locator("form[method=post]").evaluate("form => form.noValidate = true")
    page.get_by_role("button", name=re.compile("answer", re.I)).click()
    page.wait_for_selector(".error-summary")
    troubles.clear()  # the browser reports the status 422
    look("quiz with error")
    page.goto(quiz + "post/")
    page.locator("input[type=radio]").first.check()
    page.get_by_role("button", name=re.compile("answer", re.I)).click()
    page.wait_for_url("**/quizzes/attempts/**")
    look("result")
    page.goto(article.replace("/articles/", "/surveys/"))
    look("survey")
    for path in (
        "/",
        "/articles/",
        "/funders/",
        "/about/",
        "/privacy/",
        "/accessibility/",
        "/no-such-page/",
        "/accounts/login/",
    ):
        page.goto(article.split("/articles/")[0] + path)
        if path == "/no-such-page/":
            troubles.clear()  # the browser reports the status 404
        look(path)

    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_article_does_not_scroll_sideways(page, article, width, scheme):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(article)

    assert page.evaluate("document.documentElement.scrollWidth") == width
