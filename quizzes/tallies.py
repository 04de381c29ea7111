"""Learners of a question and of a quiz by how they answered, as the sums of reports count them. Pure.

Whatever is missing is 0. Tallies of disjoint learners add up; one learner at two quizzes counts once in each.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Self

from hub.shares import Share
from hub.stats import LearnerSums, Pairs

from .change import QuizChange


class _Adds:
    def __add__(self, other: Self) -> Self:
        names = [field.name for field in fields(self)]  # type: ignore[arg-type]
        return type(self)(**{name: getattr(self, name) + getattr(other, name) for name in names})


@dataclass(frozen=True)
class QuestionTally(_Adds):
    """One series. n_*: unflagged answers of a phase, right_* of them right by the key as it stands.

    retained to never: matched pairs, as `Pairs`. late, reversed: learners with both answers that are no matched pair.
    later_*: matched learners who answered weeks later too, as pairs of after reading and weeks later.
    """

    n_before: int = 0
    right_before: int = 0
    n_after: int = 0
    right_after: int = 0
    retained: int = 0
    unlearned: int = 0
    learned: int = 0
    never: int = 0
    late: int = 0
    reversed: int = 0
    flagged_before: int = 0
    flagged_after: int = 0
    n_later: int = 0
    right_later: int = 0
    later_retained: int = 0
    later_unlearned: int = 0
    later_learned: int = 0
    later_never: int = 0
    n_simulated: int = 0

    @property
    def pairs(self) -> Pairs:
        return Pairs(self.retained, self.unlearned, self.learned, self.never)

    @property
    def later(self) -> Pairs:
        return Pairs(self.later_retained, self.later_unlearned, self.later_learned, self.later_never)

    @property
    def before(self) -> Share:
        return Share(self.right_before, self.n_before)

    @property
    def after(self) -> Share:
        return Share(self.right_after, self.n_after)

    @property
    def weeks_later(self) -> Share:
        return Share(self.right_later, self.n_later)

    @property
    def n_both(self) -> int:
        """Learners with an unflagged answer before and one after, whether they match or not."""
        return self.pairs.n + self.late + self.reversed


@dataclass(frozen=True)
class QuizTally(_Adds):
    """One quiz. n_*: learners with an unflagged attempt of a phase; matched, late, reversed: with one before and one after.

    retained to never: matched pairs of all questions that were not withdrawn. clusters, sum_*: as `LearnerSums`.
    """

    n_before: int = 0
    n_after: int = 0
    n_later: int = 0
    matched: int = 0
    late: int = 0
    reversed: int = 0
    all_three: int = 0
    clusters: int = 0
    retained: int = 0
    unlearned: int = 0
    learned: int = 0
    never: int = 0
    sum_ss: int = 0
    sum_sm: int = 0
    sum_mm: int = 0
    n_simulated: int = 0

    @property
    def n_learners(self) -> int:
        """Learners with at least one attempt before or after reading."""
        return self.n_before + self.n_after - self.matched - self.late - self.reversed

    @property
    def pairs(self) -> Pairs:
        return Pairs(self.retained, self.unlearned, self.learned, self.never)

    @property
    def change(self) -> QuizChange:
        """With learners as clusters. Of one quiz only: over several a learner would be several clusters."""
        pairs = self.pairs
        gained = pairs.learned - pairs.unlearned
        return QuizChange(pairs, LearnerSums(self.clusters, pairs.n, gained, self.sum_ss, self.sum_sm, self.sum_mm))


@dataclass(frozen=True)
class MoveCount:
    """Learners of one series by the slots they chose before and after; None for no answer that counts in that phase.

    "" stands for "I do not know". timing: as `counts.Timing`.
    """

    slot_before: str | None
    slot_after: str | None
    timing: int
    learners: int
