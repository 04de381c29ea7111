"""Learners with patience: they fill in a form, send it, and send it again until it is stored."""

import http.client
import random
import re
import threading
import time
import urllib.parse
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape

TRIES = 20
LONGEST_PAUSE = 1.5
"""Seconds between two tries; the pauses grow up to it."""
TIMEOUT = 60
"""Seconds."""
ENDS_WITHIN = 90
"""Seconds after the load was told to stop."""
_INPUT = re.compile(r"<input\b[^>]*>")
_ATTRIBUTE = re.compile(r'([\w-]+)(?:="([^"]*)")?')


@dataclass
class Form:
    """What a page holds. options: the values of each group of radios; sent: what its button sends as it stands."""

    sent: dict[str, str] = field(default_factory=dict)
    options: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, html: str) -> "Form":
        form = cls()
        for tag in _INPUT.findall(html):
            attributes = {name: unescape(value) for name, value in _ATTRIBUTE.findall(tag[6:])}
            kind, name, value = (attributes.get(key, "") for key in ("type", "name", "value"))
            if kind == "radio":
                form.options.setdefault(name, []).append(value)
            if kind == "hidden" or (kind == "radio" and "checked" in attributes):
                form.sent[name] = value
        return form

    @property
    def sheet(self) -> str:
        """The options ticked, in the order of the questions, as verify_answers prints them."""
        return ",".join(value for name, value in sorted(self.sent.items()) if re.fullmatch(r"[qs]\d+", name))


class NoAnswerError(Exception):
    """The server gave no answer in time, or broke it off."""


@dataclass
class Device:
    """A browser as far as the forms need one: it keeps cookies and sends what a form holds."""

    host: str
    cookies: dict[str, str] = field(default_factory=dict)

    def request(self, method: str, path: str, body: str | None = None) -> tuple[int, str, str]:
        """Status, Location and text of the answer. Raises NoAnswerError."""
        connection = http.client.HTTPConnection(self.host, timeout=TIMEOUT)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            text = response.read().decode()
        except (OSError, http.client.HTTPException) as error:
            raise NoAnswerError(str(error)) from error
        finally:
            connection.close()
        for line in response.headers.get_all("Set-Cookie", []):
            name, _, value = line.split(";")[0].partition("=")
            self.cookies[name] = value
            if "max-age=0" in line.lower():
                del self.cookies[name]
        return response.status, response.headers.get("Location", ""), text

    def send(self, path: str, sent: dict[str, str]) -> tuple[int, str, str]:
        return self.request("POST", path, urllib.parse.urlencode(sent))


@dataclass
class Take:
    """One learner at one form. statuses: of every answer to a POST, 0 for none; waited: seconds of the slowest POST."""

    device: Device
    path: str
    form: Form = field(default_factory=Form)
    statuses: list[int] = field(default_factory=list)
    form_statuses: list[int] = field(default_factory=list)
    waited: float = 0
    location: str = ""
    lost_ticks: list[str] = field(default_factory=list)

    @property
    def is_acknowledged(self) -> bool:
        return self.statuses[-1:] == [303]

    def look(self) -> Form:
        """The form as the server shows it now; loaded until it comes."""
        for pause in _pauses():
            try:
                status, _location, html = self.device.request("GET", self.path)
            except NoAnswerError:
                status = 0
            self.form_statuses.append(status)
            if status == 200:
                return Form.of(html)
            time.sleep(pause)
        raise AssertionError(f"{self.path} did not open: {self.form_statuses}")

    def open(self, dice: random.Random) -> "Take":
        """Load the form and choose an option of every question."""
        self.form = self.look()
        self.form.sent |= {name: dice.choice(values) for name, values in self.form.options.items()}
        return self

    def send(self) -> "Take":
        """Send until the server says it is stored; what a page hands back is sent as that page holds it."""
        sheet, sent = self.form.sheet, self.form.sent
        for pause in _pauses():
            began = time.monotonic()
            try:
                status, self.location, html = self.device.send(self.path, sent)
            except NoAnswerError:
                status, html = 0, ""
            self.waited = max(self.waited, time.monotonic() - began)
            self.statuses.append(status)
            if status == 303:
                return self
            handed_back = Form.of(html)
            if handed_back.sheet:
                sent = handed_back.sent
            # A page that holds a form for these answers must hold them all.
            if status in (400, 403, 409, 422) or handed_back.sheet:
                self.lost_ticks += [f"{status}: {handed_back.sheet}"] if handed_back.sheet != sheet else []
            time.sleep(pause)
        return self


def _pauses() -> Iterator[float]:
    for number in range(TRIES):
        yield min(LONGEST_PAUSE, 0.05 * 2**number) * random.uniform(0.5, 1)


def answer(take: Take, dice: random.Random) -> Take:
    """What most learners do: fill in the form and send it."""
    return take.open(dice).send()


@dataclass
class Load:
    """Learners that keep coming, each to the quiz of this slug. visit: what each does there. begun: with the unfinished."""

    host: str
    path: str
    visit: Callable[[Take, random.Random], Take] = answer
    begun: list[Take] = field(default_factory=list)
    takes: list[Take] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)

    def keep_coming(self, seed: int) -> None:
        dice = random.Random(seed)
        while not self.stopped.is_set():
            try:
                take = Take(Device(self.host), self.path)
                self.begun.append(take)
                self.takes.append(self.visit(take, dice))
            except Exception as error:
                self.failures.append(repr(error))

    @property
    def statuses(self) -> Counter[int]:
        """How often each status came back, forms included; 0 is no answer."""
        return Counter(status for take in self.takes for status in take.form_statuses + take.statuses)

    @property
    def n_server_errors(self) -> int:
        return sum(count for status, count in self.statuses.items() if status >= 500)

    @property
    def n_handed_back(self) -> int:
        """How often a submission was answered with 503."""
        return sum(take.statuses.count(503) for take in self.begun)

    @property
    def longest_wait(self) -> float:
        """Seconds."""
        return max(take.waited for take in self.takes)


@contextmanager
def learners_coming(
    host: str, slug: str, n_threads: int = 8, visit: Callable[[Take, random.Random], Take] = answer
) -> Iterator[Load]:
    """Load for the length of a block; at its end every learner finishes what they began, or the test fails."""
    load = Load(host, f"/quizzes/{slug}/pre/", visit)
    threads = [threading.Thread(target=load.keep_coming, args=[seed], daemon=True) for seed in range(n_threads)]
    for thread in threads:
        thread.start()
    try:
        yield load
    finally:
        load.stopped.set()
        deadline = time.monotonic() + ENDS_WITHIN
        for thread in threads:
            thread.join(max(0, deadline - time.monotonic()))
    assert not any(thread.is_alive() for thread in threads), "a learner waits for ever"
    assert load.failures == []


def assert_nothing_lost(site, slug: str, takes: list[Take]) -> None:
    """Acknowledged and stored are the same: each sheet once, whole, as it was sent."""
    assert [take.lost_ticks for take in takes if take.lost_ticks] == []
    assert [take.statuses for take in takes if not take.is_acknowledged] == []
    sheets = Counter(take.form.sheet for take in takes)
    assert site.verified(slug) == {
        "attempts": len(takes),
        "answers": sum(len(take.form.options) for take in takes),
        "incomplete": 0,
        "duplicates": 0,
        "patterns": dict(sorted(sheets.items())),
    }
