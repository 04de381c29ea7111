"""The one door to the network, against a real server on loopback."""

import socket
import time

import pytest

from hub.fetching import FetchError, fetch_json
from tests.loopback import Answer, loopback


@pytest.fixture(scope="module")
def server():
    with loopback() as running:
        yield running


@pytest.fixture
def answers(server):
    server.answers.clear()
    server.asked.clear()
    return server.answers


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def test_object_comes_back_and_the_question_says_who_asks(server, answers):
    answers["/studies/NCT01?x=1"] = Answer('{"title": "Größe"}'.encode())

    found = fetch_json(f"{server.url}/studies/NCT01?x=1", "application/x+json", contact="editors@example.org")

    assert found == {"title": "Größe"}
    path, headers = server.asked[0]
    assert (path, headers["accept"]) == ("/studies/NCT01?x=1", "application/x+json")
    assert headers["user-agent"] == "education-hub/0.1 (mailto:editors@example.org)"


def test_contact_that_would_break_the_header_is_not_sent(server, answers):
    answers["/"] = Answer()

    fetch_json(f"{server.url}/", contact="a@b.c\r\nX: 1")

    assert server.asked[0][1]["user-agent"] == "education-hub/0.1"


@pytest.mark.parametrize(
    ("answer", "sentence", "status"),
    [
        (Answer(b"", 404), "127.0.0.1 has no such record.", 404),
        (Answer(b"", 429), "127.0.0.1 takes no more questions for the moment. Try again in a minute.", 429),
        (Answer(b"", 503), "127.0.0.1 has a fault of its own (status 503). Try again later.", 503),
        (Answer(b"", 406), "127.0.0.1 refused the question (status 406).", 406),
        (Answer(b"<html>"), "127.0.0.1 answered with something that is not JSON. Try again later.", None),
        (Answer(b"\xff{}"), "127.0.0.1 answered with something that is not JSON. Try again later.", None),
        (Answer(b"[" * 100_000), "127.0.0.1 answered with something that is not JSON. Try again later.", None),
        (Answer(b"[1]"), "127.0.0.1 answered with JSON that is not one record.", None),
        (Answer(b'"' + b"x" * 2_000_000), "127.0.0.1 sent more than 1,000 kB, which is more than a record needs.", None),
        (Answer(b"", 302, {"Location": "file:///etc/passwd"}), "127.0.0.1 sends the question on to where it cannot be followed.", 302),
        (Answer(b"", 302, {"Location": "http://example.org/"}), "“http://example.org/” is not a public https address, so it was not asked.", None),
        (Answer(b"", 302, {"Location": "https://[x/"}), "127.0.0.1 sends the question on to where it cannot be followed.", None),
        (Answer(b"", 302, {"Location": "https://10.0.0.1/"}), "“https://10.0.0.1/” is not a public https address, so it was not asked.", None),
    ],
)  # fmt: skip
def test_answer_that_is_no_record(server, answers, answer, sentence, status):
    answers["/"] = answer

    with pytest.raises(FetchError) as refused:
        fetch_json(f"{server.url}/", largest=1_024_000)

    assert (str(refused.value), refused.value.status, refused.value.is_unreachable) == (sentence, status, False)


def test_redirects_are_followed_but_not_for_ever(server, answers):
    answers["/old"] = Answer(b"", 302, {"Location": "/new"})
    answers["/new"] = Answer(b'{"a": 1}')
    answers["/loop"] = Answer(b"", 302, {"Location": "/loop"})

    assert fetch_json(f"{server.url}/old") == {"a": 1}
    with pytest.raises(FetchError, match="to where it cannot be followed"):
        fetch_json(f"{server.url}/loop")


@pytest.mark.parametrize(
    "answer", [Answer(delay=0.5), Answer(b" " * 100 + b"{}", drip=0.01)], ids=["silent", "dripping"]
)
def test_slow_answer_ends_at_the_time_limit(server, answers, answer):
    answers["/"] = answer
    began = time.monotonic()

    with pytest.raises(FetchError) as refused:
        fetch_json(f"{server.url}/", timeout=0.1)

    assert time.monotonic() - began < 0.4
    assert str(refused.value) == "127.0.0.1 did not answer within 0.1 seconds. Try again later."
    assert refused.value.is_unreachable


def test_broken_off_answer(server, answers):
    answers["/"] = Answer(b"{", headers={"Content-Length": "10", "Connection": "close"})

    with pytest.raises(FetchError, match="broke off its answer"):
        fetch_json(f"{server.url}/")


def test_nobody_listens():
    with pytest.raises(FetchError) as refused:
        fetch_json(f"http://127.0.0.1:{free_port()}/")

    assert str(refused.value) == "127.0.0.1 cannot be reached: it or this server's network is down."
    assert refused.value.is_unreachable


def test_offline(monkeypatch):
    def no_name(*arguments, **options):
        raise socket.gaierror(-3, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", no_name)

    with pytest.raises(FetchError) as refused:
        fetch_json("https://doi.org/10.1/x")

    assert str(refused.value) == "doi.org cannot be found: this server seems to be offline."
    assert refused.value.is_unreachable


@pytest.mark.parametrize(
    "url",
    ["http://example.org/", "file:///etc/passwd", "ftp://example.org/", "data:,{}", "https://192.168.1.1/", "https://[fd00::1]/",
     "https://db.internal/", "https:///x", "gopher://127.0.0.1/", "https://[", "https://exämple.org/", "https://example.org/a b", ""],
)  # fmt: skip
def test_only_public_https_is_asked(url):
    with pytest.raises(FetchError, match="is not a public https address, so it was not asked"):
        fetch_json(url)
