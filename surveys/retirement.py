"""Taking statements out of use; surveys that ask them already keep them."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from hub.models import User
from hub.retirement import set_retired

from .models import Statement


def retire_statements(*, statements: Iterable[Statement], actor: User, now: datetime | None = None) -> list[Statement]:
    """Mark statements as retired: new surveys no longer offer them. Returns those that were in use before."""
    return set_retired(_rows(statements), retired_at=now or timezone.now(), actor=actor, subject=_subject)


def restore_statements(*, statements: Iterable[Statement], actor: User) -> list[Statement]:
    """Bring retired statements back into use. Returns those that were retired before."""
    return set_retired(_rows(statements), retired_at=None, actor=actor, subject=_subject)


def _rows(statements: Iterable[Statement]) -> QuerySet:
    return Statement.objects.filter(pk__in=[statement.pk for statement in statements])


def _subject(statement: Statement) -> str:
    return f"statement {statement.key}"
