"""What the counts of one question tell beyond its change: for exports and specialists, never a headline. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from hub.stats import ChiSquareTest, GuessCorrected, bowker, guess_corrected, stuart_maxwell

from .analysis import FEWEST_FOR_DISTRACTORS, QuestionReport


@dataclass(frozen=True)
class Distractors:
    """Wrong options of a question, and those of them that at least 5% of all learners chose before reading.

    functional is None below 50 answers before reading, where 5% are one or two learners.
    """

    n: int
    functional: int | None

    @property
    def efficiency(self) -> float | None:
        """Functional among all wrong options, 0 to 1; None where unknown, and without wrong options."""
        return None if self.functional is None or not self.n else self.functional / self.n


@dataclass(frozen=True)
class QuestionMeasures:
    """guess_corrected: the four cells had nobody guessed. symmetry, homogeneity: Bowker and Stuart-Maxwell of the moves.

    All None below 20 learners; the tests also where no answer moved, and where learners had one option only.
    """

    distractors: Distractors
    guess_corrected: GuessCorrected | None
    symmetry: ChiSquareTest | None
    homogeneity: ChiSquareTest | None


def measures(question: QuestionReport) -> QuestionMeasures:
    is_estimable = question.change.is_estimable
    is_table = is_estimable and len(question.transitions) > 1
    return QuestionMeasures(
        distractors=distractors(question),
        guess_corrected=(
            guess_corrected(question.change.pairs, question.n_choices)
            if is_estimable and question.n_choices > 1
            else None
        ),
        symmetry=bowker(question.transitions) if is_table else None,
        homogeneity=stuart_maxwell(question.transitions) if is_table else None,
    )


def distractors(question: QuestionReport) -> Distractors:
    wrong = [use for use in question.options if use.option.slot is not None and not use.option.is_key]
    is_judged = question.before.n >= FEWEST_FOR_DISTRACTORS
    return Distractors(len(wrong), sum(not use.is_nonfunctional for use in wrong) if is_judged else None)
