"""What stands around the numbers of a result: follow-up, time points, changes in percent."""

import re

from .candidates import FollowUpTime
from .sheet import NUMBER, TIME_UNIT, Sheet, printed_number, unit_name

_SPREAD = r"(?:\s?[(\[][^()\[\]]{0,40}[)\]])?"
_WATCHED = r"(?:follow(?:ed)?[\s-]?up|observation)"
_LENGTH = r"(?:duration|length|time|period)"
_FOLLOW_UP = re.compile(
    rf"(?:median{_SPREAD} (?:{_LENGTH} of |potential |estimated )?{_WATCHED}(?: {_LENGTH})?{_SPREAD}"
    rf"|{_WATCHED} (?:{_LENGTH} )?(?:for |of |was |with )?(?:a |\()?median(?: of| {_LENGTH} of)?"
    rf"|median of (?={NUMBER}\s?[a-z]{{2,6}} (?:of |\()(?:follow|observation))"
    rf"|followed (?:up )?for a median(?: of)?)"
    rf"[\s,:]{{0,2}}(?:(?:of|was|is|were|reached|at|in both groups was) )?(?:about |approximately )?"
    rf"(?P<value>{NUMBER})(?:\s?(?:and|vs\.?|versus|to|-)\s?{NUMBER})?[\s-]?(?P<unit>{TIME_UNIT})"
    rf"(?: (?:of )?{_WATCHED})?{_SPREAD}",
    re.IGNORECASE,
)
_TIME_POINT = re.compile(
    rf"\b(?:at|after|by|through|landmark|over)\s(?:a landmark of |the )?(?P<value>{NUMBER})[\s-]?(?P<unit>{TIME_UNIT})(?! of (?:treatment|therapy|follow))"
    rf"|(?P<value2>{NUMBER})(?:-(?=[a-z]{{2,5}}[\s-](?!old))| (?=(?:month|year|week) (?!v|compared)[a-z]))"
    r"(?P<unit2>month|mo|year|yr|week|wk|day)(?![a-z])"
    rf"|\b(?:at|by|through) (?P<unit3>months?|years?|weeks?|days?) (?P<value3>[0-9]{{1,3}})\b",
    re.IGNORECASE,
)
_STAGES = (
    ("end of induction", r"(?:after|at the end of|at end of|following|post-?)\s?induction"),
    ("end of consolidation", r"(?:after|at the end of|at end of|following|post-?)\s?consolidation"),
    ("after transplantation", r"(?:after|following|post-?)\s?(?:autologous )?(?:stem[\s-]cell )?transplant(?:ation)?"),
    ("end of treatment", r"at (?:the )?end of (?:treatment|therapy)"),
)
_STAGE = re.compile("|".join(f"(?P<s{number}>{words})" for number, (_, words) in enumerate(_STAGES)), re.IGNORECASE)

_DOWN = r"reduc\w{1,4}|lower\w{0,3}|decreas\w{1,3}|cut|fewer|less"
_UP = r"increas\w{1,3}|higher|greater|more"
_CHANGE = re.compile(
    rf"\b(?:{_DOWN}|{_UP}|rais\w{{1,3}}|rose|fell)\b[^0-9.;%]{{0,80}}?\b(?:by|of) (?:an? )?(?:estimated |about |almost |nearly |approximately )?{NUMBER}\s?(?:%|percent\b)(?!\s?-?\s?points?)"
    rf"|{NUMBER}\s?(?:%|percent)[\s-](?:(?:relative|risk|hazard|odds|mortality|rate) ){{0,2}}(?:{_DOWN}|{_UP})\b"
    rf"|relative risk reduction[^0-9.;%]{{0,20}}{NUMBER}\s?%",
    re.IGNORECASE,
)


def take_follow_up(sheet: Sheet) -> FollowUpTime | None:
    """Take the median follow-up; where a sentence gives several, the first counts."""
    found = sheet.take(_FOLLOW_UP, lambda match: FollowUpTime(printed_number(match["value"]), unit_name(match["unit"])))
    return found[0][1] if found else None


def take_time_points(sheet: Sheet) -> list[tuple[int, str]]:
    """Take the times at which something was measured, such as "60 months" or "end of induction"."""
    stages = sheet.take(_STAGE, lambda match: _STAGES[int((match.lastgroup or "s0")[1:])][0])
    return sorted([*sheet.take(_TIME_POINT, _time_point), *stages])


def _time_point(match: re.Match[str]) -> str:
    value = match["value"] or match["value2"] or match["value3"]
    unit = unit_name(match["unit"] or match["unit2"] or match["unit3"])
    value = printed_number(value)
    return f"{value} {unit[:-1] if value == '1' else unit}"


def take_changes(sheet: Sheet) -> list[str]:
    """Take changes in percent, such as "reduced by 43%", which restate a ratio and are no values of arms."""
    return [words for _, words in sheet.take(_CHANGE, lambda match: " ".join(match[0].split()))]
