"""JSON from a public service: the only door from this installation to the network besides mail.

Editors' pages and commands come here, pages for readers never. Hold no transaction open while calling.
"""

import http.client
import ipaddress
import json
import socket
import ssl
import time
import urllib.error
import urllib.request
from typing import Any
from urllib.parse import urlsplit

TIMEOUT = 8.0
"""Seconds for one answer, from connecting to the last byte."""
LARGEST_ANSWER = 4 * 1024 * 1024
MOST_REDIRECTS = 5
_PRODUCT = "education-hub/0.1"


class FetchError(Exception):
    """Nothing usable came back. The message is a sentence for the person who asked.

    status: of the answer, None without one. is_unreachable: whether asking the same service again now is pointless.
    """

    def __init__(self, sentence: str, *, status: int | None = None, is_unreachable: bool = False) -> None:
        super().__init__(sentence)
        self.status = status
        self.is_unreachable = is_unreachable


def fetch_json(
    url: str,
    accept: str = "application/json",
    timeout: float = TIMEOUT,
    *,
    contact: str = "",
    largest: int = LARGEST_ANSWER,
) -> dict[str, Any]:
    """The JSON object at an https address, or at an http address of this machine.

    contact: an e-mail address that the service may write to, sent in the user agent. largest: bytes that are read at most.
    Redirects are followed to https addresses only, never to this machine or a private network.
    Raises FetchError with a sentence: offline, too slow, an error status, not JSON, not an object, too big.
    """
    _require_fetchable(url, may_be_local=_is_loopback(url))
    host = urlsplit(url).hostname or url
    agent = f"{_PRODUCT} (mailto:{contact})" if contact and contact.isprintable() else _PRODUCT
    request = urllib.request.Request(url, headers={"Accept": accept, "User-Agent": agent})  # noqa: S310 – checked above
    deadline = time.monotonic() + timeout
    try:
        with _opener(_is_loopback(url)).open(request, timeout=timeout) as response:
            body = _read(response, host, largest, deadline)
    except urllib.error.HTTPError as error:
        with error:
            raise FetchError(_status_sentence(host, error.code), status=error.code) from error
    except urllib.error.URLError as error:
        raise _unreachable(host, error.reason, timeout) from error
    except http.client.InvalidURL as error:
        raise FetchError(_not_fetchable(url)) from error
    except (OSError, http.client.HTTPException) as error:
        raise _unreachable(host, error, timeout) from error
    except ValueError as error:
        # urllib says so of a redirect whose address is none.
        raise FetchError(f"{host} sends the question on to where it cannot be followed.") from error
    return _object_of(body, host)


def _read(response: http.client.HTTPResponse, host: str, largest: int, deadline: float) -> bytes:
    """The body. A socket's time limit starts anew with every byte, so the whole has a deadline of its own."""
    pieces, size = [], 0
    while piece := response.read1(65_536):
        pieces.append(piece)
        size += len(piece)
        if size > largest:
            raise FetchError(f"{host} sent more than {largest // 1024:,} kB, which is more than a record needs.")
        if time.monotonic() > deadline:
            raise TimeoutError
    promised = response.headers.get("Content-Length", "")
    if promised.isdecimal() and size < int(promised):
        raise http.client.IncompleteRead(b"".join(pieces))
    return b"".join(pieces)


def _object_of(body: bytes, host: str) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise FetchError(f"{host} answered with something that is not JSON. Try again later.") from error
    if not isinstance(found, dict):
        raise FetchError(f"{host} answered with JSON that is not one record.")
    return found


def _status_sentence(host: str, status: int) -> str:
    if status < 400:
        return f"{host} sends the question on to where it cannot be followed."
    if status in (404, 410):
        return f"{host} has no such record."
    if status == 429:
        return f"{host} takes no more questions for the moment. Try again in a minute."
    if status >= 500:
        return f"{host} has a fault of its own (status {status}). Try again later."
    return f"{host} refused the question (status {status})."


def _unreachable(host: str, reason: Any, timeout: float) -> FetchError:
    if isinstance(reason, FetchError):
        return reason
    if isinstance(reason, TimeoutError):
        return FetchError(f"{host} did not answer within {timeout:g} seconds. Try again later.", is_unreachable=True)
    if isinstance(reason, socket.gaierror):
        told = f"{host} cannot be found: this server seems to be offline."
    elif isinstance(reason, ssl.SSLError):
        told = f"{host} cannot prove who it is, so nothing was asked."
    elif isinstance(reason, http.client.HTTPException):
        told = f"{host} broke off its answer. Try again later."
    else:
        told = f"{host} cannot be reached: it or this server's network is down."
    return FetchError(told, is_unreachable=True)


def _opener(is_local: bool) -> urllib.request.OpenerDirector:
    """Opens http and https, through the proxies of the environment, and nothing else: no files, no ftp, no data."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler({} if is_local else None),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        _SafeRedirects(is_local),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    return opener


class _SafeRedirects(urllib.request.HTTPRedirectHandler):
    """Follows to public https addresses; from this machine (in tests) also to itself."""

    max_redirections = MOST_REDIRECTS

    def __init__(self, is_local: bool) -> None:
        self.is_local = is_local

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
        _require_fetchable(newurl, may_be_local=self.is_local and _is_loopback(newurl))
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _require_fetchable(url: str, *, may_be_local: bool) -> None:
    host = _host(url)
    scheme = urlsplit(url).scheme if host and url.isascii() else ""
    if may_be_local and scheme in ("http", "https"):
        return
    if scheme != "https" or not host or _is_private(host):
        raise FetchError(_not_fetchable(url))


def _not_fetchable(url: str) -> str:
    return f"“{url[:80]}” is not a public https address, so it was not asked."


def _host(url: str) -> str:
    """The host of an address, "" where it is none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _is_loopback(url: str) -> bool:
    host = _host(url)
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _is_private(host: str) -> bool:
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return host == "localhost" or host.endswith((".localhost", ".local", ".internal"))
