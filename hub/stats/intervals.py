"""A confidence interval as a value, and what its level means."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

_STANDARD_NORMAL = NormalDist()


@dataclass(frozen=True, slots=True)
class Interval:
    """Two confidence limits, in the unit of the estimate they belong to; lower <= upper."""

    lower: float
    upper: float


def tail_area(level: float) -> float:
    """Probability outside a two-sided interval on one side: 0.025 for level 0.95.

    Raises ValueError unless 0 < level < 1.
    """
    if not 0 < level < 1:
        raise ValueError(f"the confidence level must lie between 0 and 1, got {level!r}")
    return (1 - level) / 2


def normal_quantile(level: float) -> float:
    """z with probability `level` between -z and z: 1.959964 for 0.95. Raises ValueError as `tail_area` does."""
    return -_STANDARD_NORMAL.inv_cdf(tail_area(level))


def clipped(lower: float, upper: float, least: float, most: float) -> Interval:
    """The interval cut to the values the parameter can take."""
    return Interval(max(least, lower), min(most, upper))
