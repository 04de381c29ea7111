"""How sure learners were of their answers, and whether they were right: before reading and after. Pure.

Confidence has five ordered points, in the same words both times; it is no knowledge, and is never averaged with it. Only
matched pairs count whose two answers both state it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from hub.shares import FEWEST_FOR_ESTIMATE, Share
from hub.stats import LearnerSums, NetAgreement, Pairs, SignedRank, net_shift, signed_rank_from_counts

from .change import FEWEST_MOVED, PairedChange, QuizChange
from .items import ItemHead

POINTS = (1, 2, 3, 4, 5)
CONFIDENT_FROM = 4
"""The points of the scale that count as confident: "very" and "completely"."""

Series = tuple[int, int]


@dataclass(frozen=True)
class ConfidenceCount:
    """Learners of one question by confidence, 1 to 5, and by whether they were right, before and after reading."""

    before: int
    right_before: bool
    after: int
    right_after: bool
    learners: int

    @property
    def wrongly_before(self) -> bool:
        return self.before >= CONFIDENT_FROM and not self.right_before

    @property
    def wrongly_after(self) -> bool:
        return self.after >= CONFIDENT_FROM and not self.right_after


@dataclass(frozen=True)
class ConfidenceSquare:
    """Learners of one phase: right or wrong, confident or not."""

    confident_right: int
    confident_wrong: int
    unsure_right: int
    unsure_wrong: int

    @property
    def n(self) -> int:
        return self.confident_right + self.confident_wrong + self.unsure_right + self.unsure_wrong


@dataclass(frozen=True)
class QuestionConfidence:
    """One question. before, after: learners at the points 1 to 5.

    confidently_wrong: as pairs in which "right" reads confidently wrong, so a fall of it is the gain. Estimates are None
    below 20 learners, the P value also where fewer than 6 moved on the scale.
    """

    head: ItemHead
    before: tuple[int, ...]
    after: tuple[int, ...]
    shifts: Mapping[int, int]
    square_before: ConfidenceSquare
    square_after: ConfidenceSquare
    confidently_wrong: PairedChange

    @property
    def n(self) -> int:
        return sum(self.before)

    @property
    def up(self) -> int:
        """Learners who were surer after reading."""
        return sum(n for shift, n in self.shifts.items() if shift > 0)

    @property
    def down(self) -> int:
        return sum(n for shift, n in self.shifts.items() if shift < 0)

    @property
    def same(self) -> int:
        return self.n - self.up - self.down

    @property
    def confident_before(self) -> Share:
        return Share(sum(self.before[CONFIDENT_FROM - 1 :]), self.n)

    @property
    def confident_after(self) -> Share:
        return Share(sum(self.after[CONFIDENT_FROM - 1 :]), self.n)

    @cached_property
    def net_shift(self) -> NetAgreement | None:
        """Share that moved up less share that moved down."""
        return net_shift(self.up, self.same, self.down) if self.n >= FEWEST_FOR_ESTIMATE else None

    @cached_property
    def signed_rank(self) -> SignedRank | None:
        """Wilcoxon's test of the shift, zeros ranked as Pratt does."""
        is_testable = self.n >= FEWEST_FOR_ESTIMATE and self.up + self.down >= FEWEST_MOVED
        return signed_rank_from_counts(self.shifts) if is_testable else None


@dataclass(frozen=True)
class ConfidenceReport:
    """The questions of a quiz that asks how sure learners are, in order, those with such pairs.

    change: how many answers are confidently wrong, over all questions, with learners as clusters.
    """

    questions: tuple[QuestionConfidence, ...]
    change: QuizChange


def analyse_confidence(
    heads: Sequence[ItemHead], counts: Mapping[Series, Sequence[ConfidenceCount]], sums: LearnerSums
) -> ConfidenceReport:
    """sums: of the change in confidently wrong answers, a learner a cluster."""
    questions = tuple(
        _question(head, found) for head in heads if (found := counts.get((head.question_id, head.series)))
    )
    pairs = sum((question.confidently_wrong.pairs for question in questions), Pairs(0, 0, 0, 0))
    return ConfidenceReport(questions, QuizChange(pairs, sums))


def _question(head: ItemHead, counts: Sequence[ConfidenceCount]) -> QuestionConfidence:
    shifts: Counter[int] = Counter()
    for count in counts:
        shifts[count.after - count.before] += count.learners
    return QuestionConfidence(
        head=head,
        before=tuple(_learners(count for count in counts if count.before == point) for point in POINTS),
        after=tuple(_learners(count for count in counts if count.after == point) for point in POINTS),
        shifts=dict(shifts),
        square_before=_square([(count.before, count.right_before, count.learners) for count in counts]),
        square_after=_square([(count.after, count.right_after, count.learners) for count in counts]),
        confidently_wrong=PairedChange(
            Pairs(
                retained=_learners(count for count in counts if count.wrongly_before and count.wrongly_after),
                unlearned=_learners(count for count in counts if count.wrongly_before and not count.wrongly_after),
                learned=_learners(count for count in counts if not count.wrongly_before and count.wrongly_after),
                never=_learners(count for count in counts if not count.wrongly_before and not count.wrongly_after),
            )
        ),
    )


def _square(answers: Sequence[tuple[int, bool, int]]) -> ConfidenceSquare:
    cells: Counter[tuple[bool, bool]] = Counter()
    for point, is_right, n in answers:
        cells[point >= CONFIDENT_FROM, is_right] += n
    return ConfidenceSquare(
        confident_right=cells[True, True],
        confident_wrong=cells[True, False],
        unsure_right=cells[False, True],
        unsure_wrong=cells[False, False],
    )


def _learners(counts: Iterable[ConfidenceCount]) -> int:
    return sum(count.learners for count in counts)
