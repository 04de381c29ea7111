"""Right answers by item and total score: the counts that hold every statistic of a quiz scored 0 or 1 an item."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from hub.stats.counts import check_count
from hub.stats.scores import CronbachAlpha, alpha_from_squares

TOP_AND_BOTTOM = 0.27
"""Share of learners in each of the two groups that `upper_lower` compares (Kelley 1939)."""


@dataclass(frozen=True, slots=True)
class ScoreTable:
    """Learners of one phase by total score t from 0 to k, and for each of k items those among them who had it right.

    learners: k + 1 counts. right: for each item k + 1 counts. Tables of disjoint learners add up cell by cell. A method
    gives None where the table does not determine its number. Raises ValueError for counts that no learners can have.
    """

    learners: tuple[int, ...]
    right: tuple[tuple[int, ...], ...]

    def __post_init__(self) -> None:
        if len(self.learners) != self.items + 1 or any(len(row) != self.items + 1 for row in self.right):
            raise ValueError(f"{self.items} items need {self.items + 1} totals in every row, got {self!r}")
        for count in (*self.learners, *(count for row in self.right for count in row)):
            check_count("every cell", count)
        for total, n in enumerate(self.learners):
            if sum(row[total] for row in self.right) != total * n or any(row[total] > n for row in self.right):
                raise ValueError(f"no {n} learners have these right answers at total {total}: {self!r}")

    def __add__(self, other: ScoreTable) -> ScoreTable:
        return ScoreTable(
            tuple(map(sum, zip(self.learners, other.learners, strict=True))),
            tuple(tuple(map(sum, zip(*rows, strict=True))) for rows in zip(self.right, other.right, strict=True)),
        )

    @property
    def items(self) -> int:
        return len(self.right)

    @property
    def n(self) -> int:
        return sum(self.learners)

    @property
    def mean(self) -> float | None:
        """Mean total, 0 to k."""
        return self._total / self.n if self.n else None

    @property
    def sd(self) -> float | None:
        """Standard deviation of the total, divisor n - 1."""
        return sqrt(self._total_squares / self.n / (self.n - 1)) if self.n > 1 else None

    def count(self, item: int) -> int:
        """Learners who had the item right."""
        return sum(self.right[item])

    def facility(self, item: int) -> float | None:
        """Share of learners who had the item right, 0 to 1."""
        return self.count(item) / self.n if self.n else None

    def item_rest(self, item: int) -> float | None:
        """Correlation of the item with the number right among the others, -1 to 1.

        Moodle's discrimination index over 100, and the corrected item-total correlation of test theory: the item is not
        held against itself.
        """
        spread = self._item_squares(item) * self._rest_squares(item)
        return self._rest_products(item) / sqrt(spread) if spread else None

    def efficiency(self, item: int) -> float | None:
        """Covariance with the rest over the largest that as many right answers could have, at most 1 (Moodle)."""
        right, rests = self.count(item), self._rests(item)
        left, most = right, 0
        for rest in range(self.items - 1, -1, -1):
            taken = min(left, rests[rest])
            most, left = most + taken * rest, left - taken
        greatest = self.n * most - right * (self._total - right)
        return self._rest_products(item) / greatest if greatest else None

    def upper_lower(self, item: int) -> float | None:
        """Facility among the best 27% less facility among the last 27%, by total score, -1 to 1.

        Of the learners whose equal total lies on a cut each counts for the same fraction, so no order among them is
        made up. Kelley 1939, Journal of Educational Psychology 30:17; the index D of Ebel.
        """
        if not self.n:
            return None
        size = TOP_AND_BOTTOM * self.n
        totals = range(self.items + 1)
        return (self._right_among(item, reversed(totals), size) - self._right_among(item, totals, size)) / size

    def alpha(self, level: float = 0.95) -> CronbachAlpha | None:
        """Cronbach's alpha, here KR-20, with Feldt's interval: see `cronbach_alpha`."""
        squares = sum(self._item_squares(item) for item in range(self.items))
        return alpha_from_squares(squares, self._total_squares, self.items, self.n, level)

    # All sums below are whole numbers, so a spread of zero is exactly zero.

    @property
    def _total(self) -> int:
        return sum(total * n for total, n in enumerate(self.learners))

    @property
    def _total_squares(self) -> int:
        """n times the squared deviations of the total."""
        return self.n * sum(total**2 * n for total, n in enumerate(self.learners)) - self._total**2

    def _item_squares(self, item: int) -> int:
        """n times the squared deviations of the item."""
        return self.count(item) * (self.n - self.count(item))

    def _rests(self, item: int) -> list[int]:
        """Learners by number right among the other items, 0 to k - 1."""
        right = self.right[item]
        return [self.learners[rest] - right[rest] + right[rest + 1] for rest in range(self.items)]

    def _rest_squares(self, item: int) -> int:
        """n times the squared deviations of the rest."""
        rest = self._total - self.count(item)
        return self.n * sum(rest**2 * n for rest, n in enumerate(self._rests(item))) - rest**2

    def _rest_products(self, item: int) -> int:
        """n times the products of the deviations of item and rest."""
        right = self.count(item)
        together = sum((total - 1) * n for total, n in enumerate(self.right[item]) if n)
        return self.n * together - right * (self._total - right)

    def _right_among(self, item: int, totals: Iterable[int], size: float) -> float:
        """Right answers of the first `size` learners when they come in this order of totals."""
        right, left = 0.0, size
        for total in totals:
            n = self.learners[total]
            if n:
                share = min(1.0, left / n)
                right, left = right + share * self.right[item][total], left - share * n
            if left <= 0:
                break
        return right


def score_table(patterns: Iterable[tuple[Sequence[bool | int], int]], items: int) -> ScoreTable:
    """The table of (marks of 0 or 1, one an item; learners with these marks). Raises ValueError for other marks."""
    learners = [0] * (items + 1)
    right = [[0] * (items + 1) for _ in range(items)]
    for marks, n in patterns:
        if len(marks) != items or any(mark not in (0, 1) for mark in marks):
            raise ValueError(f"marks must be {items} of 0 or 1, got {list(marks)!r}")
        total = sum(map(int, marks))
        learners[total] += n
        for item, mark in enumerate(marks):
            right[item][total] += n * int(mark)
    return ScoreTable(tuple(learners), tuple(map(tuple, right)))
