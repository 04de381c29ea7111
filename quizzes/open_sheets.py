"""What a form of a quiz shows: whose questions, how they are asked, and what is ticked."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from hub import submission_keys
from hub.submission_keys import Kind, SubmissionKey

from . import drafts
from .field_names import field_name
from .models import Draft, PinnedQuestion, Quiz
from .sittings import QuizSettings, Sitting, asked_questions, pinned_questions, settings_shown


class NothingAskedError(Exception):
    """Every question that the form would show was withdrawn."""


@dataclass(frozen=True)
class OpenSheet:
    """The questions of one article version in a form with this key.

    ticked: by field of the form. beside: what a draft keeps of the fields beside the questions.
    """

    key: SubmissionKey
    pins: list[PinnedQuestion]
    settings: QuizSettings
    ticked: Mapping[str, str] = field(default_factory=dict)
    beside: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_by_step(self) -> bool:
        """Whether the questions come one at a time; a single one needs no steps."""
        return self.settings.presentation == Quiz.Presentation.ONE and len(self.pins) > 1

    @property
    def last_place(self) -> int:
        """The step on which all is sent, one after the last question."""
        return len(self.pins) + 1

    @property
    def first_open(self) -> int:
        """The first question that is not answered, from 1, or the last step."""
        places = enumerate(self.pins, start=1)
        return next((number for number, pin in places if field_name(pin) not in self.ticked), self.last_place)

    def with_option(self, option_id: str) -> tuple["OpenSheet", int | None]:
        """The sheet with this option ticked, and its question; an option of no question changes nothing."""
        for number, pin in enumerate(self.pins, start=1):
            if any(str(option.pk) == option_id for option in pin.question_version.options.all()):
                return replace(self, ticked={**self.ticked, field_name(pin): option_id}), number
        return self, None


def sheet_for_key(sitting: Sitting, key: SubmissionKey) -> OpenSheet | None:
    """The sheet that a form with this key shows, without ticks; None where its version shows no question.

    Raises NothingAskedError where all that it showed is withdrawn.
    """
    pins = asked_questions(key.version_id)
    if pins:
        return OpenSheet(key, pins, settings_shown(sitting.version, key.version_id))
    if pinned_questions(key.version_id):
        raise NothingAskedError
    return None


def sheet_of_draft(sitting: Sitting, draft: Draft) -> OpenSheet | None:
    """The sheet of a draft with what is stored ticked; None where its questions are gone. Raises NothingAskedError."""
    sheet = sheet_for_key(sitting, drafts.key_of(draft))
    ticked = drafts.ticks(draft.answers, sheet.pins, sheet.settings) if sheet else {}
    return sheet and replace(sheet, ticked=ticked, beside=draft.beside)


def sheet_for_visitor(sitting: Sitting, now: datetime) -> OpenSheet | None:
    """The sheet of the visitor's draft, else a fresh one with a key of its own; None where nothing is asked.

    Raises NothingAskedError where all that it would show is withdrawn.
    """
    draft = drafts.own_draft(sitting)
    if draft and (sheet := sheet_of_draft(sitting, draft)):
        return sheet
    key = submission_keys.mint(
        learner_id=sitting.visitor.learner_id,
        kind=Kind.QUIZ,
        object_id=sitting.quiz.pk,
        version_id=sitting.shown_version_id,
        phase=sitting.phase,
        now=now,
    )
    return sheet_for_key(sitting, key)
