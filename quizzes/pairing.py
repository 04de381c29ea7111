"""The answers of one learner to one question in two phases, as rows of a query."""

from collections.abc import Iterable

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When

from .counts import MATCH_WITHIN, Timing
from .models import Answer, AttemptFlag, Phase
from .models.attempt import right_now

EARLIER = "attempt__learner__attempts"
"""From an answer to all attempts of its learner; the filters narrow it to the one before reading in the same quiz."""


def flagged(attempt: str) -> Exists:
    return Exists(AttemptFlag.objects.filter(attempt=OuterRef(attempt)))


def timing(before: str, after: str) -> Case:
    """The Timing of two instants, as its value."""
    return Case(
        When(Q(**{f"{after}__lt": F(before)}), then=Value(Timing.REVERSED.value)),
        When(Q(**{f"{after}__gt": F(before) + MATCH_WITHIN}), then=Value(Timing.LATE.value)),
        default=Value(Timing.MATCHED.value),
    )


def paired_answers(quizzes: Iterable[int] | None = None) -> QuerySet[Answer]:
    """Answers after reading, joined to the same learner's answer before reading to the same series of the same quiz.

    right_before and right_after go by the keys as they stand; scored_before and was_correct as scored when stored.
    quizzes: None for all. Flagged attempts are left out.
    """
    given = Answer.objects.all() if quizzes is None else Answer.objects.filter(attempt__quiz__in=quizzes)
    paired = (
        given.filter(
            **{
                "attempt__phase": Phase.POST,
                f"{EARLIER}__quiz": F("attempt__quiz"),
                f"{EARLIER}__phase": Phase.PRE,
                f"{EARLIER}__answers__question_version__question": F("question_version__question"),
                f"{EARLIER}__answers__question_version__series": F("question_version__series"),
            }
        )
        # One filter() above and only annotations below: they all speak of the same joined rows.
        .annotate(
            attempt_before=F(EARLIER),
            before_at=F(f"{EARLIER}__submitted_at"),
            after_at=F("attempt__submitted_at"),
            slot_before=F(f"{EARLIER}__answers__option__slot"),
            slot_after=F("option__slot"),
            scored_before=F(f"{EARLIER}__answers__was_correct"),
            right_before=right_now(f"{EARLIER}__answers__"),
            right_after=right_now(),
        )
        .annotate(timing=timing("before_at", "after_at"))
    )
    return paired.filter(~flagged("attempt"), ~flagged("attempt_before"))
