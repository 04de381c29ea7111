"""Whether the record of disclosures is what was once written: each row against its hash, and against its audit event."""

import json
from collections.abc import Iterator
from datetime import UTC
from typing import NamedTuple

from hub.models import AuditEvent

from .models import DisclosureSnapshot
from .models.snapshot import payload_hash
from .snapshot_actions import VERB


class Checked(NamedTuple):
    """One snapshot beside its audit event. event: None where none speaks of it. actual: "" where the row is gone.

    expected, actual: hash of the payload, subject and instant, as the event keeps them and as the row has them.
    """

    what: str
    event: int | None
    expected: str
    actual: str

    @property
    def is_broken(self) -> bool:
        return self.expected != self.actual


def checked_snapshots() -> Iterator[Checked]:
    """Every snapshot in the order of writing, then every event whose snapshot is gone."""
    for row in DisclosureSnapshot.objects.select_related("event").order_by("pk").iterator():
        digest = payload_hash(row.payload)
        held = digest if digest == row.payload_hash else f"{digest}, stored as {row.payload_hash}"
        actual = f"{held} of {row.subject} from {row.shown_from.astimezone(UTC).isoformat()}"
        yield Checked(f"the disclosure {row.pk}", row.event_id, _expected(row.event), actual)
    gone = AuditEvent.objects.filter(verb=VERB).exclude(pk__in=DisclosureSnapshot.objects.values("event"))
    for event in gone.order_by("pk"):
        yield Checked("a disclosure", event.pk, _expected(event), "")


def _expected(event: AuditEvent) -> str:
    detail = json.loads(event.detail)
    return f"{detail.get('payload', '')} of {detail.get('of', '')} from {detail.get('shown_from', '')}"


def first_broken_snapshot() -> str | None:
    """A sentence on the first snapshot that is not what its event says; None where all are."""
    broken = next((one for one in checked_snapshots() if one.is_broken), None)
    if broken is None:
        return None
    if not broken.actual:
        return f"Event {broken.event} speaks of a disclosure that is gone."
    return f"{broken.what[:1].upper()}{broken.what[1:]} is not what event {broken.event} says."
