"""Writing and verifying the audit chain."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from .audit_payloads import registered
from .models import AuditEvent, User

GENESIS = "0" * 64
LOCK_KEY = 7_204_415  # any constant: the advisory lock of this one chain on PostgreSQL
CLOCKS_DIFFER_BY = timedelta(minutes=5)
"""An event may be so much older than the one before it: several servers share a chain, and their clocks differ."""


def record(*, actor: User | None, verb: str, subject: str, **detail: Any) -> AuditEvent:
    """Append an event to the chain, inside the caller's transaction.

    verb: one of `audit_verbs.VERBS`. detail: JSON values; instants and dates as ISO text. Raises TypeError for anything
    else. One writer at a time: an advisory lock on PostgreSQL, the write lock of the transaction on SQLite.
    """
    with transaction.atomic():
        hold_chain()
        last = AuditEvent.objects.order_by("-pk").first()
        event = AuditEvent(
            at=timezone.now(),
            actor=actor,
            verb=verb,
            subject=subject,
            detail=json.dumps(detail, sort_keys=True, ensure_ascii=False),
            previous_hash=last.hash if last else GENESIS,
        )
        event.hash = event.computed_hash()
        event.save()
    return event


def hold_chain() -> None:
    """Keep other writers from the chain until the caller's transaction ends; `record` does it by itself.

    It is the last lock that every action takes, after those of rows. Decisions made behind it come one after the other,
    and each reads what the one before has written.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK_KEY])


@dataclass
class Verdict:
    """What verifying found. head: hash of the last event. problems: sentences, the first thing broken first.

    remarks: what looks odd and proves nothing, such as a clock that was set back.
    """

    n_events: int = 0
    n_payloads: int = 0
    head: str = GENESIS
    problems: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def verify(*, noted_head: str = "") -> Verdict:
    """Recompute the chain, and the hashes of all rows that its events speak of.

    noted_head: the head of an earlier run, kept outside. Without it nobody can tell that the newest events were
    removed: what is left of a chain is whole. The chain is read up to the first break, the rows all the same.
    """
    verdict = Verdict()
    _verify_chain(verdict, noted_head)
    for payloads in registered().values():
        for payload in payloads():
            verdict.n_payloads += 1
            if payload.problem:
                verdict.problems.append(payload.problem)
    return verdict


def first_broken_event() -> AuditEvent | None:
    """The first event whose hash or link to its predecessor is wrong; None where the chain is whole."""
    return next((event for event, problem in _links() if problem), None)


def _links() -> Iterator[tuple[AuditEvent, str]]:
    """Every event in its order, with what is wrong about it, or ""."""
    previous = GENESIS
    for event in AuditEvent.objects.order_by("pk").iterator():
        if event.hash != event.computed_hash():
            yield event, "is not what was written: its content and its hash differ"
        elif event.previous_hash != previous:
            yield event, "does not follow the event before it: events were removed, inserted or exchanged here"
        else:
            yield event, ""
        previous = event.hash


def _verify_chain(verdict: Verdict, noted_head: str) -> None:
    is_noted_head_there = noted_head in ("", GENESIS)
    before = None
    for event, problem in _links():
        if problem:
            verdict.problems.append(f"The chain is broken at event {event.pk} of {event.at}: “{event}” {problem}.")
            return
        if before is not None and before.at - event.at > CLOCKS_DIFFER_BY:
            verdict.remarks.append(f"Event {event.pk} is older than event {before.pk}: a clock was set back.")
        before = event
        verdict.n_events += 1
        verdict.head = event.hash
        is_noted_head_there = is_noted_head_there or event.hash == noted_head
    if not is_noted_head_there:
        verdict.problems.append(
            f"No event has the hash {noted_head}: the events from there on were removed or written anew."
        )
