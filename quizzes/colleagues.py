"""What colleagues chose, as shares of a question. Pure.

Shares are told only where at least FEWEST colleagues answered the question in that phase. The group is then everybody
who answered, cut by nothing that describes a person, so no share says anything about one of them; that an option was
chosen by few is no small cell of people. Whole percentages, so that one further answer seldom shows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

FEWEST = 10
"""Colleagues; the threshold for anything published."""

BLANK = ""
"""Stands for "I do not know" where a slot would stand."""

Series = tuple[int, int]
"""A question and the number of its series: within it versions pool by slot."""


@dataclass(frozen=True)
class Count:
    """How many colleagues chose a slot of a question in one phase."""

    series: Series
    phase: str
    slot: str
    is_simulated: bool
    n: int


@dataclass(frozen=True)
class PhaseShares:
    """What n colleagues chose in one phase; empty shares where n is below FEWEST."""

    n: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_told(self) -> bool:
        return self.n >= FEWEST

    def percent(self, slot: str) -> int | None:
        """Whole percent of those who chose a slot, halves up; None where too few answered."""
        return (200 * self.counts.get(slot, 0) + self.n) // (2 * self.n) if self.is_told else None


@dataclass(frozen=True)
class Colleagues:
    """Shares by question and phase. is_simulated: all of them are simulated, because no real colleague has answered."""

    shares: Mapping[tuple[Series, str], PhaseShares]
    is_simulated: bool = False

    def of(self, series: Series, phase: str) -> PhaseShares:
        return self.shares.get((series, phase), PhaseShares())


def pooled(counts: Iterable[Count]) -> Colleagues:
    """Counts as shares. Simulated answers serve only while there are no others at all."""
    counts = list(counts)
    is_simulated = bool(counts) and all(count.is_simulated for count in counts)
    chosen: dict[tuple[Series, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for count in counts:
        if count.is_simulated == is_simulated:
            chosen[count.series, count.phase][count.slot] += count.n
    return Colleagues(
        {key: PhaseShares(sum(slots.values()), dict(slots)) for key, slots in chosen.items()}, is_simulated
    )
