"""Several filters at once. Pure."""

from __future__ import annotations

from collections.abc import Mapping


def may_show(learners: Mapping[tuple[bool, ...], int], k: int) -> bool:
    """Whether numbers under these filters may be shown beside those under any part of them.

    learners: by whether each filter lets the learner pass, all filters in one order; what is missing is zero. Taking a
    filter away or turning it round then adds or removes 0 or at least k learners. Two views that differ in one filter
    are thereby safe; where a page offers all values of a filter side by side, `release_cross` decides.
    """
    return all(n == 0 or n >= k for n in learners.values())
