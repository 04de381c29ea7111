"""Shares and changes with their intervals, and their places on an axis."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

from hub.charts.svg import of_width
from hub.shares import Share

_EDGE = 2.0
"""Percent of the width kept free at both ends, so that a dot at 0% or 100% is whole."""
_NOISE = 1e-9
"""What the last bits of a limit may lie on the wrong side of its estimate."""


@dataclass(frozen=True)
class Estimate:
    """A share (0 to 1) or a change of one (−1 to 1) with its limits, lower <= value <= upper.

    Raises ValueError for what is no number or out of order: it would be drawn somewhere all the same.
    """

    value: float
    lower: float
    upper: float

    def __post_init__(self) -> None:
        numbers = (self.value, self.lower, self.upper)
        is_ordered = self.lower <= self.value + _NOISE and self.value <= self.upper + _NOISE
        if not all(isfinite(number) and abs(number) <= 1 + _NOISE for number in numbers) or not is_ordered:
            raise ValueError(f"an estimate lies between its limits, got {numbers}")


def estimate_of(share: Share) -> Estimate | None:
    """A share with Wilson's limits; None where too few answered for a percentage."""
    if share.estimate is None or share.interval is None:
        return None
    return Estimate(share.estimate, share.interval.lower, share.interval.upper)


def along(share: float) -> str:
    """The place of a share of the axis, from 0 at its left end to 1 at its right; beyond an end, the end."""
    return of_width(_EDGE + (100 - 2 * _EDGE) * min(max(share, 0.0), 1.0))


def anchor_at(share: float) -> str:
    """How a number stands under its tick, so that the first and the last keep inside the drawing."""
    return "start" if share <= 0 else "end" if share >= 1 else "middle"
