from math import erfc, exp, pi, sqrt, tan

import pytest

from hub.stats.distributions import (
    beta_cdf,
    chi2_tail,
    f_quantile,
    noncentral_t_cdf,
    noncentrality,
    t_quantile,
    t_two_sided,
)
from hub.stats.intervals import normal_quantile
from hub.stats.roots import find_root


def test_normal_quantile_of_the_usual_levels():
    assert [normal_quantile(level) for level in (0.9, 0.95, 0.99)] == pytest.approx(
        [1.6448536269514722, 1.959963984540054, 2.5758293035489004], rel=1e-14
    )


@pytest.mark.parametrize("x", [0.1, 3.84, 50])
def test_chi_square_tail_closed_forms(x):
    assert chi2_tail(x, 1) == pytest.approx(erfc(sqrt(x / 2)), rel=1e-14)
    assert chi2_tail(x, 2) == pytest.approx(exp(-x / 2), rel=1e-14)
    assert chi2_tail(x, 4) == pytest.approx(exp(-x / 2) * (1 + x / 2), rel=1e-13)


def test_chi_square_tail_at_0_is_everything():
    assert chi2_tail(0, 3) == 1.0


@pytest.mark.parametrize("x", [0.01, 0.4, 0.9, 0.999])
def test_beta_closed_forms(x):
    assert beta_cdf(x, 1 - x, 1, 1) == pytest.approx(x, rel=1e-13)
    assert beta_cdf(x, 1 - x, 3, 1) == pytest.approx(x**3, rel=1e-13)
    assert beta_cdf(x, 1 - x, 2, 2) == pytest.approx(3 * x**2 - 2 * x**3, rel=1e-13)


def test_beta_at_the_ends():
    assert (beta_cdf(0, 1, 2, 3), beta_cdf(1, 0, 2, 3)) == (0.0, 1.0)


def test_beta_is_accurate_in_the_far_tail():
    assert beta_cdf(1e-9, 1 - 1e-9, 20, 1) == pytest.approx(1e-180, rel=1e-12)


@pytest.mark.parametrize("outside", [0.25, 0.025, 1e-6])
def test_t_quantile_of_one_and_two_degrees_of_freedom(outside):
    # Cauchy; and t = (1 - 2q) sqrt(2/(4q(1 - q))).
    assert t_quantile(outside, 1) == pytest.approx(tan(pi * (0.5 - outside)), rel=1e-9)
    assert t_quantile(outside, 2) == pytest.approx((1 - 2 * outside) / sqrt(2 * outside * (1 - outside)), rel=1e-9)


def test_t_tails_are_symmetric():
    assert t_two_sided(-2.5, 7) == t_two_sided(2.5, 7)
    assert t_two_sided(0, 7) == 1.0


def test_f_quantile_mirrors_when_the_degrees_of_freedom_change_places():
    assert f_quantile(0.025, 4, 9) == pytest.approx(1 / f_quantile(0.975, 9, 4), rel=1e-10)


def test_f_quantile_with_one_numerator_degree_is_t_squared():
    assert f_quantile(0.95, 1, 12) == pytest.approx(t_quantile(0.025, 12) ** 2, rel=1e-10)


def test_noncentral_t_without_shift_is_students():
    assert noncentral_t_cdf(2.2621571628, 9, 0) == pytest.approx(0.975, abs=1e-10)


def test_noncentral_t_at_0_is_the_normal_tail_of_the_shift():
    assert noncentral_t_cdf(0, 6, 1.5) == pytest.approx(erfc(1.5 / sqrt(2)) / 2, rel=1e-12)


@pytest.mark.parametrize(("t", "df"), [(0.0, 3), (4.06, 9), (-2.0, 1), (2.0, 30), (60.0, 30)])
def test_noncentrality_inverts_the_distribution(t, df):
    for probability in (1e-6, 0.025, 0.975, 1 - 1e-6):
        delta = noncentrality(t, df, probability)

        assert noncentral_t_cdf(t, df, delta) == pytest.approx(probability, abs=1e-12)


def test_find_root_of_functions_that_defeat_interpolation():
    assert find_root(lambda x: x**3 - 2, 0, 5) == pytest.approx(2 ** (1 / 3), rel=1e-14)
    assert find_root(lambda x: 1 if x > 0.3 else -1, 0, 1) == pytest.approx(0.3, rel=1e-14)
    assert find_root(lambda x: (x - 1e-7) ** 9, -1, 1) == pytest.approx(1e-7, abs=1e-15)


@pytest.mark.parametrize(
    ("function", "most"),
    [(lambda x: x**3 - 2, 14), (lambda x: exp(x) - 5, 14), (lambda x: 1 if x > 0.3 else -1, 60)],
    ids=["cubic", "exponential", "step"],
)
@pytest.mark.parametrize("bracket", [(-1.0, 5.0), (5.0, -1.0)])
def test_find_root_takes_few_steps_where_the_function_is_smooth(function, most, bracket):
    tried = []

    def counted(x):
        tried.append(x)
        return function(x)

    find_root(counted, *bracket)

    assert len(tried) <= most


def test_find_root_accepts_a_root_at_either_end():
    assert find_root(lambda x: x, 0.0, 1.0) == 0.0
    assert find_root(lambda x: x - 1, 0.0, 1.0) == 1.0


def test_find_root_refuses_a_bracket_without_change_of_sign():
    with pytest.raises(ValueError, match="between 1 and 2"):
        find_root(lambda x: x, 1, 2)
