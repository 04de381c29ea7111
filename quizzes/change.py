"""The change of a question and of a quiz from matched pairs: what the counts allow to say, and no more. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from hub.shares import FEWEST_FOR_ESTIMATE, Share, after_of, before_of
from hub.stats import (
    COHEN_G,
    COHEN_H,
    DiscordantOddsRatio,
    Interval,
    LearnerSums,
    Pairs,
    PooledChange,
    Size,
    cohen_g,
    cohen_g_interval,
    cohen_h,
    cohen_h_interval,
    discordant_odds_ratio,
    hake_gain,
    mcnemar,
    newcombe_paired,
    pooled_change_from_sums,
    sizes_within,
)

FEWEST_MOVED = 6
"""With fewer answers that moved no outcome reaches P < 0.05: none is printed."""


CEILING = 0.9
"""From this share of right answers before reading on, one learner more or less turns a normalised gain upside down."""


class Direction(Enum):
    """What the interval of a change allows to say."""

    ROSE = "rose"
    FELL = "fell"
    UNCLEAR = "unclear"


def direction_of(interval: Interval) -> Direction:
    if interval.lower > 0:
        return Direction.ROSE
    return Direction.FELL if interval.upper < 0 else Direction.UNCLEAR


@dataclass(frozen=True)
class PairedChange:
    """Matched pairs of one question with everything the counts allow to say, post minus pre.

    Estimates are None below 20 learners, P values also where fewer than 6 answers moved. adjusted_p: Benjamini-Hochberg
    over the questions of one table that have a P value.
    """

    pairs: Pairs
    adjusted_p: float | None = None

    @property
    def before(self) -> Share:
        return before_of(self.pairs)

    @property
    def after(self) -> Share:
        return after_of(self.pairs)

    @property
    def newly_right(self) -> Share:
        """Those who became right among those who were wrong before: c of c + d."""
        return Share(self.pairs.learned, self.pairs.learned + self.pairs.never)

    @property
    def is_estimable(self) -> bool:
        return self.pairs.n >= FEWEST_FOR_ESTIMATE

    @property
    def estimate(self) -> float | None:
        return self.pairs.change if self.is_estimable else None

    @cached_property
    def interval(self) -> Interval | None:
        """Newcombe's method 10."""
        return newcombe_paired(self.pairs) if self.is_estimable else None

    @property
    def direction(self) -> Direction | None:
        """By the interval alone; None where there is none."""
        return None if self.interval is None else direction_of(self.interval)

    @cached_property
    def mid_p(self) -> float | None:
        return mcnemar(self.pairs.learned, self.pairs.unlearned).mid_p if self._is_testable else None

    @cached_property
    def exact_p(self) -> float | None:
        return mcnemar(self.pairs.learned, self.pairs.unlearned).exact if self._is_testable else None

    @cached_property
    def odds_ratio(self) -> DiscordantOddsRatio | None:
        return discordant_odds_ratio(self.pairs.learned, self.pairs.unlearned) if self.is_estimable else None

    @property
    def cohen_g(self) -> float | None:
        return cohen_g(self.pairs.learned, self.pairs.unlearned) if self.is_estimable else None

    @property
    def cohen_h(self) -> float | None:
        return cohen_h(self.pairs.post, self.pairs.pre) if self.is_estimable else None

    @cached_property
    def cohen_g_interval(self) -> Interval | None:
        return cohen_g_interval(self.pairs.learned, self.pairs.unlearned) if self.is_estimable else None

    @cached_property
    def cohen_h_interval(self) -> Interval | None:
        return cohen_h_interval(self.pairs) if self.is_estimable else None

    @property
    def cohen_g_sizes(self) -> tuple[Size, Size] | None:
        """The words between which the interval leaves the choice, the same twice where it leaves none."""
        return sizes_within(self.cohen_g_interval, COHEN_G) if self.cohen_g_interval else None

    @property
    def cohen_h_sizes(self) -> tuple[Size, Size] | None:
        return sizes_within(self.cohen_h_interval, COHEN_H) if self.cohen_h_interval else None

    @property
    def hake_gain(self) -> float | None:
        """The normalised gain of the group; None also from CEILING on."""
        return _gain(self.pairs) if self.is_estimable else None

    @property
    def _is_testable(self) -> bool:
        return self.is_estimable and self.pairs.learned + self.pairs.unlearned >= FEWEST_MOVED


@dataclass(frozen=True)
class QuizChange:
    """Matched pairs of all questions of a quiz, post minus pre; `sums` holds the same pairs with learners as clusters.

    Where every learner gave one pair the pairs are independent and the interval is that of one question; else the
    learners are the clusters, for the answers of one learner resemble each other. Estimates are None below 20 learners.
    """

    pairs: Pairs
    sums: LearnerSums

    @property
    def learners(self) -> int:
        return self.sums.learners

    @property
    def before(self) -> Share:
        return before_of(self.pairs)

    @property
    def after(self) -> Share:
        return after_of(self.pairs)

    @property
    def is_estimable(self) -> bool:
        return self.learners >= FEWEST_FOR_ESTIMATE

    @property
    def is_one_pair_each(self) -> bool:
        return self.pairs.n == self.learners

    @property
    def estimate(self) -> float | None:
        return self.pairs.change if self.is_estimable else None

    @cached_property
    def interval(self) -> Interval | None:
        """None also where all learners changed alike over several questions: there is no spread to learn from."""
        if self.is_estimable and self.is_one_pair_each:
            return newcombe_paired(self.pairs)
        return self._clustered.interval if self._clustered else None

    @property
    def direction(self) -> Direction | None:
        return None if self.interval is None else direction_of(self.interval)

    @property
    def hake_gain(self) -> float | None:
        """The normalised gain of the group over all questions; None also from CEILING on."""
        return _gain(self.pairs) if self.is_estimable else None

    @property
    def cohen_h(self) -> float | None:
        """Over all questions; without interval, since the answers of one learner are not independent."""
        return cohen_h(self.pairs.post, self.pairs.pre) if self.is_estimable else None

    @property
    def cluster_p(self) -> float | None:
        """P value with learners as clusters; None where each gave one pair, which McNemar's test serves."""
        return self._clustered.p if self._clustered else None

    @cached_property
    def _clustered(self) -> PooledChange | None:
        return pooled_change_from_sums(self.sums) if self.is_estimable and not self.is_one_pair_each else None


def _gain(pairs: Pairs) -> float | None:
    pre = pairs.pre
    return hake_gain(pre, pairs.post) if pre is not None and pre < CEILING else None


NO_CHANGE = QuizChange(Pairs(0, 0, 0, 0), LearnerSums())
"""Nobody has answered both times."""
