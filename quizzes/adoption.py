"""What of a quiz moves when an account takes over another learner: attempts, whole quizzes at a time."""

from collections import defaultdict
from datetime import datetime

from hub.adoption import Belongings, Moved, register
from hub.models import Learner

from .models import Attempt, AttemptFlag, Draft


def move_attempts(*, giver: Learner, receiver: Learner, now: datetime) -> Moved:
    """Move the giver's attempts on every quiz in which the two share no phase; flag the others as a duplicate person."""
    phases = defaultdict(set)
    for quiz, phase in Attempt.objects.filter(learner=receiver).order_by().values_list("quiz", "phase"):
        phases[quiz].add(phase)
    given = defaultdict(list)
    for attempt in Attempt.objects.filter(learner=giver).order_by("pk").only("quiz", "phase"):
        given[attempt.quiz_id].append(attempt)
    moving = [quiz for quiz, attempts in given.items() if not phases[quiz] & {attempt.phase for attempt in attempts}]
    staying = [attempt for quiz, attempts in given.items() if quiz not in moving for attempt in attempts]
    AttemptFlag.objects.bulk_create(
        [AttemptFlag(attempt=attempt, kind=AttemptFlag.Kind.DUPLICATE_PERSON, flagged_at=now) for attempt in staying],
        ignore_conflicts=True,
    )
    moved = Attempt.objects.filter(learner=giver, quiz__in=moving).update(learner=receiver) if moving else 0
    return Moved(moved=moved, stayed=len(staying))


def move_drafts(*, giver: Learner, receiver: Learner, now: datetime) -> Moved:
    """Move the giver's drafts, but for phases that the receiver has begun or answered: those are deleted."""
    taken = {
        *Draft.objects.filter(learner=receiver).values_list("quiz", "phase"),
        *Attempt.objects.filter(learner=receiver).values_list("quiz", "phase"),
    }
    drafts = list(Draft.objects.filter(learner=giver).only("quiz", "phase"))
    moving = [draft.pk for draft in drafts if (draft.quiz_id, draft.phase) not in taken]
    moved = Draft.objects.filter(pk__in=moving).update(learner=receiver)
    Draft.objects.filter(learner=giver).delete()
    return Moved(moved=moved)


register(Belongings(key="attempts", move=move_attempts))
register(Belongings(key="drafts", move=move_drafts, order=1))
