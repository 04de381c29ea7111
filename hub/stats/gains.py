"""Effect sizes of a change between two proportions, and what guessing does to the four cells."""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, pi, sqrt

from hub.stats.counts import Pairs, check_count
from hub.stats.intervals import Interval, clipped, normal_quantile
from hub.stats.paired import correlation


@dataclass(frozen=True, slots=True)
class GuessCorrected:
    """Estimated proportions of learners in each cell of `Pairs` had nobody guessed; they add up to 1.

    Single ones can fall below 0 or above 1 by sampling: show 0 or 1 there, with a note.
    """

    retained: float
    unlearned: float
    learned: float
    never: float

    @property
    def is_cut(self) -> bool:
        """Whether a cell lies outside 0 to 1, so that `printed` differs."""
        return self != self.printed

    @property
    def printed(self) -> GuessCorrected:
        """The same with 0 and 1 for what lies beyond; the four then need not add up to 1."""
        cells = (self.retained, self.unlearned, self.learned, self.never)
        return GuessCorrected(*(min(1.0, max(0.0, cell)) for cell in cells))


def cohen_h(p1: float | None, p2: float | None) -> float | None:
    """2 asin(sqrt(p1)) - 2 asin(sqrt(p2)), so positive where p1 (post) exceeds p2 (pre); None where either is None.

    0.2, 0.5 and 0.8 are called small, medium and large: Cohen 1988, Statistical Power Analysis, chapter 6. It treats
    the two as independent. Raises ValueError for a proportion outside 0 to 1.
    """
    if p1 is None or p2 is None:
        return None
    return 2 * asin(sqrt(_proportion("p1", p1))) - 2 * asin(sqrt(_proportion("p2", p2)))


def cohen_h_interval(pairs: Pairs, level: float = 0.95) -> Interval | None:
    """Limits of Cohen's h of post against pre that allow for their pairing, -pi to pi; None without learners.

    2 asin(sqrt(p)) has the variance 1/n whatever p is, and by the delta method two of them correlate as the answers do:
    h +- z sqrt(2 (1 - phi)/n), with the phi of `newcombe_paired`, so the width is never 0.
    """
    z = normal_quantile(level)
    h = cohen_h(pairs.post, pairs.pre)
    if h is None:
        return None
    reach = z * sqrt(2 * (1 - correlation(pairs)) / pairs.n)
    return clipped(h - reach, h + reach, least=-pi, most=pi)


def hake_gain(pre: float | None, post: float | None) -> float | None:
    """(post - pre)/(1 - pre) of two group proportions: the share of the possible gain that was reached, at most 1.

    None where either is None, and at pre = 1, where nothing can be gained. Not bounded below, and unsteady from about
    pre = 0.9 on: reports leave it out there and below 20 learners. Raises ValueError for a proportion outside 0 to 1.
    Hake 1998, American Journal of Physics 66:64.
    """
    if pre is None or post is None:
        return None
    _proportion("pre", pre)
    _proportion("post", post)
    return None if pre == 1 else (post - pre) / (1 - pre)


def _proportion(name: str, value: float) -> float:
    if not 0 <= value <= 1:
        raise ValueError(f"{name} must lie between 0 and 1, got {value!r}")
    return value


def guess_corrected(pairs: Pairs, options: int) -> GuessCorrected | None:
    """The cells freed of luck, if those who do not know pick evenly among k = `options`; None without learners.

    Someone who never knew is wrong twice with probability ((k - 1)/k)**2, and someone who learned was wrong first with
    probability (k - 1)/k: solving for the true cells gives these estimates. Walstad and Wagner 2016, Journal of
    Economic Education 47:121; Smith and Wagner 2018, Journal of Economic Education 49:307. A check on how much guessing
    could matter, not a headline: distractors are rarely equally tempting. Raises ValueError below two options.
    """
    if check_count("options", options) < 2:
        raise ValueError(f"options must be at least 2, got {options!r}")
    n = pairs.n
    if n == 0:
        return None
    scale = n * (options - 1) ** 2
    learned = options * (pairs.learned * (options - 1) - pairs.never) / scale
    unlearned = options * (pairs.unlearned * (options - 1) - pairs.never) / scale
    never = options**2 * pairs.never / scale
    return GuessCorrected(retained=1 - learned - unlearned - never, unlearned=unlearned, learned=learned, never=never)
