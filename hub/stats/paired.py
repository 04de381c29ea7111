"""Intervals for the change in a paired proportion, post minus pre, and for the difference of two such changes."""

from __future__ import annotations

from math import hypot, sqrt

from hub.stats.counts import Pairs
from hub.stats.intervals import Interval, clipped, normal_quantile
from hub.stats.proportions import wilson
from hub.stats.roots import find_root


def newcombe_paired(pairs: Pairs, level: float = 0.95) -> Interval | None:
    """The interval we print for the change of one question, inside -1 to 1; None without learners.

    Combines the Wilson limits of post and pre, allowing for their correlation phi: method 10 of Newcombe 1998,
    Statistics in Medicine 17:2635. It always contains the observed change, and never has width 0.
    """
    n = pairs.n
    post = wilson(pairs.retained + pairs.learned, n, level)
    pre = wilson(pairs.retained + pairs.unlearned, n, level)
    if post is None or pre is None:
        return None
    p_post, p_pre = (pairs.retained + pairs.learned) / n, (pairs.retained + pairs.unlearned) / n
    change = (pairs.learned - pairs.unlearned) / n
    phi = correlation(pairs)
    return clipped(
        change - _hypotenuse(p_post - post.lower, pre.upper - p_pre, phi),
        change + _hypotenuse(post.upper - p_post, p_pre - pre.lower, phi),
        least=-1.0,
        most=1.0,
    )


def difference_of_changes(first: Pairs, second: Pairs, level: float = 0.95) -> Interval | None:
    """Interval for the change of `first` minus that of `second`, two groups of other learners, inside -2 to 2.

    None where a group is empty. The limits of both changes, see `newcombe_paired`, combined by squaring and adding as
    Newcombe does for two proportions: Zou and Donner 2008, Statistics in Medicine 27:1693.
    """
    one, other = newcombe_paired(first, level), newcombe_paired(second, level)
    if one is None or other is None:
        return None
    d1, d2 = (first.learned - first.unlearned) / first.n, (second.learned - second.unlearned) / second.n
    return clipped(
        d1 - d2 - hypot(d1 - one.lower, other.upper - d2),
        d1 - d2 + hypot(one.upper - d1, d2 - other.lower),
        least=-2.0,
        most=2.0,
    )


def correlation(pairs: Pairs) -> float:
    """Correlation phi of pre and post, -1 to 1, with Newcombe's continuity correction; 0 where a margin is empty.

    The correction pulls a positive correlation towards 0, so it is below 1 also where no answer moved.
    """
    margins = (
        (pairs.retained + pairs.unlearned)
        * (pairs.learned + pairs.never)
        * (pairs.retained + pairs.learned)
        * (pairs.unlearned + pairs.never)
    )
    if margins == 0:
        return 0.0
    excess = pairs.retained * pairs.never - pairs.unlearned * pairs.learned
    if excess > 0:
        return max(0.0, excess - pairs.n / 2) / sqrt(margins)
    return excess / sqrt(margins)


def _hypotenuse(first: float, second: float, phi: float) -> float:
    """Third side of a triangle whose sides enclose an angle with cosine phi."""
    return sqrt(max(0.0, first * first - 2 * phi * first * second + second * second))


def bonett_price(pairs: Pairs, level: float = 0.95) -> Interval | None:
    """Adjusted Wald interval, for data of which only learned, unlearned and n are known; None without learners.

    One learner is added to each discordant cell; the interval is cut at -1 and 1. Bonett and Price 2012, Statistics in
    Medicine 31:479.
    """
    z = normal_quantile(level)
    if pairs.n == 0:
        return None
    total = pairs.n + 2
    learned, unlearned = (pairs.learned + 1) / total, (pairs.unlearned + 1) / total
    change = learned - unlearned
    reach = z * sqrt((learned + unlearned - change * change) / total)
    return clipped(change - reach, change + reach, least=-1.0, most=1.0)


def tango(pairs: Pairs, level: float = 0.95) -> Interval | None:
    """Score interval for the change: all differences that a score test does not reject; None without learners.

    Tango 1998, Statistics in Medicine 17:891. Contains the observed change and never has width 0.
    """
    z = normal_quantile(level)
    n = pairs.n
    if n == 0:
        return None
    if pairs.learned + pairs.unlearned == 0:
        # The score is 0/0 at a difference of 0; away from it the equation is linear.
        reach = z * z / (n + z * z)
        return Interval(-reach, reach)
    upper = _tango_upper(pairs.learned, pairs.unlearned, n, z)
    return Interval(-_tango_upper(pairs.unlearned, pairs.learned, n, z), upper)


def _tango_upper(learned: int, unlearned: int, n: int, z: float) -> float:
    """Largest difference with score >= -z. The lower limit is its mirror image with the two counts exchanged."""
    if learned == n:
        return 1.0
    if unlearned == n:
        # The variance at the observed -1 is 0, a root that is not the limit; beyond it the equation is linear.
        return (z * z - n) / (z * z + n)

    def score_excess(difference: float) -> float:
        return learned - unlearned - n * difference + z * sqrt(_tango_variance(learned, unlearned, n, difference))

    return find_root(score_excess, (learned - unlearned) / n, 1.0)


def _tango_variance(learned: int, unlearned: int, n: int, difference: float) -> float:
    """Variance of learned - unlearned if the true difference is the given one.

    The probability q of unlearning takes its maximum likelihood value under that difference, the larger root of
    2n q**2 + b q + c = 0.
    """
    b = -learned - unlearned + (2 * n - learned + unlearned) * difference
    c = -unlearned * difference * (1 - difference)
    root = sqrt(max(0.0, b * b - 8 * n * c))
    # Two forms of the same root, each free of cancellation on its side.
    q = (root - b) / (4 * n) if b <= 0 else -2 * c / (root + b)
    return max(0.0, n * (2 * q + difference * (1 - difference)))
