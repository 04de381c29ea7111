"""Are sources cited where they are needed, and as citations instead of typed digits?"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ..findings import Finding
from ..passages import CITATION, Passage, passages
from ..reading_order import names_in

_UNIT = r"(?:mg|kg|g|µg|ng|mcg|m|cm|mm|km|L|l|mL|ml|dL|h|s)"
_AFTER_DIGIT = re.compile(rf"(?:[0-9⁰¹²³⁴-⁹]|[0-9][\s\u00a0]?{_UNIT}|/{_UNIT}){CITATION}")
_BEFORE_STOP = re.compile(rf"(?<![.,\s]){CITATION}+[.,](?![A-Za-z0-9])")
_NUMBERS = r"[0-9]{1,3}(?:\s?[,–-]\s?[0-9]{1,3})*"
_AFTER_STOP = re.compile(
    rf"(?P<word>[A-Za-z][A-Za-z)\]]{{2,30}}|[a-z]\))[.,;](?P<numbers>{_NUMBERS})"
    rf"(?![0-9.%A-Za-z]|\s?(?:%|{_UNIT}|months?|years?)\b)"
)
_RAISED = re.compile(r"(?P<word>[A-Za-z)]{4,30})[.,;]?(?P<numbers>[¹²³⁴-⁹⁰][⁰¹²³⁴-⁹,–-]*)(?![⁻⁺])")
_GLUED = re.compile(
    r"(?<![A-Za-z0-9_-])(?P<word>[A-Za-z]?[a-z]{4,30})(?P<numbers>[0-9]{1,2}(?:,[0-9]{1,2})*)(?![0-9A-Za-z])"
)
_ABBREVIATED = frozenset(
    {"fig", "figs", "vol", "nos", "approx", "ref", "refs", "sect", "tab", "chap", "ver", "art", "eds", "cap", "www"}
)
_HEADING_DIGITS = re.compile(r"(?P<name>\S{0,80}[A-Za-z])(?P<numbers>[0-9]{1,3}(?:,[0-9]{1,3})*)$")
_NUMBER_OR_APPROVAL = re.compile(r"(?<![A-Za-z0-9-])[0-9]|\bapprov(?:ed|al)\b|\bHRs?\b", re.IGNORECASE)
# Without a reference list any number up to this one may be meant.
_FEW_REFERENCES = 99


def beside_digits(content: Mapping[str, Any], on: date) -> Iterator[Finding]:
    """REF-AFTERDIGIT: a citation right behind a digit or unit, where it reads as an exponent, or before a full stop."""
    for passage in passages(content):
        if _AFTER_DIGIT.search(passage.marked):
            message = "A citation stands right behind a number; move it behind the next word or to the end."
            yield Finding("REF-AFTERDIGIT", "warning", message, passage.where)
        elif _BEFORE_STOP.search(passage.marked):
            message = "A citation stands before a full stop or comma; it belongs behind it."
            yield Finding("REF-AFTERDIGIT", "warning", message, passage.where)


def typed_numbers(content: Mapping[str, Any], on: date) -> Iterator[Finding]:
    """REF-TYPED: digits behind a full stop or glued to a word that look like a typed reference number."""
    known, highest = _known_names(content), _highest_number(content)
    for passage in passages(content):
        if passage.place in ("title", "heading"):
            continue
        for typed in _typed(passage.plain, known, highest):
            message = f"“{typed}” looks like a typed reference number; cite the reference instead."
            yield Finding("REF-TYPED", "error", message, passage.where)


def _typed(text: str, known: set[str], highest: int) -> Iterator[str]:
    for pattern in (_AFTER_STOP, _RAISED, _GLUED):
        for match in pattern.finditer(text):
            if match["word"].casefold() in _ABBREVIATED or _is_known(text, match, known):
                continue
            if pattern is _RAISED or _may_be_numbers(match["numbers"], highest):
                yield match[0]


def _is_known(text: str, match: re.Match[str], known: set[str]) -> bool:
    """Whether the word with its digits is, or ends, a name that the article's trials have."""
    start = max(text.rfind(" ", 0, match.start()), text.rfind("(", 0, match.start())) + 1
    return text[start : match.end()].casefold() in known or match[0].casefold() in known


def _known_names(content: Mapping[str, Any]) -> set[str]:
    """Names of the article's trials, arms and drugs, and words of the arms' labels, case-folded."""
    labels = [arm.get("label", "") for trial in content.get("trials", []) for arm in trial.get("arms", [])]
    words = (word for label in labels for word in label.split())
    return {name.casefold() for name in [*names_in(content), *words]}


def _highest_number(content: Mapping[str, Any]) -> int:
    return len(content.get("references", [])) or _FEW_REFERENCES


def _may_be_numbers(text: str, highest: int) -> bool:
    return all(1 <= int(number) <= highest for number in re.findall("[0-9]+", text))


def typed_in_headings(content: Mapping[str, Any], on: date) -> Iterator[Finding]:
    """TXT-HEAD: a heading that ends in digits which match a reference number and belong to no name.

    A name is one of the article's trials, arms or drugs, or a word with these digits that the text uses as well.
    """
    known, highest = _known_names(content), _highest_number(content)
    read = passages(content)
    words = {word for passage in read if passage.place != "heading" for word in re.findall(r"[\w-]+", passage.plain)}
    for passage in read:
        match = _HEADING_DIGITS.search(passage.plain.strip())
        if passage.place != "heading" or not match:
            continue
        name, numbers = _without_name(match["name"], match["numbers"], known | {word.casefold() for word in words})
        if numbers and _may_be_numbers(numbers, highest):
            message = (
                f"“{passage.plain}” ends in {numbers}: if that is a reference number, cite the reference beside the "
                f"heading and leave “{name}”."
            )
            yield Finding("TXT-HEAD", "error", message, passage.where)


def _without_name(name: str, numbers: str, known: set[str]) -> tuple[str, str]:
    """The name with those first digits that belong to it, as in GMMG-HD7 of "GMMG-HD76", and the digits left over."""
    for length in range(len(numbers), -1, -1):
        if length and (name + numbers[:length]).casefold() in known:
            return name + numbers[:length], numbers[length:].lstrip(",")
    return name, numbers


def claims_without_source(content: Mapping[str, Any], on: date) -> Iterator[Finding]:
    """REF-CLAIM: an item that reports what a publication found, with no reference on itself, its block or its heading."""
    for passage in passages(content):
        if _needs_source(passage) and not passage.cites and not passage.sources:
            has_number = _NUMBER_OR_APPROVAL.search(passage.plain)
            what = "A number or an approval stands here without a source" if has_number else "This item has no source"
            message = f"{what}; cite one, or mark the item as expert view."
            yield Finding("REF-CLAIM", "warning", message, passage.where)


def _needs_source(passage: Passage) -> bool:
    return passage.is_claim and not (passage.result and passage.result.get("ref"))
