"""B14: between opening a form and sending it the learner's browser changes. Stored once, or handed back with every tick."""

import random
import socket

import pytest

from tests.factories import PASSWORD
from tests.faults.learners import Device, Form, Take, assert_nothing_lost

pytestmark = pytest.mark.faults

SLUGS = [
    "no-cookies",
    "expired",
    "rotated",
    "log-out",
    "tampered",
    "foreign-key",
    "other-account",
    "dropped",
    "two-tabs",
    "back",
]
PEOPLE = ["cara", "dora"]
ADD_PEOPLE = f"""
from allauth.account.models import EmailAddress
from hub.models import User
for name in {PEOPLE}:
    user = User.objects.create_user(f"{{name}}@example.org", {PASSWORD!r}, name=name.title())
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
"""
EXPIRE_SESSIONS = """
from django.contrib.sessions.models import Session
print(Session.objects.all().delete())
"""
DICE = random.Random(14)


@pytest.fixture(scope="module")
def host(site) -> str:
    site.add_quizzes(*SLUGS)
    site.ask(ADD_PEOPLE)
    return site.host


def log_in(device: Device, name: str) -> None:
    """Through the page, as in another tab."""
    sent = Form.of(device.request("GET", "/accounts/login/")[2]).sent
    sent |= {"login": f"{name}@example.org", "password": PASSWORD}
    assert device.send("/accounts/login/", sent)[0] == 302


def log_out(device: Device) -> None:
    sent = Form.of(device.request("GET", "/accounts/logout/")[2]).sent
    assert device.send("/accounts/logout/", sent)[0] == 302


def opened(host: str, slug: str, name: str = "") -> Take:
    """A form with its answers chosen; name: of the account signed in before."""
    device = Device(host)
    if name:
        log_in(device, name)
    return Take(device, f"/quizzes/{slug}/pre/").open(DICE)


def test_all_cookies_deleted(site, host):
    take = opened(host, "no-cookies")
    take.device.cookies.clear()

    assert take.send().statuses == [403, 303]
    assert_nothing_lost(site, "no-cookies", [take])


def test_session_expired(site, host):
    take = opened(host, "expired", "cara")
    site.ask(EXPIRE_SESSIONS)

    assert take.send().is_acknowledged
    assert_nothing_lost(site, "expired", [take])


def test_token_rotated_by_signing_in_elsewhere(site, host):
    take = opened(host, "rotated")
    log_in(take.device, "cara")

    assert take.send().statuses[0] == 403
    assert_nothing_lost(site, "rotated", [take])


def test_signed_out_elsewhere(site, host):
    take = opened(host, "log-out", "cara")
    log_out(take.device)

    assert take.send().is_acknowledged
    assert_nothing_lost(site, "log-out", [take])


@pytest.mark.parametrize("slug", ["tampered", "foreign-key"])
def test_key_that_is_not_of_this_form(site, host, slug):
    take = opened(host, slug)
    other = Take(take.device, "/quizzes/two-tabs/pre/").open(DICE).form.sent["submission_key"]
    take.form.sent["submission_key"] = other if slug == "foreign-key" else take.form.sent["submission_key"] + "x"

    assert take.send().statuses == [422, 303]
    assert_nothing_lost(site, slug, [take])


def test_form_opened_under_another_account(site, host):
    """Cara's learner exists by an answer of hers; what Dora sends from Cara's form is stored for Dora, after she is asked."""
    cara = opened(host, "other-account", "cara").send()
    again = opened(host, "two-tabs", "cara")
    dora = Device(host)
    log_in(dora, "dora")
    fresh = Take(dora, "/quizzes/other-account/pre/").open(DICE)
    fresh.form.sent["submission_key"] = again.form.sent["submission_key"]

    assert cara.is_acknowledged
    assert fresh.send().statuses == [422, 303]
    assert_nothing_lost(site, "other-account", [cara, fresh])


def test_reply_dropped_then_sent_again(site, host):
    """B3: the learner's line breaks after the request is out."""
    take = opened(host, "dropped")
    name, port = host.split(":")
    body = "&".join(f"{field}={value}" for field, value in take.form.sent.items())
    cookies = "; ".join(f"{field}={value}" for field, value in take.device.cookies.items())
    with socket.create_connection((name, int(port)), timeout=10) as line:
        line.sendall(
            f"POST {take.path} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookies}\r\nConnection: close\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()
        )
        line.settimeout(0.001)
        with pytest.raises(TimeoutError):
            line.recv(1)

    assert take.send().statuses == [303]
    assert_nothing_lost(site, "dropped", [take])


def test_first_of_two_tabs_stands(site, host):
    """B4: the second tab has a key and answers of its own; it is led to what the first has stored."""
    first = opened(host, "two-tabs")
    second = Take(first.device, first.path).open(DICE)

    assert first.send().statuses == second.send().statuses == [303]
    assert first.location == second.location
    assert_nothing_lost(site, "two-tabs", [first])


def test_answers_changed_after_going_back_are_not_stored(site, host):
    """B4: the form from the browser's history, with other answers."""
    take = opened(host, "back").send()
    changed = {name: values[0] for name, values in take.form.options.items()}

    status, location, _html = take.device.send(take.path, take.form.sent | changed)

    assert (status, location) == (303, take.location)
    assert_nothing_lost(site, "back", [take])


def test_length_that_lies_gets_an_answer_and_stores_nothing(site, host):
    """A34: the body ends before its length, or goes on after it; the server answers and goes on."""
    name, port = host.split(":")
    for stated, body in [(500, "q1=1"), (2, "q1=1&q2=2&q3=3")]:
        with socket.create_connection((name, int(port)), timeout=10) as line:
            line.sendall(
                f"POST /quizzes/back/pre/ HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n"
                f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {stated}\r\n\r\n{body}".encode()
            )
            line.shutdown(socket.SHUT_WR)
            answer = line.recv(65_536).decode(errors="replace")
        assert answer == "" or answer.startswith("HTTP/1.1 4")

    assert Device(host).request("GET", "/healthz")[0] == 200
