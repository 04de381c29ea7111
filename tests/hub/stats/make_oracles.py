"""Compute reference values with scipy and statsmodels and write them to oracles.json beside this file.

Run `python tests/hub/stats/make_oracles.py` after adding a case. Nothing here uses the code under test; where the two
packages lack a method, the value comes from its definition by their numerical tools.
"""

from __future__ import annotations

import json
import math
import random
from pathlib import Path
from typing import Any

import numpy as np
import statsmodels.api as sm
from scipy import optimize, stats
from statsmodels.stats.contingency_tables import SquareTable
from statsmodels.stats.contingency_tables import mcnemar as statsmodels_mcnemar
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint, proportion_effectsize

PATH = Path(__file__).with_name("oracles.json")


def wilson(successes: int, n: int, level: float) -> list[float]:
    return [float(limit) for limit in proportion_confint(successes, n, 1 - level, method="wilson")]


def newcombe_independent(x1: int, n1: int, x2: int, n2: int, level: float) -> list[float]:
    limits = confint_proportions_2indep(x1, n1, x2, n2, method="newcomb", compare="diff", alpha=1 - level)
    return [float(limit) for limit in limits]


def net_agreement(agree: int, neutral: int, disagree: int, level: float) -> list[float]:
    answers = np.repeat([1, 0, -1], [agree, neutral, disagree])
    return [
        float(limit) for limit in stats.norm.interval(level, answers.mean(), answers.std() / math.sqrt(len(answers)))
    ]


def mcnemar(learned: int, unlearned: int) -> list[float]:
    fewer, moved = min(learned, unlearned), learned + unlearned
    exact = stats.binomtest(learned, moved).pvalue
    below, at = stats.binom.cdf(fewer - 1, moved, 0.5), stats.binom.pmf(fewer, moved, 0.5)
    mid_p = 1 - at / 2 if learned == unlearned else 2 * below + at
    chi2 = statsmodels_mcnemar([[0, unlearned], [learned, 0]], exact=False, correction=False)
    return [float(exact), float(mid_p), float(chi2.statistic), float(chi2.pvalue)]


def discordant_odds_ratio(learned: int, unlearned: int, level: float) -> list[float]:
    moved, outside = learned + unlearned, (1 - level) / 2

    def upper_tail(p: float) -> float:
        return float(stats.binom.sf(learned, moved, p) + stats.binom.pmf(learned, moved, p) / 2)

    lower = optimize.brentq(lambda p: upper_tail(p) - outside, 1e-12, 1 - 1e-12, xtol=1e-15, rtol=1e-14)
    upper = optimize.brentq(lambda p: upper_tail(p) - 1 + outside, 1e-12, 1 - 1e-12, xtol=1e-15, rtol=1e-14)
    return [lower / (1 - lower), upper / (1 - upper)]


def tango(retained: int, unlearned: int, learned: int, never: int, level: float) -> list[float]:
    """Score limits with the restricted estimate found from the likelihood equation itself."""
    n, z = retained + unlearned + learned + never, stats.norm.ppf((1 + level) / 2)
    estimate = (learned - unlearned) / n

    def score(difference: float) -> float:
        def slope(q: float) -> float:
            concordant = 2 * (retained + never) / (1 - 2 * q - difference)
            return unlearned / q + learned / (q + difference) - concordant

        least, most = max(0.0, -difference), (1 - difference) / 2
        width = most - least
        q = optimize.brentq(slope, least + 1e-9 * width, most - 1e-9 * width, xtol=1e-16, rtol=1e-14)
        return (estimate - difference) * n / math.sqrt(n * (2 * q + difference * (1 - difference)))

    lower = optimize.brentq(lambda d: score(d) - z, -0.9, estimate, xtol=1e-15, rtol=1e-14)
    upper = optimize.brentq(lambda d: score(d) + z, estimate, 0.9, xtol=1e-15, rtol=1e-14)
    return [lower, upper]


def cohen_h(p1: float, p2: float) -> float:
    return float(proportion_effectsize(p1, p2))


def pooled_change(learners: list[list[int]], level: float) -> list[float]:
    """An intercept fitted to single pairs, with the sandwich variance over learners."""
    changes, groups = [], []
    for index, (change, answers) in enumerate(learners):
        changes += [math.copysign(1, change)] * abs(change) + [0] * (answers - abs(change))
        groups += [index] * answers
    fit = sm.OLS(changes, np.ones(len(changes))).fit(
        cov_type="cluster", cov_kwds={"groups": np.array(groups)}, use_t=True
    )
    lower, upper = fit.conf_int(1 - level)[0]
    return [float(fit.params[0]), float(lower), float(upper), float(fit.pvalues[0])]


def bowker(table: list[list[int]]) -> list[float]:
    test = SquareTable(np.array(table), shift_zeros=False).symmetry()
    return [float(test.statistic), float(test.df), float(test.pvalue)]


def stuart_maxwell(table: list[list[int]]) -> list[float]:
    test = SquareTable(np.array(table), shift_zeros=False).homogeneity()
    return [float(test.statistic), float(test.df), float(test.pvalue)]


def benjamini_hochberg(p_values: list[float]) -> list[float]:
    return [float(p) for p in stats.false_discovery_control(p_values)]


def wilcoxon_signed_rank(differences: list[float], zeros: str) -> list[float]:
    """Every assignment of signs while scipy can list them all, else its normal limit."""
    non_zero = sum(1 for difference in differences if difference)
    plain = len({abs(difference) for difference in differences}) == len(differences) and non_zero == len(differences)
    method: Any = "asymptotic"
    if non_zero <= 50:
        method = "exact" if plain else stats.PermutationMethod(n_resamples=2 ** len(differences) + 1)
    test = stats.wilcoxon(differences, zero_method=zeros, method=method)
    return [float(test.statistic), float(test.pvalue)]


def paired_t(pre: list[float], post: list[float], level: float) -> list[float]:
    test = stats.ttest_rel(post, pre)
    interval = test.confidence_interval(level)
    n, t, outside = len(pre), float(test.statistic), (1 - level) / 2

    def delta(probability: float) -> float:
        # Brackets far from t make the noncentral distribution NaN.
        reach = 8 * math.sqrt(1 + t * t / (2 * (n - 1)))
        low, high = max(t - reach, -37), min(t + reach, 37)
        return optimize.brentq(lambda d: stats.nct.cdf(t, n - 1, d) - probability, low, high, xtol=1e-14, rtol=1e-14)

    dz = [t / math.sqrt(n), delta(1 - outside) / math.sqrt(n), delta(outside) / math.sqrt(n)]
    mean = float(np.mean(np.subtract(post, pre)))
    return [mean, float(interval.low), float(interval.high), t, float(test.pvalue), *dz]


def cronbach_alpha(rows: list[list[float]], level: float) -> list[float]:
    marks = np.array(rows, dtype=float)
    n, k = marks.shape
    alpha = k / (k - 1) * (1 - marks.var(axis=0, ddof=1).sum() / marks.sum(axis=1).var(ddof=1))
    upper, lower = stats.f.ppf([(1 - level) / 2, (1 + level) / 2], n - 1, (n - 1) * (k - 1))
    return [float(alpha), float(1 - (1 - alpha) * lower), float(1 - (1 - alpha) * upper)]


def item_statistics(rows: list[list[float]], max_marks: list[float]) -> dict[str, list[Any]]:
    marks = np.array(rows, dtype=float)
    totals = marks.sum(axis=1)
    rests = totals[:, None] - marks
    k = len(max_marks)
    with_total = np.array([np.cov(marks[:, j], totals)[0, 1] for j in range(k)])
    roots = np.sqrt(np.where(with_total >= 0, with_total, np.nan))
    sorted_pairs = [(np.sort(marks[:, j]), np.sort(rests[:, j])) for j in range(k)]
    alpha = k / (k - 1) * (1 - marks.var(axis=0, ddof=1).sum() / totals.var(ddof=1))
    ratio = math.sqrt(1 - alpha)
    sd = totals.std(ddof=1)
    return {
        "facility": (marks.mean(axis=0) / max_marks).tolist(),
        "sd": marks.std(axis=0, ddof=1).tolist(),
        "discrimination": [100 * float(stats.pearsonr(marks[:, j], rests[:, j]).statistic) for j in range(k)],
        "efficiency": [
            100 * float(np.cov(marks[:, j], rests[:, j])[0, 1] / np.cov(*sorted_pairs[j])[0, 1]) for j in range(k)
        ],
        "effective_weight": [None if np.isnan(root) else float(100 * root / np.nansum(roots)) for root in roots],
        "quiz": [
            float(value)
            for value in (
                totals.mean(),
                sd,
                stats.skew(totals, bias=False),
                stats.kurtosis(totals, bias=False),
                100 * alpha,
                100 * ratio,
                ratio * sd,
            )
        ],
    }


def chi2_tail(x: float, df: int) -> float:
    return float(stats.chi2.sf(x, df))


def t_two_sided(t: float, df: float) -> float:
    return float(2 * stats.t.sf(abs(t), df))


def t_quantile(outside: float, df: float) -> float:
    return float(stats.t.isf(outside, df))


def f_quantile(probability: float, df1: float, df2: float) -> float:
    return float(stats.f.ppf(probability, df1, df2))


def noncentral_t_cdf(t: float, df: float, delta: float) -> float:
    return float(stats.nct.cdf(t, df, delta))


def cases() -> dict[str, list[list[Any]]]:
    """Arguments for every function above, by its name."""
    draw = random.Random(20240501)
    quiz = [[int(draw.random() < 0.35 + 0.3 * draw.random()) for _ in range(6)] for _ in range(40)]
    partial = [[draw.choice([0, 0.5, 1]), draw.choice([0, 1, 2]), draw.choice([0, 3])] for _ in range(17)]
    learners = [[draw.randint(-answers, answers), answers] for answers in (draw.randint(1, 6) for _ in range(45))]
    before = [draw.randint(0, 10) for _ in range(60)]
    after = [min(10, score + draw.choice([-1, 0, 0, 1, 1, 2])) for score in before]
    changes = [after[i] - before[i] for i in range(60)]
    many = [draw.choice([-3, -2, -1, 0, 0, 1, 2, 3, 4]) for _ in range(90)]
    vision = [[1520, 266, 124, 66], [234, 1512, 432, 78], [117, 362, 1772, 205], [36, 82, 179, 492]]
    options = [[12, 3, 0, 9], [4, 5, 2, 7], [1, 0, 3, 6], [2, 1, 1, 20]]
    return {
        "wilson": [[1, 29, 0.95], [12, 20, 0.95], [15, 148, 0.99], [81, 263, 0.9], [999_000, 1_000_000, 0.95]],
        "newcombe_independent": [
            [56, 70, 48, 80, 0.95],
            [9, 10, 3, 10, 0.95],
            [5, 56, 0, 29, 0.9],
            [10, 10, 0, 20, 0.99],
        ],
        "net_agreement": [[50, 30, 20, 0.95], [3, 1, 40, 0.9], [7, 5, 0, 0.95]],
        "mcnemar": [[7, 1], [12, 2], [86, 150], [4, 18], [10, 10], [1, 0], [0, 6], [2400, 2600], [5100, 4900]],
        "discordant_odds_ratio": [[7, 1, 0.95], [12, 2, 0.95], [86, 150, 0.99], [1, 300, 0.9], [40_000, 39_000, 0.95]],
        "tango": [[1, 1, 7, 12, 0.95], [20, 2, 12, 16, 0.95], [794, 150, 86, 570, 0.95], [3, 4, 4, 0, 0.9]],
        "cohen_h": [[40 / 60, 26 / 60], [0.2, 0.9], [1.0, 0.0]],
        "pooled_change": [[learners, 0.95], [learners[:20], 0.9]],
        "bowker": [[vision], [options]],
        "stuart_maxwell": [[vision], [options]],
        "benjamini_hochberg": [[[0.04, 0.001, 0.5, 0.001, 0.03, 1.0]], [[0.01 * i for i in range(1, 15)]]],
        "wilcoxon_signed_rank": [
            [[6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75], "wilcox"],
            [[1, 1, -1, 2, 0, 3, 0, -2, 2, 1], "pratt"],
            [[1, 1, -1, 2, 0, 3, 0, -2, 2, 1], "wilcox"],
            [[2, -1, 1, 1, 3, -2, 1, 4, 2, 2, -1], "pratt"],
            [many, "pratt"],
            [many, "wilcox"],
        ],
        "paired_t": [[before, after, 0.95], [before[:5], after[:5], 0.9], [[0, 1, 0, 2], [3, 5, 4, 5], 0.95]],
        "cronbach_alpha": [
            [quiz, 0.95],
            [partial, 0.9],
            [[[a, b] for a, b in zip(before, changes, strict=True)], 0.95],
        ],
        "item_statistics": [[quiz, [1] * 6], [partial, [1, 2, 3]]],
        "chi2_tail": [[x, df] for x in (0.05, 1.0, 11.96, 60.0) for df in (1, 2, 3, 6, 45)],
        "t_two_sided": [[t, df] for t in (-0.2, 1.0, 4.5, 30.0) for df in (1, 4, 19, 500)],
        "t_quantile": [[outside, df] for outside in (0.1, 0.025, 0.0005) for df in (1, 2, 19, 29, 1000)],
        "f_quantile": [[p, df1, df2] for p in (0.025, 0.5, 0.975) for df1, df2 in ((1, 1), (29, 116), (999, 18_981))],
        "noncentral_t_cdf": [
            [t, df, delta]
            for t, df, delta in ((2.0, 9, 0.5), (-1.0, 1, 1.5), (6.0, 29, 8.0), (0.5, 9000, 0.6), (80.0, 3, 90.0))
        ],
    }


def compute() -> dict[str, list[dict[str, Any]]]:
    """Arguments with expected values, by function."""
    return {
        name: [{"arguments": arguments, "expected": globals()[name](*arguments)} for arguments in many]
        for name, many in cases().items()
    }


if __name__ == "__main__":
    functions = [
        f'"{name}": [\n' + ",\n".join(f"  {json.dumps(case)}" for case in many) + "\n]"
        for name, many in compute().items()
    ]
    PATH.write_text("{\n" + ",\n".join(functions) + "\n}\n")
