from dataclasses import astuple
from math import sqrt

import pytest

from hub.stats import Interval, Pairs, bonett_price, difference_of_changes, newcombe_paired, tango

AIRWAY = Pairs(retained=1, unlearned=1, learned=7, never=12)
SPUTUM = Pairs(retained=20, unlearned=2, learned=12, never=16)
CHEMOTHERAPY = Pairs(retained=59, unlearned=16, learned=6, never=80)


def test_pairs_of_the_report_fixture():
    pairs = Pairs(retained=22, unlearned=4, learned=18, never=16)

    assert (pairs.n, pairs.pre, pairs.post, pairs.change) == (60, 26 / 60, 40 / 60, 14 / 60)


def test_pairs_of_nobody_have_no_proportions():
    pairs = Pairs(0, 0, 0, 0)

    assert (pairs.n, pairs.pre, pairs.post, pairs.change) == (0, None, None, None)


def test_pairs_add_up_cell_by_cell():
    assert Pairs(1, 2, 3, 4) + Pairs(10, 20, 30, 40) == Pairs(11, 22, 33, 44)


@pytest.mark.parametrize("cells", [(-1, 0, 0, 0), (0, -1, 0, 0), (0, 0, -1, 0), (0, 0, 0, -1)])
def test_pairs_refuse_a_negative_cell(cells):
    with pytest.raises(ValueError, match="-1"):
        Pairs(*cells)


@pytest.mark.parametrize("cell", [1.0, "1", None])
def test_pairs_refuse_a_cell_that_is_not_a_whole_number(cell):
    with pytest.raises(ValueError, match=repr(cell)):
        Pairs(cell, 0, 0, 0)


@pytest.mark.parametrize(
    ("cells", "lower", "upper"),
    [
        # Newcombe 1998, Statistics in Medicine 17:2635, table III, method 10; (e, f, g, h) are (a, c, b, d) here.
        ((36, 2, 12, 0), 0.0569, 0.3404),
        ((20, 2, 12, 16), 0.0562, 0.3292),
        ((18, 2, 12, 18), 0.0562, 0.3290),
        ((36, 0, 14, 0), 0.1528, 0.4167),
        ((35, 0, 14, 1), 0.1461, 0.4175),
        ((18, 0, 14, 18), 0.1441, 0.3963),
        ((2, 1, 97, 0), 0.8721, 0.9854),
        ((0, 1, 29, 0), 0.6666, 0.9882),
        ((2, 0, 98, 0), 0.9178, 0.9945),
        ((1, 0, 98, 1), 0.9171, 0.9916),
        ((0, 0, 30, 0), 0.8395, 1.0),
        ((54, 0, 0, 0), -0.0664, 0.0664),
        ((53, 0, 0, 1), -0.0729, 0.0729),
        ((30, 0, 0, 24), -0.0358, 0.0358),
        ((29, 0, 0, 25), -0.0354, 0.0354),
        ((28, 0, 0, 26), -0.0352, 0.0352),
        ((27, 0, 0, 27), -0.0351, 0.0351),
        ((1, 0, 0, 1), -0.5734, 0.5734),
        # Fagerland, Lydersen and Laake 2014; 2017, chapter 8. Agresti 2002, section 10.1, approval ratings.
        ((59, 16, 6, 80), -0.1186, -0.0046),
        ((794, 150, 86, 570), -0.0587, -0.0212),
    ],
)
def test_newcombe_paired_published(cells, lower, upper):
    assert astuple(newcombe_paired(Pairs(*cells))) == pytest.approx((lower, upper), abs=5.1e-5)


def test_newcombe_paired_published_row_that_is_off_by_one_in_its_last_digit():
    # The same table prints 0.8736 to 0.9850 for (1, 97, 1, 1), where its formula gives 0.87367.
    assert astuple(newcombe_paired(Pairs(1, 1, 97, 1))) == pytest.approx((0.87367, 0.98503), abs=5.1e-5)


def test_newcombe_paired_airway_example_to_three_decimals():
    assert astuple(newcombe_paired(AIRWAY)) == pytest.approx((0.026, 0.507), abs=5.1e-4)


@pytest.mark.parametrize(
    ("pairs", "lower", "upper"),
    [
        (AIRWAY, 0.026, 0.517),
        (CHEMOTHERAPY, -0.1240, -0.0054),
        (Pairs(7, 2, 25, 68), 0.139, 0.321),
    ],
)
def test_tango_published(pairs, lower, upper):
    assert astuple(tango(pairs)) == pytest.approx((lower, upper), abs=5.1e-4)


def test_tango_lens_example_of_the_paper():
    # Tango 1998, section 6.1: the new method fails once in 44, 90% level.
    assert tango(Pairs(43, 1, 0, 0), level=0.9).lower == pytest.approx(-0.096, abs=5.1e-4)


def test_tango_without_discordant_pairs_is_the_score_interval_of_zero_in_n():
    z2 = 1.959963984540054**2

    assert tango(Pairs(30, 0, 0, 20)) == Interval(
        pytest.approx(-z2 / (50 + z2), rel=1e-12), pytest.approx(z2 / (50 + z2), rel=1e-12)
    )


def test_tango_ends_at_1_when_every_answer_moved_one_way():
    # Three of three: -0.1230 to 1 by the linear equation, (n - z**2)/(n + z**2).
    assert tango(Pairs(0, 0, 3, 0)) == Interval(pytest.approx(-0.1230, abs=5.1e-5), 1.0)
    assert tango(Pairs(0, 3, 0, 0)) == Interval(-1.0, pytest.approx(0.1230, abs=5.1e-5))


@pytest.mark.parametrize("learned", range(0, 13, 2))
@pytest.mark.parametrize("unlearned", range(1, 13, 3))
def test_tango_excludes_no_change_exactly_when_mcnemar_chi_square_rejects(learned, unlearned):
    interval = tango(Pairs(8, unlearned, learned, 10))

    rejected = (learned - unlearned) ** 2 / (learned + unlearned) > 1.959963984540054**2
    assert (interval.lower > 0 or interval.upper < 0) == rejected


def test_bonett_price_published():
    assert astuple(bonett_price(AIRWAY)) == pytest.approx((0.013, 0.508), abs=5.1e-4)


def test_bonett_price_needs_only_the_discordant_cells_and_n():
    assert bonett_price(Pairs(10, 3, 9, 20)) == bonett_price(Pairs(25, 3, 9, 5))


def test_bonett_price_is_cut_at_1():
    assert bonett_price(Pairs(0, 0, 400, 0)).upper == 1.0
    assert bonett_price(Pairs(0, 400, 0, 0)).lower == -1.0


@pytest.mark.parametrize("method", [newcombe_paired, tango, bonett_price])
def test_paired_intervals_of_nobody_are_none(method):
    assert method(Pairs(0, 0, 0, 0)) is None


@pytest.mark.parametrize("method", [newcombe_paired, tango, bonett_price])
@pytest.mark.parametrize("pairs", [SPUTUM, Pairs(0, 0, 0, 0)])
def test_paired_intervals_refuse_a_level_in_percent(method, pairs):
    with pytest.raises(ValueError, match="95"):
        method(pairs, 95)


def test_difference_of_changes_combines_the_limits_of_both():
    """By hand from the two intervals: changes 0.25 (0.122564 to 0.365421) and 14/60 (0.084118 to 0.366230)."""
    difference = difference_of_changes(Pairs(30, 10, 35, 25), Pairs(22, 4, 18, 16))
    d = 0.25 - 14 / 60

    assert astuple(difference) == pytest.approx(
        (d - sqrt((0.25 - 0.122564) ** 2 + (0.366230 - 14 / 60) ** 2),
         d + sqrt((0.365421 - 0.25) ** 2 + (14 / 60 - 0.084118) ** 2)),
        abs=1e-5,
    )  # fmt: skip


def test_difference_of_changes_turns_around_with_its_groups():
    one, other = difference_of_changes(AIRWAY, SPUTUM), difference_of_changes(SPUTUM, AIRWAY)

    assert (one.lower, one.upper) == pytest.approx((-other.upper, -other.lower))


def test_difference_of_changes_stays_in_its_range_and_needs_both_groups():
    assert difference_of_changes(Pairs(0, 0, 5, 0), Pairs(0, 5, 0, 0)).upper <= 2
    assert difference_of_changes(AIRWAY, Pairs(0, 0, 0, 0)) is None
    assert difference_of_changes(Pairs(0, 0, 0, 0), AIRWAY) is None
