"""A quiz of several questions as a test: its items, its consistency, and how the score changed. Pure.

Everything is of the learners who answered all questions both times as a matched pair, so the two phases compare the same
learners. A quiz of one question has none of this.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from hub.shares import FEWEST_FOR_ESTIMATE, Share
from hub.stats import (
    CronbachAlpha,
    PairedT,
    ScoreTable,
    SignedRank,
    mcnemar,
    paired_t_from_counts,
    score_table,
    signed_rank_from_counts,
)

from .change import FEWEST_MOVED

Marks = tuple[bool, ...]
"""Whether each question was right, in the order of the questions."""

FEWEST_ITEMS = 2
MOST_ITEMS = 31
FEWEST_FOR_DISCRIMINATION = 30
"""Below this many learners the correlation of one question with the others moves by chance alone."""

STEADY_FROM = 100
"""Below this many learners a discrimination is still called unstable."""

FEWEST_ITEMS_FOR_ALPHA = 5
FEWEST_FOR_ALPHA = 30
FEWEST_FOR_T = 30
"""Below this many learners the mean of differences is not near enough to normal for the t test."""

LOW_DISCRIMINATION = 0.2
"""Below it a question hardly tells those who know more from those who know less (Ebel and Frisbie 1991)."""

KNOWN_BEFORE = 0.85
GAP_AFTER = 0.5


class Remark(Enum):
    """What the numbers of one question ask of its writer."""

    KNOWN = "already known"
    GAP = "gap persists"
    CHECK_KEY = "check the key"
    REVIEW = "low discrimination"


@dataclass(frozen=True)
class ItemHead:
    """A question as the newest version that was answered asks it. place: in that version, from 1."""

    question_id: int
    series: int
    place: int
    stem: str


@dataclass(frozen=True)
class ItemPhase:
    """One question in one phase. item_rest, upper_lower: -1 to 1; efficiency: at most 1.

    All but `right` are None below FEWEST_FOR_DISCRIMINATION learners, and where everyone had the same.
    """

    right: Share
    item_rest: float | None
    upper_lower: float | None
    efficiency: float | None


@dataclass(frozen=True)
class Item:
    """One question of the quiz, before and after reading."""

    head: ItemHead
    before: ItemPhase
    after: ItemPhase

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """Facility from 20 learners on, discrimination before reading from 30 on."""
        found = []
        if self.before.right.n >= FEWEST_FOR_ESTIMATE:
            if self.before.right.count > KNOWN_BEFORE * self.before.right.n:
                found.append(Remark.KNOWN)
            if self.after.right.count < GAP_AFTER * self.after.right.n:
                found.append(Remark.GAP)
        if self.before.item_rest is not None and self.before.item_rest < LOW_DISCRIMINATION:
            found.append(Remark.CHECK_KEY if self.before.item_rest < 0 else Remark.REVIEW)
        return tuple(found)


@dataclass(frozen=True)
class ScoreChange:
    """Learners by how many more questions they had right after reading than before, of `items`.

    Estimates are None below 20 learners; P values of ranks and signs also where fewer than 6 scores moved, the t test
    below FEWEST_FOR_T, and where all changed alike.
    """

    items: int
    differences: Mapping[int, int]

    @property
    def n(self) -> int:
        return sum(self.differences.values())

    @property
    def improved(self) -> int:
        return sum(n for difference, n in self.differences.items() if difference > 0)

    @property
    def declined(self) -> int:
        return sum(n for difference, n in self.differences.items() if difference < 0)

    @property
    def same(self) -> int:
        return self.differences.get(0, 0)

    @property
    def is_estimable(self) -> bool:
        return self.n >= FEWEST_FOR_ESTIMATE

    @cached_property
    def t(self) -> PairedT | None:
        """Mean in questions with its interval, and dz; print its P value only where `is_normal`."""
        return paired_t_from_counts(self.differences) if self.is_estimable else None

    @property
    def is_normal(self) -> bool:
        return self.n >= FEWEST_FOR_T

    @property
    def t_p(self) -> float | None:
        return self.t.p if self.t and self.is_normal else None

    @property
    def median(self) -> float | None:
        """The middle difference, in questions; half a question where the two middle ones differ."""
        if not self.is_estimable:
            return None
        return (self._at((self.n - 1) // 2) + self._at(self.n // 2)) / 2

    @cached_property
    def signed_rank(self) -> SignedRank | None:
        """Wilcoxon's test, zeros ranked as Pratt does."""
        return signed_rank_from_counts(self.differences) if self._is_testable else None

    @property
    def sign_p(self) -> float | None:
        """Exact sign test of improved against declined."""
        return mcnemar(self.improved, self.declined).exact if self._is_testable else None

    @property
    def _is_testable(self) -> bool:
        return self.is_estimable and self.improved + self.declined >= FEWEST_MOVED

    def _at(self, rank: int) -> int:
        """The difference at that place, from 0, in ascending order."""
        for difference in sorted(self.differences):
            rank -= self.differences[difference]
            if rank < 0:
                return difference
        raise ValueError(f"no learner at this place of {self.n}")


@dataclass(frozen=True)
class ItemAnalysis:
    """A quiz of several questions. before, after: learners by score, for the statistics of the whole.

    items is empty for a quiz of fewer than FEWEST_ITEMS or more than MOST_ITEMS questions; n_asked says how many it has.
    """

    n_asked: int
    items: tuple[Item, ...]
    before: ScoreTable
    after: ScoreTable
    change: ScoreChange

    @property
    def n(self) -> int:
        """Learners who answered all questions both times."""
        return self.change.n

    @property
    def alpha_before(self) -> CronbachAlpha | None:
        return self._alpha(self.before)

    @property
    def alpha_after(self) -> CronbachAlpha | None:
        return self._alpha(self.after)

    @property
    def is_unstable(self) -> bool:
        """Whether discriminations are given and rest on fewer than STEADY_FROM learners."""
        return FEWEST_FOR_DISCRIMINATION <= self.n < STEADY_FROM

    def _alpha(self, table: ScoreTable) -> CronbachAlpha | None:
        """KR-20; None below five questions or 30 learners."""
        return table.alpha() if len(self.items) >= FEWEST_ITEMS_FOR_ALPHA and self.n >= FEWEST_FOR_ALPHA else None


def analyse_items(heads: Sequence[ItemHead], patterns: Mapping[tuple[Marks, Marks], int]) -> ItemAnalysis:
    """heads: the questions asked, in order. patterns: learners by their marks before and after, in the same order."""
    k = len(heads) if FEWEST_ITEMS <= len(heads) <= MOST_ITEMS else 0
    differences: Counter[int] = Counter()
    if k:
        for (first, second), n in patterns.items():
            differences[sum(second) - sum(first)] += n
    counted = patterns if k else {}
    before = score_table(((marks, n) for (marks, _after), n in counted.items()), k)
    after = score_table(((marks, n) for (_before, marks), n in counted.items()), k)
    items = tuple(
        Item(head, _item_phase(before, place), _item_phase(after, place)) for place, head in enumerate(heads[:k])
    )
    return ItemAnalysis(len(heads), items, before, after, ScoreChange(k, dict(differences)))


def _item_phase(table: ScoreTable, place: int) -> ItemPhase:
    right = Share(table.count(place), table.n)
    if table.n < FEWEST_FOR_DISCRIMINATION:
        return ItemPhase(right, None, None, None)
    item_rest = table.item_rest(place)
    # Where the item or the rest is the same for everyone, neither measure says anything.
    if item_rest is None:
        return ItemPhase(right, None, None, None)
    return ItemPhase(right, item_rest, table.upper_lower(place), table.efficiency(place))
