from dataclasses import astuple

import pytest

from hub.stats import CronbachAlpha, Interval, PairedT, cronbach_alpha, paired_t

# Student 1908 after Cushny and Peebles: hours of sleep gained under two drugs.
FIRST = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
SECOND = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]


def test_paired_t_sleep_example():
    result = paired_t(FIRST, SECOND)

    assert (result.mean, result.t, result.df) == (pytest.approx(1.58), pytest.approx(4.0621, abs=5.1e-5), 9)
    assert astuple(result.interval) == pytest.approx((0.7001142, 2.4598858), abs=5.1e-8)
    assert result.p == pytest.approx(0.002833, abs=5.1e-7)
    assert result.dz == pytest.approx(result.t / 10**0.5, rel=1e-12)
    assert result.dz_interval.lower < result.dz < result.dz_interval.upper


def test_paired_t_of_two_learners_by_hand():
    # Differences 1 and 3: mean 2, SD sqrt 2, t = 2 with one degree of freedom, where the quantile is tan(0.475 pi).
    result = paired_t([0, 0], [1, 3])

    assert (result.mean, result.t, result.df) == (2.0, pytest.approx(2.0, rel=1e-12), 1)
    assert astuple(result.interval) == pytest.approx((2 - 12.706204736, 2 + 12.706204736), abs=1e-8)
    assert result.p == pytest.approx(0.295167235, abs=1e-9)


def test_paired_t_without_mean_change_has_p_1():
    result = paired_t([1, 2, 3], [2, 2, 2])

    assert (result.mean, result.t, result.p, result.dz) == (0.0, 0.0, 1.0, 0.0)
    assert result.dz_interval.lower == pytest.approx(-result.dz_interval.upper, rel=1e-9)


@pytest.mark.parametrize(("pre", "post"), [([1, 2, 3], [2, 3, 4]), ([0.1, 0.2, 0.3], [0.4, 0.5, 0.6])])
def test_paired_t_where_all_changed_alike_shows_the_mean_alone(pre, post):
    assert paired_t(pre, post) == PairedT(pytest.approx(post[0] - pre[0]), None, None, 2, None, None, None)


def test_paired_t_of_a_nearly_certain_change_stays_finite():
    result = paired_t([0] * 3000, [1] * 2999 + [0])

    assert result.dz_interval.lower < result.dz < result.dz_interval.upper
    assert result.dz == pytest.approx(2999 / 3000**0.5, rel=1e-9)


@pytest.mark.parametrize("scores", [[], [3]])
def test_paired_t_below_two_learners_is_none(scores):
    assert paired_t(scores, scores) is None


def test_paired_t_refuses_lists_of_different_lengths():
    with pytest.raises(ValueError, match="3 before and 2 after"):
        paired_t([1, 2, 3], [1, 2])


@pytest.mark.parametrize("wrong", [float("nan"), float("inf")])
def test_paired_t_refuses_scores_that_are_not_finite(wrong):
    with pytest.raises(ValueError, match=str(wrong)):
        paired_t([1, wrong], [1, 2])
    with pytest.raises(ValueError, match=str(wrong)):
        paired_t([1, 2], [wrong, 2])


def test_alpha_by_hand():
    # Item variances 1/4 and 1/3, variance of the totals 11/12: 2 (1 - 7/11).
    result = cronbach_alpha([[1, 1], [1, 0], [0, 0], [1, 1]])

    assert result.alpha == pytest.approx(8 / 11, rel=1e-12)
    # F with 3 and 3 degrees of freedom: 15.4392 and its inverse.
    assert result.interval == Interval(
        pytest.approx(1 - 3 / 11 * 15.439182, abs=1e-5), pytest.approx(1 - 3 / 11 / 15.439182, abs=1e-7)
    )


def test_alpha_of_equal_items_is_1():
    assert cronbach_alpha([[0, 0, 0], [1, 1, 1], [1, 1, 1]]) == CronbachAlpha(
        pytest.approx(1.0), Interval(pytest.approx(1.0), pytest.approx(1.0))
    )


def test_alpha_of_contrary_items_is_negative():
    assert cronbach_alpha([[1, 0], [0, 1], [1, 1], [0, 1]]).alpha < 0


@pytest.mark.parametrize(
    "rows",
    [[], [[]], [[], []], [[1, 0, 1]], [[1], [0], [1]], [[1, 0], [0, 1], [1, 0]], [[1, 1], [1, 1]], [[0.1, 0.2]] * 3],
)
def test_alpha_of_too_little_data_is_none(rows):
    assert cronbach_alpha(rows) is None


@pytest.mark.parametrize(("rows", "named"), [([[1, 0], [1]], r"\[1\]"), ([[1, 0], [1, float("nan")]], "nan")])
def test_alpha_refuses_ragged_rows_and_missing_scores(rows, named):
    with pytest.raises(ValueError, match=named):
        cronbach_alpha(rows)


@pytest.mark.parametrize("level", [0, 1, 95])
def test_score_intervals_refuse_a_level_outside_0_to_1(level):
    with pytest.raises(ValueError, match="confidence level"):
        paired_t(FIRST, SECOND, level)
    with pytest.raises(ValueError, match="confidence level"):
        cronbach_alpha([[1, 1], [1, 0], [0, 0]], level)
