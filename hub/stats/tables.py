"""Tests of square tables of counts: option chosen before the article (rows) by option chosen after it (columns)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from hub.stats.counts import check_count
from hub.stats.distributions import chi2_tail


@dataclass(frozen=True, slots=True)
class ChiSquareTest:
    """A chi-square statistic, its degrees of freedom and its P value."""

    statistic: float
    df: int
    p: float


def bowker(table: Sequence[Sequence[int]]) -> ChiSquareTest | None:
    """Is every move from option i to j as frequent as from j to i? None where no answer moved.

    Pairs of options between which nobody moved add nothing to the statistic but keep their degree of freedom, so a P
    value errs on the large side. Raises ValueError unless the table is square with at least two options, all counts.
    Bowker 1948, Journal of the American Statistical Association 43:572.
    """
    k = _check_square(table)
    moves = [(table[i][j], table[j][i]) for i in range(k) for j in range(i)]
    if not any(there + back for there, back in moves):
        return None
    statistic = sum((there - back) ** 2 / (there + back) for there, back in moves if there + back)
    df = k * (k - 1) // 2
    return ChiSquareTest(statistic, df, chi2_tail(statistic, df))


def stuart_maxwell(table: Sequence[Sequence[int]]) -> ChiSquareTest | None:
    """Is every option as popular after as before (marginal homogeneity)? None where no answer moved.

    k - 1 degrees of freedom for k options, also where an option was never left or reached, so a P value errs on the
    large side. Raises ValueError as `bowker` does. Stuart 1955, Biometrika 42:412; Maxwell 1970, British Journal of
    Psychiatry 116:651.
    """
    k = _check_square(table)
    shift = [Fraction(sum(table[i]) - sum(row[i] for row in table)) for i in range(k)]
    covariance = [[Fraction(-table[i][j] - table[j][i]) for j in range(k)] for i in range(k)]
    for i in range(k):
        covariance[i][i] = -sum((covariance[i][j] for j in range(k) if j != i), Fraction(0))
    if not any(covariance[i][i] for i in range(k)):
        return None
    statistic = float(_quadratic_form(covariance, shift))
    return ChiSquareTest(statistic, k - 1, chi2_tail(statistic, k - 1))


def _quadratic_form(matrix: list[list[Fraction]], vector: list[Fraction]) -> Fraction:
    """vector' G vector, G a generalised inverse of the symmetric non-negative definite matrix. Consumes both.

    The covariance of all k margins is singular, once for each group of options between which answers moved. In exact
    fractions such a direction meets a pivot of exactly zero, where the vector is zero too, and is passed over.
    """
    total = Fraction(0)
    for i, pivot_row in enumerate(matrix):
        pivot = pivot_row[i]
        if pivot == 0:
            continue
        total += vector[i] ** 2 / pivot
        for j in range(i + 1, len(matrix)):
            factor = matrix[j][i] / pivot
            if factor:
                vector[j] -= factor * vector[i]
                matrix[j] = [value - factor * above for value, above in zip(matrix[j], pivot_row, strict=True)]
    return total


def _check_square(table: Sequence[Sequence[int]]) -> int:
    """Number of options. Raises ValueError unless square, with at least two options, all counts."""
    k = len(table)
    if k < 2:
        raise ValueError(f"a table needs at least two options, got {k}")
    for row in table:
        if len(row) != k:
            raise ValueError(f"a table of {k} rows needs {k} columns, got the row {list(row)!r}")
        for value in row:
            check_count("every cell", value)
    return k
