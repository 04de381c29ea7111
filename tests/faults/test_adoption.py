"""Signing in on devices while they send, against real processes: nothing is lost, stored twice or kept for two people."""

import http.client
import re
import urllib.parse
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Barrier

import pytest

from tests.faults.sites import LONG

pytestmark = pytest.mark.faults

N_ROUNDS = 6 if LONG else 3
SEED = """
from tests.accounts import make_member
from tests.factories import make_article, make_hub, make_published_quiz
make_hub()
for number in range(6):
    make_published_quiz(questions=2, article=make_article(slug=f"race-{number}"))
    make_published_quiz(questions=2, article=make_article(slug=f"both-{number}"))
    make_member(f"race-{number}"); make_member(f"both-{number}")
from django.core.management import call_command
call_command("createcachetable", verbosity=0)
"""
# These tests send at once, as nobody does who reads: that flag is of no interest here.
STATE = """
from hub.models import Learner, LearnerLink, User, account_mac
from quizzes.models import Attempt
user = User.objects.get(email="{name}@example.org")
links = LearnerLink.objects.filter(account_mac=account_mac(user.pk))
own = [link.learner_id for link in links]
found = Attempt.objects.filter(quiz__article__slug="{name}")
print(len(own), sum(a.learner_id in own for a in found), sum(not a.flags.exclude(kind="too_fast").exists() for a in found), found.count())
"""


@dataclass
class Device:
    """A browser as far as the forms need one."""

    host: str
    cookies: dict[str, str] = field(default_factory=dict)

    def request(self, method: str, path: str, sent: dict | None = None) -> tuple[int, str]:
        """Status and text of the answer."""
        connection = http.client.HTTPConnection(self.host, timeout=60)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if sent is not None:
            body = urllib.parse.urlencode(sent)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        text = response.read().decode()
        for line in response.headers.get_all("Set-Cookie", []):
            name, _, value = line.split(";")[0].partition("=")
            self.cookies[name] = value
        connection.close()
        return response.status, text

    def form(self, path: str) -> dict[str, str]:
        """What the form at this path sends: its hidden fields, and the first option of every question."""
        status, html = self.request("GET", path)
        assert status == 200
        sent = dict(re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', html))
        for name, value in re.findall(r'<input type="radio" name="([\w-]+)" value="([^"]*)"', html):
            sent.setdefault(name, value)
        return sent

    def log_in_form(self, name: str) -> dict[str, str]:
        return self.form("/accounts/login/") | {"login": f"{name}@example.org", "password": "correct horse battery"}


@pytest.fixture(scope="module")
def host(site) -> str:
    site.ask(SEED)
    return site.host


def at_once(*deeds) -> list[tuple[int, str]]:
    start = Barrier(len(deeds))

    def run(deed):
        start.wait()
        return deed()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


@pytest.mark.parametrize("number", range(N_ROUNDS))
def test_signing_in_while_another_tab_sends(site, host, number):
    """Whichever comes first, the attempt is the account's, and stored once."""
    name = f"race-{number}"
    device, path = Device(host), f"/quizzes/race-{number}/pre/"
    sheet, credentials = device.form(path), device.log_in_form(name)
    tab = Device(host, dict(device.cookies))

    replies = at_once(
        lambda: device.request("POST", "/accounts/login/", credentials), lambda: tab.request("POST", path, sheet)
    )

    # A submission may find its token rotated by the log-in: it is then handed back and sent again.
    if replies[1][0] == 403:
        tab.cookies = dict(device.cookies)
        sheet["csrfmiddlewaretoken"] = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', replies[1][1])[1]
        replies[1] = tab.request("POST", path, sheet)
    assert [status for status, _text in replies] == [302, 303]
    assert site.ask(STATE.format(name=name)).split() == ["1", "1", "1", "1"]


@pytest.mark.parametrize("number", range(N_ROUNDS))
def test_signing_in_on_two_devices_that_answered_the_same_quiz(site, host, number):
    """One account, one learner; of two attempts in a phase one counts."""
    name = f"both-{number}"
    devices = [Device(host), Device(host)]
    path = f"/quizzes/{name}/pre/"
    for device in devices:
        assert device.request("POST", path, device.form(path))[0] == 303
    forms = [device.log_in_form(name) for device in devices]

    replies = at_once(
        *(
            lambda device=device, form=form: device.request("POST", "/accounts/login/", form)
            for device, form in zip(devices, forms, strict=True)
        )
    )

    assert [status for status, _text in replies] == [302, 302]
    assert site.ask(STATE.format(name=name)).split() == ["1", "1", "1", "2"]
