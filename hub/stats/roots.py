"""Where a continuous function crosses zero."""

from __future__ import annotations

import sys
from collections.abc import Callable

_RELATIVE_TOLERANCE = 4 * sys.float_info.epsilon
_SMALLEST = sys.float_info.min


def find_root(function: Callable[[float], float], start: float, end: float) -> float:
    """x between `start` and `end` with function(x) = 0, to about 15 significant digits.

    The function must be continuous and change sign between the two ends; raises ValueError when it does not.
    Inverse quadratic interpolation where the three latest points support it, otherwise halving, so it never needs
    many more steps than bisection. Chandrupatla 1997, Advances in Engineering Software 28:145.
    """
    latest, opposite = end, start
    at_latest, at_opposite = function(latest), function(opposite)
    if at_latest == 0 or at_opposite == 0:
        return latest if at_latest == 0 else opposite
    if (at_latest > 0) == (at_opposite > 0):
        raise ValueError(f"no change of sign between {start!r} and {end!r}")
    share = 0.5
    while True:
        trial = latest + share * (opposite - latest)
        at_trial = function(trial)
        # `left_over` is the point that the trial pushes out of the bracket: the third support of the parabola.
        if (at_trial > 0) == (at_latest > 0):
            left_over, at_left_over = latest, at_latest
        else:
            left_over, at_left_over = opposite, at_opposite
            opposite, at_opposite = latest, at_latest
        latest, at_latest = trial, at_trial
        best, at_best = (latest, at_latest) if abs(at_latest) < abs(at_opposite) else (opposite, at_opposite)
        smallest_share = (_RELATIVE_TOLERANCE * abs(best) + _SMALLEST) / abs(opposite - latest)
        if at_best == 0 or smallest_share > 0.5:
            return best
        share = _next_share(latest, at_latest, opposite, at_opposite, left_over, at_left_over)
        share = min(1 - smallest_share, max(smallest_share, share))


def _next_share(a: float, fa: float, b: float, fb: float, c: float, fc: float) -> float:
    """How far from a towards b to try next, 0 to 1: interpolated where that is safe, else one half."""
    xi = (a - b) / (c - b)
    phi = (fa - fb) / (fc - fb)
    if not (phi**2 < xi and (1 - phi) ** 2 < 1 - xi):
        return 0.5
    return fa / (fb - fa) * fc / (fb - fc) + (c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb)
