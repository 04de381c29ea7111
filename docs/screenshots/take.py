"""Takes the screenshots of the README from a running sample hub: `make run`, then `make screenshots`.

Usage: take.py [address of the hub]. Needs the browser group of the dependencies and Chromium.
"""

import re
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).parent
ARTICLE = "anti-cd38-antibodies-in-multiple-myeloma"
PASSWORD = "sample-hub-password"
DESKTOP, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 844}
FLAGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"


def main(address: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS.split())
        for take in (article, article_on_a_phone, result, survey):
            take(browser, address)
        staff(browser, address)
        browser.close()


def save(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    page.screenshot(path=HERE / f"{name}.png")


def article(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 1500})
    page.goto(f"{address}/articles/{ARTICLE}/")
    save(page, "article")
    page.locator(".trial").first.scroll_into_view_if_needed()
    page.evaluate("document.querySelector('.trial').scrollIntoView()")
    page.set_viewport_size(DESKTOP)
    save(page, "trial")


def article_on_a_phone(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport=PHONE, color_scheme="dark", device_scale_factor=2)
    page.goto(f"{address}/articles/{ARTICLE}/")
    save(page, "article-phone-dark")


def result(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 1300})
    for phase, option in (("pre", "CEPHEUS"), ("post", "IMROZ")):
        page.goto(f"{address}/quizzes/{ARTICLE}/{phase}/")
        page.get_by_role("radio", name=option).check()
        save(page, f"quiz-{phase}") if phase == "pre" else None
        page.get_by_role("button", name=re.compile("answer", re.I)).click()
        page.wait_for_load_state("networkidle")
    save(page, "result")


def survey(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport=DESKTOP)
    page.goto(f"{address}/surveys/{ARTICLE}/")
    save(page, "survey")


def staff(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 1200})
    for name, path, shot in (
        ("analyst", "/staff/reports/quizzes/1/", "report"),
        ("analyst", "/staff/reports/surveys/1/", "report-survey"),
        ("administrator", "/admin/articles/article/1/change/", "admin"),
    ):
        page.context.clear_cookies()
        page.goto(f"{address}/accounts/login/?next={path}")
        page.locator("[name=login]").fill(f"{name}@example.org")
        page.locator("[name=password]").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{path}")
        save(page, shot)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
