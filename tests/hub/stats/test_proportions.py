from dataclasses import astuple

import pytest

from hub.stats import (
    Interval,
    NetAgreement,
    equal_proportions_p,
    net_agreement,
    net_shift,
    newcombe_independent,
    wilson,
)


@pytest.mark.parametrize(
    ("successes", "n", "lower", "upper"),
    [
        # Newcombe 1998, Statistics in Medicine 17:857, table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        # The percentages of the sentence template and of the product's fixture.
        (40, 100, 0.3094, 0.4980),
        (65, 100, 0.5525, 0.7364),
        (12, 20, 0.3866, 0.7812),
    ],
)
def test_wilson_published(successes, n, lower, upper):
    assert astuple(wilson(successes, n)) == pytest.approx((lower, upper), abs=5.1e-5)


def test_wilson_is_exactly_0_and_1_at_the_ends():
    assert wilson(0, 20).lower == 0
    assert wilson(20, 20).upper == 1
    assert wilson(20, 20).lower == pytest.approx(1 - wilson(0, 20).upper, abs=1e-15)


def test_wilson_of_nobody_is_none():
    assert wilson(0, 0) is None


def test_wilson_at_another_level_is_the_closed_form_of_zero_successes():
    z = 2.5758293035489004

    assert wilson(0, 20, level=0.99) == Interval(0.0, pytest.approx(z * z / (20 + z * z), rel=1e-12))


@pytest.mark.parametrize(
    ("successes", "n", "named"),
    [(-1, 20, "-1"), (21, 20, "21"), (1, 0, "1"), (3, -5, "-5"), (1.5, 20, "1.5"), (None, 20, "None")],
)
def test_wilson_refuses_impossible_counts(successes, n, named):
    with pytest.raises(ValueError, match=named):
        wilson(successes, n)


@pytest.mark.parametrize("level", [0, 1, -0.5, 95, float("nan")])
def test_wilson_refuses_a_level_outside_0_to_1(level):
    with pytest.raises(ValueError, match="confidence level"):
        wilson(1, 2, level)


@pytest.mark.parametrize(
    ("counts", "lower", "upper"),
    [
        # Newcombe 1998, Statistics in Medicine 17:873, table II, method 10.
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.1705, 0.8090),
        ((6, 7, 2, 7), 0.0582, 0.8062),
        ((5, 56, 0, 29), -0.0381, 0.1926),
        ((0, 10, 0, 20), -0.1611, 0.2775),
        ((10, 10, 0, 20), 0.6791, 1.0),
        ((10, 10, 0, 10), 0.6075, 1.0),
    ],
)
def test_newcombe_independent_published(counts, lower, upper):
    assert astuple(newcombe_independent(*counts)) == pytest.approx((lower, upper), abs=5.1e-5)


@pytest.mark.parametrize("counts", [(0, 0, 3, 10), (3, 10, 0, 0)])
def test_newcombe_independent_of_an_empty_group_is_none(counts):
    assert newcombe_independent(*counts) is None


@pytest.mark.parametrize("counts", [(11, 10, 3, 10), (3, 10, 11, 10), (-1, 10, 3, 10)])
def test_newcombe_independent_refuses_impossible_counts(counts):
    with pytest.raises(ValueError, match=r"11|-1"):
        newcombe_independent(*counts)


def test_net_agreement_published():
    result = net_agreement(50, 30, 20)

    assert result.estimate == 0.3
    assert astuple(result.interval) == pytest.approx((0.146922, 0.453078), abs=5.1e-7)


def test_net_agreement_is_cut_at_complete_agreement():
    assert net_agreement(9, 1, 0).interval.upper == 1.0
    assert net_agreement(0, 1, 9).interval.lower == -1.0


@pytest.mark.parametrize(("counts", "estimate"), [((12, 0, 0), 1.0), ((0, 12, 0), 0.0), ((0, 0, 12), -1.0)])
def test_net_agreement_without_variation_has_no_interval(counts, estimate):
    assert net_agreement(*counts) == NetAgreement(estimate, None)


def test_net_agreement_of_nobody_is_none():
    assert net_agreement(0, 0, 0) is None


@pytest.mark.parametrize("counts", [(-7, 1, 1), (1, -7, 1), (1, 1, -7)])
def test_net_agreement_refuses_negative_counts(counts):
    with pytest.raises(ValueError, match="-7"):
        net_agreement(*counts)


def test_net_shift_where_everyone_moved_is_the_wilson_interval_of_one_proportion():
    # Then down = n - up, the correlation is -1, and the limits are 2 l - 1 and 2 u - 1.
    share = wilson(12, 20)

    assert net_shift(12, 0, 8) == NetAgreement(
        pytest.approx(0.2), Interval(pytest.approx(2 * share.lower - 1), pytest.approx(2 * share.upper - 1))
    )


def test_net_shift_by_hand():
    # 30 up, 60 the same, 10 down of 100; Wilson 0.21895 to 0.39585 and 0.05523 to 0.17437; phi = -sqrt(3/63).
    phi = -((0.3 * 0.1 / (0.7 * 0.9)) ** 0.5)
    below = [0.3 - 0.218949, 0.174366 - 0.1]
    above = [0.395849 - 0.3, 0.1 - 0.055229]
    reach = [(x * x - 2 * phi * x * y + y * y) ** 0.5 for x, y in (below, above)]

    result = net_shift(30, 60, 10)

    assert result.estimate == pytest.approx(0.2)
    assert astuple(result.interval) == pytest.approx((0.2 - reach[0], 0.2 + reach[1]), abs=2e-6)


def test_net_shift_of_learners_who_stayed_keeps_a_width():
    interval = net_shift(0, 50, 0).interval

    assert interval.upper == pytest.approx(-interval.lower)
    assert interval.upper > 0.05


def test_net_shift_of_nobody_is_none():
    assert net_shift(0, 0, 0) is None


@pytest.mark.parametrize("counts", [(-1, 0, 5), (1, -1, 5), (1, 0, -1)])
def test_net_shift_refuses_negative_counts(counts):
    with pytest.raises(ValueError, match="-1"):
        net_shift(*counts)


@pytest.mark.parametrize(
    ("counts", "p"),
    [
        # Aspirin and heart attacks, Physicians' Health Study: chi-square 25.0139 with one degree of freedom.
        ((189, 11034, 104, 11037), 5.691897e-07),
        ((30, 50, 45, 50), 5.320055e-04),
        ((20, 50, 20, 50), 1.0),
    ],
)
def test_equal_proportions_is_the_chi_square_test_of_the_table(counts, p):
    x1, n1, x2, n2 = counts

    assert equal_proportions_p(x1, n1, x2, n2) == pytest.approx(p, rel=1e-6)
    assert equal_proportions_p(x2, n2, x1, n1) == pytest.approx(p, rel=1e-6)


@pytest.mark.parametrize("counts", [(0, 0, 3, 9), (3, 9, 0, 0), (0, 9, 0, 9), (9, 9, 9, 9), (0, 0, 0, 0)])
def test_equal_proportions_without_anything_to_compare_are_not_different(counts):
    assert equal_proportions_p(*counts) == 1


@pytest.mark.parametrize(("counts", "named"), [((-1, 9, 3, 9), "-1"), ((3, 9, 10, 9), "10")])
def test_equal_proportions_refuse_impossible_counts(counts, named):
    with pytest.raises(ValueError, match=named):
        equal_proportions_p(*counts)
