"""Keeping what a learner has answered so far, and finding it again. A draft is no attempt and enters no number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from hub import learners
from hub.questionnaire import DONT_KNOW
from hub.submission_keys import Kind, SubmissionKey
from hub.transactions import run_transaction

from .actions import Given, check_open
from .field_names import confidence_name, field_name
from .models import Attempt, Draft, Phase, PinnedQuestion, Quiz
from .sittings import QuizSettings, Sitting

CONFIDENCE = ("1", "2", "3", "4", "5")


class AnsweredError(Exception):
    """The learner has sent this phase already: that `attempt` stands, and a draft has nothing more to keep."""

    def __init__(self, attempt: Attempt) -> None:
        super().__init__(str(attempt))
        self.attempt = attempt


@dataclass(frozen=True)
class Sheet:
    """What is ticked, by question version as `Draft.answers` keeps it. is_whole: False where something was left out."""

    answers: dict[str, dict[str, Any]]
    is_whole: bool = True

    def given(self, pins: Sequence[PinnedQuestion]) -> dict[UUID, Given] | None:
        """The answers, by question version, as they are submitted; None while a question of these pins is open."""
        held = {pin.question_version_id: self.answers.get(str(pin.question_version_id), {}) for pin in pins}
        if not all("option" in one for one in held.values()):
            return None
        return {
            key: Given(None if one["option"] == DONT_KNOW else UUID(one["option"]), one.get("confidence"))
            for key, one in held.items()
        }


def read_sheet(data: Mapping[str, str], pins: Sequence[PinnedQuestion], settings: QuizSettings) -> Sheet:
    """The ticks in the fields of a form (`q1`, `q1-confidence`) of these pins.

    What is not among the questions, options and points that the form offers is left out. Fields of other names, as the
    key of the form, are not looked at.
    """
    answers: dict[str, dict[str, Any]] = {}
    named = {name for name, value in data.items() if value and name[:1] == "q" and name[1:2].isdigit()}
    for pin in pins:
        given: dict[str, Any] = {}
        if data.get(field_name(pin)) in _options(pin, settings):
            given["option"] = data[field_name(pin)]
            named.discard(field_name(pin))
        if settings.confidence and data.get(confidence_name(pin)) in CONFIDENCE:
            given["confidence"] = int(data[confidence_name(pin)])
            named.discard(confidence_name(pin))
        if given:
            answers[str(pin.question_version_id)] = given
    return Sheet(answers, is_whole=not named)


def ticks(answers: Any, pins: Sequence[PinnedQuestion], settings: QuizSettings) -> dict[str, str]:
    """The fields of a form of these pins that stored answers tick; whatever of them is broken ticks nothing."""
    found = {}
    for pin in pins:
        given = answers.get(str(pin.question_version_id)) if isinstance(answers, dict) else None
        if not isinstance(given, dict):
            continue
        if given.get("option") in _options(pin, settings):
            found[field_name(pin)] = given["option"]
        if settings.confidence and str(given.get("confidence")) in CONFIDENCE:
            found[confidence_name(pin)] = str(given["confidence"])
    return found


def _options(pin: PinnedQuestion, settings: QuizSettings) -> list[str]:
    offered = [str(option.pk) for option in pin.question_version.options.all()]
    return [*offered, DONT_KNOW] if settings.dont_know else offered


def own_draft(sitting: Sitting) -> Draft | None:
    """The visitor's draft of this sitting, of two the one last saved; its article version stays the draft's own.

    A draft begun after reading gives way to answers from before reading that other questions were asked for: pairs
    need the same versions.
    """
    if not sitting.visitor.own_ids:
        return None
    drafts = Draft.objects.filter(quiz=sitting.quiz, phase=sitting.phase, learner__in=sitting.visitor.own_ids)
    draft = drafts.order_by("-updated_at").first()
    pre = sitting.attempts.get(Phase.PRE)
    if draft and pre and pre.article_version_id != draft.article_version_id:
        return None
    return draft


def key_of(draft: Draft) -> SubmissionKey:
    """The submission key of a draft: whatever form shows it, sends the same submission."""
    return SubmissionKey(
        learner_id=draft.learner_id,
        kind=Kind.QUIZ,
        object_id=draft.quiz_id,
        version_id=draft.article_version_id,
        phase=draft.phase,
        nonce=draft.nonce,
        opened_at=draft.opened_at,
    )


def save_draft(
    *,
    quiz: Quiz,
    key: SubmissionKey,
    sheet: Sheet,
    now: datetime,
    account: str = "",
    article_opened_at: datetime | None = None,
    article_read_at: datetime | None = None,
    beside: Mapping[str, str] | None = None,
) -> tuple[Draft, bool]:
    """Keep what is ticked; what was ticked before and is not ticked differently now stays. beside: as `Draft.beside`.

    Returns the draft, and whether it holds all of the sheet. The first save decides the article version and the nonce;
    later answers to questions that this version does not show are left out. Raises AnsweredError once the phase is
    sent, PhaseClosedError where nothing can be answered now, BusyError when the database cannot store it now.
    """

    def store() -> tuple[Draft, bool]:
        learner = learners.enrol(key.learner_id, account=account)
        standing = {attempt.phase: attempt for attempt in Attempt.objects.filter(learner=learner, quiz=quiz)}
        if key.phase in standing:
            raise AnsweredError(standing[key.phase])
        check_open(key.phase, standing, now)
        draft = Draft.objects.filter(learner=learner, quiz=quiz, phase=key.phase).first()
        if draft is None:
            draft = Draft(learner=learner, quiz=quiz, phase=key.phase)
        if draft.pk is None or _gives_way(draft, key, standing.get(Phase.PRE)):
            draft.article_version_id, draft.nonce, draft.opened_at = key.version_id, key.nonce, key.opened_at
            draft.answers = {}
        kept = _kept(sheet, draft, key)
        draft.answers = _merged(draft.answers, kept)
        draft.beside |= beside or {}
        draft.article_opened_at = article_opened_at or draft.article_opened_at
        draft.article_read_at = article_read_at or draft.article_read_at
        draft.updated_at = now
        draft.save()
        return draft, sheet.is_whole and len(kept) == len(sheet.answers)

    return run_transaction(store)


def _gives_way(draft: Draft, key: SubmissionKey, pre: Attempt | None) -> bool:
    return pre is not None and pre.article_version_id == key.version_id != draft.article_version_id


def _kept(sheet: Sheet, draft: Draft, key: SubmissionKey) -> dict[str, dict[str, Any]]:
    if draft.article_version_id == key.version_id:
        return sheet.answers
    pins = PinnedQuestion.objects.filter(article_version=draft.article_version_id)
    shown = {str(version) for version in pins.values_list("question_version", flat=True)}
    return {version: given for version, given in sheet.answers.items() if version in shown}


def _merged(answers: Any, kept: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    before = answers if isinstance(answers, dict) else {}
    changed = {
        version: (before[version] if isinstance(before.get(version), dict) else {}) | given
        for version, given in kept.items()
    }
    return before | changed
