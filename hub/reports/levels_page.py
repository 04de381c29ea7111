"""What the page of Moore levels shows.

What each level may be called follows from what was measured: page loads are no people, agreement says nothing of what
was learned, a right answer is knowledge and not what somebody does, and only a learner's own word weeks later speaks of practice.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hub.funnel import Funnel, funnel, funnel_sentence
from hub.moore import Level
from hub.shares import Share
from quizzes.group_change import group_sentence
from surveys.commitment_sums import CommitmentSums
from surveys.sentences import agreement_sentence, is_self_selected

from .levels import LevelQuestion, Levels, LevelStatement, MeasuredLevel

MOST_LISTED = 50
"""Questions of a level that the page lists; the file holds all."""


@dataclass(frozen=True)
class MeasuredSection:
    """A level that questions measure. listed: its most answered questions; unlisted: how many are left to the file."""

    found: MeasuredLevel
    title: str
    meaning: str
    sentence: str
    listed: tuple[LevelQuestion, ...]
    unlisted: int


@dataclass(frozen=True)
class StatementLine:
    found: LevelStatement
    sentence: str


@dataclass(frozen=True)
class LevelsPage:
    found: Levels
    funnel: Funnel
    funnel_sentence: str
    measured: tuple[MeasuredSection, ...]
    satisfaction: tuple[StatementLine, ...]
    response_sentence: str
    is_self_selected: bool
    stated: tuple[StatementLine, ...]
    commitment_sentence: str
    left_out: tuple[str, ...]


def levels_page(found: Levels) -> LevelsPage:
    participation = funnel(found.turnout)
    response = Share(found.responded, found.came_so_far)
    return LevelsPage(
        found=found,
        funnel=participation,
        funnel_sentence=funnel_sentence(participation),
        # Level 3 without A or B is a gap in the tagging: no heading for it where none is missing.
        measured=tuple(_measured(one) for one in found.measured if one.questions or one.level is not Level.UNDIVIDED),
        satisfaction=tuple(map(_statement, found.satisfaction)),
        response_sentence=_response_sentence(response),
        is_self_selected=is_self_selected(response),
        stated=tuple(map(_statement, found.stated)),
        commitment_sentence=commitment_sentence(found.commitments),
        left_out=tuple(_left_out(found)),
    )


def commitment_sentence(counts: CommitmentSums) -> str:
    """What learners say weeks later became of the change that they announced."""
    if not counts.announced:
        return _("Nobody has announced a change of practice yet.")
    announced = ngettext(
        "%(n)s learner announced a change.", "%(n)s learners announced a change.", counts.announced
    ) % {"n": counts.announced}
    if not counts.told:
        return f"{announced} {_('Nobody has said yet what became of it.')}"
    told = _(
        "Of %(told)s who said 6 to 12 weeks later what became of it, %(made)s made the change, %(part)s made it in part, "
        "%(not_yet)s not yet, and for %(no_longer)s it no longer applies (self-reported)."
    ) % {
        "told": counts.told,
        "made": counts.made_share.in_words if counts.told >= 10 else counts.made,
        "part": counts.in_part,
        "not_yet": counts.not_yet,
        "no_longer": counts.no_longer,
    }
    return f"{announced} {told}"


def _measured(found: MeasuredLevel) -> MeasuredSection:
    title, meaning = _MEANINGS[found.level]
    return MeasuredSection(
        found=found,
        title=str(title()),
        meaning=str(meaning()),
        sentence=group_sentence(found.group),
        listed=found.questions[:MOST_LISTED],
        unlisted=max(0, len(found.questions) - MOST_LISTED),
    )


_MEANINGS = {
    Level.DECLARATIVE: (
        lambda: _("Level 3A: declarative knowledge"),
        lambda: _("Questions of level 3 that ask to remember or understand: knowing what."),
    ),
    Level.PROCEDURAL: (
        lambda: _("Level 3B: procedural knowledge"),
        lambda: _("Questions of level 3 that ask to apply, analyse, evaluate or create: knowing how."),
    ),
    Level.UNDIVIDED: (
        lambda: _("Level 3, A or B not said"),
        lambda: _("Questions of level 3 without a Bloom level, which would tell knowing what from knowing how."),
    ),
    Level.COMPETENCE: (
        lambda: _("Level 4: competence"),
        lambda: _("Questions on a case, before and after reading: what learners would do, shown in the quiz."),
    ),
}


def _statement(found: LevelStatement) -> StatementLine:
    return StatementLine(found, agreement_sentence(found.report))


def _response_sentence(response: Share) -> str:
    if not response.n:
        return _("Nobody has come as far as a survey yet.")
    percent = "" if response.estimate is None else f" ({response.percent})"
    return ngettext(
        "%(count)s of %(n)s learner who came as far as the survey answered it%(percent)s.",
        "%(count)s of %(n)s learners who came as far as the survey answered it%(percent)s.",
        response.n,
    ) % {"count": response.count, "n": response.n, "percent": percent}


def _left_out(found: Levels) -> Iterator[str]:
    if found.no_level:
        yield ngettext(
            "%(n)s question or statement stands nowhere on this page, because no level is said, or one that it cannot "
            "measure.",
            "%(n)s questions or statements stand nowhere on this page, because no level is said, or one that they cannot "
            "measure.",
            found.no_level,
        ) % {"n": found.no_level}
    if found.late_levels:
        yield ngettext(
            "%(n)s statement is tagged with level 5, 6 or 7 and left out: asked right after reading, it can say nothing "
            "of what happened since.",
            "%(n)s statements are tagged with level 5, 6 or 7 and left out: asked right after reading, they can say "
            "nothing of what happened since.",
            found.late_levels,
        ) % {"n": found.late_levels}
