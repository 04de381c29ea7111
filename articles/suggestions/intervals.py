"""Confidence intervals as sentences print them, with and without their level."""

import re
from dataclasses import dataclass

from .sheet import NOT_REACHED, SIGNED, TAKEN, printed_number

_LABEL = r"(?:confidence intervals?(?:\s?[(\[]CI[)\]])?|\b(?:CI|KI|IC)s?\b)"
_PERCENT = r"(?P<{name}>[5-9][0-9](?:\.[0-9]{{1,3}})?)\s?(?:%|percent\b)"
_LEVEL_FIRST = _PERCENT.format(name="before") + rf"\s?-?\s?(?:{_LABEL})?"
_LABEL_FIRST = rf"(?:confidence interval|\b(?:CI|KI|IC))\s?[(,]?\s?{_PERCENT.format(name='after')}\)?"
_SIDES = r"(?:(?:two|one|2|1)-sided\s|repeated\s|exact\s|adjusted\s){0,2}"
_LIMIT = rf"(?:{SIGNED}\s?%?|{NOT_REACHED})"
_UNIT = r"(?:\s(?:months?|mo|years?|weeks?|days?|points|percentage points|mm ?Hg))?"
_LIMITS = rf"(?P<lower>{_LIMIT}){_UNIT}\s?(?:-|to\b|à|bis\b|,|;|/|and\b|through\b)\s?(?P<upper>{_LIMIT}){_UNIT}"

_LABELLED = re.compile(
    rf"[\s,;:=(\[{TAKEN}]{{0,60}}(?:and\s|with\s|with an?\s)?{_SIDES}(?:{_LABEL_FIRST}|{_LEVEL_FIRST}|{_LABEL})"
    rf"[\s,:;=(\[]{{0,4}}(?:(?:of|from|was|is|between)\s)?{_LIMITS}(?:\s?[)\]])?",
    re.IGNORECASE,
)
_BARE = re.compile(
    rf"\s?[(\[]\s?{_LIMITS}(?:[;,]\s?{_PERCENT.format(name='trailing')}\s?-?{_LABEL})?\s?(?:[)\]]|(?=[;,{TAKEN}]))",
    re.IGNORECASE,
)
# "HR (95% CI): 0.57 (0.41–0.79)" announces the level before the estimate.
ANNOUNCED_LEVEL = rf"[\s,;(\[]{{0,3}}(?:[5-9][0-9](?:\.[0-9]{{1,3}})?\s?%\s?-?\s?{_LABEL}|{_LABEL}\s?[5-9][0-9](?:\.[0-9]{{1,3}})?\s?%)[\s)\],;:=]{{0,6}}"
_LEVEL = re.compile(r"[5-9][0-9](?:\.[0-9]{1,3})?(?=\s?%)")


@dataclass(frozen=True)
class Interval:
    """Limits as printed, None for one that was not reached; level as printed or None; `end` on the sheet."""

    lower: str | None
    upper: str | None
    level: str | None
    end: int


def interval_at(text: str, place: int) -> Interval | None:
    """The interval that begins at this place, right behind its estimate."""
    match = _LABELLED.match(text, place)
    if match:
        return _interval(match, match["before"] or match["after"])
    match = _BARE.match(text, place)
    return _interval(match, match["trailing"]) if match else None


def announced_level(text: str | None) -> str | None:
    match = _LEVEL.search(text or "")
    return match[0] if match else None


def _interval(match: re.Match[str], level: str | None) -> Interval | None:
    lower, upper = _limit(match["lower"]), _limit(match["upper"])
    return None if lower is None and upper is None else Interval(lower, upper, level, match.end())


def _limit(text: str) -> str | None:
    return None if text[0].isalpha() else printed_number(text.rstrip("% "))
