"""Does a list item say the same numbers as the result it is pinned to?"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from ..effects import printed, printed_text
from ..effects.p_values import read_p_value
from ..findings import Finding
from ..passages import Record, passages
from .estimates import StatedEstimate, estimates_in, p_values_in, rates_in


def pinned_numbers(content: Mapping[str, Any], on: date) -> Iterator[Finding]:
    """STAT-PIN: a number in the text that differs from the pinned result; fewer printed decimals are no difference."""
    for passage in passages(content):
        if passage.result is not None:
            for message in differences(passage.plain, passage.result):
                yield Finding("STAT-PIN", "warning", message, passage.where)


def differences(text: str, result: Record) -> list[str]:
    """A sentence for each number of the text that contradicts the result."""
    comparison = result.get("comparison") or {}
    estimates = [one for one in estimates_in(text) if one.measure == comparison.get("measure")]
    found = _rate_differences(text, result)
    if estimates and not any(_restates(one, comparison) for one in estimates):
        found += _estimate_differences(estimates[0], comparison)
    return found + _p_differences(text, comparison)


def _rate_differences(text: str, result: Record) -> list[str]:
    """Rates that only one side has, paired in the order of their size; further rates in the text may be of other results."""
    values = [
        value for value in result.get("values", []) if value.get("unit") == "%" and value.get("value") is not None
    ]
    stored, stated = [printed(value["value"]) for value in values], [printed(rate) for rate in rates_in(text)]
    unsaid = [number for number in stored if not any(is_rounding_of(said, number) for said in stated)]
    foreign = [said for said in stated if not any(is_rounding_of(said, number) for number in stored)]
    messages = []
    for said in foreign:
        if unsaid:
            nearest = min(unsaid, key=lambda number: abs(number - said))
            unsaid.remove(nearest)
            messages.append(_sentence(f"{printed_text(nearest)}%", f"{printed_text(said)}%"))
    return messages


def is_rounding_of(said: Decimal, number: Decimal) -> bool:
    """Whether `said` is the number, or the number rounded to the decimals that `said` has."""
    places = Decimal(1).scaleb(min(0, int(said.as_tuple().exponent)))
    return said == number or number.quantize(places, ROUND_HALF_UP) == said


def _restates(estimate: StatedEstimate, comparison: Record) -> bool:
    return not _estimate_differences(estimate, comparison)


def _estimate_differences(estimate: StatedEstimate, comparison: Record) -> list[str]:
    pairs = (
        (estimate.measure, estimate.value, comparison.get("value")),
        ("a lower limit of", estimate.lower, comparison.get("ci_lower")),
        ("an upper limit of", estimate.upper, comparison.get("ci_upper")),
        ("a level of", estimate.level, comparison.get("ci_pct")),
    )
    return [
        _sentence(f"{name} {stored}", f"{said}")
        for name, said, stored in pairs
        if said is not None and stored is not None and not is_rounding_of(printed(said), printed(stored))
    ]


def _p_differences(text: str, comparison: Record) -> list[str]:
    stored = read_p_value(comparison.get("p_value"), comparison.get("p_op") or "=", None)
    if stored is None:
        return []
    stated = [p for p in (read_p_value(number, sign, None) for sign, number in p_values_in(text)) if p]
    low, high = stored.range
    if not stated or any(p.range[0] <= high and low <= p.range[1] for p in stated):
        return []
    return [_sentence(stored.text, stated[0].text)]


def _sentence(stored: str, said: str) -> str:
    return f"The pinned result says {stored}, the text says {said}."
