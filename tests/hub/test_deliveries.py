"""Streamed downloads over servers that cannot mark their end get a length, and break as a whole."""

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from hub.exports.delivery import WholeDownloads
from hub.exports.files import named

GUNICORN = {"SERVER_SOFTWARE": "gunicorn/27.0.0", "SERVER_PROTOCOL": "HTTP/1.1"}
OTHERS = [
    {},
    GUNICORN | {"SERVER_PROTOCOL": "HTTP/1.0"},
    {"SERVER_SOFTWARE": "WSGIServer/0.2", "SERVER_PROTOCOL": "HTTP/1.1"},
]
PARTS = [b"abc", b"", b"x" * 100_000]


def passed(response, environ):
    request = RequestFactory().get("/", **environ)
    return WholeDownloads(lambda _request: response)(request)


def download(parts=PARTS):
    return named(StreamingHttpResponse(iter(parts), content_type="text/csv"), "a.csv")


@pytest.mark.parametrize("environ", OTHERS)
def test_download_gets_its_length_where_its_end_would_not_be_marked(environ):
    response = passed(download(), environ)

    assert (response["Content-Length"], response["Content-Disposition"]) == ("100003", 'attachment; filename="a.csv"')
    assert b"".join(response) == b"".join(PARTS)


def test_download_streams_where_chunks_mark_the_end():
    taken = []

    def parts():
        for part in PARTS:
            taken.append(part)
            yield part

    response = passed(download(parts()), GUNICORN)

    assert ("Content-Length" in response, taken) == (False, [])
    assert b"".join(response) == b"".join(PARTS)


@pytest.mark.django_db  # closing an answer looks after the connections
@pytest.mark.parametrize("environ", OTHERS)
def test_broken_download_never_begins(environ):
    closed = []

    def parts():
        try:
            yield b"abc"
            raise OSError("the rows are gone")
        finally:
            closed.append(True)

    with pytest.raises(OSError, match="the rows are gone"):
        passed(download(parts()), environ)
    assert closed == [True]


def test_everything_else_passes_untouched():
    plain, streamed = HttpResponse(b"page"), StreamingHttpResponse(iter(PARTS))
    known = download()
    known["Content-Length"] = "100003"

    assert "Content-Length" not in passed(plain, {})
    assert "Content-Length" not in passed(streamed, {})
    assert passed(known, {}) is known and b"".join(known) == b"".join(PARTS)
