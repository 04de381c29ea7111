from dataclasses import astuple
from math import asin, comb, pi, sqrt

import pytest

from hub.stats import GuessCorrected, Interval, Pairs, cohen_h, cohen_h_interval, guess_corrected, hake_gain


def test_cohen_h_of_the_report_fixture():
    assert cohen_h(40 / 60, 26 / 60) == pytest.approx(0.47, abs=5.1e-3)


def test_cohen_h_is_largest_between_nobody_and_everybody():
    assert cohen_h(1, 0) == pytest.approx(pi, rel=1e-15)
    assert cohen_h(0, 1) == pytest.approx(-pi, rel=1e-15)
    assert cohen_h(0.3, 0.3) == 0.0


@pytest.mark.parametrize(("pre", "post", "gain"), [(0.4, 0.7, 0.5), (0.9, 0.8, -1.0), (0.0, 1.0, 1.0), (0.5, 0.5, 0.0)])
def test_hake_gain_is_the_share_of_the_possible_gain(pre, post, gain):
    assert hake_gain(pre, post) == pytest.approx(gain, rel=1e-12)


def test_hake_gain_is_undefined_when_everyone_was_right_before():
    assert hake_gain(1.0, 0.8) is None


@pytest.mark.parametrize("effect", [cohen_h, hake_gain])
def test_effect_sizes_of_unknown_proportions_are_none(effect):
    nobody = Pairs(0, 0, 0, 0)

    assert effect(nobody.pre, nobody.post) is None
    assert effect(0.5, None) is None


@pytest.mark.parametrize("effect", [cohen_h, hake_gain])
@pytest.mark.parametrize("wrong", [-0.1, 1.1, 40, float("nan")])
def test_effect_sizes_refuse_what_is_no_proportion(effect, wrong):
    with pytest.raises(ValueError, match=str(wrong)):
        effect(wrong, 0.5)
    with pytest.raises(ValueError, match=str(wrong)):
        effect(0.5, wrong)


def test_guess_corrected_sees_through_pure_guessing():
    # Nobody knows, four options: of 16 learners one is right twice, three only first, three only last.
    assert guess_corrected(Pairs(1, 3, 3, 9), options=4) == GuessCorrected(
        retained=pytest.approx(0, abs=1e-15), unlearned=0.0, learned=0.0, never=1.0
    )


def test_guess_corrected_recovers_known_cells():
    # 20 retained, 4 unlearned, 16 learned, 8 never, two options: half of the unlearned and of the learned stay right
    # by luck, a quarter of the never lands in each cell. Observed: 20 + 2 + 8 + 2, 2 + 2, 8 + 2, 2.
    result = guess_corrected(Pairs(32, 4, 10, 2), options=2)

    assert astuple(result) == pytest.approx((20 / 48, 4 / 48, 16 / 48, 8 / 48), abs=1e-15)


def test_guess_corrected_leaves_small_negatives_to_the_reader():
    result = guess_corrected(Pairs(10, 0, 5, 5), options=3)

    # 3 (0 - 5)/(20 * 4) unlearned.
    assert result.unlearned == -15 / 80
    assert sum(astuple(result)) == pytest.approx(1, abs=1e-15)


def test_guess_corrected_of_nobody_is_none():
    assert guess_corrected(Pairs(0, 0, 0, 0), options=4) is None


@pytest.mark.parametrize("options", [1, 0, -2, 2.5])
def test_guess_corrected_needs_two_options(options):
    with pytest.raises(ValueError, match=str(options)):
        guess_corrected(Pairs(1, 1, 1, 1), options)


def test_guess_corrected_prints_nothing_below_0():
    result = guess_corrected(Pairs(10, 0, 5, 5), options=3)

    assert result.is_cut
    assert result.printed == GuessCorrected(result.retained, 0.0, result.learned, result.never)


def test_guess_corrected_inside_0_to_1_is_printed_as_it_is():
    result = guess_corrected(Pairs(32, 4, 10, 2), options=2)

    assert not result.is_cut
    assert result.printed == result


def test_cohen_h_interval_by_hand():
    # 40% to 65% of 100: A = 35 * 30 - 5 * 30 = 900, less n/2 850, margins 40 * 60 * 65 * 35.
    phi = 850 / sqrt(40 * 60 * 65 * 35)
    h = 2 * asin(sqrt(0.65)) - 2 * asin(sqrt(0.4))
    reach = 1.959963984540054 * sqrt(2 * (1 - phi) / 100)

    assert cohen_h_interval(Pairs(35, 5, 30, 30)) == Interval(pytest.approx(h - reach), pytest.approx(h + reach))


def test_cohen_h_interval_without_moved_answers_keeps_a_width():
    interval = cohen_h_interval(Pairs(15, 0, 0, 15))

    assert interval.lower == pytest.approx(-interval.upper)
    assert interval.upper > 0.1


def test_cohen_h_interval_is_cut_at_pi():
    assert cohen_h_interval(Pairs(0, 0, 30, 0)).upper == pi
    assert cohen_h_interval(Pairs(0, 30, 0, 0)).lower == -pi


def test_cohen_h_interval_covers_h_in_at_least_nine_of_ten_samples_of_a_known_table():
    # Exact enumeration of 25 learners with cells 0.35, 0.05, 0.30, 0.30: the covered probability.
    n, (a, b, c, d) = 25, (0.35, 0.05, 0.30, 0.30)
    true = cohen_h(a + c, a + b)
    covered = 0.0
    for i in range(n + 1):
        for j in range(n - i + 1):
            for k in range(n - i - j + 1):
                rest = n - i - j - k
                chance = comb(n, i) * comb(n - i, j) * comb(n - i - j, k) * a**i * b**j * c**k * d**rest
                if chance > 1e-7:
                    limits = cohen_h_interval(Pairs(i, j, k, rest))
                    covered += chance * (limits.lower <= true <= limits.upper)

    assert 0.93 < covered < 0.98


def test_cohen_h_interval_of_nobody_is_none():
    assert cohen_h_interval(Pairs(0, 0, 0, 0)) is None
