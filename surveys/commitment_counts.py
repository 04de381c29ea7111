"""What learners announced after reading and what they said of it weeks later. Pure.

Whether somebody did something is their own word: outcome level 5 by self-report (Moore 2009), and never more than that.
"""

from __future__ import annotations

from dataclasses import dataclass

from hub.shares import Share


@dataclass(frozen=True)
class CommitmentCounts:
    """agreed: learners who agreed with a statement that opens a commitment, once for each such statement. announced: those who wrote down a change.

    outcomes: those who said weeks later what became of it, by what they said, as (key, words, learners). days: the
    median number of days between the two, None where fewer than ten said it or where it is not known.
    """

    agreed: int
    announced: int
    outcomes: tuple[tuple[str, str, int], ...]
    days: float | None = None

    @property
    def reviewed(self) -> int:
        return sum(learners for _key, _words, learners in self.outcomes)

    @property
    def made(self) -> Share:
        """Those who said that they made the change, of those who said anything weeks later."""
        return Share(sum(learners for key, _words, learners in self.outcomes if key == "yes"), self.reviewed)

    @property
    def followed_up(self) -> Share:
        """Those who said anything weeks later, of those who announced a change."""
        return Share(self.reviewed, self.announced)
