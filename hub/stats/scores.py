"""Quizzes of several items: the change in score, and the consistency of the items."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from hub.stats.counts import check_count
from hub.stats.distributions import f_quantile, noncentrality, t_quantile, t_two_sided
from hub.stats.intervals import Interval, tail_area
from hub.stats.samples import check_rectangle, check_scores, deviations, mean, sum_of_products


@dataclass(frozen=True, slots=True)
class PairedT:
    """Mean change in score with its interval, the t test of no change, and the standardised change dz.

    Scores keep their unit in mean and interval; dz is mean/SD of the differences. All but mean and df are None where
    every learner changed by the same amount, because no spread is left to judge it by.
    """

    mean: float
    interval: Interval | None
    t: float | None
    df: int
    p: float | None
    dz: float | None
    dz_interval: Interval | None


@dataclass(frozen=True, slots=True)
class CronbachAlpha:
    """Internal consistency, at most 1 and possibly negative, with its interval."""

    alpha: float
    interval: Interval


def paired_t(pre: Sequence[float], post: Sequence[float], level: float = 0.95) -> PairedT | None:
    """Student's paired t test of post - pre; None below two learners.

    pre, post: scores of the same learners in the same order. Raises ValueError for lists of different lengths and
    scores that are not finite. Student 1908, Biometrika 6:1. The interval of dz inverts the noncentral t distribution:
    Steiger and Fouladi 1997, in Harlow, Mulaik and Steiger, What if there were no significance tests?
    """
    outside = tail_area(level)
    if len(pre) != len(post):
        raise ValueError(f"every learner needs both scores, got {len(pre)} before and {len(post)} after")
    check_scores(pre)
    check_scores(post)
    n = len(pre)
    if n < 2:
        return None
    differences = [after - before for before, after in zip(pre, post, strict=True)]
    off = deviations(differences)
    return _paired_t(mean(differences), sqrt(sum_of_products(off, off) / (n - 1)), n, outside)


def paired_t_from_counts(counts: Mapping[int, int], level: float = 0.95) -> PairedT | None:
    """The same from how many learners have each difference post - pre, in whole marks."""
    outside = tail_area(level)
    n = sum(check_count("learners", learners) for learners in counts.values())
    if n < 2:
        return None
    total = sum(difference * learners for difference, learners in counts.items())
    squares = n * sum(difference**2 * learners for difference, learners in counts.items()) - total**2
    return _paired_t(total / n, sqrt(squares / n / (n - 1)), n, outside)


def _paired_t(average: float, sd: float, n: int, outside: float) -> PairedT:
    df = n - 1
    if sd == 0:
        return PairedT(average, None, None, df, None, None, None)
    error = sd / sqrt(n)
    t = average / error
    reach = t_quantile(outside, df) * error
    return PairedT(
        mean=average,
        interval=Interval(average - reach, average + reach),
        t=t,
        df=df,
        p=t_two_sided(t, df),
        dz=average / sd,
        dz_interval=Interval(
            noncentrality(t, df, 1 - outside) / sqrt(n),
            noncentrality(t, df, outside) / sqrt(n),
        ),
    )


def cronbach_alpha(rows: Sequence[Sequence[float]], level: float = 0.95) -> CronbachAlpha | None:
    """k/(k - 1) (1 - sum of item variances/variance of totals); KR-20 where every score is 0 or 1.

    rows: one per learner, one score per item. None below two learners or two items, and where all totals are equal.
    Raises ValueError for ragged rows and scores that are not finite. Cronbach 1951, Psychometrika 16:297; interval by
    the F distribution with n - 1 and (n - 1)(k - 1) degrees of freedom: Feldt, Woodruff and Salih 1987, Applied
    Psychological Measurement 11:93.
    """
    tail_area(level)
    k, n = check_rectangle(rows), len(rows)
    if n < 2 or k < 2:
        return None
    totals = deviations([sum(row) for row in rows])
    total_squares = sum_of_products(totals, totals)
    items = [deviations(scores) for scores in zip(*rows, strict=True)]
    return alpha_from_squares(sum(sum_of_products(item, item) for item in items), total_squares, k, n, level)


def alpha_from_squares(
    item_squares: float, total_squares: float, k: int, n: int, level: float = 0.95
) -> CronbachAlpha | None:
    """The same from squared deviations, summed over learners and items, and of the totals; a common factor is no matter."""
    outside = tail_area(level)
    if n < 2 or k < 2 or total_squares == 0:
        return None
    alpha = k / (k - 1) * (1 - item_squares / total_squares)
    df1, df2 = n - 1, (n - 1) * (k - 1)
    return CronbachAlpha(
        alpha=alpha,
        interval=Interval(
            1 - (1 - alpha) * f_quantile(1 - outside, df1, df2),
            1 - (1 - alpha) * f_quantile(outside, df1, df2),
        ),
    )
