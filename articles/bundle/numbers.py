"""Rules on printed numbers that no import may break, because the database refuses such rows.

Every other rule on numbers is a finding of preflight. Each function takes a canonical record and yields the field that is
wrong, and a sentence.
"""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from ..effects import printed, printed_text
from ..effects.consistency import order_findings
from ..effects.effect import DIFFERENCES, RATIOS, read_effect

Record = Mapping[str, Any]
Clash = tuple[str, str]


def _number(record: Record, name: str) -> Decimal | None:
    return printed(record[name]) if name in record else None


def value_clashes(value: Record) -> Iterator[Clash]:
    """A value outside its interval, a percentage outside 0 to 100, more events than people, a number not reached."""
    estimate = _number(value, "value")
    if value.get("unit") == "%" and estimate is not None and not 0 <= estimate <= 100:
        yield "value", f"a percentage lies between 0 and 100; {printed_text(estimate)} does not"
    if value.get("not_reached") and estimate is not None:
        yield "value", f"the value is {printed_text(estimate)} and not reached at once"
    if "x" in value and "n" in value and value["x"] > value["n"]:
        yield "x", f"{value['x']} events are more than {value['n']} people"
    yield from _interval_clashes(value, estimate)


def _interval_clashes(record: Record, estimate: Decimal | None) -> Iterator[Clash]:
    lower, upper = _number(record, "ci_lower"), _number(record, "ci_upper")
    if lower is not None and upper is not None and lower > upper:
        yield "ci_lower", f"the lower limit {printed_text(lower)} is above the upper limit {printed_text(upper)}"
    elif estimate is not None and lower is not None and estimate < lower:
        yield "value", f"{printed_text(estimate)} lies below its lower limit {printed_text(lower)}"
    elif estimate is not None and upper is not None and estimate > upper:
        yield "value", f"{printed_text(estimate)} lies above its upper limit {printed_text(upper)}"
    yield from _level_clashes(record)


def _level_clashes(record: Record) -> Iterator[Clash]:
    level = _number(record, "ci_pct")
    if level is not None and not 0 < level < 100:
        yield "ci_pct", f"{printed_text(level)} is not the level of an interval; write a percentage such as 95"


def comparison_clashes(comparison: Record) -> Iterator[Clash]:
    """An estimate outside its interval, a ratio not above 0, an interval without its level, p outside 0 to 1."""
    estimate, lower, upper = (comparison.get(name) for name in ("value", "ci_lower", "ci_upper"))
    kind = comparison.get("measure")
    if kind in RATIOS | DIFFERENCES and not _is_point(comparison):
        effect = read_effect(kind, estimate, lower, upper, comparison.get("ci_pct"))
        yield from (("value", finding.message) for finding in order_findings(effect))
        yield from _level_clashes(comparison)
    else:
        yield from _interval_clashes(comparison, _number(comparison, "value"))
    if (lower is not None or upper is not None) and "ci_pct" not in comparison:
        yield "ci_pct", "is missing: an interval states its level, which is not always 95"
    p_value = _number(comparison, "p_value")
    if p_value is not None and not 0 <= p_value <= 1:
        yield "p_value", f"a p value lies between 0 and 1; {printed_text(p_value)} does not"


def _is_point(comparison: Record) -> bool:
    """Whether rounding has closed the interval: its limits print alike and are possible, which is odd but not false."""
    lower, upper = _number(comparison, "ci_lower"), _number(comparison, "ci_upper")
    is_possible = comparison.get("measure") not in RATIOS or (lower is not None and lower > 0)
    return lower is not None and lower == upper and is_possible


def follow_up_clashes(follow_up: Record) -> Iterator[Clash]:
    value = _number(follow_up, "value")
    if value is not None and value < 0:
        yield "value", f"follow-up is not negative; {printed_text(value)} is"


def period_clashes(first: str, last: str, what: str) -> Callable[[Record], Iterator[Clash]]:
    """A check that a period does not end before it starts; `what` names it in the sentence."""

    def check(record: Record) -> Iterator[Clash]:
        if first in record and last in record and record[last] < record[first]:
            yield last, f"{what} ends on {record[last]}, before it starts on {record[first]}"

    return check
