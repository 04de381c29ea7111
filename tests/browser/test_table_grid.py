"""The cells of a table block in a grid: typed, pasted, moved by keyboard, cited, and stored as text."""

import pytest

from articles.models import LandscapeBlock, Reference, TableBlock, TextBlock, Trial
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
PASTE = """(field, { html, text }) => {
  const data = new DataTransfer()
  data.setData("text/plain", text)
  if (html) data.setData("text/html", html)
  field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }))
}"""
WORD = (
    "<table><tr><td><p>HR<sup style='color:red'>a</sup></p></td><td colspan=2><b>New</b></td></tr>"
    "<tr><td>10<sup>-5</sup></td><td>[@x]</td><td><i>n </i></td></tr></table>"
)


@pytest.fixture
def article(transactional_db):
    Reference.objects.create(key="imroz", title="Isatuximab for myeloma")
    return factories.make_article()


@pytest.fixture
def screen(desk, page, article):
    desk(f"articles/article/{article.pk}/change/")
    return page


def add_block(page, kind):
    page.get_by_role("button", name=f"+ {kind}", exact=True).click()


def cell(page, name):
    return page.get_by_label(name, exact=True)


def grid(page) -> str:
    return page.locator("#id_articles_tableblock_set-0-cells").input_value()


def save(page):
    with page.expect_navigation():
        page.locator("[name=_continue]").click()


def test_grid_is_filled_by_keyboard_and_stored(screen, page, faults_of_access):
    add_block(page, "Table")
    cell(page, "Header, column 2").fill("New")
    cell(page, "Row 1, column 1").fill("PFS")
    cell(page, "Row 1, column 1").press("Alt+Shift+ArrowRight")
    assert grid(page) == "New\t\n\tPFS"
    assert page.get_by_label("Row 1, column 2", exact=True).evaluate("(one) => one === document.activeElement")
    page.get_by_role("button", name="Add row", exact=True).click()
    page.keyboard.type("OS")
    page.keyboard.press("Alt+Shift+ArrowUp")
    page.get_by_role("button", name="Add column", exact=True).click()
    assert grid(page) == "New\t\t\nOS\t\t\n\t\tPFS"
    cell(page, "Row 2, column 1").focus()
    page.get_by_role("button", name="Cite in the cell", exact=True).click()
    page.get_by_role("radio", name="imroz").wait_for()
    page.keyboard.press("Enter")
    page.locator("dialog").wait_for(state="detached")
    page.get_by_label("Row 2, column 3", exact=True).focus()
    page.get_by_role("button", name="Move column left", exact=True).click()
    page.get_by_label("Row 2, column 3", exact=True).focus()
    page.get_by_role("button", name="Remove column", exact=True).click()
    assert faults_of_access() == []
    save(page)

    table = TableBlock.objects.get()
    assert (table.header, table.rows) == (["New", ""], [["OS", ""], ['<cite data-ref="imroz"></cite>', "PFS"]])
    assert cell(page, "Row 2, column 2").input_value() == "PFS"


@pytest.mark.parametrize(
    ("pasted", "stored"),
    [
        ({"html": "", "text": "a\tb | c\tc\n1\t\t3\n"}, "a\tb | c\tc\n1\t\t3"),
        ({"html": WORD, "text": "HR"}, "HR^a^\t**New**\t\n10^-5^\t\\[@x]\tn"),
    ],
    ids=["spreadsheet", "word processor"],
)
def test_pasted_table_fills_the_grid(screen, page, pasted, stored):
    add_block(page, "Table")

    cell(page, "Header, column 1").evaluate(PASTE, pasted)

    assert grid(page) == stored


def test_ragged_text_stays_text_until_it_is_made_a_grid(screen, page):
    add_block(page, "Table")
    page.get_by_role("button", name="Edit as text").click()
    page.locator("#id_articles_tableblock_set-0-cells").fill("a | b\nIMROZ | 1 | 2")
    save(page)

    page.get_by_text("Row 1 (“IMROZ”) has 3 cells, the header has 2.", exact=True).wait_for()
    assert grid(page) == "a | b\nIMROZ | 1 | 2"
    page.get_by_role("button", name="Edit as a grid").click()
    cell(page, "Header, column 3").fill("c")
    save(page)
    assert TableBlock.objects.get().header == ["a", "b", "c"]


def test_text_points_to_a_table_by_button_and_by_token(screen, page):
    add_block(page, "Table")
    page.locator("#id_articles_tableblock_set-0-cells").evaluate("(field) => { field.value = 'a | b\\nc | d' }")
    page.locator("#id_articles_tableblock_set-0-key").fill("t1")
    add_block(page, "Text")
    page.locator("#id_articles_textblock_set-0-text_editor").click()
    page.keyboard.type("See [#t2] and ")
    bar = page.get_by_role("toolbar", name="Formatting: Text")
    bar.get_by_role("button", name="Point to a table or figure").click()
    page.get_by_label("Key of the table or figure").select_option("t1")
    page.get_by_role("button", name="Insert", exact=True).click()
    save(page)

    text = '<p>See <cite data-xref="t2"></cite> and <cite data-xref="t1"></cite></p>'
    assert TextBlock.objects.get().text == text


def test_trials_of_a_landscape_keep_the_order_of_their_choice(screen, page):
    for name in ("AQUILA", "IMROZ", "CEPHEUS"):
        Trial.objects.create(slug=name.lower(), acronym=name)
    add_block(page, "Landscape table")
    for name in ("IMROZ", "AQUILA"):
        page.locator(".field-chosen_trials .select2-search__field").last.click()
        page.locator(".select2-results__option", has_text=name).click()
    page.get_by_role("checkbox", name="Phase").check()
    save(page)

    assert [trial.acronym for trial in LandscapeBlock.objects.get().trials_in_order()] == ["IMROZ", "AQUILA"]
