"""Dates of which only the year or the month may be known, from CSL date variables or ISO text."""

import datetime
import re
from typing import Any

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

Date = tuple[int, ...]
_ISO = re.compile(r"\s*([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?\b")


def dates(value: Any) -> list[Date]:
    """Return the one date, or the two of a range, as (year,), (year, month) or (year, month, day); [] without any.

    value: a CSL date variable (`date-parts`, else `raw` or `literal`) or an ISO date as text.
    """
    if isinstance(value, dict):
        parts = value.get("date-parts")
        if isinstance(parts, list) and parts:
            return [date for date in (_date(part) for part in parts[:2]) if date]
        value = value.get("raw") or value.get("literal")
    match = _ISO.match(value) if isinstance(value, str) else None
    return [_date([part for part in match.groups() if part])] if match else []


def _date(parts: Any) -> Date:
    """Return the leading parts that are possible in a calendar; a stray month or day is dropped, () without a year."""
    if not isinstance(parts, (list, tuple)):
        return ()
    found: list[int] = []
    for part, highest in zip(parts, (9999, 12, 31), strict=False):
        text = str(part).strip()
        if len(text) > 4 or not text.isdecimal() or not 1 <= int(text) <= highest:
            break
        found.append(int(text))
    return tuple(found)


def first_day(value: Any) -> datetime.date | None:
    """The first day of 2024, 2024-09 or 2024-09-20, see `dates`; None without a date and for a day no calendar has."""
    found = dates(value)
    if not found:
        return None
    year, month, day = (*found[0], 1, 1)[:3]
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def date_text(value: Any) -> str:
    """Return "September 20, 2024", "September 2024", "2024", or "December 7-10, 2024" for a range; else ""."""
    found = dates(value)
    if len(found) == 2 and len(found[0]) == len(found[1]) == 3:
        return _range_text(*found)
    return _single_text(found[0]) if found else ""


def is_full_date(value: Any) -> bool:
    found = dates(value)
    return bool(found) and len(found[0]) == 3


def year_text(value: Any) -> str:
    found = dates(value)
    return str(found[0][0]) if found else ""


def _single_text(date: Date) -> str:
    month = MONTHS[date[1] - 1] if len(date) > 1 else ""
    return f"{month} {date[2]}, {date[0]}" if len(date) > 2 else f"{month} {date[0]}".strip()


def _range_text(first: Date, last: Date) -> str:
    if first[:2] == last[:2]:
        return f"{MONTHS[first[1] - 1]} {first[2]}-{last[2]}, {first[0]}"
    if first[0] == last[0]:
        return f"{MONTHS[first[1] - 1]} {first[2]}-{_single_text(last)}"
    return f"{_single_text(first)}-{_single_text(last)}"
