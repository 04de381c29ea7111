"""Statistics of the items of a quiz and of its total, in the definitions and scales of Moodle's quiz report.

Moodle documentation, Quiz statistics calculations. Percentages run to 100: the scales of the peer system are kept so
that the figures of the two can be laid side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, sqrt

from hub.stats.samples import check_rectangle, deviations, mean, sum_of_products


@dataclass(frozen=True, slots=True)
class ItemStatistics:
    """One item of a quiz; a field is None where the marks do not determine it.

    facility: mean mark over maximum mark, 0 to 1. sd: standard deviation of the mark, in marks.
    discrimination: correlation of the mark with the sum of the other marks, in percent, -100 to 100.
    efficiency: their covariance in percent of the largest it could be with the same marks, at most 100.
    effective_weight: the item's share in the spread of the totals, in percent; None where its covariance with the
    total is negative. Those of the other items add up to 100.
    """

    facility: float
    sd: float | None
    discrimination: float | None
    efficiency: float | None
    effective_weight: float | None


@dataclass(frozen=True, slots=True)
class QuizStatistics:
    """A quiz of several items; a field is None where the marks do not determine it.

    mean, sd: of the total mark, in marks. skewness, kurtosis: from k-statistics, unbiased for a normal total, 0 there.
    consistency: Cronbach's alpha in percent, possibly negative. error_ratio: 100 sqrt(1 - consistency/100), percent of
    the sd due to chance. standard_error: of one learner's total, in marks.
    """

    items: tuple[ItemStatistics, ...]
    mean: float
    sd: float | None
    skewness: float | None
    kurtosis: float | None
    consistency: float | None
    error_ratio: float | None
    standard_error: float | None


def item_statistics(rows: Sequence[Sequence[float]], max_marks: Sequence[float]) -> QuizStatistics | None:
    """Item and quiz statistics of marks from one phase, one row per learner and one mark per item; None without either.

    Raises ValueError for ragged rows, a maximum not above 0, and marks outside 0 to their maximum.
    """
    k = check_rectangle(rows)
    _check_marks(rows, max_marks)
    if not rows or not k:
        return None
    totals = [fsum(row) for row in rows]
    total_off = deviations(totals)
    marks = list(zip(*rows, strict=True))
    offs = [deviations(item) for item in marks]
    shares = _effective_weights([sum_of_products(off, total_off) for off in offs])
    items = tuple(
        _item(item, off, [fsum((*row[:j], *row[j + 1 :])) for row in rows], max_marks[j], shares[j])
        for j, (item, off) in enumerate(zip(marks, offs, strict=True))
    )
    item_squares = fsum(sum_of_products(off, off) for off in offs)
    return _quiz(items, mean(totals), total_off, item_squares)


def _check_marks(rows: Sequence[Sequence[float]], max_marks: Sequence[float]) -> None:
    for most in max_marks:
        if not most > 0:
            raise ValueError(f"a maximum mark must be above 0, got {most!r}")
    for row in rows:
        if len(row) != len(max_marks):
            raise ValueError(f"{len(max_marks)} maximum marks do not fit the row {list(row)!r}")
        for mark, most in zip(row, max_marks, strict=True):
            if not 0 <= mark <= most:
                raise ValueError(f"a mark must lie between 0 and {most}, got {mark!r}")


def _effective_weights(covariances: list[float]) -> list[float | None]:
    """100 sqrt(covariance with the total) over the sum of those roots, leaving out negative covariances."""
    roots = [sqrt(covariance) if covariance >= 0 else None for covariance in covariances]
    whole = fsum(root for root in roots if root is not None)
    if whole == 0:
        return [None] * len(roots)
    return [None if root is None else 100 * root / whole for root in roots]


def _item(
    marks: Sequence[float], off: list[float], rest: list[float], max_mark: float, effective_weight: float | None
) -> ItemStatistics:
    """rest: per learner, the sum of the marks of the other items."""
    n = len(marks)
    rest_off = deviations(rest)
    covariance = sum_of_products(off, rest_off)
    # Equally ranked marks covary as much as these marks can.
    greatest = sum_of_products(sorted(off), sorted(rest_off))
    spread = sqrt(sum_of_products(off, off)) * sqrt(sum_of_products(rest_off, rest_off))
    return ItemStatistics(
        facility=mean(marks) / max_mark,
        sd=sqrt(sum_of_products(off, off) / (n - 1)) if n > 1 else None,
        discrimination=100 * covariance / spread if spread else None,
        efficiency=100 * covariance / greatest if greatest else None,
        effective_weight=effective_weight,
    )


def _quiz(items: tuple[ItemStatistics, ...], average: float, off: list[float], item_squares: float) -> QuizStatistics:
    """off: deviations of the totals; item_squares: squared deviations summed over learners and items."""
    n, k = len(off), len(items)
    second = fsum(d**2 for d in off)
    sd = sqrt(second / (n - 1)) if n > 1 else None
    consistency = 100 * k / (k - 1) * (1 - item_squares / second) if k > 1 and second else None
    error_ratio = 100 * sqrt(max(0.0, 1 - consistency / 100)) if consistency is not None else None
    return QuizStatistics(
        items=items,
        mean=average,
        sd=sd,
        skewness=_skewness(off, second),
        kurtosis=_kurtosis(off, second),
        consistency=consistency,
        error_ratio=error_ratio,
        standard_error=error_ratio * sd / 100 if error_ratio is not None and sd is not None else None,
    )


def _skewness(off: list[float], second: float) -> float | None:
    """k3/k2**1.5 of Fisher's k-statistics (1930, Proceedings of the London Mathematical Society 30:199)."""
    n = len(off)
    if n < 3 or second == 0:
        return None
    third = fsum(d**3 for d in off)
    k2, k3 = second / (n - 1), n * third / ((n - 1) * (n - 2))
    return k3 / (k2 * sqrt(k2))


def _kurtosis(off: list[float], second: float) -> float | None:
    """k4/k2**2 of Fisher's k-statistics."""
    n = len(off)
    if n < 4 or second == 0:
        return None
    fourth = fsum(d**4 for d in off)
    k2 = second / (n - 1)
    k4 = (n * (n + 1) * fourth - 3 * (n - 1) * second**2) / ((n - 1) * (n - 2) * (n - 3))
    return k4 / k2**2
