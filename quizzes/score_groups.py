"""The scores of learners who did something more, beside those of learners who did not. Pure.

Such groups are different people: their difference says who answered, and never what answering did.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import sqrt

from hub.shares import FEWEST_FOR_ESTIMATE, Share
from hub.stats import Interval, LearnerSums, newcombe_independent, pooled_change_from_sums


@dataclass(frozen=True)
class GroupScores:
    """Answers of one group in one phase; `sums` as `LearnerSums` with right answers in the place of changes."""

    sums: LearnerSums = field(default_factory=LearnerSums)

    @property
    def learners(self) -> int:
        return self.sums.learners

    @property
    def share(self) -> Share:
        """Right ones of their answers."""
        return Share(self.sums.change, self.sums.answers)

    @property
    def is_one_answer_each(self) -> bool:
        return self.sums.answers == self.sums.learners

    @property
    def is_estimable(self) -> bool:
        return self.learners >= FEWEST_FOR_ESTIMATE

    @property
    def estimate(self) -> float | None:
        """Share of right answers, 0 to 1; None below 20 learners."""
        return self.sums.change / self.sums.answers if self.is_estimable else None

    @property
    def interval(self) -> Interval | None:
        """Wilson's where each gave one answer, else with learners as clusters; None below 20 learners.

        None also where all learners of several questions scored alike.
        """
        if not self.is_estimable:
            return None
        if self.is_one_answer_each:
            return self.share.interval
        pooled = pooled_change_from_sums(self.sums)
        if pooled is None or pooled.interval is None:
            return None
        return Interval(max(0.0, pooled.interval.lower), min(1.0, pooled.interval.upper))


@dataclass(frozen=True)
class ScoreContrast:
    """One phase of a quiz: those who did it and those who did not."""

    did: GroupScores
    did_not: GroupScores

    @property
    def estimate(self) -> float | None:
        """Share of right answers of those who did minus that of the others, -1 to 1; None where either has fewer than 20."""
        if self.did.estimate is None or self.did_not.estimate is None:
            return None
        return self.did.estimate - self.did_not.estimate

    @property
    def interval(self) -> Interval | None:
        """Newcombe's for independent samples where each learner gave one answer.

        Over several questions his square-and-add of the two intervals with learners as clusters: Zou and Donner 2008,
        Statistics in Medicine 27:1693.
        """
        if self.estimate is None:
            return None
        if self.did.is_one_answer_each and self.did_not.is_one_answer_each:
            did, others = self.did.share, self.did_not.share
            return newcombe_independent(did.count, did.n, others.count, others.n)
        return _squared_and_added(self.did, self.did_not)

    @property
    def learners(self) -> int:
        """The smaller of the two groups, which the number of decimals goes by."""
        return min(self.did.learners, self.did_not.learners)


@dataclass(frozen=True)
class ScoreContrasts:
    """Before and after reading."""

    before: ScoreContrast
    after: ScoreContrast

    @property
    def fewest(self) -> int:
        """Learners of the smallest group of either phase, where there is anybody in it; else 0."""
        contrasts = (self.before, self.after)
        groups = [group.learners for contrast in contrasts for group in (contrast.did, contrast.did_not)]
        return min((learners for learners in groups if learners), default=0)


def _squared_and_added(first: GroupScores, second: GroupScores) -> Interval | None:
    one, two, p, q = first.interval, second.interval, first.estimate, second.estimate
    if one is None or two is None or p is None or q is None:
        return None
    return Interval(
        max(-1.0, p - q - sqrt((p - one.lower) ** 2 + (two.upper - q) ** 2)),
        min(1.0, p - q + sqrt((one.upper - p) ** 2 + (q - two.lower) ** 2)),
    )
