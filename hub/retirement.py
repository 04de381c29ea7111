"""Taking rows out of use instead of deleting them, with the trace in the audit log."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import Model, QuerySet

from . import audit
from .models import User

Row = TypeVar("Row", bound=Model)


@transaction.atomic
def set_retired(
    rows: "QuerySet[Row]", *, retired_at: datetime | None, actor: User, subject: Callable[[Row], str]
) -> list[Row]:
    """Retire the rows at that instant, or restore them where it is None. Returns those whose state changed.

    rows: of a model with `retired_at`. subject: how the audit log names a row.
    """
    changed = list(rows.filter(retired_at__isnull=retired_at is not None))
    for row in changed:
        row.retired_at = retired_at
        row.save(update_fields=["retired_at"])
        audit.record(actor=actor, verb="retire" if retired_at else "restore", subject=subject(row))
    return changed
