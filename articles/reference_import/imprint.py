"""Journal, pages and dates of a record, in the spellings that occur."""

import re
from typing import Any

from ..ama.dates import MONTHS, dates

_MONTH_NUMBERS = {month[:3].lower(): number for number, month in enumerate(MONTHS, start=1)}
_NUMERIC = re.compile(r"([0-9]{4})(?:[-/.]([0-9]{1,2})(?:[-/.]([0-9]{1,2}))?)?(?:[-/T].*| [0-9:].*)?")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_YEAR_FIRST = re.compile(r"([0-9]{4})[ ,]+([A-Za-z]{3,9})\.?(?:[-/][A-Za-z]+)?(?: ([0-9]{1,2})\b)?.*")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.?(?: ([0-9]{1,2})(?:-[0-9]{1,2})?)?,? ([0-9]{4})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})\.? ([A-Za-z]{3,9})\.?,? ([0-9]{4})")
_DASHES = re.compile(r"\s*(?:--+|[–—‐‑])\s*")
_SPAN = re.compile(r"([A-Za-z]*)([0-9]{1,12})-([A-Za-z]*)([0-9]{1,12})")


def read_date(text: str) -> dict[str, Any]:
    """The CSL date of "2024", "2024/09/20/", "20240920", "2024 Sep 20" or "September 20, 2024"; {} for other text.

    What follows a year that cannot be read, such as a season, is dropped.
    """
    words = " ".join(text.split())
    if match := _COMPACT.fullmatch(words) or _NUMERIC.fullmatch(words):
        parts: list[Any] = [part for part in match.groups() if part]
    elif match := _YEAR_FIRST.fullmatch(words):
        parts = [match[1], _month(match[2]), match[3]]
    elif match := _MONTH_FIRST.fullmatch(words):
        parts = [match[3], _month(match[1]), match[2]]
    elif match := _DAY_FIRST.fullmatch(words):
        parts = [match[3], _month(match[2]), match[1]]
    else:
        return {}
    found = dates({"date-parts": [parts]})
    return {"date-parts": [list(found[0])]} if found else {}


def month_number(word: str) -> int:
    """The number of a month by its first three letters or its digits, 0 for anything else."""
    word = word.strip()
    return int(word) if word.isdecimal() and len(word) < 3 else _month(word)


def _month(word: str) -> int:
    return _MONTH_NUMBERS.get(word[:3].lower(), 0)


def journal_variables(name: str) -> dict[str, str]:
    """The journal as its short name where it is written with full stops ("N. Engl. J. Med."), else as it is."""
    return {"container-title-short" if "." in name else "container-title": name} if name else {}


def page_range(text: str) -> str:
    """Pages with a hyphen and both ends in full: "1597--609" is "1597-1609"; several ranges keep their commas."""
    pages = _DASHES.sub("-", " ".join(text.split()))
    span = _SPAN.fullmatch(pages)
    if not span:
        return pages
    prefix, first, end_prefix, last = span.groups()
    if len(last) < len(first) and end_prefix in ("", prefix):
        last = first[: len(first) - len(last)] + last
    # An end smaller than its beginning is no abbreviation but an error of the source, which stays to be seen.
    return pages if int(last) < int(first) else f"{prefix}{first}-{end_prefix or prefix}{last}"
