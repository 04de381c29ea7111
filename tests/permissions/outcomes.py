"""The words of the permission matrix: visitors, what they get, and a page with its route and address."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from django.http import HttpResponseBase

from hub.roles import ROLES

ANONYMOUS, MEMBER, ADMINISTRATOR = "anonymous", "member", "administrator"
VISITORS = (ANONYMOUS, MEMBER, *ROLES, ADMINISTRATOR)
"""Who asks for a page: nobody signed in, an account without a role, each role, a superuser without a role."""


class Outcome(StrEnum):
    OPEN = "open"
    LOG_IN = "sent to the log-in"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not found"
    ELSEWHERE = "sent elsewhere"
    REFUSED = "refused"  # the request itself: its method, what it sends, or the state of the row


OPEN, LOG_IN, FORBIDDEN, NOT_FOUND, ELSEWHERE, REFUSED = Outcome
Who = Mapping[str, Outcome]


@dataclass(frozen=True)
class Page:
    """sent: what a POST sends; None for a GET. Every row is as before after a POST."""

    route: str
    address: str
    who: Who
    sent: Mapping[str, str] | None = field(default=None)


def everybody(outcome: Outcome = OPEN) -> Who:
    return dict.fromkeys(VISITORS, outcome)


def public(route: str, **named: str) -> Page:
    """A page for everybody; the converters of its route are filled in by name."""
    address = route
    for converter, name in named.items():
        address = address.replace(f"<{converter}>", name)
    return Page(route, f"/{address}", everybody())


def signed_in(outcome: Outcome = OPEN) -> Who:
    return everybody(outcome) | {ANONYMOUS: LOG_IN}


def staff(*visitors: str, gets: Outcome = OPEN) -> Who:
    """Pages under /staff/: an account without the right is told so."""
    return signed_in(FORBIDDEN) | dict.fromkeys(visitors, gets)


def editorial(visitors: Iterable[str], gets: Outcome = OPEN) -> Who:
    """Pages of the admin: only accounts of staff get past the log-in."""
    return staff(*visitors, gets=gets) | {MEMBER: LOG_IN}


def outcome_of(response: HttpResponseBase) -> Outcome:
    if response.status_code in (301, 302, 303):
        return LOG_IN if "/login/?next=" in response.headers["Location"] else ELSEWHERE
    return {200: OPEN, 403: FORBIDDEN, 404: NOT_FOUND}.get(response.status_code, REFUSED)
