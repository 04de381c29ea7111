"""Downloads that stream must never look whole when they break.

Over HTTP/1.1 gunicorn marks the end of a streamed answer (the last chunk of RFC 9112, section 7.1); when the rows raise
half way it hangs up without that mark, and the client sees an incomplete answer. In HTTP/1.0, which some proxies
speak to us, and with servers that end an answer by hanging up, such as Django's own, nothing tells half from whole: there a
download is written to a temporary file first and sent with its length. What fails then is an ordinary error page.

Always writing the file first would keep whoever takes a million rows waiting for the first byte, so we do it only there.
"""

import tempfile
from collections.abc import Callable
from wsgiref.util import FileWrapper

from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase

IN_MEMORY = 1_000_000
"""Bytes of a download that are kept without a file."""
BLOCK = 65_536


class WholeDownloads:
    """Gives a streamed download a length where the server could not mark its end."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if isinstance(response, StreamingHttpResponse) and _needs_its_length(response) and not _marks_the_end(request):
            _write_first(response)
        return response


def _needs_its_length(response: StreamingHttpResponse) -> bool:
    return "Content-Disposition" in response.headers and "Content-Length" not in response.headers


def _marks_the_end(request: HttpRequest) -> bool:
    is_gunicorn = request.META.get("SERVER_SOFTWARE", "").startswith("gunicorn/")
    return is_gunicorn and request.META.get("SERVER_PROTOCOL") == "HTTP/1.1"


def _write_first(response: StreamingHttpResponse) -> None:
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 -- the response closes it
    try:
        for part in response:
            file.write(part)
    except BaseException:
        file.close()
        response.close()
        raise
    response.headers["Content-Length"] = str(file.tell())
    file.seek(0)
    response.streaming_content = FileWrapper(file, BLOCK)
