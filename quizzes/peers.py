"""What colleagues answered to the questions of a quiz, for the result page."""

from collections.abc import Collection, Sequence
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from .colleagues import BLANK, Colleagues, PhaseShares, pooled
from .colleagues import Count as Chosen
from .models import Answer, Phase, PinnedQuestion, QuestionVersion, Quiz


def colleagues_of(own_ids: Collection[UUID], quiz: Quiz, pins: Sequence[PinnedQuestion]) -> Colleagues:
    """Counted answers of all other learners to these questions in the same series, before and after reading.

    One grouped query. own_ids: the visitor's learners, who are no colleagues of themselves. Flagged attempts are left out.
    """
    if not pins:
        return Colleagues({})
    same_series = reduce(
        or_,
        (
            Q(
                question_version__question_id=pin.question_version.question_id,
                question_version__series=pin.question_version.series,
            )
            for pin in pins
        ),
    )
    rows = (
        Answer.objects.filter(same_series, attempt__quiz=quiz, attempt__phase__in=[Phase.PRE, Phase.POST])
        .filter(attempt__flags=None)
        .exclude(attempt__learner__in=own_ids)
        .values_list(
            "question_version__question_id",
            "question_version__series",
            "attempt__phase",
            "option__slot",
            "attempt__learner__is_simulated",
        )
        .annotate(n=Count("pk"))
        .order_by()
    )
    return pooled(
        Chosen((question, series), phase, slot or BLANK, is_simulated, n)
        for question, series, phase, slot, is_simulated, n in rows
    )


def _shares(colleagues: Colleagues, version: QuestionVersion) -> tuple[PhaseShares, PhaseShares]:
    """Before and after reading; nothing is told of before while too few have answered after."""
    before, after = (colleagues.of((version.question_id, version.series), phase) for phase in (Phase.PRE, Phase.POST))
    return before if before.is_told and after.is_told else PhaseShares(), after


def option_sentence(colleagues: Colleagues, version: QuestionVersion, slot: str) -> str:
    """How many percent of colleagues chose a slot, "" where too few answered the question."""
    before, after = _shares(colleagues, version)
    percents = {"before": before.percent(slot), "after": after.percent(slot)}
    if not after.is_told:
        return ""
    if not before.is_told:
        return _("Colleagues: %(after)s%% after reading") % percents
    return _("Colleagues: %(before)s%% before reading, %(after)s%% after") % percents


def compared_sentence(colleagues: Colleagues, version: QuestionVersion) -> str:
    """With how many colleagues a question is compared, how many of them did not know, and whether they are simulated."""
    before, after = _shares(colleagues, version)
    if not after.is_told:
        return _("Not enough answers yet to compare with colleagues.")
    numbers = {"before": before.n, "after": after.n, "blank": after.percent(BLANK)}
    sentences = [
        _("Compared with %(before)s colleagues before reading and %(after)s after.") % numbers
        if before.is_told
        else _("Compared with %(after)s colleagues after reading.") % numbers
    ]
    if numbers["blank"]:
        sentences.append(_("After reading, %(blank)s%% did not know.") % numbers)
    if colleagues.is_simulated:
        sentences.append(_("All of them are simulated: no others have answered yet."))
    return " ".join(sentences)
