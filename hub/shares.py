"""A count of learners out of n, and from which n on it may be called a percentage. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from hub.formats import percent, percent_interval
from hub.stats import Interval, Pairs, wilson

FEWEST_FOR_PERCENT = 10
"""Below this many learners a report prints counts only: one learner would be more than ten points."""

FEWEST_FOR_ESTIMATE = 20
"""Below this many learners an interval spans half the scale: counts, and "too few for an estimate"."""

TOO_FEW = "too few for an estimate"


@dataclass(frozen=True)
class Share:
    """`count` of `n` learners, 0 <= count <= n."""

    count: int
    n: int

    @property
    def estimate(self) -> float | None:
        """Proportion from 0 to 1; None below FEWEST_FOR_PERCENT."""
        return self.count / self.n if self.n >= FEWEST_FOR_PERCENT else None

    @property
    def interval(self) -> Interval | None:
        """Wilson's 95% interval; None below FEWEST_FOR_PERCENT."""
        return wilson(self.count, self.n) if self.n >= FEWEST_FOR_PERCENT else None

    @property
    def percent(self) -> str:
        """Such as 40%; a dash below FEWEST_FOR_PERCENT."""
        return percent(self.estimate, self.n)

    @property
    def cohort_percent(self) -> str:
        """As `percent`, for a part of the learners: where few are all or none of them, as ≥95% or ≤5%.

        0% and 100% would say of everybody in a small cohort what each of them answered.
        """
        if self.estimate is None or self.n >= FEWEST_FOR_ESTIMATE or 0 < self.count < self.n:
            return self.percent
        return "≥95%" if self.count else "≤5%"

    @property
    def limits(self) -> str:
        """The 95% limits, such as 31 to 50; a dash below FEWEST_FOR_PERCENT."""
        return percent_interval(self.interval, self.n)

    @property
    def in_words(self) -> str:
        """Such as "40% (95% CI 31 to 50)"; below FEWEST_FOR_PERCENT the counts, such as "2 of 7"."""
        return f"{self.count} of {self.n}" if self.estimate is None else f"{self.percent} (95% CI {self.limits})"


def before_of(pairs: Pairs) -> Share:
    """Those of matched pairs who were right the first time."""
    return Share(pairs.retained + pairs.unlearned, pairs.n)


def after_of(pairs: Pairs) -> Share:
    """Those of matched pairs who were right the second time."""
    return Share(pairs.retained + pairs.learned, pairs.n)
