"""Tests and effect sizes that look only at learners whose answer moved: learned (wrong to right) or unlearned."""

from __future__ import annotations

from dataclasses import dataclass
from math import erfc, exp, expm1, inf, log, sqrt

from hub.stats.counts import check_count
from hub.stats.distributions import beta_cdf
from hub.stats.intervals import Interval, tail_area
from hub.stats.roots import find_root

EXACT_LIMIT = 5000
"""Most discordant pairs for which the binomial tail is summed; beyond, its normal limit agrees to 1e-5."""


@dataclass(frozen=True, slots=True)
class McNemar:
    """Two-sided P values of the hypothesis that learning and unlearning are equally likely.

    mid_p is the one to show; exact is never smaller. chi2 is None where no answer moved (0/0) and every P value is 1.
    """

    exact: float
    mid_p: float
    chi2: float | None
    chi2_p: float


@dataclass(frozen=True, slots=True)
class DiscordantOddsRatio:
    """Odds of learning against unlearning; estimate and upper limit are infinite where nobody unlearned."""

    estimate: float
    interval: Interval


def mcnemar(learned: int, unlearned: int) -> McNemar:
    """McNemar's test: exact, mid-p and chi-square without continuity correction.

    exact is twice the smaller binomial(learned + unlearned, 1/2) tail, at most 1; mid_p counts the observed outcome
    half. Above EXACT_LIMIT moved answers both are replaced by chi2_p. Raises ValueError for anything but counts.
    McNemar 1947, Psychometrika 12:153; mid-p: Fagerland, Lydersen and Laake 2013, BMC Medical Research Methodology
    13:91.
    """
    check_count("learned", learned)
    check_count("unlearned", unlearned)
    moved = learned + unlearned
    if moved == 0:
        return McNemar(exact=1.0, mid_p=1.0, chi2=None, chi2_p=1.0)
    chi2 = (learned - unlearned) ** 2 / moved
    chi2_p = erfc(sqrt(chi2 / 2))
    if moved > EXACT_LIMIT:
        return McNemar(exact=chi2_p, mid_p=chi2_p, chi2=chi2, chi2_p=chi2_p)
    fewer = min(learned, unlearned)
    ways = tail_ways = 1
    for k in range(fewer):
        ways = ways * (moved - k) // (k + 1)
        tail_ways += ways
    # Whole numbers up to the last division, so the only error is its rounding.
    if learned == unlearned:
        return McNemar(exact=1.0, mid_p=1 - ways / 2 ** (moved + 1), chi2=chi2, chi2_p=chi2_p)
    return McNemar(exact=2 * tail_ways / 2**moved, mid_p=(2 * tail_ways - ways) / 2**moved, chi2=chi2, chi2_p=chi2_p)


def discordant_odds_ratio(learned: int, unlearned: int, level: float = 0.95) -> DiscordantOddsRatio | None:
    """learned/unlearned with mid-p limits; None where no answer moved.

    The limits are those of the binomial proportion learned/(learned + unlearned), turned into odds. Without a learner
    who unlearned, print the lower limit alone: the ratio is infinite. Raises ValueError for anything but counts.
    Breslow and Day 1980, Statistical Methods in Cancer Research 1, section 5.2; mid-p limits: Berry and Armitage 1995,
    The Statistician 44:417.
    """
    outside = tail_area(level)
    check_count("learned", learned)
    check_count("unlearned", unlearned)
    if learned + unlearned == 0:
        return None
    smallest_inverse = _lowest_odds(unlearned, learned, outside)
    return DiscordantOddsRatio(
        estimate=learned / unlearned if unlearned else inf,
        interval=Interval(_lowest_odds(learned, unlearned, outside), 1 / smallest_inverse if smallest_inverse else inf),
    )


def _lowest_odds(successes: int, failures: int, outside: float) -> float:
    """Odds p/(1 - p) at which P(X > successes) + P(X = successes)/2 is `outside`, X ~ binomial."""
    if successes == 0:
        return 0.0
    if failures == 0:
        log_p = log(2 * outside) / successes
        return exp(log_p) / -expm1(log_p)

    def excess(p: float) -> float:
        more = beta_cdf(p, 1 - p, successes + 1, failures)
        at_least = beta_cdf(p, 1 - p, successes, failures + 1)
        return (more + at_least) / 2 - outside

    p = find_root(excess, 0.0, 1.0)
    return p / (1 - p)


def cohen_g(learned: int, unlearned: int) -> float | None:
    """Share of learned among the answers that moved, less one half: -0.5 to 0.5; None where none moved.

    Ignores everyone whose answer did not move, so 6 movers in 1000 learners can be a large effect. 0.05, 0.15 and 0.25
    are called small, medium and large: Cohen 1988, Statistical Power Analysis, chapter 5. Raises ValueError for
    anything but counts.
    """
    check_count("learned", learned)
    check_count("unlearned", unlearned)
    moved = learned + unlearned
    return learned / moved - 0.5 if moved else None


def cohen_g_interval(learned: int, unlearned: int, level: float = 0.95) -> Interval | None:
    """Limits of `cohen_g`, -0.5 to 0.5: those of `discordant_odds_ratio` as a share of the moved answers, less one half."""
    odds = discordant_odds_ratio(learned, unlearned, level)
    if odds is None:
        return None
    return Interval(_share(odds.interval.lower) - 0.5, _share(odds.interval.upper) - 0.5)


def _share(odds: float) -> float:
    return 1 - 1 / (1 + odds)
