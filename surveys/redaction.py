"""Emptying what a learner wrote where it names a person. The row stays, and says who emptied it and when."""

from datetime import datetime

from django.db import transaction

from hub import audit
from hub.models import User

from .models import OwnWords


@transaction.atomic
def redact(words: OwnWords, *, actor: User, now: datetime) -> None:
    """Empty all texts of the row for good; a second redaction changes nothing. The audit chain never holds the text."""
    held = type(words).objects.select_for_update(of=("self",)).get(pk=words.pk)
    if held.redacted_at:
        return
    for name in held.TEXTS:
        setattr(held, name, "")
    held.redacted_at, held.redacted_by = now, actor
    held.save()
    audit.record(actor=actor, verb="redact free text", subject=f"{held._meta.label_lower} {held.pk}")
