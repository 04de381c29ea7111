"""What administrators do to hubs, with its trace in the audit log."""

from typing import Any

from django.db import transaction

from . import audit
from .models import Hub, User


@transaction.atomic
def save_hub(*, hub: Hub, actor: User) -> Hub:
    """Store a new or changed hub with what its settings were before; nothing is written where none changed."""
    stored = Hub.objects.select_for_update().filter(pk=hub.pk).first()
    before = _settings(stored) if stored else {}
    hub.save()
    after = _settings(hub)
    subject = f"hub {hub.slug}"
    if stored is None:
        audit.record(actor=actor, verb="create hub", subject=subject, **after)
    elif changed := {name: [before[name], held] for name, held in after.items() if before[name] != held}:
        audit.record(actor=actor, verb="change hub", subject=subject, changed=changed)
    return hub


def _settings(hub: Hub) -> dict[str, Any]:
    """Every setting of a hub as JSON has it."""
    held = {field.attname: field.value_from_object(hub) for field in hub._meta.concrete_fields if field.name != "id"}
    return {name: value if isinstance(value, bool | int | None) else str(value) for name, value in held.items()}
