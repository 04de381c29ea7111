"""P values of one table of results, adjusted for their number."""

from __future__ import annotations

from collections.abc import Sequence


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """Adjusted P values in the order given: rejecting those up to q keeps the false discovery rate at q.

    All rows of one printed table form the family. Raises ValueError for a value outside 0 to 1.
    Benjamini and Hochberg 1995, Journal of the Royal Statistical Society B 57:289.
    """
    for p in p_values:
        if not 0 <= p <= 1:
            raise ValueError(f"a P value must lie between 0 and 1, got {p!r}")
    family = len(p_values)
    adjusted = [1.0] * family
    smallest = 1.0
    descending = sorted(range(family), key=lambda index: p_values[index], reverse=True)
    for rank, index in zip(range(family, 0, -1), descending, strict=True):
        smallest = min(smallest, p_values[index] * family / rank)
        adjusted[index] = smallest
    return adjusted
