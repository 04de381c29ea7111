"""Accounts in a browser: every way in and out, under the policy that forbids foreign and inline scripts."""

import re

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache

from tests.accounts import make_member
from tests.factories import PASSWORD, make_hub

pytestmark = pytest.mark.django_db(transaction=True)
CODE = re.compile(r"^    (\S+)$", re.MULTILINE)


@pytest.fixture
def cara(granted):
    cache.clear()
    make_hub()
    return make_member("cara")


@pytest.fixture
def visit(page, live_server):
    def go(path: str):
        page.goto(f"{live_server.url}/accounts/{path}")
        return page

    return go


@pytest.fixture
def key(page, context):
    """A key of the platform, as a phone or laptop has one, that always recognises its owner."""
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    return session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def enter(page, password: str = PASSWORD, email: str = "cara@example.org"):
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()


def confirm(page):
    """Changing how one signs in asks for the password once more."""
    page.get_by_role("heading", name="Show that it is you").wait_for()
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page, "Go on")


def press(page, name: str):
    page.get_by_role("button", name=name, exact=True).click()


def is_signed_in(page, email: str = "cara@example.org"):
    page.get_by_text(f"Signed in as {email}").wait_for()


def code_in(mail) -> str:
    return CODE.search(mail.body)[1]


def test_sign_up_with_a_mailed_code(cara, visit, mailoutbox):
    page = visit("signup/")
    page.get_by_label("E-mail address").fill("new@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password, once more").fill(PASSWORD)
    press(page, "Make an account")
    page.get_by_role("heading", name="Confirm your e-mail address").wait_for()

    page.get_by_role("textbox", name="Code").fill(code_in(mailoutbox[0]))
    press(page, "Confirm")

    is_signed_in(page, "new@example.org")


def test_password_code_and_sign_out(cara, visit, mailoutbox):
    page = visit("login/")
    enter(page, "wrong")
    page.get_by_role("alert").get_by_text("The e-mail address or the password is not right.").wait_for()
    enter(page)
    is_signed_in(page)

    visit("logout/")
    press(page, "Sign out")
    page.get_by_role("status").get_by_text("You are signed out.").wait_for()

    visit("login/").get_by_role("link", name="Mail me a code").click()
    page.get_by_label("E-mail address").fill("cara@example.org")
    press(page, "Mail me a code")
    page.get_by_role("heading", name="Type the code from your mail").wait_for()
    page.get_by_role("textbox", name="Code").fill(code_in(mailoutbox[-1]))
    press(page, "Confirm")
    is_signed_in(page)


def current_code(secret: str) -> str:
    _last, counter, _next = yield_hotp_counters_from_time()
    return format_hotp_value(hotp_value(secret, counter))


def test_authenticator_app_is_set_up_and_used(cara, visit, page):
    enter(visit("login/?next=/accounts/2fa/totp/activate/"))
    confirm(page)
    page.get_by_role("img", name="QR code of the key").wait_for()
    secret = page.locator("dd code").inner_text()
    page.get_by_role("textbox", name="Code").fill(current_code(secret))
    press(page, "Set up the app")
    page.get_by_role("heading", name="Recovery codes").wait_for()
    recovery = page.locator(".codes code").first.inner_text()

    visit("logout/")
    press(page, "Sign out")
    enter(visit("login/"))
    page.get_by_role("heading", name="Second factor").wait_for()
    page.get_by_role("textbox", name="Code").fill(recovery)
    press(page, "Sign in")

    is_signed_in(page)


def test_passkey_is_added_and_signs_in(cara, visit, page, key):
    enter(visit("login/?next=/accounts/2fa/webauthn/add/"))
    confirm(page)
    page.get_by_label("Sign in with this key alone").check()
    press(page, "Add")
    page.get_by_role("heading", name="Recovery codes").wait_for()
    visit("2fa/webauthn/").get_by_text("passkey", exact=True).wait_for()

    visit("logout/")
    press(page, "Sign out")
    page.get_by_role("status").get_by_text("You are signed out.").wait_for()
    visit("login/")
    press(page, "Use a passkey")

    is_signed_in(page)


def test_browser_without_a_key_gets_a_sentence(cara, visit, page, key):
    visit("login/")

    press(page, "Use a passkey")

    page.get_by_role("alert").get_by_text("The browser did not use a key").wait_for()


def test_forgotten_password_is_replaced(cara, visit, page, mailoutbox):
    visit("password/reset/")
    page.get_by_label("E-mail address").fill("cara@example.org")
    press(page, "Mail me a code")
    page.get_by_role("textbox", name="Code").fill(code_in(mailoutbox[0]))
    press(page, "Confirm")
    page.get_by_label("Password", exact=True).fill("another horse battery")
    page.get_by_label("Password, once more").fill("another horse battery")
    press(page, "Store the new password")
    page.get_by_role("link", name="Sign in").click()
    enter(page, "another horse battery")

    is_signed_in(page)


OPEN = ["login/", "signup/", "signup/passkey/", "login/code/", "password/reset/"]
OWN = ["email/", "password/change/", "2fa/", "sessions/", "logout/"]
PROVED = {
    "2fa/totp/activate/": "Set up an authenticator app",
    "2fa/webauthn/add/": "Add a passkey or security key",
    "2fa/webauthn/": "Passkeys and security keys",
}
"""Pages behind a further password, by their headings."""
WITH_APP = {
    "2fa/recovery-codes/": "Recovery codes",
    "2fa/recovery-codes/generate/": "Make recovery codes",
    "2fa/totp/deactivate/": "Remove the authenticator app",
    "2fa/": "Second factor",
}
"""What an account has with an app, which setting it up has proved."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_fits_and_has_no_grave_fault(cara, visit, page, faults_of_access, width, scheme):
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    faults = {}

    def look(name: str):
        faults[name] = (overflow(page), faults_of_access())

    for path in OPEN:
        visit(path)
        look(path)
    enter(visit("login/"))
    is_signed_in(page)
    for path in OWN:
        visit(path)
        look(path)
    visit("2fa/totp/activate/")
    page.get_by_role("heading", name="Show that it is you").wait_for()
    look("reauthenticate/")
    confirm(page)
    for path, heading in PROVED.items():
        visit(path).get_by_role("heading", name=heading, exact=True).wait_for()
        look(path)
    visit("2fa/totp/activate/")
    press(page, "Set up the app")
    page.get_by_role("alert").wait_for()
    look("2fa/totp/activate/ without a code")
    page.get_by_role("textbox", name="Code").fill(current_code(page.locator("dd code").inner_text()))
    press(page, "Set up the app")
    page.get_by_role("heading", name="Recovery codes").wait_for()
    for path, heading in WITH_APP.items():
        visit(path).get_by_role("heading", name=heading, exact=True).wait_for()
        look(f"{path} with an app")
    visit("logout/")
    press(page, "Sign out")
    enter(visit("login/"))
    page.get_by_role("heading", name="Second factor").wait_for()
    look("2fa/authenticate/")

    assert faults == {name: (0, []) for name in faults}


def test_hint_of_a_box_stands_below_it_and_fields_stand_apart(cara, visit, page):
    enter(visit("login/?next=/accounts/2fa/webauthn/add/"))
    confirm(page)

    name, box, hint = (
        page.locator(place).bounding_box()
        for place in ("input[name=name]", "input[name=passwordless]", ".field--check .hint")
    )

    assert box["y"] - (name["y"] + name["height"]) >= 16
    assert hint["y"] >= box["y"] + box["height"]


def overflow(page) -> int:
    """Pixels by which the page is wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
