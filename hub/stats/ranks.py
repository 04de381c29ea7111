"""Wilcoxon's signed-rank test of paired differences, post minus pre."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import erfc, isfinite, sqrt

from hub.stats.counts import check_count

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
    return signed_rank_from_counts(Counter(differences), zeros)


def signed_rank_from_counts(counts: Mapping[int, int] | Mapping[float, int], zeros: str = "pratt") -> SignedRank | None:
    """The same from how many learners have each difference, as stored counts give them."""
    if zeros not in ("pratt", "wilcox"):
        raise ValueError(f'zeros must be "pratt" or "wilcox", got {zeros!r}')
    ties = _doubled_ranks(counts, zeros)
    n = sum(gained + lost for _rank, gained, lost in ties)
    if n == 0:
        return None
    whole = sum(rank * (gained + lost) for rank, gained, lost in ties)
    gained_sum = sum(rank * gained for rank, gained, _lost in ties)
    smaller = min(gained_sum, whole - gained_sum)
    if n <= EXACT_LIMIT:
        ranks = [rank for rank, gained, lost in ties for _ in range(gained + lost)]
        return SignedRank(smaller / 2, _exact_p(ranks, smaller), exact=True)
    squares = sum(rank**2 * (gained + lost) for rank, gained, lost in ties)
    return SignedRank(smaller / 2, _normal_p(whole, squares, smaller), exact=False)


def _doubled_ranks(counts: Mapping[int, int] | Mapping[float, int], zeros: str) -> list[tuple[int, int, int]]:
    """(twice the mean rank, gains, losses) of every size but 0, smallest first. Doubled, mean ranks are whole numbers."""
    by_size: dict[float, list[int]] = defaultdict(lambda: [0, 0])
    for difference, n in counts.items():
        if not isfinite(difference):
            raise ValueError(f"a difference must be finite, got {difference!r}")
        by_size[abs(difference)][difference < 0] += check_count("learners", n)
    passed = sum(by_size.pop(0, (0, 0)))
    if zeros == "wilcox":
        passed = 0
    result = []
    for _size, (gained, lost) in sorted(by_size.items()):
        result.append((2 * passed + gained + lost + 1, gained, lost))
        passed += gained + lost
    return result


def _exact_p(ranks: list[int], smaller: int) -> float:
    """Twice the share of the 2**n assignments of signs with a positive rank sum of at most `smaller`."""
    ways = [1] + [0] * smaller
    for rank in ranks:
        for total in range(smaller, rank - 1, -1):
            ways[total] += ways[total - rank]
    return min(1.0, 2 * sum(ways) / (1 << len(ranks)))


def _normal_p(whole: int, squares: int, smaller: int) -> float:
    """Normal limit: mean half the sum of ranks, variance a quarter of the sum of their squares."""
    z = (whole / 2 - smaller) / sqrt(squares / 4)
    return erfc(z / sqrt(2))
