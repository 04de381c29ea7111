"""Storing what a learner answered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError
from django.db.models import Q
from django.utils import timezone

from hub import learners
from hub.statements import insert
from hub.transactions import run_transaction

from .follow_up_window import Window
from .keys import Keys
from .models import Answer, Attempt, AttemptFlag, Draft, Phase, PinnedQuestion, Quiz
from .rollups.contributing import contribute_attempt, decisions_kept_out

Row = TypeVar("Row", Attempt, Draft)


@dataclass(frozen=True)
class Given:
    """What was answered to one question. option_id: None says "I do not know". confidence: 1 to 5, or None unasked."""

    option_id: UUID | None
    confidence: int | None = None


@dataclass(frozen=True)
class Circumstances:
    """How a form came in.

    nonce: of its key. opened_at: when the form was made. article_opened_at, article_read_at: as the page told, None
    where unknown. zone: the hub's, looked up where it is not given. account: keyed hash of the signed-in account, else "". flags: the kinds of AttemptFlag to store with
    the attempt.
    """

    nonce: str
    now: datetime
    language: str
    opened_at: datetime | None = None
    article_opened_at: datetime | None = None
    article_read_at: datetime | None = None
    account: str = ""
    flags: frozenset[str] = frozenset()
    is_simulated: bool = False
    zone: ZoneInfo | None = None


class PhaseClosedError(Exception):
    """Nothing can be answered in this phase now: before reading, because after reading is answered; else a subclass."""


class FollowUpError(PhaseClosedError):
    """The same questions cannot be answered once more by this learner now. Subclasses say why."""


class NoPostError(FollowUpError):
    """The learner has not answered after reading."""


class OutsideWindowError(FollowUpError):
    """It is too early or too late; `window` says when it is open."""

    def __init__(self, window: Window) -> None:
        super().__init__(f"Open from {window.opens} to {window.closes}.")
        self.window = window


class IncompleteError(ValueError):
    """A question has no answer, or an answer that is not among its options."""


def submit_attempt(
    *,
    quiz: Quiz,
    pins: Sequence[PinnedQuestion],
    learner_id: UUID,
    phase: Phase,
    answers: Mapping[UUID, Given],
    circumstances: Circumstances,
) -> Attempt:
    """Store one attempt with all its answers, or return the one that stands already, unchanged.

    pins: the questions as shown, all of one article version, with their options prefetched. answers: by question
    version; graded by the keys as they stand, question by question, so that one left out raises IncompleteError and
    can never count as right. The drafts of this phase, and of the pre that closes with it, are deleted; reading times
    that did not come with the form are taken from the draft.

    Raises PhaseClosedError for a pre after a post, NoPostError or OutsideWindowError for a follow-up without a post or
    outside 42 to 84 days after it, BusyError when the database cannot store it now.
    """
    how = circumstances

    def store() -> Attempt:
        # Made anew at each try: rows of a try that was rolled back keep the keys they had been given.
        decisions_kept_out()
        sheet = _graded(pins, answers)
        learner = learners.enrol(learner_id, account=how.account, is_simulated=how.is_simulated)
        standing = {} if learner.is_new else _by_phase(Attempt.objects.filter(learner=learner, quiz=quiz))
        if phase in standing:
            return standing[phase]
        check_open(phase, standing, how.now)
        drafts = {} if learner.is_new else _by_phase(Draft.objects.filter(learner=learner, quiz=quiz))
        draft = drafts.get(phase)
        attempt = Attempt(
            learner=learner,
            quiz=quiz,
            phase=phase,
            article_version_id=pins[0].article_version_id,
            nonce=how.nonce,
            submitted_at=how.now,
            submitted_on=timezone.localtime(how.now, timezone=how.zone or quiz.article.hub.zone).date(),
            opened_at=how.opened_at,
            article_opened_at=how.article_opened_at or (draft and draft.article_opened_at),
            article_read_at=how.article_read_at or (draft and draft.article_read_at),
            n_shown=len(sheet),
            language=how.language,
        )
        for answer in sheet:
            answer.attempt = attempt
        insert([attempt])
        insert(sheet)
        insert([AttemptFlag(attempt=attempt, kind=kind, flagged_at=how.now) for kind in sorted(how.flags)])
        contribute_attempt(
            attempt=attempt,
            learner=learner,
            answers=sheet,
            flags=how.flags,
            others=standing.values(),
            pins=pins,
        )
        if drafts.keys() & {phase, Phase.PRE}:
            Draft.objects.filter(learner=learner, quiz=quiz, phase__in=[phase, Phase.PRE]).delete()
        return attempt

    try:
        return run_transaction(store)
    except IntegrityError:
        # The constraints decide between submissions that met; whichever was first is the answer to both.
        standing = Attempt.objects.filter(Q(nonce=how.nonce) | Q(learner=learner_id, quiz=quiz, phase=phase)).first()
        if standing is None:
            raise
        return standing


def _by_phase(rows: Iterable[Row]) -> dict[str, Row]:
    return {row.phase: row for row in rows}


def check_open(phase: str, standing: Mapping[str, Attempt], now: datetime) -> None:
    """Raises PhaseClosedError where a learner with these attempts, by phase, cannot answer in the phase now."""
    post = standing.get(Phase.POST)
    if phase == Phase.PRE and post is not None:
        raise PhaseClosedError
    if phase != Phase.FOLLOW_UP:
        return
    if post is None:
        raise NoPostError("A follow-up needs answers after reading.")
    window = Window.after(post.submitted_at)
    if not window.is_open(now):
        raise OutsideWindowError(window)


def _graded(pins: Sequence[PinnedQuestion], answers: Mapping[UUID, Given]) -> list[Answer]:
    if not pins:
        raise IncompleteError("The quiz shows no question.")
    sheet = []
    keys = Keys.of_pins(pins[0].article_version_id)
    for pin in pins:
        version = pin.question_version
        given = answers.get(version.pk)
        options = {option.pk: option for option in version.options.all()}
        if given is None or (given.option_id is not None and given.option_id not in options):
            raise IncompleteError(f"No usable answer to question {pin.order + 1}.")
        option = options.get(given.option_id) if given.option_id else None
        sheet.append(
            Answer(
                question_version_id=version.pk,
                option_id=given.option_id,
                was_correct=keys.is_key(version, option),
                confidence=given.confidence,
            )
        )
    return sheet
