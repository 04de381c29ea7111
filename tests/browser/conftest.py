"""Chromium for tests of pages that run scripts. Every test fails on a policy violation or an error of a script."""

import os
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.apps import apps

from hub.permissions import grant_roles
from tests import factories

# Playwright's own event loop runs in the thread of the test; Django would refuse the database there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
WATCH = """
document.addEventListener("securitypolicyviolation", (event) => {
  console.error(`CSP ${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile ?? ""}:${event.lineNumber}`)
})
"""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    if not CHROMIUM:
        pytest.skip("Chromium is not installed: on Debian, apt-get install chromium.")
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": list(FLAGS)}


@pytest.fixture
def troubles() -> list[str]:
    """What went wrong in the page: policy violations, script errors, refused requests. A test may empty it."""
    return []


@pytest.fixture
def page(page, troubles):
    """A page that fails the test when anything went wrong in it."""
    page.add_init_script(WATCH)
    page.on("pageerror", lambda error: troubles.append(f"script: {error}"))
    page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    page.set_default_timeout(15_000)
    yield page
    assert troubles == []


@pytest.fixture
def faults_of_access(page, troubles):
    """Critical and serious faults that axe finds on the page as it stands, as (rule, elements)."""

    def look() -> list[tuple[str, list]]:
        assert troubles == []
        found = Axe().run(page).response["violations"]
        troubles.clear()  # axe itself injects a style
        grave = [fault for fault in found if fault["impact"] in ("critical", "serious")]
        return [(fault["id"], [node["target"] for node in fault["nodes"]]) for fault in grave]

    return look


@pytest.fixture
def granted(transactional_db):
    """The groups of the roles; a live server's database is emptied after each test, migrations' rows included."""
    grant_roles(apps)


@pytest.fixture
def sign_in(page, context, live_server, client, granted):
    """Sign an account in without the form: `sign_in(user)`."""

    def enter(user):
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        name = client.cookies.keys() & {"sid", "__Host-sid"}
        for cookie in name:
            context.add_cookies([{"name": cookie, "value": client.cookies[cookie].value, "url": live_server.url}])
        return user

    return enter


@pytest.fixture
def desk(sign_in, live_server, page):
    """A superuser at the admin; opens a path of it: `desk("articles/article/add/")`."""
    sign_in(factories.make_user("root", is_staff=True, is_superuser=True))

    def show(path: str = ""):
        page.goto(f"{live_server.url}/admin/{path}")
        return page

    return show
