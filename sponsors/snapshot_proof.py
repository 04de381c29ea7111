"""What the audit log proves of the record of disclosures: each row against its own hash, and against its event."""

import json
from collections.abc import Iterator
from datetime import UTC

from hub.audit_payloads import Payload, register
from hub.canonical import payload_hash
from hub.models import AuditEvent

from .models import DisclosureSnapshot


def snapshot_payloads() -> Iterator[Payload]:
    """Every snapshot in the order of writing, then every event whose snapshot is gone.

    What is compared: hash of the payload, subject and instant, as the event keeps them and as the row has them.
    """
    for row in DisclosureSnapshot.objects.select_related("event").order_by("pk").iterator():
        digest = payload_hash(row.payload)
        held = digest if digest == row.payload_hash else f"{digest}, stored as {row.payload_hash}"
        actual = f"{held} of {row.subject} from {row.shown_from.astimezone(UTC).isoformat()}"
        yield Payload(f"disclosure {row.pk}", row.event_id, _expected(row.event), actual)
    gone = AuditEvent.objects.filter(verb="show disclosure").exclude(pk__in=DisclosureSnapshot.objects.values("event"))
    for event in gone.order_by("pk"):
        yield Payload("a disclosure", event.pk, _expected(event), "")


def _expected(event: AuditEvent) -> str:
    detail = json.loads(event.detail)
    return f"{detail.get('payload', '')} of {detail.get('of', '')} from {detail.get('shown_from', '')}"


register("disclosures", snapshot_payloads)
