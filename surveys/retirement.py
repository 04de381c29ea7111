"""Taking statements out of use; surveys that ask them already keep them."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from hub import audit
from hub.models import User

from .models import Statement


@transaction.atomic
def retire_statements(*, statements: Iterable[Statement], actor: User, now: datetime | None = None) -> list[Statement]:
    """Mark statements as retired: new surveys no longer offer them. Returns those that were in use before."""
    wanted = [statement.pk for statement in statements]
    retired = list(Statement.objects.filter(pk__in=wanted, retired_at=None))
    for statement in retired:
        statement.retired_at = now or timezone.now()
        statement.save(update_fields=["retired_at"])
        audit.record(actor=actor, verb="retire", subject=f"statement {statement.key}")
    return retired


@transaction.atomic
def restore_statements(*, statements: Iterable[Statement], actor: User) -> list[Statement]:
    """Bring retired statements back into use. Returns those that were retired before."""
    wanted = [statement.pk for statement in statements]
    restored = list(Statement.objects.filter(pk__in=wanted, retired_at__isnull=False))
    for statement in restored:
        statement.retired_at = None
        statement.save(update_fields=["retired_at"])
        audit.record(actor=actor, verb="restore", subject=f"statement {statement.key}")
    return restored
