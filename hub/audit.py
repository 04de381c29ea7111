"""Writing and verifying the audit chain."""

import json
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from .models import AuditEvent, User

GENESIS = "0" * 64
LOCK_KEY = 7_204_415  # any constant: the advisory lock of this one chain on PostgreSQL


def record(*, actor: User | None, verb: str, subject: str, **detail: Any) -> AuditEvent:
    """Append an event to the chain, inside the caller's transaction.

    detail: JSON values; instants and dates as ISO text. Raises TypeError for anything else.
    One writer at a time: an advisory lock on PostgreSQL, the write lock of the transaction on SQLite.
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


def first_broken_event() -> AuditEvent | None:
    """The first event whose hash or link to its predecessor is wrong; None where the chain is whole."""
    previous = GENESIS
    for event in AuditEvent.objects.order_by("pk").iterator():
        if event.previous_hash != previous or event.hash != event.computed_hash():
            return event
        previous = event.hash
    return None
