"""Files of many answers: what breaks off is never taken for the whole, memory stays small, and the log tells the end."""

import hashlib
import http.client
import json
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults.consoles import ROOT

pytestmark = pytest.mark.faults

N_ANSWERS = 108_000
FIRST_BYTE_WITHIN = 1
"""Seconds."""
MOST_MEMORY_KB = 200_000
"""That the worker may ever have held, itself included."""
BREAK_AFTER = 30_000
MANY = (ROOT / "tests" / "faults" / "many_answers.py").read_text()
SIGN_IN = """
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from hub.models import User
reader = User.objects.get(email="exporter@example.org")
session = SessionStore()
session[SESSION_KEY], session[HASH_SESSION_KEY] = str(reader.pk), reader.get_session_auth_hash()
session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
session.save()
print(session.session_key, end="")
"""
LAST_EVENT = """
from hub.models import AuditEvent
event = AuditEvent.objects.order_by("pk").last()
print(event.verb, event.detail, sep="\\n")
"""


@pytest.fixture(scope="module")
def quiz(site) -> str:
    """Address of its answers, without the ending."""
    site.add_quizzes("many")
    site.ask(MANY)
    pk = site.ask("from quizzes.models import Quiz\nprint(Quiz.objects.get(article__slug='many').pk)").strip()
    yield f"/staff/reports/quizzes/{pk}/answers"
    site.restart()


@pytest.fixture(scope="module")
def whole(site, quiz):
    """One process, so that it is known whose memory is measured."""
    site.restart(workers=1, preload=False)
    return site


@pytest.fixture(scope="module")
def breaking(site, quiz):
    site.restart(workers=1, preload=False, application="tests.faults.breaking_wsgi", BREAK_AFTER=str(BREAK_AFTER))
    return site


@contextmanager
def taken(site, address: str, *, version: str = "HTTP/1.1") -> Iterator[http.client.HTTPResponse]:
    """The answer of the server to an analyst, whose body is still to be read."""
    connection = http.client.HTTPConnection(site.host, timeout=120)
    connection._http_vsn_str, connection._http_vsn = version, 10 if version.endswith("0") else 11
    try:
        connection.request("GET", address, headers={"Cookie": f"sid={site.ask(SIGN_IN)}"})
        yield connection.getresponse()
    finally:
        connection.close()


def last_event(site) -> tuple[str, dict]:
    verb, detail = site.ask(LAST_EVENT).splitlines()
    return verb, json.loads(detail)


def peak_kb(pid: int) -> int:
    return int(re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())[1])


def test_many_answers_stream_at_once_in_little_memory(whole, quiz):
    """E1: 108,000 answers as CSV."""
    with taken(whole, "/healthz") as warm:
        warm.read()
    started = time.monotonic()
    with taken(whole, f"{quiz}.csv") as answer:
        first = answer.read(1)
        waited = time.monotonic() - started
        body = first + answer.read()

    assert (answer.status, body.count(b"\r\n")) == (200, N_ANSWERS + 1)
    assert waited < FIRST_BYTE_WITHIN
    assert peak_kb(whole.workers()[0]) < MOST_MEMORY_KB
    verb, detail = last_event(whole)
    assert (verb, detail["rows"], detail["is_whole"]) == ("end export of answers", N_ANSWERS, True)
    assert detail["sha256"] == hashlib.sha256(body).hexdigest()


def test_client_that_hangs_up_is_told_in_the_log(whole, quiz):
    """E3: after the first part of the file."""
    with taken(whole, f"{quiz}.csv") as answer:
        assert len(answer.read(40_000)) == 40_000

    deadline = time.monotonic() + 60
    while last_event(whole)[0] != "end export of answers":
        assert time.monotonic() < deadline, "the log is not told"
        time.sleep(0.1)
    _verb, detail = last_event(whole)
    assert (detail["is_whole"], 0 < detail["rows"] < N_ANSWERS) == (False, True)
    with taken(whole, "/healthz") as well:
        assert well.status == 200


def test_export_that_breaks_off_is_seen_to_be_incomplete(breaking, quiz):
    """E2: over HTTP/1.1 the end of the file is missing; nothing is there to be read over HTTP/1.0, nor as a workbook."""
    with taken(breaking, f"{quiz}.csv") as answer, pytest.raises(http.client.IncompleteRead) as broken:
        answer.read()
    assert answer.status == 200
    assert 0 < broken.value.partial.count(b"\r\n") <= BREAK_AFTER + 1

    for address, version in ((f"{quiz}.csv", "HTTP/1.0"), (f"{quiz}.xlsx", "HTTP/1.1")):
        with taken(breaking, address, version=version) as answer:
            assert (answer.status >= 500, answer.headers["Content-Disposition"]) == (True, None)
        assert last_event(breaking)[1]["is_whole"] is False
