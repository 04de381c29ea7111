"""Words for effect sizes, and the two words between which an interval leaves the choice."""

from __future__ import annotations

from bisect import bisect_right
from enum import Enum

from hub.stats.intervals import Interval

COHEN_G = (0.05, 0.15, 0.25)
COHEN_H = (0.2, 0.5, 0.8)
"""From where on an effect is small, medium and large: Cohen 1988, Statistical Power Analysis, chapters 5 and 6."""

HAKE_GAIN = (0.3, 0.7)
"""From where on a gain is medium and high: Hake 1998, American Journal of Physics 66:64. 0.7 itself is high here."""


class Size(Enum):
    """Cohen's words, and one for what is less than small."""

    NEGLIGIBLE = "negligible"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


class Gain(Enum):
    """Hake's words; a loss is none of them."""

    NEGATIVE = "negative"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


def size_of(effect: float, cut_points: tuple[float, float, float]) -> Size:
    """The word for one effect, whatever its sign."""
    return list(Size)[bisect_right(cut_points, abs(effect))]


def sizes_within(interval: Interval, cut_points: tuple[float, float, float]) -> tuple[Size, Size]:
    """The smallest and the largest effect that the interval holds, whatever their signs, each in its word."""
    ends = sorted((abs(interval.lower), abs(interval.upper)))
    least = 0.0 if interval.lower <= 0 <= interval.upper else ends[0]
    return size_of(least, cut_points), size_of(ends[1], cut_points)


def gain_of(gain: float) -> Gain:
    """The word for a normalised gain."""
    if gain < 0:
        return Gain.NEGATIVE
    return (Gain.LOW, Gain.MEDIUM, Gain.HIGH)[bisect_right(HAKE_GAIN, gain)]
