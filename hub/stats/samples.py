"""Means and deviations of a sample of scores."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import fsum, isfinite

_ROUNDING = 1e-12


def check_scores(scores: Iterable[float]) -> None:
    """Raise ValueError naming the first score that is not finite."""
    for score in scores:
        if not isfinite(score):
            raise ValueError(f"a score must be finite, got {score!r}")


def check_rectangle(rows: Sequence[Sequence[float]]) -> int:
    """Number of items in every row, 0 without rows. Raises ValueError for a ragged row or a score not finite."""
    width = len(rows[0]) if rows else 0
    for row in rows:
        if len(row) != width:
            raise ValueError(f"every learner needs {width} scores, got {list(row)!r}")
        check_scores(row)
    return width


def mean(values: Sequence[float]) -> float:
    """Arithmetic mean of at least one value."""
    return fsum(values) / len(values)


def deviations(values: Sequence[float]) -> list[float]:
    """Each value less the mean; all exactly 0 where they differ by no more than rounding does.

    So a variance is 0 when the scores are equal, and nothing is ever divided by a rounding error.
    """
    if max(values) - min(values) <= _ROUNDING * max(map(abs, values)):
        return [0.0] * len(values)
    centre = mean(values)
    return [value - centre for value in values]


def sum_of_products(first: Sequence[float], second: Sequence[float]) -> float:
    """Sum over learners of the products of two lists of equal length."""
    return fsum(x * y for x, y in zip(first, second, strict=True))
