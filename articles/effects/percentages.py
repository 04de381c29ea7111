"""Percent changes of risk stated in a sentence, compared with the ratio they restate (rule STAT-PCT)."""

import re
from bisect import bisect, bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ..findings import Finding
from .printed import half_unit, printed, printed_text

TOLERANCE_POINTS = 1.0

_DOWN_VERBS = r"reduc\w*|lower\w*|decreas\w*|declin\w*|diminish\w*|cut|cuts|cutting|drop\w*|fell|fallen"
_UP_VERBS = r"increas\w*|rais\w*|rose|risen|higher|greater|elevated"
# Bounded, and without "1,234", so that every match can be read as a number.
_PERCENT = r"(?P<percent>[0-9]{1,9}(?:[.·][0-9]{1,9}|,[0-9]{1,2}(?![0-9]))?)\s?%(?!\s?-?\s?points?)"
_HEDGE = r"(?P<hedge>about|around|roughly|nearly|almost|approximately|more than|over|at least|up to|less than)"
_VERB_FIRST = re.compile(
    rf"\b(?:(?P<down>{_DOWN_VERBS})|(?P<up>{_UP_VERBS}))\b(?:(?!\b(?:{_DOWN_VERBS}|{_UP_VERBS})\b)[^%])*?"
    rf"\bby\s+(?:an?\s+)?(?:{_HEDGE}\s+)?{_PERCENT}",
    re.IGNORECASE,
)
_PERCENT_FIRST = re.compile(
    rf"(?:\b{_HEDGE}\s+)?(?<![0-9.,·]){_PERCENT}[\s-]*(?:(?:relative|risk|hazard|odds|mortality|rate)\s+){{0,2}}"
    rf"(?:(?P<down>{_DOWN_VERBS}|fewer|less)|(?P<up>{_UP_VERBS}|more))\b",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"(?<=[.!?;])\s+|\b(?:but|while|whereas)\b", re.IGNORECASE)
_LOOSE_CLAUSE_END = re.compile(r",\s|\band\b", re.IGNORECASE)
_HAS_PERCENT = re.compile(r"%|\bpercent")
_HAZARD_WORDS = re.compile(
    r"\b(?:risks?|hazards?|likelihood|chances?|probability|progression|deaths?|mortality|dying)\b", re.I
)
# What a clause must name before its percentage is taken for this ratio: response rates and medians also rise "by 20%".
_SUBJECT = {
    "HR": _HAZARD_WORDS,
    "RR": _HAZARD_WORDS,
    "RATE_RATIO": re.compile(r"\b(?:rates?|events?|exacerbations?|relapses?|hospitali[sz]ations?|risks?)\b", re.I),
    "OR": re.compile(r"\b(?:odds|likelihood|likely|chances?)\b", re.I),
}


@dataclass(frozen=True)
class StatedChange:
    """A relative change as a sentence puts it: percent as printed; rough where a word such as "almost" stands by it."""

    direction: Literal["reduced", "increased"]
    percent: str
    is_rough: bool


def stated_changes(text: str, measure: str = "HR") -> list[StatedChange]:
    """Return the percent changes of what `measure` (HR, OR, RR, RATE_RATIO) measures, in reading order.

    Only clauses that name a risk, hazard, odds or the like count; percentage points do not. Raises KeyError for other
    measures.
    """
    subject = _SUBJECT[measure]
    return [change for clause in _clauses(text) if subject.search(clause) for change in _changes_in(clause)]


def _clauses(text: str) -> Iterator[str]:
    """Yield the text in clauses; a comma or "and" parts two of them only where a percentage stands on both sides."""
    for part in _CLAUSE_END.split(text):
        start, places = 0, [match.start() for match in _HAS_PERCENT.finditer(part)]
        for separator in _LOOSE_CLAUSE_END.finditer(part) if places else ():
            if bisect(places, separator.start()) > bisect_left(places, start) and places[-1] >= separator.end():
                yield part[start : separator.start()]
                start = separator.end()
        yield part[start:]


def _changes_in(clause: str) -> list[StatedChange]:
    found = {
        match.start("percent"): match for pattern in (_PERCENT_FIRST, _VERB_FIRST) for match in pattern.finditer(clause)
    }
    return [
        StatedChange("reduced" if match["down"] else "increased", match["percent"], bool(match["hedge"]))
        for _, match in sorted(found.items())
    ]


def reduction_matches(text_pct: str, hazard_ratio: str) -> bool:
    """Return whether "reduced by text_pct %" restates the ratio: text_pct = 100 (1 − ratio) within 1 point.

    A ratio printed with fewer than two decimals allows half a unit of its last digit instead. Raises ValueError for
    text that is not a number.
    """
    return _amount_matches(printed(text_pct), printed(hazard_ratio), "reduced")


def check_percentages(text: str, ratio: str, measure: str = "HR", where: str = "") -> list[Finding]:
    """Return STAT-PCT findings on the changes of risk that `text` states, given the ratio of the comparison as printed.

    Error where the direction is wrong ("reduced" beside 1.75), warning where the amount is off by more than 1 point.
    Raises ValueError when the ratio is not a number above 0, KeyError for a measure that is not a ratio.
    """
    number = printed(ratio)
    if number <= 0:
        raise ValueError(f"A ratio is greater than 0; “{ratio}” is not.")
    findings = (_change_finding(change, number, measure, where) for change in stated_changes(text, measure))
    return [finding for finding in findings if finding]


def _change_finding(change: StatedChange, ratio: Decimal, measure: str, where: str) -> Finding | None:
    name = f"{measure.replace('_', ' ').lower() if '_' in measure else measure} {printed_text(ratio)}"
    percent = printed(change.percent)
    actual = "reduced" if ratio < 1 else "increased"
    if ratio != 1 and change.direction != actual:
        message = f"The text says {change.direction} by {printed_text(percent)}%, but {name} means {actual}."
        return Finding("STAT-PCT", "error", message, where)
    if change.is_rough or _amount_matches(percent, ratio, change.direction):
        return None
    expected = f"{abs(100 * (1 - ratio)):f}".rstrip("0").rstrip(".") or "0"
    message = f"The text says {change.direction} by {printed_text(percent)}%, but {name} means {actual} by {expected}%."
    return Finding("STAT-PCT", "warning", message, where)


def _amount_matches(percent: Decimal, ratio: Decimal, direction: str) -> bool:
    expected = 100 * (1 - ratio) if direction == "reduced" else 100 * (ratio - 1)
    return abs(float(percent - expected)) <= max(TOLERANCE_POINTS, 100 * half_unit(ratio)) + 1e-9
