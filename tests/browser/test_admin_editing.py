"""An editor makes a small article from nothing: typed, cited, pasted, moved by keyboard, saved and opened again."""

from pathlib import Path

import pytest

from articles.models import Article, HeadingBlock, ListBlock, Reference, TextBlock, TrialBlock
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
FIXTURES = Path(__file__).parent.parent / "articles" / "fixtures"
NBSP = "\u00a0"
PASTE = """(field, html) => {
  const data = new DataTransfer()
  data.setData("text/html", html)
  field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }))
}"""


@pytest.fixture
def imroz():
    csl = {
        "type": "article-journal",
        "title": "Isatuximab for myeloma",
        "author": [{"family": "Facon", "given": "Thierry"}],
    }
    return Reference.objects.create(key="imroz", csl=csl, title="Isatuximab for myeloma")


def editor(page, field: str):
    """The rich-text editor of a form field."""
    return page.locator(f"#id_{field}_editor")


def add_block(page, kind: str):
    page.get_by_role("button", name=f"+ {kind}", exact=True).click()


def save(page):
    with page.expect_navigation():
        page.locator("[name=_continue]").click()
    editor(page, "lead").wait_for()


def blocks(article) -> list[str]:
    rows = [*HeadingBlock.objects.all(), *TextBlock.objects.all(), *ListBlock.objects.all(), *TrialBlock.objects.all()]
    assert {row.parent_id for row in rows} == {article.pk}
    return [row._meta.model_name for row in sorted(rows, key=lambda row: row.ordering)]


def test_article_from_scratch_survives_saving_and_opening_again(desk, page, imroz):
    factories.make_hub()
    desk("articles/article/add/")
    page.get_by_label("Title:", exact=True).fill("Anti-CD38 antibodies")

    editor(page, "lead").click()
    page.keyboard.type("Read at 10")
    page.keyboard.press("Control+.")
    page.keyboard.type("−5")
    page.keyboard.press("Control+.")
    page.keyboard.type(" cells")
    page.keyboard.press("Control+Shift+C")
    page.get_by_label("Author, title, year, DOI, PMID or key").fill("facon isatux")
    page.get_by_role("radio", name="imroz").wait_for()
    page.get_by_label("Place in the work").fill("p. 540")
    page.keyboard.press("Enter")
    page.locator("dialog[open]").wait_for(state="detached")
    page.keyboard.type(".")

    add_block(page, "Heading")
    page.locator("#id_articles_headingblock_set-0-text").fill("First line")
    add_block(page, "List")
    editor(page, "articles_listblock_set-0-items").click()
    page.keyboard.type("Approval may follow.")
    bar = page.get_by_role("toolbar", name="Formatting: Items")
    bar.get_by_role("button", name="Mark this item: Outlook").click()
    bar.get_by_role("button", name="Mark this item: Time-sensitive").click()
    page.keyboard.press("Enter")
    page.keyboard.type("A plain item.")
    save(page)

    article = Article.objects.get()
    # The citation was typed before the full stop; saving moves it behind.
    lead = '<p>Read at 10<sup>−5</sup> cells.<cite data-ref="imroz" data-loc="p. 540"></cite></p>'
    items = (
        '<ul><li data-kind="outlook" data-time-sensitive="true">Approval may follow.</li><li>A plain item.</li></ul>'
    )
    assert (article.slug, article.lead) == ("anti-cd38-antibodies", lead)
    assert ListBlock.objects.get().items == items

    editor(page, "lead").press("End")
    page.keyboard.type(" More.")
    save(page)

    article.refresh_from_db()
    assert article.lead == lead.replace("</p>", " More.</p>")
    assert ListBlock.objects.get().items == items
    assert HeadingBlock.objects.get().text == "First line"


def test_block_moves_by_keyboard_and_keeps_its_text(desk, page):
    article = factories.make_article()
    HeadingBlock.objects.create(parent=article, region="main", ordering=10, text="First")
    TextBlock.objects.create(parent=article, region="main", ordering=20, text="<p>Second</p>")
    ListBlock.objects.create(parent=article, region="main", ordering=30, items="<ul><li>Third</li></ul>")
    desk(f"articles/article/{article.pk}/change/")

    up = page.locator("#articles_listblock_set-0").get_by_role("button", name="Move block up")
    up.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert page.locator(".block-status").inner_text() == "Block moved to place 1 of 3"
    assert up.evaluate("(button) => button === document.activeElement")
    save(page)

    assert blocks(article) == ["listblock", "headingblock", "textblock"]
    assert TextBlock.objects.get().text == "<p>Second</p>"


def test_block_is_dragged_by_mouse(desk, page):
    article = factories.make_article()
    for number, text in enumerate(("First", "Second", "Third")):
        HeadingBlock.objects.create(parent=article, region="main", ordering=10 * number, text=text)
    page.set_viewport_size({"width": 1280, "height": 1800})
    desk(f"articles/article/{article.pk}/change/")
    titles = page.locator(".order-machine > .inline-related:not(.empty-form) > h3")
    page.locator(".block-kinds").wait_for()

    titles.nth(2).drag_to(titles.first, source_position={"x": 200, "y": 12}, target_position={"x": 200, "y": 2})
    save(page)

    assert list(HeadingBlock.objects.order_by("ordering").values_list("text", flat=True)) == [
        "Third",
        "First",
        "Second",
    ]


def test_block_is_added_before_another_by_keyboard(desk, page):
    article = factories.make_article()
    TextBlock.objects.create(parent=article, region="main", ordering=10, text="<p>Text</p>")
    desk(f"articles/article/{article.pk}/change/")

    page.locator("#articles_textblock_set-0").get_by_role("button", name="Add a block here").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.locator("#id_articles_headingblock_set-0-text").fill("Before it")
    save(page)

    assert blocks(article) == ["headingblock", "textblock"]


def test_paste_from_word_keeps_marks_and_drops_the_rest(desk, page):
    article = factories.make_article()
    TextBlock.objects.create(parent=article, region="main", ordering=10, text="<p></p>")
    desk(f"articles/article/{article.pk}/change/")

    field = editor(page, "articles_textblock_set-0-text")
    field.click()
    field.evaluate(PASTE, (FIXTURES / "word_paste.html").read_text(encoding="utf-8"))
    save(page)

    paragraphs = [
        "Second-line therapy",
        f"In <strong>CANDOR</strong>, carfilzomib 56{NBSP}mg/m<sup>2</sup> with <em>daratumumab</em> was given to 312 "
        f"patients. MRD was read at 10<sup>−5</sup>; CO<sub>2</sub>{NBSP}retention was not measured.",
        "Hazard ratio 0.63 (95% CI 0.46–0.85)",
        "Europe &amp; North America, p &lt; 0.001",
        "data on file",
        "<strong>Arm</strong>",
        "Kd",
        'See the <a href="https://doi.org/10.1016/S0140-6736(20)30734-0">primary report</a>.',
    ]
    assert TextBlock.objects.get().text == "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


def test_sources_of_a_heading_are_picked(desk, page, imroz):
    article = factories.make_article()
    HeadingBlock.objects.create(parent=article, region="main", ordering=10, text="Smoldering")
    desk(f"articles/article/{article.pk}/change/")

    page.get_by_role("button", name="Find a reference: Sources").click()
    page.get_by_role("radio", name="imroz").wait_for()
    page.get_by_role("button", name="Cite", exact=True).click()
    save(page)

    assert HeadingBlock.objects.get().cites == "imroz"


def test_rows_move_by_keyboard(desk, page):
    article = factories.make_article()
    for order, key in enumerate(("LO1", "LO2", "LO3")):
        article.objectives.create(key=key, text=f"recall {key}", order=order)
    desk(f"articles/article/{article.pk}/change/")

    page.locator("#objectives-2").get_by_role("button", name="Move up").focus()
    page.keyboard.press("Enter")
    save(page)

    assert list(article.objectives.values_list("key", flat=True)) == ["LO1", "LO3", "LO2"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_article_screen_has_no_serious_fault_of_access(desk, page, imroz, scheme, faults_of_access):
    article = factories.make_article(lead="<p>Lead</p>")
    HeadingBlock.objects.create(parent=article, region="main", ordering=10, text="First")
    TextBlock.objects.create(parent=article, region="main", ordering=20, text='<p>a<cite data-ref="imroz"></cite></p>')
    ListBlock.objects.create(
        parent=article, region="main", ordering=30, items='<ul><li data-kind="finding">b</li></ul>'
    )
    article.objectives.create(key="LO1", text="recall", order=0)
    article.citations.create(reference=imroz, order=0)
    page.emulate_media(color_scheme=scheme)
    desk(f"articles/article/{article.pk}/change/")
    editor(page, "articles_listblock_set-0-items").wait_for()

    assert faults_of_access() == []
