"""An article with a block of every kind in a browser: accessible, narrow, enlarged, and readable in its tables."""

import pytest
from playwright.sync_api import expect

from hub import roles
from tests import factories
from tests.articles.every_block import publish_every_block

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="not run: axe is not installed")


@pytest.fixture
def site(granted, live_server, tmp_path):
    """The address of the server, with the article and its trials published."""
    rhea, paul = factories.make_staff("rhea", roles.REVIEWER), factories.make_staff("paul", roles.PUBLISHER)
    publish_every_block(tmp_path, reviewer=rhea, publisher=paul)
    return live_server.url


@pytest.fixture
def article(site):
    return f"{site}/articles/anti-cd38-antibodies-in-multiple-myeloma/"


def excess_width(page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_public_pages_have_no_fault_of_access(page, site, article, troubles, scheme, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    found = {}
    for path in ("/", "/articles/", "/trials/", "/trials/?q=none", "/trials/imroz/", "/topics/anti-cd38-antibodies/"):
        page.goto(site + path)
        found[path] = [fault["id"] for fault in axe.Axe().run(page).response["violations"]], excess_width(page)
    page.goto(article)
    found["article"] = [fault["id"] for fault in axe.Axe().run(page).response["violations"]], excess_width(page)
    troubles.clear()  # axe injects a style

    assert found == {name: ([], 0) for name in found}


@pytest.mark.parametrize("width", [320, 768])
def test_text_of_double_size_does_not_scroll_the_page_sideways(page, article, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(article)
    page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert excess_width(page) == 0


def test_numbers_of_a_cell_run_on_and_are_never_broken(page, article):
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(article)
    cell = page.locator("#s-t1").get_by_role("row").nth(1).locator("td").last

    assert cell.locator("span").evaluate_all(
        "numbers => numbers.map((one) => [one.textContent, getComputedStyle(one).display, one.getClientRects().length])"
    ) == [["17.4", "inline", 1], ["8.1–26.7", "inline", 1]]


def test_forest_plot_stays_a_table_on_a_phone(page, article):
    """Its parts are displayed as blocks there, which would cost them their meaning."""
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(article)
    plot = page.get_by_role("table", name="Hazard ratios (HR)")

    expect(plot.get_by_role("columnheader")).to_have_text(["Trial and endpoint", "Interval", "HR (95% CI)", "p value"])
    expect(plot.get_by_role("rowheader").first).to_contain_text("IMROZ")


def test_every_stop_of_the_keyboard_is_seen(page, article):
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(article)
    hidden = []
    for _stop in range(400):
        page.keyboard.press("Tab")
        where = page.evaluate(
            """() => {
              const stop = document.activeElement, box = stop.getBoundingClientRect()
              if (stop === document.body) return null
              if (stop.matches("video")) return ["", true] // The player draws the marks of its own controls.
              const seen = box.bottom > 0 && box.top < innerHeight && box.left >= 0 && box.left < innerWidth
              return [stop.outerHTML.slice(0, 80), seen && getComputedStyle(stop).outlineStyle === "solid"]
            }"""
        )
        if where is None:
            break
        hidden += [] if where[1] else [where[0]]

    assert where is None
    assert hidden == []
