"""Numbers of arms: percentages, times and "not reached", in the pairs in which a sentence sets them against each other."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from .candidates import ArmNumber, KnownArm
from .intervals import interval_at
from .sheet import COUNT, NOT_REACHED, NUMBER, TIME_UNIT, Sheet, printed_number, unit_name

_PEOPLE = r"(?:\s(?:patients|participants|people|pts))?"
_SHARE = r"(?:%|percent\b)"
# Percentage points are differences, and a percentage before "CI" is a level.
_NO_VALUE = r"(?!\s?-?\s?(?:points?|CI\b|CrI\b|KI\b|IC\b|confidence|credible|prediction))"
_TOKEN = re.compile(
    rf"(?:(?P<x>{COUNT})\s?(?:of|/|out of)\s?(?P<n>{COUNT}){_PEOPLE}\s?[(\[,;]{{0,2}}\s?"
    rf"|(?P<x3>{COUNT})\s?\((?=[0-9.]{{1,6}}\s?%\) of [0-9]))?"
    rf"(?<![0-9]-)(?<![0-9] - )(?<!\b[CKI][IC] )(?P<value>{NUMBER})\s?(?P<unit>{_SHARE}|-?{TIME_UNIT}){_NO_VALUE}"
    rf"(?:\s?[(\[]\s?(?P<x2>{COUNT})\s?(?:of|/|out of)\s?(?P<n2>{COUNT}){_PEOPLE})?[)\]]?(?:(?<=\)) of (?P<n3>{COUNT}))?"
    rf"|(?P<open>{NOT_REACHED})(?P<both>(?: with| for| in)? (?:in |for )?(?:either|both|each) (?:treatment )?(?:group|arm)s?)?"
    rf"|(?<![0-9]-)(?P<bare>{NUMBER})(?=\s?(?:vs\.?|versus|v|compared (?:with|to)|as compared with|against|and)\s{{1,2}}{NUMBER}\s?(?:{_SHARE}|{TIME_UNIT}))",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"\b(?:versus|vs\.?|v|compared (?:with|to)|against|as opposed to|than)(?=[\s(,])|^\s?/\s?$", re.IGNORECASE
)
_CONTRASTING = re.compile(r"\b(?:whereas|while|but)\s", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s?\(?$", re.IGNORECASE)
_AND = re.compile(
    r"(?:\b(?:with|in|for|given|on|of|among|receiving|who|were)\b|\b(?:group|arm)\b|\()[^.;]{0,80},?\s(?:and|to)\s",
    re.I,
)
_PLAIN_AND = re.compile(r"\)?,?\s(?:and|,)\s$")
_RESPECTIVELY = re.compile(r"[^.;]{0,80}\brespectively\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?]\s+[A-Z]|;\s")
_MEDIAN = re.compile(r"\bmedians?\b[^.;%]{0,80}$", re.IGNORECASE)
_LONGEST_GAP = 110


@dataclass(frozen=True)
class Group:
    """Numbers set against each other, in reading order; `start` and `end` on the sheet."""

    start: int
    end: int
    numbers: tuple[ArmNumber, ...]


@dataclass(frozen=True)
class _Token:
    start: int
    end: int
    number: ArmNumber
    in_both: bool = False


def take_groups(sheet: Sheet, arms: Sequence[KnownArm], endpoint_places: Sequence[int]) -> list[Group]:
    """Take the numbers of arms. endpoint_places: where endpoints are named, which part one pair from the next."""
    text = sheet.text
    chains: list[list[_Token]] = []
    for token in _tokens(text):
        if chains and _belong(text, chains[-1][-1], token, endpoint_places):
            chains[-1].append(_adopting(token, chains[-1]))
        else:
            chains.append([token])
    named = _ArmNames(arms)
    return [group for chain in chains if (group := _group(text, chain, named))]


def _tokens(text: str) -> list[_Token]:
    found, place = [], 0
    while match := _TOKEN.search(text, place):
        place = match.end()
        token = _token(text, match)
        found.append(token)
        place = max(place, token.end)
    return found


def _token(text: str, match: re.Match[str]) -> _Token:
    if match["open"]:
        return _open_token(text, match)
    if match["bare"]:
        return _Token(match.start(), match.end(), ArmNumber(value=printed_number(match["bare"])))
    x, n = (match[name] or match[f"{name}2"] or match[f"{name}3"] for name in "xn")
    number = ArmNumber(
        value=printed_number(match["value"]),
        unit=unit_name(match["unit"].lstrip("-")),
        x=int(x) if x and n else None,
        n=int(n) if x and n else None,
    )
    return _with_interval(text, _Token(match.start(), match.end(), number))


def _open_token(text: str, match: re.Match[str]) -> _Token:
    token = _Token(match.start(), match.end(), ArmNumber(not_reached=True), in_both=bool(match["both"]))
    return _with_interval(text, token)


def _with_interval(text: str, token: _Token) -> _Token:
    interval = interval_at(text, token.end)
    if interval is None:
        return token
    number = replace(token.number, ci_lower=interval.lower, ci_upper=interval.upper, ci_pct=interval.level)
    return replace(token, end=interval.end, number=number)


def _belong(text: str, one: _Token, other: _Token, endpoint_places: Sequence[int]) -> bool:
    """Whether the second number is set against the first."""
    if other.start - one.end > _LONGEST_GAP or not _same_kind(one.number, other.number):
        return False
    gap = text[one.end : other.start]
    if _SENTENCE_END.search(gap):
        return False
    if _AGAINST.search(gap):
        return True
    if any(one.end <= place < other.start for place in endpoint_places):
        return False
    if _CONTRASTING.search(gap) or _FROM.search(gap) or _AND.search(gap):
        return True
    if _PLAIN_AND.fullmatch(gap) and _RESPECTIVELY.match(text, other.end):
        return True
    return gap == " to " and bool(_FROM.search(text[max(0, one.start - 10) : one.start].rstrip() or " "))


def _same_kind(one: ArmNumber, other: ArmNumber) -> bool:
    units = {number.unit for number in (one, other) if number.unit}
    if one.not_reached or other.not_reached:
        return "%" not in units
    return len(units) == 1


def _adopting(token: _Token, chain: list[_Token]) -> _Token:
    """The token with the unit of the chain; where it brings the first unit, those before it take that."""
    unit = chain[-1].number.unit
    if not token.number.unit:
        return replace(token, number=replace(token.number, unit=unit))
    if not unit:
        chain[:] = [replace(earlier, number=replace(earlier.number, unit=token.number.unit)) for earlier in chain]
    return token


def _group(text: str, chain: list[_Token], named: "_ArmNames") -> Group | None:
    if len(chain) == 1 and chain[0].number.value is not None and not chain[0].number.unit:
        return None
    before = text[max(0, chain[0].start - 100) : chain[0].start]
    is_time = any(token.number.not_reached or token.number.unit not in ("", "%") for token in chain)
    is_median = bool(is_time and _MEDIAN.search(before))
    if is_time and not is_median and (len(chain) == 1 or not any(token.number.not_reached for token in chain)):
        return None
    numbers = [replace(token.number, param_type="median") if is_median else token.number for token in chain]
    numbers = [
        replace(number, arm=arm)
        for number, arm in zip(numbers, named.of(text, [(token.start, token.end) for token in chain]), strict=True)
    ]
    if chain[0].in_both and len(chain) == 1:
        numbers = [replace(numbers[0], arm="")] * 2
    elif _is_reversed(text, chain):
        numbers.reverse()
    return Group(chain[0].start, chain[-1].end, tuple(numbers))


def _is_reversed(text: str, chain: list[_Token]) -> bool:
    """Whether a sentence runs from the lower arm to the upper one: "raised from 36% to 50%"."""
    leads_from = _FROM.search(text[max(0, chain[0].start - 10) : chain[0].start].rstrip() or " ")
    return bool(leads_from) and len(chain) == 2


class _ArmNames:
    """Which arm is named beside which number."""

    def __init__(self, arms: Sequence[KnownArm]) -> None:
        self._keys = {name.casefold(): arm.key for arm in arms for name in arm.names if name}
        # Longest first: "VRd" stands within "Isa-VRd".
        names = "|".join(re.escape(name) for name in sorted(self._keys, key=len, reverse=True))
        self._pattern = re.compile(rf"(?<![\w-])(?:{names})(?![\w-])" if names else r"(?!)", re.IGNORECASE)

    def of(self, text: str, spans: list[tuple[int, int]]) -> list[str]:
        """The key of the arm of each number, "" where it is not named; never the same arm twice."""
        last, number = spans[-1][1], len(spans)
        behind = self._named(_SENTENCE_END.split(text[last : last + 80])[0])
        between = [self._named(text[end:start]) for (_, end), (start, _) in pairwise(spans)]
        before = self._named(text[max(0, spans[0][0] - 120) : spans[0][0]])
        following = [keys[0] if keys else "" for keys in [*between, behind]]
        if any(between):
            readings = [following, [keys[-1] if keys else "" for keys in [before, *between]]]
        else:
            # All named behind the numbers, or before them, in their order: "60.9% and 39.4% with D-VRd and VRd".
            readings = [behind[:number], before[-number:]]
        whole = [keys for keys in readings if len(set(keys) - {""}) == number]
        named = [key for key in following if key]
        return whole[0] if whole else following if len(set(named)) == len(named) else [""] * number

    def _named(self, text: str) -> list[str]:
        return [self._keys[name.casefold()] for name in self._pattern.findall(text)]
