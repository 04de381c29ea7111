"""Taking questions out of use. Answers and versions stay: an answered question is never deleted."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from hub import audit
from hub.models import User

from .models import Question


@transaction.atomic
def retire_questions(*, questions: Iterable[Question], actor: User, now: datetime | None = None) -> list[Question]:
    """Mark questions as retired: quizzes no longer offer them for choosing. Returns those that were in use before."""
    wanted = [question.pk for question in questions]
    retired = list(Question.objects.in_use().filter(pk__in=wanted))
    for question in retired:
        question.retired_at = now or timezone.now()
        question.save(update_fields=["retired_at"])
        audit.record(actor=actor, verb="retire", subject=f"question {question.pk}")
    return retired


@transaction.atomic
def restore_questions(*, questions: Iterable[Question], actor: User) -> list[Question]:
    """Bring retired questions back into use. Returns those that were retired before."""
    wanted = [question.pk for question in questions]
    restored = list(Question.objects.filter(pk__in=wanted, retired_at__isnull=False))
    for question in restored:
        question.retired_at = None
        question.save(update_fields=["retired_at"])
        audit.record(actor=actor, verb="restore", subject=f"question {question.pk}")
    return restored
