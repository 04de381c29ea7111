"""What the audit log proves of agreements: the confidential half of every change."""

from collections.abc import Iterator

from hub.audit_payloads import Payload, compared, details, register

from .models import AgreementChange


def change_payloads() -> Iterator[Payload]:
    """The hash of each change as it stands, against its own event."""
    events = {
        event.pk: (event.pk, detail.get("payload", ""))
        for event, detail in details("confirm agreement", "correct agreement")
    }
    changes = AgreementChange.objects.order_by("pk").iterator()
    rows = ((change.event_id, str(change.pk), change.payload_hash) for change in changes)
    return compared("change of an agreement", rows, events)


register("changes of agreements", change_payloads)
