"""Proportions of one sample or of two independent ones, and the net agreement of a Likert statement."""

from __future__ import annotations

from dataclasses import dataclass
from math import erfc, sqrt

from hub.stats.counts import check_count
from hub.stats.intervals import Interval, clipped, normal_quantile


@dataclass(frozen=True, slots=True)
class NetAgreement:
    """Share that agrees minus share that disagrees, -1 to 1; no interval where everyone gave the same answer."""

    estimate: float
    interval: Interval | None


def wilson(successes: int, n: int, level: float = 0.95) -> Interval | None:
    """Score interval for the proportion successes/n, inside 0 to 1; None for n = 0.

    Raises ValueError for anything but counts with successes <= n, and for a level outside 0 to 1.
    Wilson 1927, Journal of the American Statistical Association 22:209; method 3 of Newcombe 1998, Statistics in
    Medicine 17:857.
    """
    z = normal_quantile(level)
    check_count("successes", successes)
    check_count("n", n)
    if successes > n:
        raise ValueError(f"successes must not exceed n = {n}, got {successes}")
    if n == 0:
        return None
    centre = 2 * successes + z * z
    spread = z * sqrt(z * z + 4 * successes * (n - successes) / n)
    scale = 2 * (n + z * z)
    # Rounding would leave 1e-17 and 0.9999999999999999 where the limits are exactly 0 and 1.
    lower = 0.0 if successes == 0 else (centre - spread) / scale
    upper = 1.0 if successes == n else (centre + spread) / scale
    return Interval(lower, upper)


def newcombe_independent(x1: int, n1: int, x2: int, n2: int, level: float = 0.95) -> Interval | None:
    """Interval for x1/n1 - x2/n2 of two independent samples, inside -1 to 1; None where a sample is empty.

    Raises ValueError as `wilson` does. Two Wilson intervals combined by squaring and adding: method 10 of Newcombe
    1998, Statistics in Medicine 17:873.
    """
    first, second = wilson(x1, n1, level), wilson(x2, n2, level)
    if first is None or second is None:
        return None
    p1, p2 = x1 / n1, x2 / n2
    difference = p1 - p2
    return clipped(
        difference - sqrt((p1 - first.lower) ** 2 + (second.upper - p2) ** 2),
        difference + sqrt((first.upper - p1) ** 2 + (p2 - second.lower) ** 2),
        least=-1.0,
        most=1.0,
    )


def net_shift(up: int, same: int, down: int, level: float = 0.95) -> NetAgreement | None:
    """Share of learners who moved up a scale less share who moved down, -1 to 1; None without learners.

    The two are cells of one multinomial: their Wilson intervals are combined by squaring and adding, as method 10 of
    Newcombe does, with the correlation -sqrt(p q/((1 - p)(1 - q))) that two such cells have. Zou and Donner 2008,
    Statistics in Medicine 27:1693. Raises ValueError for anything but counts.
    """
    for name, value in (("up", up), ("same", same), ("down", down)):
        check_count(name, value)
    n = up + same + down
    rose, fell = wilson(up, n, level), wilson(down, n, level)
    if rose is None or fell is None:
        return None
    p, q = up / n, down / n
    others = (n - up) * (n - down)
    phi = -sqrt(up * down / others) if others else 0.0
    reaches = [
        sqrt(near**2 - 2 * phi * near * far + far**2)
        for near, far in ((p - rose.lower, fell.upper - q), (rose.upper - p, q - fell.lower))
    ]
    return NetAgreement(p - q, clipped(p - q - reaches[0], p - q + reaches[1], least=-1.0, most=1.0))


def equal_proportions_p(x1: int, n1: int, x2: int, n2: int) -> float:
    """Two-sided P value of the score test that x1/n1 and x2/n2 estimate one proportion; 1 where nothing speaks against it.

    Raises ValueError as `wilson` does. The square of its statistic is Pearson's chi-square of the 2 by 2 table, without
    correction: Pearson 1900, Philosophical Magazine 50:157.
    """
    for x, n in ((x1, n1), (x2, n2)):
        wilson(x, n)
    pooled, total = x1 + x2, n1 + n2
    if n1 == 0 or n2 == 0 or pooled in (0, total):
        return 1.0
    z = (x1 / n1 - x2 / n2) / sqrt(pooled * (total - pooled) / (total * n1 * n2))
    return erfc(abs(z) / sqrt(2))


def net_agreement(agree: int, neutral: int, disagree: int, level: float = 0.95) -> NetAgreement | None:
    """Share that agrees minus share that disagrees among all who answered; None without answers.

    agree, disagree: answers in the top two and bottom two boxes of a five-point statement; neutral: the middle.
    Raises ValueError for anything but counts. The interval is the normal one for a difference of two cells of one
    multinomial, net +- z sqrt((p+ + p- - net**2)/n), cut at -1 and 1. It would have width 0 where all answers fall on
    one side, which says more than the data do: there `interval` is None.
    """
    z = normal_quantile(level)
    for name, value in (("agree", agree), ("neutral", neutral), ("disagree", disagree)):
        check_count(name, value)
    n = agree + neutral + disagree
    if n == 0:
        return None
    net = (agree - disagree) / n
    # n**2 times the variance of one answer, in whole numbers: zero is then exactly zero.
    variance = n * (agree + disagree) - (agree - disagree) ** 2
    if variance == 0:
        return NetAgreement(net, None)
    reach = z * sqrt(variance / n) / n
    return NetAgreement(net, clipped(net - reach, net + reach, least=-1.0, most=1.0))
