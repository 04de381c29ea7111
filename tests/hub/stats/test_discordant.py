from dataclasses import astuple
from math import inf, isnan

import pytest

from hub.stats import DiscordantOddsRatio, Interval, McNemar, cohen_g, cohen_g_interval, discordant_odds_ratio, mcnemar


@pytest.mark.parametrize(
    ("learned", "unlearned", "exact", "mid_p"),
    [
        # The report fixture; airway and chemotherapy, Fagerland, Lydersen and Laake 2013 and 2017; five one way.
        (18, 4, 18218 / 2**22, 10903 / 2**22),
        (7, 1, 0.0703125, 0.0390625),
        (16, 6, 0.052479, 0.034690),
        (5, 0, 0.0625, 0.03125),
        (9, 2, 0.0654296875, 0.03857421875),
    ],
)
def test_mcnemar_published(learned, unlearned, exact, mid_p):
    result = mcnemar(learned, unlearned)

    assert (result.exact, result.mid_p) == pytest.approx((exact, mid_p), abs=5.1e-7)


def test_mcnemar_sputum_example():
    assert mcnemar(12, 2).exact == pytest.approx(0.0129, abs=5.1e-5)


def test_mcnemar_approval_example():
    # Agresti 2002, section 10.1; chi-square and P value as R prints them without continuity correction.
    result = mcnemar(86, 150)

    assert result.chi2 == pytest.approx(17.3559, abs=5.1e-5)
    assert (result.chi2_p, result.exact, result.mid_p) == pytest.approx((3.099e-5, 3.716e-5, 2.893e-5), abs=5.1e-9)


def test_mcnemar_of_equal_counts_halves_the_observed_outcome():
    # One outcome in the middle of four moves: 6/16.
    assert mcnemar(2, 2) == McNemar(exact=1.0, mid_p=1 - 6 / 32, chi2=0.0, chi2_p=1.0)


def test_mcnemar_without_moved_answers_has_p_1_and_no_statistic():
    assert mcnemar(0, 0) == McNemar(exact=1.0, mid_p=1.0, chi2=None, chi2_p=1.0)


def test_mcnemar_changes_to_chi_square_above_5000_moved_answers():
    below, first, above = mcnemar(2600, 2400), mcnemar(2600, 2401), mcnemar(5100, 4900)

    assert first.exact == first.mid_p == first.chi2_p
    assert below.exact > below.mid_p != below.chi2_p
    assert above == McNemar(above.chi2_p, above.chi2_p, 4.0, pytest.approx(0.0455003, abs=5.1e-8))


def test_mcnemar_of_thousands_moved_one_way_is_0_not_an_error():
    assert mcnemar(5000, 0).exact == 0.0
    assert mcnemar(2_000_000, 0).mid_p == 0.0


@pytest.mark.parametrize("test", [mcnemar, discordant_odds_ratio, cohen_g])
@pytest.mark.parametrize("counts", [(-3, 1), (1, -3)])
def test_discordant_statistics_refuse_negative_counts(test, counts):
    with pytest.raises(ValueError, match="-3"):
        test(*counts)


def test_discordant_odds_ratio_of_one_each_way_is_symmetric():
    result = discordant_odds_ratio(1, 1)

    # Mid-p lower limit of 1 in 2: p**2 + 2p(1 - p)/2 = p = 0.025.
    assert result.estimate == 1.0
    assert astuple(result.interval) == pytest.approx((0.025 / 0.975, 0.975 / 0.025), rel=1e-12)


def test_discordant_odds_ratio_of_one_way_moves_has_one_limit():
    # Half of p**4 is 0.025, so p is the fourth root of 0.05.
    odds = 0.05**0.25 / (1 - 0.05**0.25)

    assert discordant_odds_ratio(4, 0) == DiscordantOddsRatio(inf, Interval(pytest.approx(odds, rel=1e-12), inf))
    assert discordant_odds_ratio(0, 4) == DiscordantOddsRatio(0.0, Interval(0.0, pytest.approx(1 / odds, rel=1e-12)))


def test_discordant_odds_ratio_lies_inside_the_exact_limits():
    # Sputum example: ratio 6, exact limits 1.335744 to 55.197091 (Liddell 1983); mid-p limits are narrower.
    result = discordant_odds_ratio(12, 2)

    assert result.estimate == 6.0
    assert 1.335744 < result.interval.lower < 6 < result.interval.upper < 55.197091


def test_discordant_odds_ratio_without_moved_answers_is_none():
    assert discordant_odds_ratio(0, 0) is None


def test_discordant_odds_ratio_refuses_a_level_in_percent():
    with pytest.raises(ValueError, match="95"):
        discordant_odds_ratio(1, 2, level=95)


@pytest.mark.parametrize(("learned", "unlearned"), [(900_000, 3), (3, 900_000), (1, 100_000)])
def test_discordant_odds_ratio_of_very_unequal_counts_is_finite(learned, unlearned):
    result = discordant_odds_ratio(learned, unlearned)

    assert not isnan(result.interval.lower)
    assert 0 < result.interval.lower < learned / unlearned < result.interval.upper < inf


def test_cohen_g_is_the_share_of_learned_less_one_half():
    assert cohen_g(18, 4) == 18 / 22 - 0.5
    assert cohen_g(0, 3) == -0.5


def test_cohen_g_without_moved_answers_is_none():
    assert cohen_g(0, 0) is None


def test_cohen_g_interval_of_one_each_way_is_symmetric():
    # The mid-p limits of 1 in 2 are 0.025 and 0.975.
    assert astuple(cohen_g_interval(1, 1)) == pytest.approx((-0.475, 0.475), rel=1e-12)


def test_cohen_g_interval_of_one_way_moves_ends_at_a_half():
    assert cohen_g_interval(4, 0) == Interval(pytest.approx(0.05**0.25 - 0.5, rel=1e-12), 0.5)
    assert cohen_g_interval(0, 4) == Interval(-0.5, pytest.approx(0.5 - 0.05**0.25, rel=1e-12))


def test_cohen_g_interval_without_moved_answers_is_none():
    assert cohen_g_interval(0, 0) is None
