"""Comparisons between arms: ratios and differences with their intervals, and p values."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from .candidates import Contrast
from .intervals import ANNOUNCED_LEVEL, announced_level, interval_at
from .sheet import NUMBER, SIGNED, Sheet, printed_number

_WORDS = {
    "HR": r"hazard ratios?|(?-i:\b(?:a|s|c)?HRs?\b)(?![+-]|[\s-]?(?:positive|negative))",
    "RATE_RATIO": r"(?:incidence |event |annuali[sz]ed )?rate ratios?|(?-i:\bIRRs?\b)",
    "OR": r"odds ratios?|(?-i:\ba?ORs?\b)",
    "RR": r"(?:risk ratios?|relative risks?)(?! reduction)|(?-i:\ba?RRs?\b)",
    "RMSTD": r"RMST difference|difference in (?:RMST|restricted mean survival time)|restricted mean survival time difference",
    "MD": r"(?:least[\s-]squares )?mean (?:between-group )?(?:treatment )?difference|LSM? (?:mean )?difference|difference in (?:least[\s-]squares )?means?\b",
    "RD": r"(?:absolute |risk |rate |treatment |between-group |adjusted |estimated ){1,3}difference|difference|absolute risk reduction",
}  # fmt: skip
_ABBREVIATION = r"(?:\s?[(\[]\s?[A-Za-z]{2,5}\s?[)\]])?"
_BETWEEN = r"(?:[^0-9.;%\]]|vs\.){0,90}?"
_UNIT = r"(?:\s?(?P<unit>%|percent\b|percentage[\s-]points?|points\b|months?\b|mm ?Hg))?"
_NO_RATIO = re.compile(r"\s?(?:%|percent|bpm|beats|mg|months?|years?|weeks?|days?|patients|of [0-9]|times)", re.I)
_PATTERNS = {
    measure: re.compile(
        rf"(?:{words}){_ABBREVIATION}(?P<announced>{ANNOUNCED_LEVEL})?(?P<between>{_BETWEEN})"
        rf"(?P<announced_late>{ANNOUNCED_LEVEL})?\s?(?P<value>{SIGNED}){_UNIT}",
        re.IGNORECASE,
    )
    for measure, words in _WORDS.items()
}
_DIFFERENCES = {"RD", "MD", "RMSTD"}

_SIDED = r"(?:two|one|2|1)-(?:sided|tailed)"
_P = re.compile(
    rf"(?:(?P<first>{_SIDED}) )?(?:nominal |stratified |log-rank |unadjusted |adjusted ){{0,2}}"
    rf"(?P<before>\binteraction )?(?<![\w.])p(?:[\s-]?values?)?(?:\s?\((?P<middle>{_SIDED})\))?"
    r"(?P<reason>[\s-](?:for |of )?(?:interaction|heterogeneity|trend|superiority|non-?inferiority)[a-z ]{0,20})?"
    r"\s?(?:,|:|was|of|is)?\s?(?P<op><=|>=|=<|=>|<|>|=|≤|≥|less than|below)?\s?"
    rf"(?:10\s?\^\s?(?P<power>-[0-9]{{1,2}})|(?P<p>{NUMBER})(?:\s?[×x*]\s?10\s?\^?\s?(?P<exponent>-\s?[0-9]{{1,2}}))?)"
    rf"(?![0-9%])(?:\s?[(,\[]?\s?(?P<last>{_SIDED})[)\]]?)?",
    re.IGNORECASE,
)
_OPERATORS = {"": "=", "=<": "<=", "=>": ">=", "≤": "<=", "≥": ">=", "less than": "<", "below": "<"}
_OF_A_SUBGROUP = re.compile(r"interaction|heterogeneity|trend", re.IGNORECASE)


@dataclass(frozen=True)
class PValue:
    operator: str
    value: str
    sides: int | None


def take_p_values(sheet: Sheet) -> list[tuple[int, PValue]]:
    """Take every p value; those of interactions are taken from the sheet and left out."""
    found = sheet.take(_P, _read_p)
    return [(place, p) for place, p in found if p.value]


def _read_p(match: re.Match[str]) -> PValue | None:
    operator = (match["op"] or "").lower()
    value = _p_text(match)
    if float(value) > 1 or (not operator and match["p"] and "." not in match["p"]):
        return None
    if match["before"] or _OF_A_SUBGROUP.search(match["reason"] or ""):
        return PValue("", "", None)
    side = (match["first"] or match["middle"] or match["last"] or "")[:1].lower()
    sides = {"t": 2, "2": 2, "o": 1, "1": 1}.get(side)
    return PValue(_OPERATORS.get(operator, operator), value, sides)


def _p_text(match: re.Match[str]) -> str:
    exponent = (match["power"] or match["exponent"] or "0").replace(" ", "")
    digits = "1" if match["power"] else printed_number(match["p"])
    return f"{Decimal(f'{digits}e{exponent}'):f}"


def take_contrasts(sheet: Sheet) -> list[tuple[int, Contrast]]:
    """Take every comparison with its interval; the place is that of the estimate."""
    found = [pair for measure in _WORDS for pair in _contrasts(sheet, measure)]
    return sorted(found, key=lambda pair: pair[0])


def _contrasts(sheet: Sheet, measure: str) -> Iterator[tuple[int, Contrast]]:
    place = 0
    while match := _PATTERNS[measure].search(sheet.text, place):
        place = match.end()
        made = _contrast(sheet.text, measure, match)
        if made:
            contrast, end = made
            sheet.blank_span(match.start(), end)
            place = end
            yield match.start("value"), contrast
        else:
            place = match.start() + 1


def _contrast(text: str, measure: str, match: re.Match[str]) -> tuple[Contrast, int] | None:
    interval = interval_at(text, match.end())
    end = interval.end if interval else match.end()
    unit = " ".join((match["unit"] or "").split())
    value = printed_number(match["value"])
    if measure in _DIFFERENCES:
        measure, unit = ("RD", _share_unit(unit)) if unit.startswith(("%", "percent")) else (measure, unit)
        if measure == "RD" and not unit:
            return None
    elif unit or _NO_RATIO.match(text, match.end("value")) or float(value) <= 0 or not ("." in value or interval):
        return None
    contrast = Contrast(measure=measure, value=value, unit=unit)
    if interval:
        level = interval.level or announced_level(match["announced"] or match["announced_late"])
        contrast = replace(contrast, ci_lower=interval.lower, ci_upper=interval.upper, ci_pct=level)
    return contrast, end


def _share_unit(unit: str) -> str:
    return "%" if unit in ("%", "percent") else "percentage points"
