"""Counts of answers into the report of a question and of a quiz. Pure.

Everything counts distinct learners. A learner enters the change of a question when one unflagged attempt before and one
after reading answer the same series and the second comes no more than 30 days after the first; everyone else stands
under a reason of their own. All answers of a phase are shown apart and never subtracted from each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from hub.shares import Share
from hub.stats import Pairs, benjamini_hochberg

from .change import PairedChange, QuizChange
from .counts import AnswerCount, PairCount, QuestionHead, ReportOption, Timing

NO_PAIRS = Pairs(0, 0, 0, 0)
NOT_REPEATED = PairedChange(NO_PAIRS)
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
    answers: Sequence[AnswerCount],
    pairs: Sequence[PairCount],
    later: Pairs = NO_PAIRS,
) -> QuestionReport:
    """The report of one series from its counts. later: learners with all three answers, after reading and weeks later."""
    matched = [pair for pair in pairs if pair.timing is Timing.MATCHED]
    before, after, follow_up = (_right(answers, phase) for phase in ("pre", "post", "follow-up"))
    both = sum(pair.learners for pair in pairs)
    return QuestionReport(
        number=number,
        head=head,
        before=before,
        after=after,
        follow_up=follow_up,
        options=tuple(
            OptionUse(
                option,
                Share(_chosen(answers, "pre", option.slot), before.n),
                Share(_chosen(answers, "post", option.slot), after.n),
            )
            for option in head.options
        ),
        change=PairedChange(_four_cells(matched)),
        transitions=_transitions(head.options, matched),
        exclusions=Exclusions(
            before_only=before.n - both,
            after_only=after.n - both,
            late=sum(pair.learners for pair in pairs if pair.timing is Timing.LATE),
            reversed=sum(pair.learners for pair in pairs if pair.timing is Timing.REVERSED),
            flagged_before=sum(count.learners for count in answers if count.is_flagged and count.phase == "pre"),
            flagged_after=sum(count.learners for count in answers if count.is_flagged and count.phase == "post"),
        ),
        as_scored=_as_scored(answers, matched) if head.key_corrected_at else None,
        later=PairedChange(later),
    )


def _as_scored(answers: Sequence[AnswerCount], matched: Sequence[PairCount]) -> AsScored:
    stored = [replace(count, is_correct=count.was_correct) for count in answers]
    pairs = [replace(pair, right_before=pair.scored_before, right_after=pair.scored_after) for pair in matched]
    return AsScored(
        before=_right(stored, "pre"),
        after=_right(stored, "post"),
        change=PairedChange(_four_cells(pairs)),
        n_changed=sum(
            count.learners for count in answers if not count.is_flagged and count.is_correct != count.was_correct
        ),
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


def _counted(answers: Iterable[AnswerCount], phase: str) -> list[AnswerCount]:
    return [count for count in answers if count.phase == phase and not count.is_flagged]


def _right(answers: Iterable[AnswerCount], phase: str) -> Share:
    counted = _counted(answers, phase)
    return Share(sum(count.learners for count in counted if count.is_correct), sum(count.learners for count in counted))


def _chosen(answers: Iterable[AnswerCount], phase: str, slot: str | None) -> int:
    return sum(count.learners for count in _counted(answers, phase) if count.slot == slot)


def _four_cells(matched: Iterable[PairCount]) -> Pairs:
    cells = {(True, True): 0, (True, False): 0, (False, True): 0, (False, False): 0}
    for pair in matched:
        cells[pair.right_before, pair.right_after] += pair.learners
    return Pairs(
        retained=cells[True, True], unlearned=cells[True, False], learned=cells[False, True], never=cells[False, False]
    )


def _transitions(options: Sequence[ReportOption], matched: Iterable[PairCount]) -> tuple[tuple[int, ...], ...]:
    place = {option.slot: index for index, option in enumerate(options)}
    table = [[0] * len(options) for _ in options]
    for pair in matched:
        table[place[pair.slot_before]][place[pair.slot_after]] += pair.learners
    return tuple(tuple(row) for row in table)
