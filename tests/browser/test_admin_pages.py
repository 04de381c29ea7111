"""Pages of the admin in a browser: readable for everybody, on a telephone too, and without a fault of policy."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from articles.bundle.loading import load_bundle
from articles.bundle.reading import read_bundle
from articles.models import Article, Reference, Result, Trial
from quizzes.models import Question
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
EXAMPLE = Path(__file__).parents[2] / "hub" / "demo" / "anti-cd38.json"


@pytest.fixture
def article(transactional_db):
    return load_bundle(read_bundle(EXAMPLE.read_bytes())).article


def addresses(article) -> dict[str, str]:
    return {
        "article": f"articles/article/{article.pk}/change/",
        "question": f"quizzes/question/{Question.objects.get().pk}/change/",
        "quiz": f"quizzes/quiz/{article.quiz.pk}/change/",
        "survey": f"surveys/survey/{article.survey.pk}/change/",
        "trial": f"articles/trial/{Trial.objects.get(slug='gmmg-hd7').pk}/change/",
        "result": f"articles/result/{Result.objects.first().pk}/change/",
        "reference": f"articles/reference/{Reference.objects.get(key='imroz').pk}/change/",
        "new reference": "articles/reference/add/",
        "articles": "articles/article/",
        "import": "articles/article/import/",
        "desk": "",
    }


@pytest.mark.parametrize(
    "name", ["question", "quiz", "survey", "trial", "result", "reference", "articles", "import", "desk"]
)
def test_page_has_no_serious_fault_of_access(desk, page, article, faults_of_access, name):
    desk(addresses(article)[name])
    page.wait_for_load_state("networkidle")

    assert faults_of_access() == []


@pytest.mark.parametrize("name", ["article", "question", "trial", "result", "new reference"])
def test_page_does_not_scroll_sideways_on_a_telephone(desk, page, article, name):
    page.set_viewport_size({"width": 360, "height": 740})
    desk(addresses(article)[name])
    page.wait_for_load_state("networkidle")

    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_reviewer_reads_the_blocks_and_approves(sign_in, page, live_server, article, faults_of_access):
    sign_in(factories.make_staff("rhea", "reviewer"))
    page.goto(f"{live_server.url}/admin/articles/article/{article.pk}/change/")

    page.get_by_text("IMROZ compared Isa-VRd with VRd alone").wait_for()
    assert page.locator(".move-button, .block-kinds, .ProseMirror, [name=_save]").count() == 0
    assert faults_of_access() == []
    page.get_by_role("link", name="Approve", exact=True).click()
    page.get_by_role("button", name="Approve this content").click()
    page.get_by_text("The content is approved.").wait_for()


def test_citation_dialog_is_reached_and_left_by_keyboard(desk, page, article, faults_of_access):
    desk(addresses(article)["article"])
    field = page.locator("#id_lead_editor")
    field.click()
    page.keyboard.press("Control+Shift+C")
    query = page.get_by_label("Author, title, year, DOI, PMID or key")
    query.fill("nobody wrote this")
    page.get_by_text("No reference found. Add it under References first.").wait_for()
    query.fill("")
    page.get_by_role("radio", name="imroz").wait_for()
    assert faults_of_access() == []

    page.keyboard.press("Escape")

    page.locator("dialog").wait_for(state="detached")
    assert field.evaluate("(field) => field === document.activeElement")


def test_stored_citation_opens_again_to_be_changed(desk, page, article):
    article.lead = '<p>See<cite data-ref="imroz" data-loc="p. 5"></cite></p>'
    article.save()
    desk(addresses(article)["article"])

    page.locator("#id_lead_editor cite").click()
    page.get_by_role("toolbar", name="Formatting: Lead").get_by_role("button", name="Cite a reference").click()
    place = page.get_by_label("Place in the work")
    assert place.input_value() == "p. 5"
    place.fill("p. 6")
    page.get_by_role("radio", name="imroz").wait_for()
    page.get_by_role("button", name="Cite", exact=True).click()
    with page.expect_navigation():
        page.locator("[name=_continue]").click()

    article.refresh_from_db()
    assert article.lead == '<p>See<cite data-ref="imroz" data-loc="p. 6"></cite></p>'


def test_result_of_the_trial_is_pinned_to_a_finding(desk, page, article):
    Result.objects.filter(trial__slug="aquila").update(key=None)
    result = Result.objects.filter(trial__slug="aquila").first()
    result.key = "pfs"
    result.save()
    desk(addresses(article)["article"])
    field = page.locator(".ProseMirror", has_text="AQUILA gave daratumumab")
    block = page.locator(".inline-related", has=field)

    field.get_by_text("After a median of 65.2 months").click()
    block.get_by_role("button", name="Pin a result of the trial to this item").click()
    page.get_by_label("Result of the trial that this item states").select_option("pfs")
    page.get_by_role("button", name="Use", exact=True).click()
    with page.expect_navigation():
        page.locator("[name=_continue]").click()

    findings = article.articles_trialblock_set.get(trial__slug="aquila").findings
    assert '<li data-result="pfs">After a median of 65.2 months' in findings
    assert findings.count("data-result") == 1


# Promises settle within one task; the next key is another task. What the dialog does must be done in between.
SUBMIT_AND_LOOK = """async (selector) => {
  document.querySelector("dialog[open] form").requestSubmit()
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
  return document.querySelectorAll(selector).length
}"""


# The caret moves and the key comes in one task, before the browser has reported the move.
CLICK_AND_CITE = """(paragraph) => {
  paragraph.closest(".ProseMirror").focus()
  getSelection().collapse(paragraph.firstChild, 1)
  const key = { key: "C", code: "KeyC", keyCode: 67, ctrlKey: true, shiftKey: true, bubbles: true, cancelable: true }
  paragraph.dispatchEvent(new KeyboardEvent("keydown", key))
}"""


def test_a_key_right_after_a_click_acts_at_the_new_place(desk, page, article):
    desk(addresses(article)["article"])
    field = page.locator(".ProseMirror", has_text="AQUILA gave daratumumab")

    field.locator("li:nth-child(2) p").evaluate(CLICK_AND_CITE)
    page.get_by_label("Author, title, year, DOI, PMID or key").fill("imroz")
    page.get_by_role("radio", name="imroz").wait_for()
    page.keyboard.press("Enter")

    expect(page.locator(".ProseMirror li:nth-child(2) cite[data-ref=imroz]")).to_have_count(1)


def test_a_dialog_has_done_its_work_before_the_next_key(desk, page, article):
    Result.objects.filter(trial__slug="aquila").exclude(key=None).update(key=None)
    Result.objects.filter(pk=Result.objects.filter(trial__slug="aquila").first().pk).update(key="pfs")
    desk(addresses(article)["article"])
    field = page.locator(".ProseMirror", has_text="AQUILA gave daratumumab")
    block = page.locator(".inline-related", has=field)
    field.get_by_text("After a median of 65.2 months").click()

    page.keyboard.press("Control+Shift+C")
    page.get_by_label("Author, title, year, DOI, PMID or key").fill("imroz")
    expect(page.locator("dialog[open] [type=radio]")).to_have_count(1)
    assert page.evaluate(SUBMIT_AND_LOOK, ".ProseMirror li:nth-child(2) cite[data-ref=imroz]") == 1

    block.get_by_role("button", name="Pin a result of the trial to this item").click()
    page.get_by_label("Result of the trial that this item states").select_option("pfs")
    assert page.evaluate(SUBMIT_AND_LOOK, ".ProseMirror li:nth-child(2)[data-result=pfs]") == 1


def test_a_late_answer_to_an_earlier_question_is_not_listed(desk, page, article):
    desk(addresses(article)["article"])
    held = []
    page.route("**/*?q=*", lambda route: held.append(route))
    page.locator(".ProseMirror", has_text="AQUILA gave daratumumab").get_by_text("After a median").click()

    with page.expect_request("**/*?q="):
        page.keyboard.press("Control+Shift+C")
    with page.expect_response("**/*?q="):
        page.get_by_label("Author, title, year, DOI, PMID or key").fill("imroz")
        held[0].continue_()
    page.wait_for_timeout(50)
    expect(page.locator("dialog[open] [type=radio]")).to_have_count(0)

    for _turn in range(100):
        if len(held) == 2:
            break
        page.wait_for_timeout(50)
    held[1].continue_()
    page.get_by_role("radio", name="imroz").wait_for()
    listed = page.locator("dialog[open] [type=radio]")
    assert listed.evaluate_all("(boxes) => boxes.map((box) => box.value)") == ["imroz"]


def test_the_list_of_an_earlier_question_is_not_cited(desk, page, article):
    desk(addresses(article)["article"])
    field = page.locator(".ProseMirror", has_text="AQUILA gave daratumumab")
    field.get_by_text("After a median of 65.2 months").click()
    before = field.locator("cite").count()

    page.keyboard.press("Control+Shift+C")
    page.get_by_role("radio", name="aquila").wait_for()
    page.get_by_label("Author, title, year, DOI, PMID or key").fill("imroz")
    page.keyboard.press("Enter")

    expect(field.locator("cite[data-ref=imroz]")).to_have_count(1)
    assert field.locator("cite").count() == before + 1


def test_link_is_set_and_an_address_without_scheme_gets_one(desk, page, article):
    article.lead = "<p>ClinicalTrials</p>"
    article.save()
    desk(addresses(article)["article"])

    page.locator("#id_lead_editor").click()
    page.keyboard.press("Control+A")
    page.keyboard.press("Control+K")
    page.locator("dialog[open]").get_by_label("Address").fill("clinicaltrials.gov/study/NCT03319667")
    page.get_by_role("button", name="Update").click()
    with page.expect_navigation():
        page.locator("[name=_continue]").click()

    article.refresh_from_db()
    assert article.lead == '<p><a href="https://clinicaltrials.gov/study/NCT03319667">ClinicalTrials</a></p>'


def test_statements_of_the_survey_move_by_keyboard(desk, page, article):
    desk(addresses(article)["article"])

    page.get_by_role("button", name="Move up: I am going to do something differently").focus()
    for _ in range(3):
        page.keyboard.press("Enter")
    with page.expect_navigation():
        page.locator("[name=_continue]").click()

    keys = [line.statement.key for line in article.survey.lines.select_related("statement")]
    assert keys == ["practice_change", "clear", "objectives", "relevant"]


def test_option_with_a_raised_letter_is_added_to_a_question(desk, page, article):
    question = Question.objects.get()
    desk(addresses(article)["question"])

    page.get_by_role("button", name="Add another Option").click()
    page.locator("#id_options-4-text").fill("AQUILA")
    page.locator("#id_options-4-feedback_editor").click()
    page.keyboard.type("Smoldering")
    page.keyboard.press("Control+.")
    page.keyboard.type("a")
    page.keyboard.press("Enter")
    page.locator("#options-4").get_by_role("button", name="Move up").click()
    with page.expect_navigation():
        page.locator("[name=_continue]").click()

    rows = list(question.options.values_list("text", "slot", "feedback"))
    assert [text for text, _slot, _feedback in rows] == ["CEPHEUS", "GMMG-HD7", "IMROZ", "AQUILA", "PERSEUS"]
    assert rows[3] == ("AQUILA", "5", "Smoldering<sup>a</sup>")


def test_blocks_are_hidden_and_shown_by_keyboard(desk, page, article):
    desk(addresses(article)["article"])
    label = page.locator(".order-machine > .inline-related:not(.empty-form) .inline_label").first
    body = page.locator(".order-machine > .inline-related:not(.empty-form) fieldset").first
    body.wait_for()

    label.focus()
    page.keyboard.press("Enter")
    body.wait_for(state="hidden")
    assert label.get_attribute("aria-expanded") == "false"
    page.keyboard.press("Enter")
    body.wait_for()


def test_trial_is_made_in_a_window_and_chosen_for_a_block(desk, page, context, troubles):
    factories.make_hub()
    desk("articles/article/add/")
    page.get_by_label("Title:", exact=True).fill("A new article")
    page.get_by_role("button", name="+ Trial summary", exact=True).click()
    with context.expect_page() as opened:
        page.locator("#add_id_articles_trialblock_set-0-trial").click()
    window = opened.value
    window.on("pageerror", lambda error: troubles.append(f"script: {error}"))
    window.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    window.get_by_label("Acronym:").fill("AQUILA")
    window.locator("[name=_save]").click()
    page.get_by_role("combobox", name="Trial: AQUILA").wait_for()
    with page.expect_navigation():
        page.locator("[name=_continue]").click()

    assert Article.objects.get().articles_trialblock_set.get().trial.slug == "aquila"


def test_dates_choices_and_the_other_pages_keep_to_the_policy(desk, page, article, troubles):
    desk(addresses(article)["article"])
    page.get_by_text("Dates", exact=True).click()
    page.locator("#calendarlink0").click()
    page.locator("#calendarin0 td a").first.click()
    page.get_by_role("combobox", name="Trial: IMROZ").first.click()
    page.locator(".select2-search__field").fill("aqui")
    page.locator(".select2-results__option", has_text="AQUILA").wait_for()
    for path in (
        f"articles/article/{article.pk}/delete/", f"articles/article/{article.pk}/history/", "articles/article/?q=anti",
        f"articles/article/{article.pk}/preview/", "hub/user/add/", "password_change/", "hub/auditevent/",
    ):  # fmt: skip
        desk(path)
        page.wait_for_load_state("networkidle")

    assert troubles == []
