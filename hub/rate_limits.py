"""How often forms and the beacon may be sent: generous for a clinic behind one address, polite to whoever meets it."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest

from .addresses import address_mac
from .counters import count

WINDOW = 60
"""Seconds."""


class Scope(StrEnum):
    """What is limited, each apart: ticks that are kept as a draft never stand in the way of the answers."""

    ANSWERS = "answers"
    DRAFTS = "drafts"
    REACH = "reach"
    OPEN_FORMS = "open-forms"


def seconds_to_wait(request: HttpRequest, scope: Scope, learner_id: UUID | None = None, *, now: datetime) -> int:
    """Count this request; 0 where it may pass, else whole seconds until the next may.

    RATE_LIMIT_PER_LEARNER a minute for one learner at one address, RATE_LIMIT_PER_ADDRESS a minute for the address, or
    RATE_LIMIT_OPEN_FORMS for forms that nobody fills in twice; 0 for no limit; in each worker process, see `hub.counters`.
    """
    address = address_mac(request, now)
    per_address = settings.RATE_LIMIT_OPEN_FORMS if scope is Scope.OPEN_FORMS else settings.RATE_LIMIT_PER_ADDRESS
    is_over = [
        limit and count(scope, *who, seconds=WINDOW, now=now) > limit
        for limit, who in (
            (settings.RATE_LIMIT_PER_LEARNER if learner_id else 0, ("learner", learner_id, address)),
            (per_address if address else 0, ("address", address)),
        )
    ]
    return WINDOW - int(now.timestamp()) % WINDOW if any(is_over) else 0
