"""Quizzes of several items: the change in score, and the consistency of the items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

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
    average, df = mean(differences), n - 1
    off = deviations(differences)
    sd = sqrt(sum_of_products(off, off) / df)
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
    outside = tail_area(level)
    k, n = check_rectangle(rows), len(rows)
    if n < 2 or k < 2:
        return None
    totals = deviations([sum(row) for row in rows])
    total_squares = sum_of_products(totals, totals)
    if total_squares == 0:
        return None
    items = [deviations(scores) for scores in zip(*rows, strict=True)]
    item_squares = sum(sum_of_products(item, item) for item in items)
    alpha = k / (k - 1) * (1 - item_squares / total_squares)
    df1, df2 = n - 1, (n - 1) * (k - 1)
    return CronbachAlpha(
        alpha=alpha,
        interval=Interval(
            1 - (1 - alpha) * f_quantile(1 - outside, df1, df2),
            1 - (1 - alpha) * f_quantile(outside, df1, df2),
        ),
    )
