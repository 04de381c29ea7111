"""Numbers that a sentence states: effect estimates with their intervals, p values, and rates.

Editors are told of what is read here, so it reads plain spellings only and is silent in doubt. `articles/suggestions`
reads many more, because there a person looks at each number before it is stored.
"""

import re
from dataclasses import dataclass

from ..effects import stated_changes

# Bounded, and without "1,234", so that every match can be read as a number.
_NUMBER = r"[0-9]{1,9}(?:[.·][0-9]{1,12}|,[0-9]{1,2}(?![0-9]))?|\.[0-9]{1,12}"
_MEASURES = {
    "HR": r"HRs?|[Hh]azard [Rr]atios?",
    "OR": r"ORs?|[Oo]dds [Rr]atios?",
    "RR": r"RRs?|[Rr](?:isk|elative risk) [Rr]atios?|[Rr]elative [Rr]isks?",
    "RATE_RATIO": r"[Rr]ate [Rr]atios?",
}
_ESTIMATE = re.compile(
    r"\b(?:" + "|".join(f"(?P<{name}>{words})" for name, words in _MEASURES.items()) + r")\b"
    rf"(?:\s*[(\[](?:HR|OR|RR)[)\]])?\s*(?:of|was|is|[=:,(])?\s*(?P<value>{_NUMBER})(?![0-9])(?!\s?%)"
)
_LEVEL = r"(?:(?P<level>[0-9]{2}(?:\.[0-9]{1,6})?)\s?%\s*)?"
_INTERVAL = re.compile(
    _LEVEL + r"\b(?:CI|[Cc]onfidence [Ii]nterval)\b\s*[:,=(\[]?\s*(?:of\s+)?"
    rf"(?P<lower>[−-]?(?:{_NUMBER}))\s?%?\s*(?:–|-|‑|to|,|;)\s*(?P<upper>[−-]?(?:{_NUMBER}))"
)
_BARE_INTERVAL = re.compile(r"\b(?:CI|[Cc]onfidence [Ii]nterval)\b\s*[:,=(\[]?\s*(?:of\s+)?[−-]?(?:[0-9]|\.[0-9])")
_P_VALUE = re.compile(rf"\b[pP]\s*(?:[- ]?value\s*)?(?:of\s*)?(?P<op>[<>=≤≥])\s*(?P<p>{_NUMBER})")
_PERCENT = re.compile(r"(?P<number>[0-9]{1,9}(?:[.·][0-9]{1,12})?)\s?%(?!\s?-?\s?points?)")
_LEVEL_AHEAD = re.compile(r"\s*(?:two-sided\s+)?(?:CIs?\b|confidence)", re.IGNORECASE)
_CHANGE_WORDS = r"reduc|lower|decreas|declin|increas|rais|rise|improve|higher|greater|fewer|less|more|relative|risk"
_CHANGE_AHEAD = re.compile(rf"[\s-]*(?:(?:relative|risk|hazard)\s+)*(?:{_CHANGE_WORDS})", re.IGNORECASE)
_CHANGE_BEHIND = re.compile(r"\bby\s+(?:an?\s+)?(?:[a-z]+\s+){0,2}$", re.IGNORECASE)
_TIME = re.compile(
    r"[0-9]\s*(?:[–-]\s*[0-9]+(?:\.[0-9]+)?\s*)?[\s\u00a0-]?(?:months?|years?|weeks?|days?|mo|y|yr)\b", re.I
)


@dataclass(frozen=True)
class StatedEstimate:
    """An effect estimate in a sentence. Numbers as printed, None for what it does not say; p_operator "" without p."""

    measure: str
    value: str
    lower: str | None = None
    upper: str | None = None
    level: str | None = None
    p_operator: str = ""
    p: str | None = None


def estimates_in(text: str) -> list[StatedEstimate]:
    """The ratios that a text states, each with the interval and the p value between it and the next one."""
    matches = list(_ESTIMATE.finditer(text))
    ends = [match.start() for match in matches[1:]] + [len(text)] * bool(matches)
    return [_estimate(match, text[match.end() : end]) for match, end in zip(matches, ends, strict=True)]


def _estimate(match: re.Match[str], tail: str) -> StatedEstimate:
    tail = re.split(r"(?<=[a-z)\]])\.\s|\n", tail, maxsplit=1)[0]
    interval, p = _INTERVAL.search(tail), _P_VALUE.search(tail)
    return StatedEstimate(
        measure=next(name for name in _MEASURES if match[name]),
        value=match["value"],
        lower=interval["lower"] if interval else None,
        upper=interval["upper"] if interval else None,
        level=interval["level"] if interval else None,
        p_operator=p["op"] if p else "",
        p=p["p"] if p else None,
    )


def intervals_without_level(text: str) -> list[str]:
    """The words "CI 0.41…" of each interval in the text that does not say its level."""
    return [
        match[0]
        for match in _BARE_INTERVAL.finditer(text)
        if not re.search(r"[0-9]\s?%\s*$", text[max(0, match.start() - 8) : match.start()])
    ]


def levels_in(text: str) -> list[str]:
    """The level of each interval in the text, as printed."""
    return [match["level"] for match in _INTERVAL.finditer(text) if match["level"]]


def p_values_in(text: str) -> list[tuple[str, str]]:
    """Operator and number of each p value in the text."""
    return [(match["op"], match["p"]) for match in _P_VALUE.finditer(text)]


def rates_in(text: str) -> list[str]:
    """Percentages that state a share of people: no levels of intervals, no relative changes, no percentage points."""
    return [match["number"] for match in _PERCENT.finditer(text) if not _is_level_or_change(text, match)]


def _is_level_or_change(text: str, match: re.Match[str]) -> bool:
    ahead, behind = text[match.end() : match.end() + 40], text[max(0, match.start() - 40) : match.start()]
    return bool(_LEVEL_AHEAD.match(ahead) or _CHANGE_AHEAD.match(ahead) or _CHANGE_BEHIND.search(behind))


def names_a_time(text: str) -> bool:
    """Whether the text gives a stretch of time in figures, such as "60 months" or "60-month"."""
    return _TIME.search(text) is not None


def has_uncertainty(text: str) -> bool:
    """Whether the text gives a p value or an interval."""
    return bool(_P_VALUE.search(text) or _INTERVAL.search(text) or _BARE_INTERVAL.search(text))


def states_a_change(text: str) -> bool:
    """Whether the text states a relative change of a risk, such as "reduced the risk of death by 43%"."""
    return bool(stated_changes(text, "HR"))
