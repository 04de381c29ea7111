"""Suggesting and contributing in a browser: accessible in every state, with the keyboard, and the banner that hides."""

import pytest
from playwright.sync_api import expect

from tests.factories import make_hub

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="not run: axe is not installed")
REFUSED = "Failed to load resource: the server responded with a status of 422 (Unprocessable Entity)"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def site(live_server, transactional_db):
    make_hub()
    return live_server.url


def faults(page) -> list[str]:
    """What axe finds, and whether the page is wider than the window."""
    found = [f"{one['id']}: {one['nodes'][0]['html']}" for one in axe.Axe().run(page).response["violations"]]
    return found + ["too wide"] * page.evaluate("document.documentElement.scrollWidth > innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_every_state_is_accessible(page, site, troubles, scheme, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    found = {}
    for path, filled in {
        "/suggest/": {"#suggestion-text": "Compare CAR-T with bispecific antibodies."},
        "/contribute/": {
            "#contribution-amount": "25",
            "#contribution-name": "Grace Giver",
            "#contribution-email": "grace@example.org",
        },
    }.items():
        page.goto(f"{site}{path}")
        found[f"{path} empty"] = faults(page)
        page.locator("main form .button").click()
        expect(page.locator(".error-summary")).to_be_focused()
        found[f"{path} refused"] = faults(page)
        for field, value in filled.items():
            page.fill(field, value)
        page.locator("main form .button").click()
        expect(page.locator("h1")).to_have_text("Your suggestion" if path == "/suggest/" else "Your contribution")
        found[f"{path} stored"] = faults(page)
    page.goto(site)
    found["banner"] = faults(page)

    assert {state: faulty for state, faulty in found.items() if faulty} == {}
    assert troubles == [REFUSED, REFUSED]
    troubles.clear()


def test_suggestion_is_sent_with_the_keyboard_alone(page, site):
    page.goto(f"{site}/suggest/")
    page.locator("#suggestion-text").focus()
    page.keyboard.type("Compare CAR-T with bispecific antibodies.")
    for _ in range(4):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Send the suggestion")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_have_text("Your suggestion")


def test_hidden_banner_stays_hidden_on_this_device(page, site):
    page.goto(site)
    button = page.get_by_role("button", name="Hide this")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-banner]")).to_be_hidden()
    expect(page.locator("footer a").first).to_be_focused()

    page.goto(f"{site}/about/")
    expect(page.locator("[data-banner]")).to_be_hidden()
    page.evaluate("localStorage.banner = 'Other words'")
    page.reload()
    expect(page.locator("[data-banner]")).to_be_visible()


def test_banner_without_javascript_offers_no_button(browser, site):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(site)

    expect(page.locator("[data-banner]")).to_be_visible()
    expect(page.locator("[data-banner] button")).to_be_hidden()
