"""How learners are spread over the five points of a statement, and what the counts allow to say. Pure.

The five points are ordered words, not measures: shares, a median and a net come first, a mean only for those who ask.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from hub.shares import FEWEST_FOR_ESTIMATE, Share
from hub.stats import Interval, NetAgreement, net_agreement, newcombe_independent

POINTS = 5


@dataclass(frozen=True)
class Agreement:
    """counts: learners at the points 1 (strongly disagree) to 5 (strongly agree)."""

    counts: tuple[int, int, int, int, int]

    @property
    def n(self) -> int:
        """Learners who chose one of the five points."""
        return sum(self.counts)

    @property
    def shares(self) -> tuple[Share, ...]:
        """The five points as shares of those who chose one."""
        return tuple(Share(count, self.n) for count in self.counts)

    @property
    def top_two(self) -> Share:
        return Share(self.counts[3] + self.counts[4], self.n)

    @property
    def bottom_two(self) -> Share:
        return Share(self.counts[0] + self.counts[1], self.n)

    @property
    def median(self) -> float | None:
        """The middle point, from 1 to 5; half a point where the two middle answers differ; None without answers."""
        return self.quantile(1, 2)

    @property
    def quartiles(self) -> tuple[float, float] | None:
        """The first and the third; None below 20 learners."""
        first, third = self.quantile(1, 4), self.quantile(3, 4)
        return None if self.n < FEWEST_FOR_ESTIMATE or first is None or third is None else (first, third)

    @property
    def net(self) -> NetAgreement | None:
        """Top two minus bottom two boxes with a 95% interval; None below 20 learners."""
        if self.n < FEWEST_FOR_ESTIMATE:
            return None
        return net_agreement(self.top_two.count, self.counts[2], self.bottom_two.count)

    @property
    def mean(self) -> float | None:
        """Of the points as if the steps between them were equal, which they are not; None below 20 learners."""
        if self.n < FEWEST_FOR_ESTIMATE:
            return None
        return sum(point * count for point, count in enumerate(self.counts, start=1)) / self.n

    @property
    def sd(self) -> float | None:
        """Standard deviation of the points, divisor n - 1, under the same assumption; None below 20 learners."""
        if self.mean is None:
            return None
        squares = sum(count * (point - self.mean) ** 2 for point, count in enumerate(self.counts, start=1))
        return sqrt(squares / (self.n - 1))

    def quantile(self, part: int, of: int) -> float | None:
        """The point below which part/of of the answers lie; where that falls between two answers, half way between them.

        None without answers. Definition 2 of Hyndman and Fan 1996, The American Statistician 50:361.
        """
        if not self.n:
            return None
        whole, rest = divmod(self.n * part, of)
        upper = self._point_at(whole)
        return float(upper) if rest else (self._point_at(whole - 1) + upper) / 2

    def _point_at(self, rank: int) -> int:
        """The point of the answer at that place, from 0, when all are put in order."""
        below = 0
        for point, count in enumerate(self.counts, start=1):
            below += count
            if rank < below:
                return point
        raise ValueError(f"no answer at place {rank} of {self.n}")


NOBODY = Agreement((0, 0, 0, 0, 0))


def agreement_of(points: Iterable[tuple[int | None, int]]) -> Agreement:
    """From (point, learners); learners without a point are passed over."""
    counts = [0] * POINTS
    for point, learners in points:
        if point is not None:
            counts[point - 1] += learners
    return Agreement((counts[0], counts[1], counts[2], counts[3], counts[4]))


@dataclass(frozen=True)
class Shift:
    """The difference of agreement between two groups of different learners, from -1 to 1, with Newcombe's interval."""

    estimate: float
    interval: Interval


def shift(before: Agreement, after: Agreement) -> Shift | None:
    """Top two boxes of `after` minus `before`; None where one of them has fewer than 20 learners."""
    if min(before.n, after.n) < FEWEST_FOR_ESTIMATE:
        return None
    interval = newcombe_independent(after.top_two.count, after.n, before.top_two.count, before.n)
    return Shift(after.top_two.count / after.n - before.top_two.count / before.n, interval) if interval else None
