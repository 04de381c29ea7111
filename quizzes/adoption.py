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
    """Move the giver's drafts; those of phases that the receiver has answered are deleted.

    Where both have begun, the receiver's draft stands and takes what it leaves open, if both answer the same questions.
    """
    begun = {(draft.quiz_id, draft.phase): draft for draft in Draft.objects.filter(learner=receiver)}
    answered = set(Attempt.objects.filter(learner=receiver).values_list("quiz", "phase"))
    moving = []
    for draft in Draft.objects.filter(learner=giver):
        own = begun.get((draft.quiz_id, draft.phase))
        if own is None and (draft.quiz_id, draft.phase) not in answered:
            moving.append(draft.pk)
        elif own and own.article_version_id == draft.article_version_id and isinstance(draft.answers, dict):
            # By whole questions: how sure somebody is of one option says nothing of another.
            Draft.objects.filter(pk=own.pk).update(answers=draft.answers | own.answers)
    moved = Draft.objects.filter(pk__in=moving).update(learner=receiver)
    Draft.objects.filter(learner=giver).delete()
    return Moved(moved=moved)


def flag_staff(*, learner: Learner, now: datetime) -> int:
    attempts = Attempt.objects.filter(learner=learner).exclude(flags__kind=AttemptFlag.Kind.STAFF)
    flags = [AttemptFlag(attempt=attempt, kind=AttemptFlag.Kind.STAFF, flagged_at=now) for attempt in attempts]
    return len(AttemptFlag.objects.bulk_create(flags))


register(Belongings(key="attempts", move=move_attempts, flag_staff=flag_staff))
register(Belongings(key="drafts", move=move_drafts, order=1))
