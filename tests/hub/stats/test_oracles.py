"""Our statistics against the committed values of scipy and statsmodels; make_oracles.py says how those were computed."""

import json
from pathlib import Path

import pytest

from hub import stats
from hub.stats import Pairs, distributions

ORACLES = json.loads(Path(__file__).with_name("oracles.json").read_text())


def limits(interval):
    return [interval.lower, interval.upper]


def item_table(rows, max_marks):
    quiz = stats.item_statistics(rows, max_marks)
    columns = ("facility", "sd", "discrimination", "efficiency", "effective_weight")
    totals = ("mean", "sd", "skewness", "kurtosis", "consistency", "error_ratio", "standard_error")
    by_item = {column: [getattr(item, column) for item in quiz.items] for column in columns}
    return by_item | {"quiz": [getattr(quiz, field) for field in totals]}


def paired_t_fields(pre, post, level):
    r = stats.paired_t(pre, post, level)
    return [r.mean, *limits(r.interval), r.t, r.p, r.dz, *limits(r.dz_interval)]


def mcnemar_fields(learned, unlearned):
    r = stats.mcnemar(learned, unlearned)
    return [r.exact, r.mid_p, r.chi2, r.chi2_p]


def pooled_fields(learners, level):
    r = stats.pooled_change(learners, level)
    return [r.estimate, *limits(r.interval), r.p]


def chi_square_fields(result):
    return [result.statistic, result.df, result.p]


def signed_rank_fields(differences, zeros):
    r = stats.wilcoxon_signed_rank(differences, zeros)
    return [r.statistic, r.p]


def alpha_fields(rows, level):
    r = stats.cronbach_alpha(rows, level)
    return [r.alpha, *limits(r.interval)]


OURS = {
    "wilson": lambda *arguments: limits(stats.wilson(*arguments)),
    "newcombe_independent": lambda *arguments: limits(stats.newcombe_independent(*arguments)),
    "net_agreement": lambda *arguments: limits(stats.net_agreement(*arguments).interval),
    "mcnemar": mcnemar_fields,
    "discordant_odds_ratio": lambda *arguments: limits(stats.discordant_odds_ratio(*arguments).interval),
    "tango": lambda a, b, c, d, level: limits(stats.tango(Pairs(a, b, c, d), level)),
    "cohen_h": stats.cohen_h,
    "pooled_change": pooled_fields,
    "bowker": lambda table: chi_square_fields(stats.bowker(table)),
    "stuart_maxwell": lambda table: chi_square_fields(stats.stuart_maxwell(table)),
    "benjamini_hochberg": stats.benjamini_hochberg,
    "wilcoxon_signed_rank": signed_rank_fields,
    "paired_t": paired_t_fields,
    "cronbach_alpha": alpha_fields,
    "item_statistics": item_table,
    "chi2_tail": distributions.chi2_tail,
    "t_two_sided": distributions.t_two_sided,
    "t_quantile": distributions.t_quantile,
    "f_quantile": distributions.f_quantile,
    "noncentral_t_cdf": distributions.noncentral_t_cdf,
}


def assert_close(ours, expected):
    """Nine digits, also inside a dict of lists."""
    if isinstance(expected, dict):
        assert ours.keys() == expected.keys()
        for key, value in expected.items():
            assert_close(ours[key], value)
    else:
        assert ours == pytest.approx(expected, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize(
    ("name", "number"), [(name, number) for name, cases in ORACLES.items() for number in range(len(cases))]
)
def test_statistics_agree_with_scipy_and_statsmodels(name, number):
    case = ORACLES[name][number]

    ours = OURS[name](*case["arguments"])

    if name == "mcnemar" and sum(case["arguments"]) > 5000:
        _, mid_p, chi2, chi2_p = case["expected"]
        assert ours == pytest.approx([chi2_p, chi2_p, chi2, chi2_p], rel=1e-9)
        assert ours[1] == pytest.approx(mid_p, abs=1e-5)
    else:
        assert_close(ours, case["expected"])


def test_every_oracle_has_a_comparison():
    assert set(OURS) == set(ORACLES)
