"""Storing what a learner answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError
from django.db.models import Q

from hub import learners
from hub.transactions import run_transaction

from .models import Answer, Attempt, AttemptFlag, Phase, PinnedQuestion, Quiz


@dataclass(frozen=True)
class Given:
    """What was answered to one question. option_id: None says "I do not know". confidence: 1 to 5, or None unasked."""

    option_id: UUID | None
    confidence: int | None = None


class PhaseClosedError(Exception):
    """The questions before reading are over for a learner who has answered after reading."""


class IncompleteError(ValueError):
    """A question has no answer, or an answer that is not among its options."""


def submit_attempt(
    *,
    quiz: Quiz,
    pins: Sequence[PinnedQuestion],
    learner_id: UUID,
    phase: Phase,
    nonce: str,
    answers: Mapping[UUID, Given],
    opened_at: datetime | None,
    now: datetime,
    language: str,
    unlinked_account: str = "",
    is_staff: bool = False,
    is_simulated: bool = False,
) -> Attempt:
    """Store one attempt with all its answers, or return the one that stands already, unchanged.

    pins: the questions as shown, all of one article version, with their options prefetched. answers: by question
    version; graded question by question, so that one left out raises IncompleteError and can never count as right.
    Raises PhaseClosedError for a pre after a post, BusyError when the database cannot store it now.
    """
    sheet = _graded(pins, answers)

    def store() -> Attempt:
        learner = learners.enrol(learner_id, unlinked_account=unlinked_account, is_simulated=is_simulated)
        standing = {attempt.phase: attempt for attempt in Attempt.objects.filter(learner=learner, quiz=quiz)}
        if phase in standing:
            return standing[phase]
        if phase == Phase.PRE and Phase.POST in standing:
            raise PhaseClosedError
        attempt = Attempt.objects.create(
            learner=learner,
            quiz=quiz,
            phase=phase,
            article_version_id=pins[0].article_version_id,
            nonce=nonce,
            submitted_at=now,
            opened_at=opened_at,
            language=language,
        )
        for answer in sheet:
            answer.attempt = attempt
        Answer.objects.bulk_create(sheet)
        if is_staff:
            AttemptFlag.objects.create(attempt=attempt, kind=AttemptFlag.Kind.STAFF, flagged_at=now)
        return attempt

    try:
        return run_transaction(store)
    except IntegrityError:
        # The constraints decide between submissions that met; whichever was first is the answer to both.
        standing = Attempt.objects.filter(Q(nonce=nonce) | Q(learner=learner_id, quiz=quiz, phase=phase)).first()
        if standing is None:
            raise
        return standing


def _graded(pins: Sequence[PinnedQuestion], answers: Mapping[UUID, Given]) -> list[Answer]:
    sheet = []
    for pin in pins:
        version = pin.question_version
        given = answers.get(version.pk)
        options = {option.pk: option for option in version.options.all()}
        if given is None or (given.option_id is not None and given.option_id not in options):
            raise IncompleteError(f"No usable answer to question {pin.order + 1}.")
        option = options.get(given.option_id) if given.option_id else None
        sheet.append(
            Answer(
                question_version=version,
                option=option,
                was_correct=option is not None and option.is_key,
                confidence=given.confidence,
            )
        )
    if not sheet:
        raise IncompleteError("The quiz shows no question.")
    return sheet
