"""The change over several questions, where the pairs of one learner are not independent of each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from hub.stats.counts import check_count
from hub.stats.distributions import t_quantile, t_two_sided
from hub.stats.intervals import Interval, clipped, tail_area

FEWEST_LEARNERS = 20
"""Below this many learners the spread between them is too poorly known for an interval."""


@dataclass(frozen=True, slots=True)
class LearnerSums:
    """Six sums over learners that hold all `pooled_change` needs; they add up over disjoint groups of learners.

    Per learner, s is the sum of post - pre over the paired questions and m their number. learners: how many learners,
    answers: sum of m, change: sum of s, change_squares: sum of s*s, change_answers: sum of s*m, answer_squares: sum of
    m*m. All are whole numbers, so sums stored in parts give the same result to the last digit.
    Raises ValueError for sums that no learners can have.
    """

    learners: int = 0
    answers: int = 0
    change: int = 0
    change_squares: int = 0
    change_answers: int = 0
    answer_squares: int = 0

    def __post_init__(self) -> None:
        for name in ("learners", "answers", "change_squares", "answer_squares"):
            check_count(name, getattr(self, name))
        for name in ("change", "change_answers"):
            if not isinstance(getattr(self, name), int):
                raise ValueError(f"{name} must be a whole number, got {getattr(self, name)!r}")
        if self.answers < self.learners or abs(self.change) > self.answers or self.residual_squares < 0:
            raise ValueError(f"no group of learners has these sums: {self!r}")

    def __add__(self, other: LearnerSums) -> LearnerSums:
        return LearnerSums(
            self.learners + other.learners,
            self.answers + other.answers,
            self.change + other.change,
            self.change_squares + other.change_squares,
            self.change_answers + other.change_answers,
            self.answer_squares + other.answer_squares,
        )

    @property
    def residual_squares(self) -> int:
        """Sum of (s - m D)**2 over learners, D = change/answers, times answers**2 to stay a whole number."""
        return (
            self.change_squares * self.answers**2
            - 2 * self.change * self.answers * self.change_answers
            + self.change**2 * self.answer_squares
        )


@dataclass(frozen=True, slots=True)
class PooledChange:
    """Mean change per paired answer, -1 to 1, with the numbers of learners and of paired answers behind it.

    interval and p are None below FEWEST_LEARNERS and where all learners changed alike.
    """

    estimate: float
    interval: Interval | None
    p: float | None
    learners: int
    answers: int


def learner_sums(learners: Iterable[tuple[int, int]]) -> LearnerSums:
    """Add up (s, m) of each learner: the sum of post - pre over the paired questions, and their number.

    Learners without a paired question are left out. Raises ValueError where m is not a count or |s| exceeds m.
    """
    sums = [0] * 6
    for change, answers in learners:
        check_count("the number of paired questions", answers)
        if not isinstance(change, int) or abs(change) > answers:
            raise ValueError(f"the sum of changes over {answers} questions cannot be {change!r}")
        if answers:
            parts = (1, answers, change, change * change, change * answers, answers * answers)
            sums = [total + part for total, part in zip(sums, parts, strict=True)]
    return LearnerSums(*sums)


def pooled_change(learners: Iterable[tuple[int, int]], level: float = 0.95) -> PooledChange | None:
    """The change pooled over questions from (s, m) of each learner, see `learner_sums`; None without paired answers."""
    return pooled_change_from_sums(learner_sums(learners), level)


def pooled_change_from_sums(sums: LearnerSums, level: float = 0.95) -> PooledChange | None:
    """The same from the six sums.

    D = sum(s)/sum(m) with the variance of a ratio of cluster totals, K/(K - 1) sum((s - m D)**2)/sum(m)**2, and
    Student's t with K - 1 degrees of freedom, K the number of learners; limits are cut at -1 and 1. Cochran 1977,
    Sampling Techniques, sections 6.3 and 9A. Taking the pairs for independent finds changes that are not there.
    """
    outside = tail_area(level)
    if sums.answers == 0:
        return None
    estimate = sums.change / sums.answers
    if sums.learners < FEWEST_LEARNERS or sums.residual_squares == 0:
        return PooledChange(estimate, None, None, sums.learners, sums.answers)
    df = sums.learners - 1
    error = sqrt(sums.learners / df * (sums.residual_squares / sums.answers**4))
    reach = t_quantile(outside, df) * error
    return PooledChange(
        estimate=estimate,
        interval=clipped(estimate - reach, estimate + reach, least=-1.0, most=1.0),
        p=t_two_sided(estimate / error, df),
        learners=sums.learners,
        answers=sums.answers,
    )
