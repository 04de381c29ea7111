"""Do rates, counts, levels and times of results make sense?"""

import math
import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from ..effects import printed, printed_text
from ..effects.effect import read_effect
from ..findings import Finding
from ..passages import Record, passages
from ..shown_results import shown_results
from ..trial_content import by_key, reference_among
from .estimates import levels_in, names_a_time, rates_in

LOG_DIFFERENCE = 0.22
SHARE_OF_STANDARD_ERROR = 0.10
RD_SLACK_POINTS = 1.0

_SURVIVAL = re.compile(r"\b(?:surviv\w*|PFS|OS|DFS|EFS|RFS|free of (?:progression|relapse|disease)|event-free|alive)\b")
_TIME_WORDS = re.compile(r"\b(?:landmark|end of|at completion|data cut-?off)\b", re.IGNORECASE)
_MEDIAN_PERCENT = re.compile(
    r"\bmedian\b(?![^.;]{0,200}\b(?:months?|years?|weeks?)\b[^.;]{0,200}%)(?:(?!follow-up|observation)[^.;,(]){0,60}?"
    r"(?P<number>[0-9]+(?:\.[0-9]+)?)\s?%(?!\s*(?:CI|confidence))",
    re.IGNORECASE,
)
_RATE_MONTHS = re.compile(
    r"\brates?\s+(?:was|were|of|is|at|reached)\s+(?P<number>[0-9]+(?:\.[0-9]+)?)\s*(?:months?|years?)\b", re.IGNORECASE
)
_BIG_PERCENT = re.compile(r"(?<![0-9.,])(?P<number>[0-9]{3,9}(?:\.[0-9]{1,12})?)\s?%")
_MAY_EXCEED = re.compile(
    r"\b(?:by|increas\w*|ris\w*|rose|grow\w*|growth|than|intensity|bioavailab\w*|exposure)\b[^.;]{0,30}$", re.IGNORECASE
)
_OF_SOMETHING = re.compile(r"\s*(?:of\b|increase|higher|more|greater|rise|growth)", re.IGNORECASE)


def crude_ratios(content: Mapping[str, Any], on: date) -> Iterator[Finding]:
    """STAT-RATES: an odds or risk ratio, or a risk difference, that the rates of its arms do not give (warning);
    counts that do not give the printed percentage (info)."""
    for where, trial, result in shown_results(content):
        rates = _two_rates(trial, result)
        comparison = result.get("comparison") or {}
        if rates and comparison.get("value") and (message := _rates_message(comparison, *rates)):
            yield Finding("STAT-RATES", "warning", f"{trial['acronym']}: {message}", where)
        for value in result.get("values", []):
            if message := _count_message(value):
                yield Finding("STAT-RATES", "info", f"{trial['acronym']}: {message}", where)
        if message := _recomputed_message(trial, result):
            yield Finding("STAT-RATES", "info", f"{trial['acronym']}: {message}", where)


def _two_arms(trial: Record, result: Record) -> tuple[Record, Record] | None:
    """The values of the arm under test and of the reference arm, where exactly two arms are compared."""
    comparison = result.get("comparison") or {}
    groups = comparison.get("groups") or [value["arm"] for value in result.get("values", [])]
    values = {value["arm"]: value for value in result.get("values", [])}
    if len(groups) != 2 or not all(arm in values for arm in groups):
        return None
    known = by_key(trial.get("arms", []))
    by_type = reference_among(known, groups) if all(arm in known for arm in groups) else ""
    reference = comparison.get("reference_arm") or by_type or groups[1]
    if reference not in groups:
        return None
    tested = next(arm for arm in groups if arm != reference)
    return values[tested], values[reference]


def _two_rates(trial: Record, result: Record) -> tuple[Decimal, Decimal] | None:
    arms = _two_arms(trial, result)
    if arms is None or any(arm.get("unit") != "%" or arm.get("value") is None for arm in arms):
        return None
    tested, reference = (printed(arm["value"]) for arm in arms)
    return tested, reference


def crude_ratio(measure: str, tested: float, reference: float) -> float | None:
    """The odds or risk ratio of two proportions in 0–1; None where a division by zero stands in the way."""
    if measure == "OR":
        tested, reference = (rate / (1 - rate) if rate < 1 else math.inf for rate in (tested, reference))
    if not reference or not tested or math.inf in (tested, reference):
        return None
    return tested / reference


def _rates_message(comparison: Record, tested: Decimal, reference: Decimal) -> str:
    measure, stated = comparison["measure"], printed(comparison["value"])
    rates = f"{printed_text(tested)}% and {printed_text(reference)}%"
    if measure == "RD" and comparison.get("unit", "%") in ("", "%", "percentage points", "points"):
        difference = tested - reference
        slack = RD_SLACK_POINTS + 0.5 * sum(10.0 ** int(n.as_tuple().exponent) for n in (tested, reference, stated))
        if abs(float(stated - difference)) > slack:
            return f"the rates {rates} differ by {printed_text(difference)} points, not by {printed_text(stated)}."
    if measure not in ("OR", "RR") or stated <= 0:
        return ""
    first, second = float(tested) / 100, float(reference) / 100
    crude = crude_ratio(measure, first, second)
    if crude is None or not _is_far(float(stated), crude):
        return ""
    message = f"the rates {rates} give a crude {measure} of {crude:.2f}, not {printed_text(stated)}."
    return f"{message} {_other_reading(measure, float(stated), first, second)}".rstrip()


def _is_far(stated: float, crude: float) -> bool:
    return abs(math.log(stated / crude)) > LOG_DIFFERENCE


def _other_reading(measure: str, stated: float, tested: float, reference: float) -> str:
    """A sentence on the other ratio of the same rates that fits, such as that of the people without the event."""
    readings = {
        "The inverse ratio": crude_ratio(measure, reference, tested),
        "The ratio of those without the event": crude_ratio("RR", 1 - tested, 1 - reference),
        "The inverse ratio of those without the event": crude_ratio("RR", 1 - reference, 1 - tested),
        "The odds ratio" if measure == "RR" else "The risk ratio": crude_ratio(
            "OR" if measure == "RR" else "RR", tested, reference
        ),
    }
    fits = [(name, ratio) for name, ratio in readings.items() if ratio and not _is_far(stated, ratio)]
    if not fits:
        return ""
    name, ratio = min(fits, key=lambda pair: abs(math.log(stated / pair[1])))
    return f"{name} would be {ratio:.2f}."


def _count_message(value: Record) -> str:
    x, n = value.get("x"), value.get("n")
    if not n or x is None or value.get("unit") != "%" or value.get("value") is None or _is_estimated(value):
        return ""
    stated = printed(value["value"])
    if abs(100 * x / n - float(stated)) <= 0.5 * 10.0 ** int(stated.as_tuple().exponent) + 1e-9:
        return ""
    return f"{x} of {n} is {100 * x / n:.1f}%, not {printed_text(stated)}%."


def _is_estimated(value: Record) -> bool:
    return "kaplan" in value.get("param_type", "").casefold() or "KM" in value.get("param_type", "")


def _recomputed_message(trial: Record, result: Record) -> str:
    """A sentence where counts are stored for both arms and give a clearly other ratio than the unadjusted one stated."""
    arms, comparison = _two_arms(trial, result), result.get("comparison") or {}
    if arms is None or comparison.get("stratified") or comparison.get("adjusted"):
        return ""
    if any(not arm.get("n") or arm.get("x") is None for arm in arms) or comparison.get("measure") not in ("OR", "RR"):
        return ""
    numbers = [comparison.get(name) for name in ("value", "ci_lower", "ci_upper", "ci_pct")]
    measured = read_effect(comparison["measure"], *numbers).measured()
    tested, reference = (arm["x"] / arm["n"] for arm in arms)
    crude = crude_ratio(comparison["measure"], tested, reference)
    if measured is None or crude is None:
        return ""
    stated = float(measured.estimate)
    if abs(math.log(stated / crude)) / measured.standard_error <= SHARE_OF_STANDARD_ERROR:
        return ""
    return f"the counts give {comparison['measure']} {crude:.2f}, not {comparison['value']}; it may be stratified."


def possible_rates(content: Mapping[str, Any], on: date) -> Iterator[Finding]:
    """STAT-RANGE: a share above 100%, or a limit of one outside 0 to 100."""
    for where, trial, result in shown_results(content):
        for value in result.get("values", []):
            limits = [value[name] for name in ("value", "ci_lower", "ci_upper") if value.get(name) is not None]
            for limit in limits if value.get("unit") == "%" else []:
                if not 0 <= printed(limit) <= 100:
                    message = f"{trial['acronym']}: {limit}% is no share of people; is a decimal point lost?"
                    yield Finding("STAT-RANGE", "error", message, where)
    for passage in passages(content):
        for match in _BIG_PERCENT.finditer(passage.plain):
            before, after = passage.plain[max(0, match.start() - 60) : match.start()], passage.plain[match.end() :]
            if printed(match["number"]) > 100 and not _MAY_EXCEED.search(before) and not _OF_SOMETHING.match(after):
                message = f"{match['number']}%: is a decimal point lost?"
                yield Finding("STAT-RANGE", "error", message, passage.where)


def mixed_levels(content: Mapping[str, Any], on: date) -> Iterator[Finding]:
    """STAT-CIMIX (info): intervals of several levels in one article."""
    levels = {printed(level).normalize() for passage in passages(content) for level in levels_in(passage.plain)}
    for _where, _trial, result in shown_results(content):
        rows = [result.get("comparison") or {}, *result.get("values", [])]
        levels |= {printed(row["ci_pct"]).normalize() for row in rows if row.get("ci_pct")}
    if len(levels) > 1:
        listed = ", ".join(f"{level:f}%" for level in sorted(levels))
        message = f"Intervals of several levels stand in this article: {listed}. Say so where they are compared."
        yield Finding("STAT-CIMIX", "info", message, "article.body")


def time_points(content: Mapping[str, Any], on: date) -> Iterator[Finding]:
    """STAT-TIME: a survival rate without its time point; a median in percent or a rate in months."""
    for where, trial, result in shown_results(content):
        measure = _measure(trial, result)
        percentages = [value for value in result.get("values", []) if value.get("unit") == "%" and value.get("value")]
        if _SURVIVAL.search(measure) and percentages and not result.get("time_point"):
            message = f"{trial['acronym']}: the rate of {measure} has no time point; say after how long."
            yield Finding("STAT-TIME", "warning", message, where)
        if any("median" in value.get("param_type", "").casefold() for value in percentages):
            message = f"{trial['acronym']}: a median time is not a percentage; is it a rate at a time point?"
            yield Finding("STAT-TIME", "warning", message, where)
    for passage in passages(content):
        yield from (
            Finding("STAT-TIME", "warning", message, passage.where) for message in _time_messages(passage.plain)
        )


def _measure(trial: Record, result: Record) -> str:
    """What a result measured, as its endpoint says."""
    return by_key(trial.get("endpoints", [])).get(result["endpoint"], {}).get("measure", "")


def _time_messages(text: str) -> Iterator[str]:
    for match in _MEDIAN_PERCENT.finditer(text):
        if _SURVIVAL.search(match[0]):
            yield f"A median time is not a percentage ({match['number']}%); is it a rate at a time point?"
            return
    for match in _RATE_MONTHS.finditer(text):
        yield f"A rate is not a time: “{match[0]}”."
    has_time = names_a_time(text) or _TIME_WORDS.search(text)
    if not has_time and any(_SURVIVAL.search(part) and rates_in(part) for part in re.split(r"(?<=[.;])\s", text)):
        yield "A survival rate stands here without its time point; say after how long."
