"""Takes the screenshots of the README from a running sample hub: `make run`, then `make screenshots`.

Usage: take.py [address of the hub]. Needs the browser group of the dependencies and Chromium. Nothing in the hub changes
but for the answers of one learner.
"""

import io
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).parent
INTERVIEW = "anti-cd38-antibodies-in-multiple-myeloma"
LANDSCAPE = "anti-cd38-antibodies-before-relapse"
PASSWORD = "sample-hub-password"
DESKTOP, PHONE, NARROW = {"width": 1280, "height": 860}, {"width": 390, "height": 844}, {"width": 360, "height": 780}
FLAGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"
COLOURS = 128
RIS = """TY  - JOUR
AU  - Facon, Thierry
TI  - Isatuximab, bortezomib, lenalidomide, and dexamethasone for multiple myeloma
JO  - N Engl J Med
PY  - 2024
DO  - 10.1056/NEJMoa2400712
ER  -
TY  - JOUR
AU  - Sample, Ada
TI  - A work that the hub does not have yet
JO  - Sample Journal
PY  - 2025
VL  - 1
SP  - 10
EP  - 19
ER  -
"""


def main(address: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS.split())
        for take in (
            article,
            article_on_a_phone,
            landscape,
            landscape_on_a_phone,
            trials,
            funders,
            support,
            disclosures,
            step,
            result,
            survey,
        ):
            take(browser, address)
        reports(browser, address)
        editing(browser, address)
        questions(browser, address)
        agreements(browser, address)
        browser.close()


def save(page: Page, name: str) -> None:
    """The window as it stands, in few colours, so that all pictures together stay small."""
    page.wait_for_load_state("networkidle")
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(HERE / f"{name}.png", optimize=True)


def show(page: Page, selector: str) -> None:
    """Scroll so that the first such element stands near the top."""
    page.locator(selector).first.evaluate("one => { one.scrollIntoView(); scrollBy(0, -24) }")


def article(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 1500})
    page.goto(f"{address}/articles/{INTERVIEW}/")
    save(page, "article")
    page.set_viewport_size(DESKTOP)
    show(page, ".trial")
    save(page, "trial")


def article_on_a_phone(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport=PHONE, color_scheme="dark", device_scale_factor=2)
    page.goto(f"{address}/articles/{INTERVIEW}/")
    save(page, "article-phone-dark")


def landscape(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    page.goto(f"{address}/articles/{LANDSCAPE}/")
    show(page, ".table-block--wide")
    save(page, "landscape")
    page.set_viewport_size({"width": 1280, "height": 1100})
    show(page, ".forest")
    save(page, "forest")


def landscape_on_a_phone(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport=NARROW, device_scale_factor=2)
    page.goto(f"{address}/articles/{LANDSCAPE}/")
    show(page, "figure")
    save(page, "landscape-phone")


def trials(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport=DESKTOP)
    page.goto(f"{address}/trials/")
    save(page, "trial-list")
    page.set_viewport_size({"width": 1280, "height": 1200})
    page.goto(f"{address}/trials/imroz/")
    save(page, "trial-page")


def funders(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport=DESKTOP)
    page.goto(f"{address}/funders/")
    save(page, "funders")


def support(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 560})
    page.goto(f"{address}/articles/{INTERVIEW}/")
    show(page, "section:has(#support)")
    save(page, "support")


def disclosures(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport=DESKTOP)
    page.goto(f"{address}/disclosures/")
    save(page, "disclosures")
    page.goto(f"{address}/people/sample-expert/")
    save(page, "person")


def step(browser: Browser, address: str) -> None:
    """The second of four questions, with the confidence in the answer."""
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    page.goto(f"{address}/quizzes/{LANDSCAPE}/pre/")
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Next").click()
    page.get_by_role("heading", name="Question 2 of 4").wait_for()
    save(page, "quiz-step")


def result(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 1300})
    for phase, option in (("pre", "CEPHEUS"), ("post", "IMROZ")):
        page.goto(f"{address}/quizzes/{INTERVIEW}/{phase}/")
        page.get_by_role("radio", name=option).check()
        save(page, f"quiz-{phase}") if phase == "pre" else None
        page.get_by_role("button", name=re.compile("answer", re.I)).click()
        page.wait_for_load_state("networkidle")
    save(page, "result")
    page.goto(f"{address}/me/")
    save(page, "record")


def survey(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport=DESKTOP)
    page.goto(f"{address}/surveys/{INTERVIEW}/")
    save(page, "survey")


@contextmanager
def signed_in(browser: Browser, address: str, name: str) -> Iterator[Page]:
    """A window of this sample account."""
    page = browser.new_page(viewport={"width": 1280, "height": 1200})
    page.goto(f"{address}/accounts/login/?next=/staff/")
    page.locator("[name=login]").fill(f"{name}@example.org")
    page.locator("[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/staff/")
    yield page
    page.close()


def reports(browser: Browser, address: str) -> None:
    with signed_in(browser, address, "analyst") as page:
        for kind, shot in (("quizzes", "report"), ("surveys", "report-survey")):
            page.goto(f"{address}/staff/reports/{kind}/1/")
            save(page, shot)


def editing(browser: Browser, address: str) -> None:
    with signed_in(browser, address, "writer") as page:
        page.goto(f"{address}/admin/articles/article/?q={LANDSCAPE}")
        page.locator("#result_list tbody th a").click()
        page.wait_for_load_state("networkidle")
        save(page, "admin")
        grid = page.get_by_label("Row 1, column 1", exact=True)
        grid.evaluate("one => { one.scrollIntoView(); scrollBy(0, -420) }")
        save(page, "editor-table")
        suggestion(page)
        page.goto(f"{address}/admin/articles/reference/")
        page.get_by_role("link", name="Import references").click()
        page.get_by_label("Text:").fill(RIS)
        page.get_by_role("button", name="Read references").click()
        save(page, "reference-import")


def questions(browser: Browser, address: str) -> None:
    with signed_in(browser, address, "writer") as page:
        page.goto(f"{address}/admin/quizzes/question/")
        save(page, "bank")
        page.locator("#result_list tbody th a").first.click()
        page.wait_for_load_state("networkidle")
        save(page, "question")
    with signed_in(browser, address, "publisher") as page:
        page.goto(f"{address}/admin/quizzes/question/?q=CEPHEUS")
        page.locator("#result_list tbody th a").first.click()
        page.get_by_role("link", name="Correct the key").click()
        save(page, "correct-key")


def agreements(browser: Browser, address: str) -> None:
    with signed_in(browser, address, "sponsor-manager") as page:
        page.set_viewport_size({"width": 1280, "height": 720})
        save(page, "sponsor-desk")
        page.set_viewport_size({"width": 1280, "height": 1200})
        page.goto(f"{address}/staff/reports/balance/")
        save(page, "balance")
        page.goto(f"{address}/admin/sponsors/agreement/")
        page.locator("#result_list tbody th a").first.click()
        save(page, "agreement")


def suggestion(page: Page) -> None:
    """What the tool reads from an item of CEPHEUS that has no pinned result."""
    item = page.locator("li", has_text="CR or better was reached by 81.2%").first
    item.click()
    block = page.locator(".inline-related", has=item)
    block.get_by_role("button", name="Read the result that this item states").click()
    page.get_by_role("dialog", name="Results in this item").wait_for()
    page.set_viewport_size(DESKTOP)
    save(page, "editor-suggestion")
    page.keyboard.press("Escape")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
