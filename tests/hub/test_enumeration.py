"""Nobody learns from the site who has an account: same status, same body, similar work for known and unknown addresses."""

import re

import pytest
from django.contrib.auth import hashers
from django.core.cache import cache
from django.test import Client

from tests.accounts import LOGIN, SIGNUP, make_member
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
KNOWN, UNKNOWN = "known@example.org", "other@example.org"
FORMS = {
    "log-in": (LOGIN, "login", {"password": "wrong horse battery"}),
    "code": ("/accounts/login/code/", "email", {}),
    "reset": ("/accounts/password/reset/", "email", {}),
    "sign-up": (SIGNUP, "email", {"password1": PASSWORD, "password2": PASSWORD}),
    "sign-up by passkey": ("/accounts/signup/passkey/", "email", {}),
}
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


@pytest.fixture(autouse=True)
def known(hub):
    cache.clear()
    return make_member("known")


def send(form: str, email: str, code: str = "") -> list[tuple[int, str, str]]:
    """Status, Location and body of every page from the form to a wrong code, with the address blotted out."""
    path, field, sent = FORMS[form]
    client = Client()
    response = client.post(path, {field: email} | sent)
    pages = [response]
    if response.status_code == 302:
        place = response.headers["Location"]
        pages += [client.get(place), client.post(place, {"code": "WRONG1"}), client.post(place, {"action": "resend"})]
    return [_plain(page, email) for page in pages]


def _plain(page, email: str) -> tuple[int, str, str]:
    body = TOKEN.sub("", page.content.decode()).replace(email, "ADDRESS")
    return page.status_code, page.headers.get("Location", ""), body


@pytest.mark.parametrize("form", FORMS)
def test_pages_are_the_same_for_known_and_unknown_addresses(form):
    known_pages, unknown_pages = send(form, KNOWN), send(form, UNKNOWN)

    assert [page[:2] for page in known_pages] == [page[:2] for page in unknown_pages]
    assert known_pages == unknown_pages


@pytest.mark.parametrize("form", FORMS)
def test_one_mail_goes_out_or_none(form, mailoutbox):
    send(form, KNOWN)
    to_known = len(mailoutbox)
    send(form, UNKNOWN)

    assert (to_known >= 1, len(mailoutbox) - to_known >= 1) == ((form != "log-in"),) * 2


@pytest.mark.parametrize("form", ["log-in", "code", "reset"])
def test_passwords_are_hashed_equally_often(form, monkeypatch):
    hashed = []
    hasher = hashers.get_hasher()
    encode = type(hasher).encode
    monkeypatch.setattr(type(hasher), "encode", lambda *a, **k: hashed.append(1) or encode(*a, **k))

    send(form, KNOWN)
    for_known = len(hashed)
    hashed.clear()
    send(form, UNKNOWN)

    assert len(hashed) == for_known
