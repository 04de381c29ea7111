"""Counts of agreement into the report of one statement. Pure.

The five points are ordered words, not measures: shares, a median and a net, never a mean.
"""

from __future__ import annotations

from dataclasses import dataclass

from hub.shares import FEWEST_FOR_ESTIMATE, Share
from hub.stats import NetAgreement, net_agreement


@dataclass(frozen=True)
class StatementReport:
    """One series of a statement, in its newest wording; another meaning is another statement here and never pools.

    version_numbers: the versions that pool here. counts: learners at the points 1 (strongly disagree) to 5 (strongly agree). eligible: learners whose survey showed
    one of them; those who chose neither a point nor "not applicable" left it blank. is_reversed: agreement is the
    unfavourable answer. is_current: the newest published survey shows this series.
    """

    text: str
    series: int
    version_numbers: tuple[int, ...]
    is_reversed: bool
    is_current: bool
    eligible: int
    counts: tuple[int, int, int, int, int]
    not_applicable: int

    @property
    def n(self) -> int:
        """Learners who chose one of the five points."""
        return sum(self.counts)

    @property
    def blank(self) -> int:
        return self.eligible - self.n - self.not_applicable

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
        if not self.n:
            return None
        return (self._point_at((self.n - 1) // 2) + self._point_at(self.n // 2)) / 2

    @property
    def net(self) -> NetAgreement | None:
        """Top two minus bottom two boxes with a 95% interval; None below 20 learners."""
        if self.n < FEWEST_FOR_ESTIMATE:
            return None
        return net_agreement(self.top_two.count, self.counts[2], self.bottom_two.count)

    def _point_at(self, rank: int) -> int:
        """The point of the answer at that place, from 0, when all are put in order."""
        below = 0
        for point, count in enumerate(self.counts, start=1):
            below += count
            if rank < below:
                return point
        raise ValueError(f"no answer at place {rank} of {self.n}")


@dataclass(frozen=True)
class FlagCount:
    """Responses left out for one reason."""

    reason: str
    responses: int


@dataclass(frozen=True)
class SurveyReport:
    """A survey: who answered it, and its statements, current ones first.

    reached: learners who came as far as the survey, None where unknown. left_out: flagged responses; flags: by reason,
    and one response can have several.
    """

    title: str
    responses: int
    left_out: int
    flags: tuple[FlagCount, ...]
    reached: int | None
    statements: tuple[StatementReport, ...]
    has_simulated: bool

    @property
    def response_rate(self) -> Share | None:
        return None if self.reached is None else Share(self.responses, self.reached)

    @property
    def by_agreement(self) -> tuple[StatementReport, ...]:
        """Statements with answers, most agreement first."""
        answered = [statement for statement in self.statements if statement.n]
        return tuple(sorted(answered, key=lambda statement: -statement.top_two.count / statement.n))
