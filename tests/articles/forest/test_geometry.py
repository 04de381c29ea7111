"""Forest plot geometry: axis, marks and squares of hand-worked cases."""

import math
from dataclasses import replace
from decimal import Decimal

import pytest

from articles.effects.effect import Effect
from articles.forest.directions import Side
from articles.forest.geometry import Axis, Mark, Tick, axis_for, can_be_drawn, interval_side, mark_for, square_sizes


def ratio(estimate, lower, upper, level="95"):
    return Effect("HR", *(None if text is None else Decimal(text) for text in (estimate, lower, upper, level)))


POWERS = "0.25 0.5 1 2"


@pytest.mark.parametrize(
    ("effects", "ticks"),
    [
        pytest.param([ratio("0.60", "0.41", "0.88")], POWERS, id="single row"),
        pytest.param([ratio("0.60", "0.41", "0.88", "98.5")], POWERS, id="another level"),
        pytest.param([ratio("0.5", "0.25", "1")], POWERS, id="ends on ticks"),
        pytest.param([ratio("0.5", "0.25", "1")] * 40, POWERS, id="40 rows"),
        pytest.param([ratio("2.37", "1.58", "3.55")], "0.5 1 2 4", id="higher is better"),
        pytest.param([ratio("0.5", "0.25", "1"), ratio("4", "2", "8")], "0.25 0.5 1 2 4 8", id="both sides"),
        pytest.param([ratio("0.95", "0.90", "0.99")], "0.8 0.9 1 1.1 1.25", id="close to 1"),
        pytest.param([ratio("0.9", "0.8", "1.25")], "0.8 0.9 1 1.1 1.25", id="finest scale filled"),
        pytest.param([ratio("0.80", "0.75", "0.90")], "0.5 0.75 1 1.5 2", id="rather close to 1"),
        pytest.param([ratio("1", "1", "1")], "0.8 0.9 1 1.1 1.25", id="no width"),
        pytest.param([ratio("3", "1", "8")], "0.5 1 2 4 8", id="as far as limits stretch the axis"),
        pytest.param([ratio("3", "1", "9")], "0.5 1 2 4 8", id="limit too far"),
        pytest.param([ratio("0.3", "0.05", "0.9")], "0.125 0.25 0.5 1 2", id="lower limit too far"),
        # Twice the estimate is 25, less than the limit: the axis ends at the next power of 2.
        pytest.param([ratio("12.5", "3.12", "108.9")], "0.5 1 2 4 8 16 32", id="very wide"),
        pytest.param([ratio("0.1", "0.01", "0.2")], "0.031 0.062 0.125 0.25 0.5 1 2", id="very wide below"),
        # 2^-1 to 2^7 are 8 steps, more than 6: every second power.
        pytest.param([ratio("40", "10", "100")], "0.25 1 4 16 64 256", id="powers of 4"),
        pytest.param([ratio("1000", "500", "2000")], "0.125 1 8 64 512 4096", id="powers of 8"),
        pytest.param([ratio("0.6", "0.4", None)], POWERS, id="upper not reached"),
        pytest.param([ratio("3", "2", None)], "0.5 1 2 4 8", id="upper not reached, room for the arrow"),
        pytest.param([ratio("0.5", None, "0.9")], POWERS, id="lower not reached, room for the arrow"),
        pytest.param([ratio("0.4", "0.00", "1.5")], "0.125 0.25 0.5 1 2", id="lower limit printed as 0"),
    ],
)
def test_axis_holds_what_it_must(effects, ticks):
    axis = axis_for(effects)

    assert " ".join(tick.label for tick in axis.ticks) == ticks
    assert axis.low == pytest.approx(float(axis.ticks[0].label), rel=0.02)
    assert axis.high == float(axis.ticks[-1].label)


def test_axis_is_exactly_this():
    # 5% stay free at both ends; 0.25 to 2 are three doublings of 30% each.
    ticks = (Tick("0.25", 5.0), Tick("0.5", 35.0), Tick("1", 65.0), Tick("2", 95.0))

    assert axis_for([ratio("0.5", "0.25", "1")]) == Axis(0.25, 2.0, ticks)
    assert (axis_for([ratio("0.5", "0.25", "1")]).reference, ticks[-1]) == (65.0, Axis(0.25, 2.0, ticks).last)


# 0.25 to 4: 1 in the middle, each doubling 22.5%.
AXIS = Axis(0.25, 4.0, ())


@pytest.mark.parametrize(
    ("effect", "mark"),
    [
        pytest.param(ratio("1", "0.5", "2"), Mark(50.0, 9.0, 27.5, 72.5), id="normal"),
        # log2 0.57 = -0.8110, log2 0.41 = -1.2863, log2 0.79 = -0.3401
        pytest.param(ratio("0.57", "0.41", "0.79"), Mark(31.75, 9.0, 21.06, 42.35), id="rounded to a hundredth"),
        pytest.param(ratio("1", "0.5", "2", "98.5"), Mark(50.0, 9.0, 27.5, 72.5), id="level moves nothing"),
        pytest.param(ratio("1", "0.25", "4"), Mark(50.0, 9.0, 5.0, 95.0), id="limits on the ends"),
        pytest.param(ratio("2", "1", "16"), Mark(72.5, 9.0, 50.0, 95.0, runs_right=True), id="cut at the right"),
        pytest.param(ratio("0.5", "0.1", "1"), Mark(27.5, 9.0, 5.0, 50.0, runs_left=True), id="cut at the left"),
        pytest.param(ratio("1", "0.1", "10"), Mark(50.0, 9.0, 5.0, 95.0, True, True), id="cut at both ends"),
        pytest.param(ratio("2", "1", None), Mark(72.5, 9.0, 50.0, 95.0, runs_right=True), id="upper not reached"),
        pytest.param(ratio("0.5", None, "1"), Mark(27.5, 9.0, 5.0, 50.0, runs_left=True), id="lower not reached"),
        pytest.param(ratio("0.5", "0.00", "1"), Mark(27.5, 9.0, 5.0, 50.0, runs_left=True), id="lower limit 0"),
        pytest.param(ratio("2", "2", "2"), Mark(72.5, 9.0, 72.5, 72.5), id="limits equal"),
        pytest.param(ratio("2", "2", "4"), Mark(72.5, 9.0, 72.5, 95.0), id="estimate on its limit"),
        pytest.param(ratio("1", "0.5", "2", None), Mark(50.0, 9.0, 27.5, 72.5), id="level not stated"),
    ],
)
def test_mark_lies_here(effect, mark):
    assert mark_for(effect, 9.0, AXIS) == mark
    assert mark.shift == -4.5


def test_effect_without_an_estimate_has_no_place():
    with pytest.raises(ValueError, match="no place"):
        mark_for(ratio(None, "1", "2"), 9.0, AXIS)


ONE_DOUBLING = ratio("0.5", "0.25", "1")
TWO_DOUBLINGS = ratio("1", "0.25", "4")


@pytest.mark.parametrize(
    ("effects", "sizes"),
    [
        pytest.param([ONE_DOUBLING], [15.0], id="single row"),
        pytest.param([ONE_DOUBLING] * 40, [15.0] * 40, id="40 rows"),
        # Twice the standard error: a quarter of the weight, a quarter of the area, half the side.
        pytest.param([ONE_DOUBLING, TWO_DOUBLINGS], [15.0, 7.5], id="area by 1/se²"),
        pytest.param([TWO_DOUBLINGS, ONE_DOUBLING], [7.5, 15.0], id="order does not matter"),
        pytest.param([ONE_DOUBLING, ratio("1", "0.0625", "16")], [15.0, 5.0], id="none too small to see"),
        # z of 95% over z of 98.5%: 1.95996 / 2.43238 = 0.8058
        pytest.param([replace(ONE_DOUBLING, level=Decimal("98.5")), ONE_DOUBLING], [15.0, 12.1], id="its own level"),
        pytest.param([ratio("2", "2", "2"), ONE_DOUBLING, TWO_DOUBLINGS], [15.0, 15.0, 7.5], id="no width"),
        pytest.param([ratio("2", "2", "2")], [15.0], id="nothing but no width"),
        pytest.param([ONE_DOUBLING, replace(ONE_DOUBLING, level=None)], [15.0, 5.0], id="level not stated"),
        pytest.param([ONE_DOUBLING, replace(ONE_DOUBLING, level=Decimal(40))], [15.0, 5.0], id="level not usable"),
        pytest.param([ONE_DOUBLING, ratio("0.5", "0.25", None)], [15.0, 5.0], id="upper not reached"),
        pytest.param([ratio("0.5", None, "1")], [5.0], id="nothing but an open interval"),
    ],
)
def test_square_grows_with_precision(effects, sizes):
    assert square_sizes(effects) == tuple(sizes)


@pytest.mark.parametrize(
    ("effect", "drawn"),
    [
        (ONE_DOUBLING, True),
        (ratio("0.5", "0.25", None), True),
        (ratio("0.5", None, "1"), True),
        (ratio("0.5", None, None), False),
        (ratio(None, "0.25", "1"), False),
        (ratio("0", "0", "1"), False),
    ],
    ids=["normal", "upper open", "lower open", "estimate only", "limits only", "zero"],
)
def test_drawn_with_estimate_and_a_limit(effect, drawn):
    assert can_be_drawn(effect) is drawn


@pytest.mark.parametrize(
    ("limits", "side"),
    [
        (("0.2", "0.9"), Side.BELOW),
        (("1.1", "3"), Side.ABOVE),
        (("0.9", "1.1"), None),
        (("0.5", "1.00"), None),
        (("1.00", "2"), None),
        (("1.1", None), Side.ABOVE),
        (("0.5", None), None),
        ((None, "0.9"), Side.BELOW),
        ((None, "1.2"), None),
    ],
)
def test_interval_lies_on_a_side_of_1(limits, side):
    assert interval_side(ratio("1", *limits)) == side


def test_every_estimate_and_1_lie_inside_any_axis():
    for exponent in range(-40, 41):
        estimate = math.exp(exponent / 3)
        effect = ratio(f"{estimate:.9f}", f"{estimate / 30:.9f}", f"{estimate * 30:.9f}")
        axis = axis_for([effect])

        assert len(axis.ticks) <= 7
        assert axis.low < estimate < axis.high and axis.low < 1 < axis.high
        assert 5 <= mark_for(effect, 5.0, axis).left <= mark_for(effect, 5.0, axis).x
