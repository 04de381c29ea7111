"""Correcting the key of answered questions. It acts at once: on forms that are graded, on results, and on reports."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.actions import Refused
from hub.models import User

from .decisions import decide, last_decision, locked
from .keys import Keys
from .models import KeyCorrection, Question, QuestionVersion
from .rollups.contributing import decision_on, learners_kept_out


@transaction.atomic
def correct_key(
    *, question: Question, series: int, slot: str, reason: str, actor: User, seen: int, now: datetime | None = None
) -> KeyCorrection:
    """Make the option of that slot the key of a series; the working question gets it too where the series is its own.

    seen: number of the last decision on this key that the actor knew of, 0 for none. Raises Refused with a sentence
    where nothing would change, the slot is none of the series, or the conditions of `decide` fail.
    """
    learners_kept_out()
    question = locked(question)
    version = newest_version(question, series)
    if version is None:
        raise Refused(_("This question was never published: change its key on its own page."))
    if slot not in {option.slot for option in version.options.all()}:
        raise Refused(_("This option is none of the question's. Choose one that learners saw."))
    stands = Keys.of([question.pk]).slot(version)
    last = last_decision(KeyCorrection, question, series)
    if slot == stands and seen == (last.number if last else 0):
        raise Refused(_("This option is the key already. Choose the option that is right."))
    with decision_on(question, series):
        row = decide(
            KeyCorrection,
            question=question,
            series=series,
            seen=seen,
            reason=reason,
            actor=actor,
            verb="correct key",
            now=now or timezone.now(),
            slot=slot,
            previous_slot=stands or "",
        )
    _change_working_key(question, series, slot)
    return row


@transaction.atomic
def undo_correction(
    *, correction: KeyCorrection, reason: str, actor: User, now: datetime | None = None
) -> KeyCorrection:
    """Restore the key before the last correction, as a decision of its own.

    Raises Refused for a correction that is not the last decision on its series, or is an undoing itself.
    """
    learners_kept_out()
    question = locked(correction.question)
    if correction.undoes_id:
        raise Refused(_("This decision undid a correction. Correct the key again instead."))
    with decision_on(question, correction.series):
        row = decide(
            KeyCorrection,
            question=question,
            series=correction.series,
            seen=correction.number,
            reason=reason,
            actor=actor,
            verb="undo key correction",
            now=now or timezone.now(),
            slot=correction.previous_slot,
            previous_slot=correction.slot,
            undoes=correction,
        )
    _change_working_key(question, correction.series, correction.previous_slot)
    return row


def newest_version(question: Question, series: int) -> QuestionVersion | None:
    return question.versions.filter(series=series).prefetch_related("options").first()


def _change_working_key(question: Question, series: int, slot: str) -> None:
    """Where work has gone on to another series, or has dropped the option, the working question stays as it is."""
    newest = question.versions.first()
    if newest is None or newest.series != series or not question.options.filter(slot=slot).exists():
        return
    # The database refuses two keys, so the old one gives way first.
    question.options.filter(is_key=True).update(is_key=False)
    question.options.filter(slot=slot).update(is_key=True)
