"""Wilcoxon's signed-rank test of paired differences, post minus pre."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from math import erfc, isfinite, sqrt

EXACT_LIMIT = 50
"""Most non-zero differences for which all 2**n signs are counted."""


@dataclass(frozen=True, slots=True)
class SignedRank:
    """The smaller of the two rank sums, its two-sided P value, and whether that P value is exact."""

    statistic: float
    p: float
    exact: bool


def wilcoxon_signed_rank(differences: Sequence[float], zeros: str = "pratt") -> SignedRank | None:
    """Are the differences symmetric about 0? None where all of them are 0, or there are none.

    zeros "pratt" ranks the zeros with the rest and then drops them; "wilcox" drops them before ranking, and answers a
    narrower question: state which was used. Equal sizes share their mean rank, so differences of inexact decimals
    should be rounded first. Up to EXACT_LIMIT non-zero differences the P value counts every assignment of signs to the
    ranks at hand, ties included; above, it is the normal limit without continuity correction, whose variance, the sum
    of the squared ranks over 4, allows for ties and zeros. Raises ValueError for another word and for values that are
    not finite. Wilcoxon 1945, Biometrics Bulletin 1:80; Pratt 1959, Journal of the American Statistical Association
    54:655.
    """
    if zeros not in ("pratt", "wilcox"):
        raise ValueError(f'zeros must be "pratt" or "wilcox", got {zeros!r}')
    for difference in differences:
        if not isfinite(difference):
            raise ValueError(f"a difference must be finite, got {difference!r}")
    ranked = differences if zeros == "pratt" else [difference for difference in differences if difference]
    signed = [(rank, difference > 0) for rank, difference in _doubled_ranks(ranked) if difference]
    if not signed:
        return None
    ranks = [rank for rank, _ in signed]
    gained = sum(rank for rank, is_gain in signed if is_gain)
    smaller = min(gained, sum(ranks) - gained)
    exact = len(ranks) <= EXACT_LIMIT
    p = _exact_p(ranks, smaller) if exact else _normal_p(ranks, smaller)
    return SignedRank(smaller / 2, p, exact)


def _doubled_ranks(values: Sequence[float]) -> list[tuple[int, float]]:
    """(twice the mean rank by absolute size, value), smallest first. Doubled, mean ranks of ties are whole numbers."""
    ordered = sorted(values, key=abs)
    result: list[tuple[int, float]] = []
    for _, ties in groupby(ordered, key=abs):
        tied = list(ties)
        doubled = 2 * len(result) + len(tied) + 1
        result.extend((doubled, value) for value in tied)
    return result


def _exact_p(ranks: list[int], smaller: int) -> float:
    """Twice the share of the 2**n assignments of signs with a positive rank sum of at most `smaller`."""
    ways = [1] + [0] * smaller
    for rank in ranks:
        for total in range(smaller, rank - 1, -1):
            ways[total] += ways[total - rank]
    return min(1.0, 2 * sum(ways) / (1 << len(ranks)))


def _normal_p(ranks: list[int], smaller: int) -> float:
    """Normal limit: mean half the sum of ranks, variance a quarter of the sum of their squares."""
    z = (sum(ranks) / 2 - smaller) / sqrt(sum(rank * rank for rank in ranks) / 4)
    return erfc(z / sqrt(2))
