"""What the audit log proves of frozen reports: each edition against its own hash, and against its event."""

from collections.abc import Iterator

from .audit_payloads import Payload, compared, details, register
from .canonical import payload_hash
from .models import FrozenReport


def report_payloads() -> Iterator[Payload]:
    """Every edition: what it is of and what it holds, as its event keeps both and as the row has them."""
    events = {
        event.pk: (event.pk, _said(detail["report"], detail["of"], detail["cutoff"], detail["content"]))
        for event, detail in details("freeze report")
    }
    rows = (
        (row.event_id, f"{row.pk} ({row})", _said(row.kind, row.subject, row.cutoff.isoformat(), _held(row)))
        for row in FrozenReport.objects.order_by("pk").iterator(chunk_size=50)
    )
    return compared("frozen report", rows, events)


def _said(kind: str, subject: str, cutoff: str, digest: str) -> str:
    return f"{kind} of {subject} before {cutoff}: {digest}"


def _held(row: FrozenReport) -> str:
    """The hash of the content, where the row itself gives the same; else what no event can hold."""
    computed = payload_hash(row.content)
    return computed if row.content_hash == computed else f"{computed} beside {row.content_hash}"


register("frozen reports", report_payloads)
