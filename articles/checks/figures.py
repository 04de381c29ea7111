"""Do the figures in a sentence agree with each other and with the result they restate?"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from ..effects import check_effect, check_percentages, printed
from ..effects.effect import RATIOS
from ..effects.p_values import format_findings, read_p_value
from ..findings import Finding
from ..passages import Passage, Record, passages
from .estimates import (
    StatedEstimate,
    estimates_in,
    has_uncertainty,
    intervals_without_level,
    p_values_in,
    rates_in,
    states_a_change,
)
from .reports import names_harm

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z])|\n")
_SIGNIFICANT = re.compile(r"(?<!non-)(?<!non)\bsignificant(?:ly)?\b", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:not|no|nor|never|without|neither)\b[^.;,]{0,40}$|n[’']t\b[^.;,]{0,30}$", re.IGNORECASE)
_NOT_REACHED = re.compile(r"\bnot (?:yet )?(?:been )?reached\b", re.IGNORECASE)
_TIMES = re.compile(r"[0-9]\s*(?:years?|months?)\b", re.IGNORECASE)
_GUESS = re.compile(r"\b(?:estimated?|projected|expected|predicted|extrapolated)\b", re.IGNORECASE)


def stated_changes(content: Mapping[str, Any], on: date) -> Iterator[Finding]:
    """STAT-PCT: "reduced by 53%" beside a hazard ratio of 0.57, of the pinned result or else of the same text."""
    for passage in passages(content):
        pinned = ratio_of(passage.result)
        everywhere = _ratios(passage.plain)
        for sentence in _SENTENCE_END.split(passage.plain):
            ratios = [pinned] if pinned else _ratios(sentence) or everywhere
            tried = [_percentage_findings(sentence, *ratio, passage.where) for ratio in ratios]
            if tried and all(tried):
                yield from tried[0]


def ratio_of(result: Record | None) -> tuple[str, str] | None:
    """Measure and printed estimate of a result's ratio; None where it has none."""
    comparison = (result or {}).get("comparison") or {}
    value = comparison.get("value")
    return (comparison["measure"], value) if value and comparison["measure"] in RATIOS else None


def _ratios(text: str) -> list[tuple[str, str]]:
    return [(estimate.measure, estimate.value) for estimate in estimates_in(text)]


def _percentage_findings(text: str, measure: str, ratio: str, where: str) -> list[Finding]:
    return check_percentages(text, ratio, measure, where) if _is_ratio(ratio) else []


def _is_ratio(text: str) -> bool:
    try:
        return printed(text) > 0
    except ValueError:
        return False


def printed_estimates(content: Mapping[str, Any], on: date) -> Iterator[Finding]:
    """STAT-OUT, STAT-ASYM and their kin on estimates that a text prints; those of a shown result are checked there."""
    known = {_figures(result) for trial in content.get("trials", []) for result in trial.get("results", [])}
    for passage in passages(content):
        for estimate in estimates_in(passage.plain):
            if _figures_of(estimate) not in known:
                for finding in estimate_findings(estimate):
                    yield replace(finding, where=passage.where)


def _figures(result: Record) -> tuple[Decimal | None, ...]:
    comparison = result.get("comparison") or {}
    return tuple(_number(comparison.get(name)) for name in ("value", "ci_lower", "ci_upper"))


def _figures_of(estimate: StatedEstimate) -> tuple[Decimal | None, ...]:
    return tuple(map(_number, (estimate.value, estimate.lower, estimate.upper)))


def _number(text: str | None) -> Decimal | None:
    return None if text is None else printed(text)


def estimate_findings(estimate: StatedEstimate) -> list[Finding]:
    """What does not fit in an estimate that a text prints; levels and p values have rules of their own."""
    try:
        found = check_effect(
            estimate.measure,
            estimate.value,
            estimate.lower,
            estimate.upper,
            estimate.level,
            p=estimate.p,
            p_operator=estimate.p_operator or "=",
            sides=None,
        )
    except ValueError as error:
        return [Finding("STAT-OUT", "error", str(error))]
    return [finding for finding in found if finding.rule not in ("STAT-CILEVEL", "STAT-PFORMAT")]


def printed_levels(content: Mapping[str, Any], on: date) -> Iterator[Finding]:
    """STAT-CILEVEL: an interval in a text without its level."""
    for passage in passages(content):
        for _interval in intervals_without_level(passage.plain):
            message = "An interval stands here without its level; write 95% CI, or the level that the source gives."
            yield Finding("STAT-CILEVEL", "error", message, passage.where)


def printed_p_values(content: Mapping[str, Any], on: date) -> Iterator[Finding]:
    """STAT-PFORMAT: p values in a text that cannot be or say nothing."""
    for passage in passages(content):
        for operator, number in p_values_in(passage.plain):
            if p := read_p_value(number, operator, None):
                for finding in format_findings(p):
                    yield replace(finding, where=passage.where)


def significance(content: Mapping[str, Any], on: date) -> Iterator[Finding]:
    """STAT-SIG: "significant" beside an interval that includes no effect, or beside a p value that is too large."""
    for passage in passages(content):
        for sentence in _SENTENCE_END.split(passage.plain):
            if _claims_significance(sentence) and (reason := _no_effect(sentence, passage)):
                yield Finding("STAT-SIG", "warning", f"The text says significant, but {reason}.", passage.where)


def _claims_significance(text: str) -> bool:
    return any(
        not _DENIED.search(text[max(0, match.start() - 60) : match.start()]) for match in _SIGNIFICANT.finditer(text)
    )


def _no_effect(sentence: str, passage: Passage) -> str:
    """Why the figures of the sentence, else of the pinned result, show no significant effect; "" where they do not."""
    for estimate in estimates_in(sentence) or _pinned_estimate(passage):
        if estimate.lower and estimate.upper and printed(estimate.lower) < 1 < printed(estimate.upper):
            return f"the interval {estimate.lower} to {estimate.upper} includes 1 (no effect)"
    for operator, number in p_values_in(sentence):
        if operator in "=>≥" and Decimal("0.05") <= printed(number) <= 1:
            return f"p {operator} {number}"
    return ""


def _pinned_estimate(passage: Passage) -> list[StatedEstimate]:
    comparison = (passage.result or {}).get("comparison") or {}
    if comparison.get("measure") not in RATIOS or not comparison.get("value"):
        return []
    return [
        StatedEstimate(
            comparison["measure"], comparison["value"], comparison.get("ci_lower"), comparison.get("ci_upper")
        )
    ]


def missing_estimates(content: Mapping[str, Any], on: date) -> Iterator[Finding]:
    """STAT-NOESTIMATE (info): a change, a comparison of rates or "significant" with nothing that says how sure it is.

    Silent where the result behind it is pinned, or is one of the block's trial that holds both rates, and on rates of
    harm, which sources often list without a test.
    """
    for passage in passages(content):
        if passage.is_claim and (reason := _lack(passage)):
            yield Finding("STAT-NOESTIMATE", "info", reason, passage.where)


def _lack(passage: Passage) -> str:
    text = passage.plain
    if _NOT_REACHED.search(text) and _GUESS.search(text) and _TIMES.search(text):
        return "A time that was not reached is given in figures; say who extrapolated it, or mark it as expert view."
    if _has_estimate(passage):
        return ""
    if states_a_change(text):
        return "A relative change stands here without an effect estimate and its interval."
    if has_uncertainty(text):
        return ""
    if _claims_significance(text):
        return "The text says significant and gives neither a p value nor an interval."
    if (
        len(rates_in(text)) == 2
        and not names_harm(text)
        and re.search(r"\b(?:vs?|versus|against|compared|than|and|from)\b", text)
    ):
        return "Two rates are compared with neither a p value nor an interval."
    return ""


def _has_estimate(passage: Passage) -> bool:
    if estimates_in(passage.plain):
        return True
    if passage.result is not None:
        return "comparison" in passage.result
    return any("comparison" in result for result in results_with_rates(passage))


def results_with_rates(passage: Passage) -> list[Record]:
    """Results of the block's trial whose arms have all the rates that the text states, two at least."""
    rates = {printed(rate) for rate in rates_in(passage.plain)}
    if len(rates) < 2 or passage.trial is None:
        return []
    return [result for result in passage.trial.get("results", []) if rates <= percentages_of(result)]


def percentages_of(result: Record) -> set[Decimal]:
    """The values of the arms that are percentages."""
    values = result.get("values", [])
    return {printed(value["value"]) for value in values if value.get("unit") == "%" and value.get("value") is not None}
