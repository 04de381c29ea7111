"""Where a request comes from, as far as limits and bursts need it. No address is stored anywhere."""

from datetime import datetime
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

_SUBSCRIBER = 64
"""Bits of an IPv6 address that name a connection; one person may use all addresses behind it."""


def client_address(request: HttpRequest) -> str:
    """The client's IPv4 address or IPv6 network; "" where the server knows none, as on a Unix socket.

    `X-Forwarded-For` counts only behind our own proxies (N_PROXIES), each of which adds one entry at the right: the
    entry that the outermost of them wrote is the client. Whatever stands further left is what a client claims.
    """
    stated = request.META.get("REMOTE_ADDR", "")
    if settings.N_PROXIES:
        hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        if len(hops) >= settings.N_PROXIES and _parsed(hops[-settings.N_PROXIES]):
            stated = hops[-settings.N_PROXIES]
    address = _parsed(stated)
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or ip_network((address, _SUBSCRIBER), strict=False))
    return str(address or "")


def address_mac(request: HttpRequest, now: datetime) -> str:
    """Keyed hash of the client's address, another one every day (UTC); "" where there is no address."""
    address = client_address(request)
    return salted_hmac("hub.addresses", f"{now:%Y-%m-%d} {address}").hexdigest()[:32] if address else ""


def _parsed(text: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(text)
    except ValueError:
        return None
