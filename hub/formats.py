"""Numbers as text, the same on every page: percentages, points, intervals and P values. Pure.

Fewer than 200 learners give whole percentages, more give one decimal: further digits would be noise.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from hub.stats import Interval

NO_DATA = "–"
MINUS = "−"
LEARNERS_FOR_A_DECIMAL = 200


def decimals_for(n: int) -> int:
    """Decimals of a percentage that rests on n learners: 0 below 200, else 1."""
    return 1 if n >= LEARNERS_FOR_A_DECIMAL else 0


def fixed(value: float, decimals: int) -> str:
    """`value` with that many decimals, halves rounded away from zero; a true minus sign, and no signed zero."""
    # The first rounding removes the binary noise that would turn 40.5 into 40.49999999999999.
    rounded = Decimal(str(round(value, 9))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{abs(rounded)}" if rounded >= 0 else f"{MINUS}{abs(rounded)}"


def percent(share: float | None, n: int) -> str:
    """A proportion of 0 to 1 that rests on n learners, such as 40%."""
    return NO_DATA if share is None else f"{fixed(share * 100, decimals_for(n))}%"


def percentage(share: float | None) -> float | None:
    """A proportion of 0 to 1 as a number of percent with four decimals, so that a spreadsheet shows no binary noise."""
    return None if share is None else round(100 * share, 4)


def percent_interval(interval: Interval | None, n: int) -> str:
    """The limits of a proportion without the sign for percent, such as 31 to 50."""
    if interval is None:
        return NO_DATA
    return " to ".join(fixed(limit * 100, decimals_for(n)) for limit in (interval.lower, interval.upper))


def points(change: float | None, n: int, decimals: int | None = None) -> str:
    """A change between -1 and 1 in percentage points with its sign, such as +25."""
    return NO_DATA if change is None else _signed(change, decimals_for(n) if decimals is None else decimals)


def points_interval(interval: Interval | None, n: int) -> str:
    """The limits of a change with their signs, such as +13 to +36.

    A limit that is not zero is never printed as zero while two decimals can tell them apart: the reader sees on which
    side of zero the interval lies.
    """
    if interval is None:
        return NO_DATA
    limits = (interval.lower, interval.upper)
    decimals = decimals_for(n)
    while decimals < 2 and any(limit and not float(fixed(abs(limit) * 100, decimals)) for limit in limits):
        decimals += 1
    return " to ".join(_signed(limit, decimals) for limit in limits)


def p_value(p: float | None) -> str:
    """Two significant digits; <0.001 and >0.99 at the ends."""
    if p is None:
        return NO_DATA
    if p < 0.001:
        return "<0.001"
    if p >= 0.995:
        return ">0.99"
    return fixed(p, 2 if p >= 0.0995 else 3 if p >= 0.00995 else 4)


def _signed(change: float, decimals: int) -> str:
    text = fixed(change * 100, decimals)
    return text if text.startswith(MINUS) or not float(text) else f"+{text}"
