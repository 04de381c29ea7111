"""The audit log as a CSV from which anybody can recompute the chain: see docs/audit.md."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import QuerySet
from django.http import StreamingHttpResponse

from . import audit
from .exports import csv_response
from .models import AuditEvent, User


@dataclass(frozen=True)
class AuditRow:
    """A line of the export. at: UTC. All but number and actor go into the hash."""

    number: int
    at: datetime
    actor_number: int | None
    actor: str
    verb: str
    subject: str
    detail: str
    previous_hash: str
    hash: str


def export_events(*, events: QuerySet[AuditEvent], by: User, filters: dict[str, str]) -> StreamingHttpResponse:
    """The events in their order, after the log knows who took them; that event is the last that can be among them.

    filters: what was chosen, without words that were searched for: they may name a person.
    """
    own = audit.record(
        actor=by,
        verb="export audit log",
        subject="audit log",
        rows=events.count(),
        filters=dict(sorted(filters.items())),
    )
    chosen = events.filter(pk__lte=own.pk).order_by("pk").select_related("actor")
    return csv_response(AuditRow, _rows(chosen), f"audit-log-{own.at:%Y-%m-%d}.csv")


def _rows(events: QuerySet[AuditEvent]) -> Iterator[AuditRow]:
    for event in events.iterator():
        yield AuditRow(
            number=event.pk,
            at=event.at.astimezone(UTC),
            actor_number=event.actor_id,
            actor=str(event.actor or ""),
            verb=event.verb,
            subject=event.subject,
            detail=event.detail,
            previous_hash=event.previous_hash,
            hash=event.hash,
        )
