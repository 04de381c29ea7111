"""Writing a question in a browser: remarks and preview follow the typing, and a file is shown before it is stored."""

import pytest

from quizzes.models import Question, Quiz
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
TABLE = "external_id;stem;option_1;option_2;key\nq1;Which drug was given?;Alpha;Beta;{}\n"


@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (768, "light"), (360, "light")])
def test_remarks_and_preview_follow_the_typing(desk, page, faults_of_access, width, scheme):
    factories.make_hub()
    question = factories.make_question(stem="Which drug was given in the sample trial of last year?")
    page.set_viewport_size({"width": width, "height": 740})
    page.emulate_media(color_scheme=scheme)
    desk(f"quizzes/question/{question.pk}/change/")
    frame = page.frame_locator("iframe[data-frame]")
    frame.get_by_role("radio").nth(3).wait_for()

    page.locator("#id_stem").fill("Which of these is NOT a drug that was given in the trial?")

    page.get_by_text("The stem asks for what is not so").wait_for()
    frame.get_by_text("Which of these is NOT a drug").first.wait_for()
    assert frame.locator("main").evaluate("node => getComputedStyle(node).maxWidth") != "none"
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert faults_of_access() == []
    question.refresh_from_db()
    assert question.stem == "Which drug was given in the sample trial of last year?"


def test_preview_opens_by_its_button_without_scripts(desk, page, browser, context, live_server):
    factories.make_hub()
    question = factories.make_question(stem="Which drug was given?")
    desk()
    plain = browser.new_context(java_script_enabled=False, storage_state=context.storage_state())
    sheet = plain.new_page()
    sheet.goto(f"{live_server.url}/admin/quizzes/question/{question.pk}/change/")

    with plain.expect_page() as opened:
        sheet.get_by_role("button", name="Preview").click()

    opened.value.get_by_role("heading", name="Before the answer").wait_for()
    assert opened.value.get_by_role("radio").count() == 4
    plain.close()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_table_is_shown_before_it_is_stored(desk, page, faults_of_access, troubles, width, scheme):
    page.set_viewport_size({"width": width, "height": 740})
    page.emulate_media(color_scheme=scheme)
    desk("quizzes/question/")
    page.get_by_role("link", name="Import questions").click()
    assert faults_of_access() == []

    page.get_by_label("Text:").fill(TABLE.format("Z"))
    page.get_by_role("button", name="Read questions").click()
    page.get_by_text("“Z” is not the number or the letter").wait_for()
    troubles.clear()  # the page was refused with 422
    page.get_by_label("Text:").fill(TABLE.format("B"))
    page.get_by_role("button", name="Read questions").click()
    page.get_by_role("heading", name="1 new question").wait_for()
    assert faults_of_access() == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert Question.objects.count() == 0
    page.get_by_role("button", name="Import all").click()

    page.get_by_text("1 question was added.").wait_for()
    assert Question.objects.get().external_id == "q1"


@pytest.mark.parametrize("width", [1280, 360])
def test_longest_words_stay_inside_the_page(desk, page, width):
    hub = factories.make_hub()
    long = "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerk" * 2
    question = factories.make_question(long, [f"{number}{long}" for number in range(8)], rationale=f"<p>{long}</p>")
    quiz = Quiz.objects.create(article=factories.make_article(hub))
    objective = quiz.article.objectives.create(key="LO1", text=f"recall {long}")
    quiz.lines.create(question=question, key="q1", objective=objective)
    page.set_viewport_size({"width": width, "height": 740})

    for path in (f"question/{question.pk}/change/", "question/", f"quiz/{quiz.pk}/change/"):
        desk(f"quizzes/{path}")
        assert page.evaluate("document.documentElement.scrollWidth") == width, path
        field = page.locator("#id_lines-0-objective")
        if field.count():
            assert field.evaluate(
                "one => one.getBoundingClientRect().right <= one.closest('.module').getBoundingClientRect().right"
            )


@pytest.fixture
def quiz():
    quiz = Quiz.objects.create(article=factories.make_article())
    quiz.lines.create(question=factories.make_question(), key="q1")
    return quiz


def test_quiz_with_unsaved_changes_is_not_left_unasked(desk, page, quiz):
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    desk(f"quizzes/quiz/{quiz.pk}/change/")
    page.get_by_label("Ask for confidence").check()

    page.get_by_role("link", name="Add a question").click()
    page.wait_for_timeout(300)

    assert (asked, page.get_by_label("Ask for confidence").is_checked()) == (["beforeunload"], True)
    page.get_by_role("button", name="Save and continue editing").click()
    page.get_by_text("was changed successfully").wait_for()
    page.get_by_role("link", name="Add a question").click()
    page.get_by_text("Saving puts this question at the end").wait_for()
    assert asked == ["beforeunload"]


def test_question_is_left_unasked_when_nothing_was_typed_or_it_was_previewed_only(desk, page, context, quiz):
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    for typed in ("", "Which drug?"):
        desk(f"quizzes/question/{quiz.questions.get().pk}/change/")
        page.frame_locator("iframe[data-frame]").get_by_role("radio").nth(3).wait_for()
        page.locator("#id_stem").press("End")
        page.locator("#id_stem").type(typed)
        with context.expect_page():
            page.get_by_role("button", name="Preview").click()
        page.get_by_role("link", name="Questions", exact=True).first.click()
        page.get_by_role("heading", name="Select question to change").wait_for()

        assert asked == (["beforeunload"] if typed else [])
