"""Where the marks of a forest plot lie: a logarithmic axis, squares by precision, intervals that may run off its ends.

Places along the axis are percentages of the width, so that a plot fills what it is given; sizes of squares are pixels.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..effects.effect import Effect
from .directions import Side

AXIS_REACH = 8.0
"""A limit farther from 1 than this many times does not stretch the axis."""
SMALLEST_SQUARE = 5.0
LARGEST_SQUARE = 15.0
MOST_STEPS = 6

_EDGE = 5.0
"""Percent of the width kept free at both ends, for the first and last number under the axis."""
_NARROW_SCALES = ((0.8, 0.9, 1.0, 1.1, 1.25), (0.5, 0.75, 1.0, 1.5, 2.0))


@dataclass(frozen=True)
class Tick:
    label: str
    x: float


@dataclass(frozen=True)
class Axis:
    """A logarithmic axis from `low` to `high`, both marked; 1 lies inside and is marked too."""

    low: float
    high: float
    ticks: tuple[Tick, ...]

    @property
    def last(self) -> Tick:
        return self.ticks[-1]

    @property
    def reference(self) -> float:
        """The place of 1, no difference."""
        return self.place(1.0)

    def place(self, value: float) -> float:
        """The place of a ratio in percent of the width; beyond an end, the end."""
        return _place(min(max(value, self.low), self.high), self.low, self.high)


@dataclass(frozen=True)
class Mark:
    """A square at x with sides of `size`, on a line from left to right; `runs` tells at which ends an arrow goes on."""

    x: float
    size: float
    left: float
    right: float
    runs_left: bool = False
    runs_right: bool = False

    @property
    def shift(self) -> float:
        """Pixels that bring the square's middle to its place."""
        return -self.size / 2


def can_be_drawn(effect: Effect) -> bool:
    """True for a positive estimate with a limit at least; a point alone would look more certain than it is."""
    return effect.estimate is not None and effect.estimate > 0 and (effect.lower, effect.upper) != (None, None)


def axis_for(effects: Sequence[Effect]) -> Axis:
    """The axis that holds 1 and every estimate inside, and every limit up to AXIS_REACH times away from 1.

    An interval that runs on keeps room for its arrow: a factor of 2 beside its estimate. Ticks are powers of 2, seven
    at most; finer steps where all lies close to 1. The effects are ones that can be drawn.
    """
    ends = [_reach(effect) for effect in effects]
    low, high = min(1.0, *(low for low, _ in ends)), max(1.0, *(high for _, high in ends))
    for scale in _NARROW_SCALES:
        if scale[0] <= low and high <= scale[-1]:
            return _axis(scale)
    return _axis(tuple(_powers_of_two(low, high)))


def mark_for(effect: Effect, size: float, axis: Axis) -> Mark:
    """The mark of an effect that can be drawn."""
    lower, upper = _limits(effect)
    return Mark(
        x=axis.place(_estimate(effect)),
        size=size,
        left=axis.place(lower),
        right=axis.place(upper),
        runs_left=lower < axis.low,
        runs_right=upper > axis.high,
    )


def square_sizes(effects: Sequence[Effect]) -> tuple[float, ...]:
    """Sides whose squares are in proportion to 1/se², the most precise effect LARGEST_SQUARE, none below SMALLEST_SQUARE.

    The standard error comes from the interval and its own level, so that a 98.5% interval does not count as imprecise.
    An interval without width counts as the most precise; one without a level or with an open end as the least.
    """
    errors = [_standard_error(effect) for effect in effects]
    smallest = min((error for error in errors if 0 < error < math.inf), default=1.0)
    return tuple(
        round(min(LARGEST_SQUARE, max(SMALLEST_SQUARE, LARGEST_SQUARE * smallest / error)), 1)
        if error
        else LARGEST_SQUARE
        for error in errors
    )


def interval_side(effect: Effect) -> Side | None:
    """The side of 1 on which the whole interval lies, None where it reaches 1."""
    lower, upper = _limits(effect)
    return Side.BELOW if upper < 1 else Side.ABOVE if lower > 1 else None


def _standard_error(effect: Effect) -> float:
    """Infinite where it is not known."""
    if effect.lower is not None and effect.lower == effect.upper:
        return 0.0
    measured = effect.measured()
    return measured.standard_error if measured else math.inf


def _estimate(effect: Effect) -> float:
    if effect.estimate is None:
        raise ValueError("An effect without an estimate has no place on an axis.")
    return float(effect.estimate)


def _limits(effect: Effect) -> tuple[float, float]:
    """An open limit lies at 0 or infinity."""
    lower = float(effect.lower) if effect.lower is not None else 0.0
    return lower, float(effect.upper) if effect.upper is not None else math.inf


def _reach(effect: Effect) -> tuple[float, float]:
    """What the effect asks of the axis at both ends."""
    estimate, (lower, upper) = _estimate(effect), _limits(effect)
    beyond_low = estimate / 2 if effect.lower is None else min(1 / AXIS_REACH, estimate / 2)
    beyond_high = estimate * 2 if effect.upper is None else max(AXIS_REACH, estimate * 2)
    return max(lower, beyond_low), min(upper, beyond_high)


def _powers_of_two(low: float, high: float) -> Iterator[float]:
    """Powers from at most `low` to at least `high`, with 1 among them and one on each side of it."""
    first, last = min(-1, math.floor(math.log2(low))), max(1, math.ceil(math.log2(high)))
    step = 1
    while math.ceil(last / step) - math.floor(first / step) > MOST_STEPS:
        step += 1
    return (2.0 ** (step * place) for place in range(math.floor(first / step), math.ceil(last / step) + 1))


def _axis(scale: tuple[float, ...]) -> Axis:
    low, high = scale[0], scale[-1]
    return Axis(low, high, tuple(Tick(_label(value), _place(value, low, high)) for value in scale))


def _label(value: float) -> str:
    """Small powers of 2 are rounded: all their digits would not fit a phone."""
    return f"{value:g}" if value > 0.1 else f"{value:.2g}"


def _place(value: float, low: float, high: float) -> float:
    share = math.log(value / low) / math.log(high / low)
    return round(_EDGE + (100 - 2 * _EDGE) * share, 2)
