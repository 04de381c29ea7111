"""Taking questions out of use. Answers and versions stay: an answered question is never deleted."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from hub.models import User
from hub.retirement import set_retired

from .models import Question


def retire_questions(*, questions: Iterable[Question], actor: User, now: datetime | None = None) -> list[Question]:
    """Mark questions as retired: quizzes no longer offer them for choosing. Returns those that were in use before."""
    return set_retired(_rows(questions), retired_at=now or timezone.now(), actor=actor, subject=_subject)


def restore_questions(*, questions: Iterable[Question], actor: User) -> list[Question]:
    """Bring retired questions back into use. Returns those that were retired before."""
    return set_retired(_rows(questions), retired_at=None, actor=actor, subject=_subject)


def _rows(questions: Iterable[Question]) -> QuerySet:
    return Question.objects.filter(pk__in=[question.pk for question in questions])


def _subject(question: Question) -> str:
    return f"question {question.pk}"
