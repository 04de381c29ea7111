"""Counts of answers into the report of a question and of a quiz. Pure.

Everything counts distinct learners. A learner enters the change of a question when one unflagged attempt before and one
after reading answer the same series and the second comes no more than 30 days after the first; everyone else stands
under a reason of their own. All answers of a phase are shown apart and never subtracted from each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hub.shares import Share
from hub.stats import Pairs, benjamini_hochberg

from .change import PairedChange, QuizChange
from .counts import QuestionHead, ReportOption, Timing
from .tallies import MoveCount, QuestionTally

NOT_REPEATED = PairedChange(Pairs(0, 0, 0, 0))
FEWEST_FOR_DISTRACTORS = 50
FUNCTIONAL_SHARE = 0.05
"""A wrong option that fewer choose before reading distracts nobody (BMC Medical Education 2024;24:445)."""


@dataclass(frozen=True)
class OptionUse:
    """How many chose an option, among all unflagged answers of the phase."""

    option: ReportOption
    before: Share
    after: Share

    @property
    def is_nonfunctional(self) -> bool:
        """Whether a wrong option was chosen by fewer than 5% of at least 50 learners before reading."""
        is_distractor = self.option.slot is not None and not self.option.is_key
        is_judged = is_distractor and self.before.n >= FEWEST_FOR_DISTRACTORS
        return is_judged and self.before.count < FUNCTIONAL_SHARE * self.before.n


@dataclass(frozen=True)
class Exclusions:
    """Learners of one question who answered and do not enter the change, by reason.

    before_only and after_only: no unflagged answer in the other phase. late: the second attempt more than 30 days after
    the first. reversed: the second attempt came first. flagged_*: learners whose attempt of that phase is flagged.
    """

    before_only: int
    after_only: int
    late: int
    reversed: int
    flagged_before: int
    flagged_after: int


@dataclass(frozen=True)
class AsScored:
    """A question whose key was corrected, by the scores its answers got when they were stored.

    n_changed: unflagged answers that count otherwise now.
    """

    before: Share
    after: Share
    change: PairedChange
    n_changed: int


@dataclass(frozen=True)
class QuestionReport:
    """One series of a question in one quiz.

    number: place in the report, from 1. before, after, follow_up: all unflagged answers of the phase, right ones counted.
    transitions: matched learners by option before (rows) and after (columns), both in the order of `options`.
    as_scored: None where the key was never corrected. later: of the matched learners those who answered once more,
    from after reading to weeks later.
    """

    number: int
    head: QuestionHead
    before: Share
    after: Share
    follow_up: Share
    options: tuple[OptionUse, ...]
    change: PairedChange
    transitions: tuple[tuple[int, ...], ...]
    exclusions: Exclusions
    as_scored: AsScored | None = None
    later: PairedChange = NOT_REPEATED

    @property
    def anchor(self) -> str:
        return f"question-{self.head.question_id}-{self.head.series}"

    @property
    def is_withdrawn(self) -> bool:
        return self.head.withdrawn_at is not None

    @property
    def has_answers(self) -> bool:
        return bool(self.before.n or self.after.n)

    @property
    def n_choices(self) -> int:
        """Options without "I do not know": one over this is what guessing gives."""
        return sum(use.option.slot is not None for use in self.options)

    @property
    def conservative_change(self) -> float | None:
        """The change if those who left after the first quiz learned nothing; None where no change is estimated."""
        pairs = self.change.pairs
        if self.change.estimate is None:
            return None
        return (pairs.learned - pairs.unlearned) / (pairs.n + self.exclusions.before_only)


@dataclass(frozen=True)
class FlagCount:
    """Attempts left out for one reason, and the learners behind them; an attempt can have several reasons."""

    reason: str
    attempts: int
    learners: int


@dataclass(frozen=True)
class QuizLearners:
    """Learners of a quiz by the unflagged attempts they made; `flags` counts the attempts left out.

    all_three: matched learners who answered once more weeks later.
    """

    before: int
    after: int
    follow_up: int
    matched: int
    late: int
    reversed: int
    flags: tuple[FlagCount, ...]
    all_three: int = 0

    @property
    def before_only(self) -> int:
        return self.before - self._both

    @property
    def after_only(self) -> int:
        return self.after - self._both

    @property
    def all(self) -> int:
        """Learners with at least one attempt before or after reading."""
        return self.before + self.after - self._both

    @property
    def _both(self) -> int:
        return self.matched + self.late + self.reversed


@dataclass(frozen=True)
class QuizReport:
    """A quiz: its learners, its questions in order, withdrawn ones last, and the change over all the others.

    change_with_flagged: the same change, flagged attempts counted too; None where nothing is flagged.
    """

    title: str
    learners: QuizLearners
    questions: tuple[QuestionReport, ...]
    change: QuizChange
    has_simulated: bool
    change_with_flagged: QuizChange | None = None

    @property
    def family(self) -> int:
        """How many P values the table of questions holds."""
        return sum(question.change.mid_p is not None for question in self.asked)

    @property
    def asked(self) -> tuple[QuestionReport, ...]:
        """The questions that were not withdrawn: those that the change and every sum speak of."""
        return tuple(question for question in self.questions if not question.is_withdrawn)


def analyse_question(
    number: int,
    head: QuestionHead,
    tally: QuestionTally,
    moves: Sequence[MoveCount],
    as_scored: AsScored | None = None,
) -> QuestionReport:
    """The report of one series from its sums. moves: of the same learners, by what they chose."""
    return QuestionReport(
        number=number,
        head=head,
        before=tally.before,
        after=tally.after,
        follow_up=tally.weeks_later,
        options=tuple(
            OptionUse(
                option,
                Share(sum(move.learners for move in moves if move.slot_before == slot), tally.n_before),
                Share(sum(move.learners for move in moves if move.slot_after == slot), tally.n_after),
            )
            for option in head.options
            for slot in [option.slot or ""]
        ),
        change=PairedChange(tally.pairs),
        transitions=_transitions(head.options, moves),
        exclusions=Exclusions(
            before_only=tally.n_before - tally.n_both,
            after_only=tally.n_after - tally.n_both,
            late=tally.late,
            reversed=tally.reversed,
            flagged_before=tally.flagged_before,
            flagged_after=tally.flagged_after,
        ),
        as_scored=as_scored,
        later=PairedChange(tally.later),
    )


def adjust_p_values(questions: Sequence[QuestionReport]) -> tuple[QuestionReport, ...]:
    """The questions with their P values adjusted as one family; withdrawn ones are none of it."""
    asked = [question for question in questions if not question.is_withdrawn]
    tested = {question.number: p for question in asked if (p := question.change.mid_p) is not None}
    by_number = dict(zip(tested, benjamini_hochberg(list(tested.values())), strict=True))
    return tuple(
        replace(question, change=replace(question.change, adjusted_p=by_number.get(question.number)))
        for question in questions
    )


def _transitions(options: Sequence[ReportOption], moves: Sequence[MoveCount]) -> tuple[tuple[int, ...], ...]:
    place = {option.slot or "": index for index, option in enumerate(options)}
    table = [[0] * len(options) for _ in options]
    for move in moves:
        if move.timing == Timing.MATCHED and move.slot_before is not None and move.slot_after is not None:
            table[place[move.slot_before]][place[move.slot_after]] += move.learners
    return tuple(tuple(row) for row in table)
