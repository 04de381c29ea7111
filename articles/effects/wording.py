"""Effects and values of trial arms as one line of text."""

from decimal import Decimal

from .printed import printed, printed_text

Number = str | Decimal

MEASURE_LABELS = {
    "HR": "HR",
    "OR": "OR",
    "RR": "RR",
    "RATE_RATIO": "rate ratio",
    "RD": "risk difference",
    "MD": "mean difference",
    "RMSTD": "RMST difference",
}
OPERATOR_SIGNS = {"<": "<", "<=": "≤", "≤": "≤", "=": "=", ">=": "≥", "≥": "≥", ">": ">"}
NOT_REACHED = "not reached"


def effect_text(
    measure: str,
    value: Number | None,
    lower: Number | None,
    upper: Number | None,
    level: Number | None,
    p_operator: str | None = None,
    p_value: Number | None = None,
    unit: str = "",
) -> str:
    """Return an effect estimate such as "HR 0.57 (95% CI 0.41–0.79; p = 0.0005)".

    measure: a key of MEASURE_LABELS, or "none" for a p value alone. A lower limit without an upper one prints "upper
    limit not reached". level is a percentage; without one the text says "CI". Raises ValueError for an unknown measure
    or operator, or for text that is not a number.
    """
    p_part = p_text(p_operator, p_value)
    if measure == "none":
        return p_part
    if measure not in MEASURE_LABELS:
        raise ValueError(f"“{measure}” is not a known effect measure.")
    interval = interval_text(lower, upper, level, name_open_limit=True)
    if value is None and not interval:
        return p_part
    head = MEASURE_LABELS[measure] + (f" {with_unit(value, unit)}" if value is not None else "")
    return head + in_parentheses(interval, p_part)


def value_text(
    value: Number | None,
    unit: str = "",
    x: int | None = None,
    n: int | None = None,
    lower: Number | None = None,
    upper: Number | None = None,
    level: Number | None = None,
    not_reached: bool = False,
    param_type: str = "",
    dispersion_type: str = "",
    dispersion: Number | None = None,
) -> str:
    """Return what was measured in one arm, such as "63.2%" or "54.3 months (95% CI 45.2–not reached)".

    x of n are counts of people; param_type ("median") stands before the value, dispersion_type ("SD") before its
    number. A limit is missing only beside the other one, and then reads "not reached". Empty when nothing was measured.
    Raises ValueError for text that is not a number.
    """
    counts = f"{x}/{n}" if x is not None and n is not None else f"n = {n}" if n is not None else ""
    spread = f"{dispersion_type or '±'} {printed_text(dispersion)}" if dispersion is not None else ""
    interval = interval_text(lower, upper, level)
    if value is None and not not_reached:
        return "; ".join(part for part in (counts, spread, interval) if part)
    head = NOT_REACHED if value is None else with_unit(value, unit)
    return (f"{param_type} " if param_type else "") + head + in_parentheses(counts, spread, interval)


def interval_text(
    lower: Number | None, upper: Number | None, level: Number | None, *, name_open_limit: bool = False
) -> str:
    """Return "95% CI 0.41–0.79", or "" without limits.

    An open limit reads "not reached", or "upper limit not reached" where it has to be named. "to" replaces the dash
    beside a negative limit, whose sign the dash would hide, and beside words.
    """
    if lower is None and upper is None:
        return ""
    low = printed_text(lower) if lower is not None else "lower limit not reached" if name_open_limit else NOT_REACHED
    high = printed_text(upper) if upper is not None else "upper limit not reached" if name_open_limit else NOT_REACHED
    has_negative = any(limit is not None and printed(limit) < 0 for limit in (lower, upper))
    names_a_limit = name_open_limit and (lower is None or upper is None)
    return f"{level_text(level)}CI {low}{' to ' if has_negative or names_a_limit else '–'}{high}"


def level_text(level: Number | None) -> str:
    """Return "98.5% " with a trailing space and no needless zeros, or "" when the level is not known."""
    if level is None:
        return ""
    number = f"{printed(level):f}"
    return (number.rstrip("0").rstrip(".") if "." in number else number) + "% "


def p_text(operator: str | None, p_value: Number | None) -> str:
    """Return "p = 0.0005", or "" without a p value; the operator defaults to "="."""
    if p_value is None:
        return ""
    sign = OPERATOR_SIGNS.get(operator or "=")
    if sign is None:
        raise ValueError(f"“{operator}” is not an operator of a p value.")
    return f"p {sign} {printed_text(p_value)}"


def with_unit(value: Number, unit: str) -> str:
    """Return "63.2%" or "54.3 months": only the percent sign stands close to its number."""
    return printed_text(value) + ("" if not unit else unit if unit == "%" else f" {unit}")


def in_parentheses(*parts: str) -> str:
    """Return " (first; second)" from the parts that are not empty, or ""."""
    filled = [part for part in parts if part]
    return f" ({'; '.join(filled)})" if filled else ""
