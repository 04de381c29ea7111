"""Reading what people write of a relationship: its nature and its period. Pure."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

OTHER = "other"
_SPELLINGS = {
    "grants": ("grant", "grants", "research grant", "research grants", "research funding", "research support"),
    "consulting": ("consulting", "consultancy", "consultant", "consulting fee", "consulting fees", "advisor", "adviser"),
    "honoraria": (
        "honoraria", "honorarium", "speaker fee", "speaker fees", "speaker's fee", "speaker's fees", "lecture fee",
        "lecture fees", "speaking",
    ),
    "travel": ("travel", "travel support", "travel costs", "travel expenses", "travel grant", "travel grants"),
    "stock": ("stock", "stocks", "shares", "equity", "stock options", "stock ownership"),
    "patents": ("patent", "patents", "royalty", "royalties"),
    "boards": (
        "board", "boards", "advisory board", "advisory boards", "advisory board membership", "board membership",
        "data safety monitoring board", "steering committee",
    ),
    "employment": ("employment", "employee", "employed", "salary"),
}  # fmt: skip
NATURES = tuple(_SPELLINGS)
_NATURE_OF = {spelling: nature for nature, spellings in _SPELLINGS.items() for spelling in spellings}


def read_nature(text: str) -> str:
    """The kind that a text names, “other” where it names none of ours, "" for an empty one."""
    words = " ".join(text.casefold().replace("’", "'").replace("-", " ").split())
    return _NATURE_OF.get(words, OTHER) if words else ""


@dataclass(frozen=True)
class Period:
    """Whole days; a year begins on its first day and ends on its last. An ongoing one has no end."""

    starts_on: date | None = None
    ends_on: date | None = None
    is_ongoing: bool = False

    @property
    def is_reversed(self) -> bool:
        return self.starts_on is not None and self.ends_on is not None and self.ends_on < self.starts_on


UNREAD = Period()
_DAY = r"\d{4}(?:-(?:0[1-9]|1[0-2])(?!\d)(?:-\d{2}(?!\d))?)?"
_ONE = re.compile(_DAY)
_SPAN = re.compile(rf"(?:from )?({_DAY})\s*(?:-|–|—|\bto\b|\buntil\b)\s*({_DAY}|present|ongoing|today|now|current)?")
_SINCE = re.compile(rf"(?:since|from) ({_DAY})")
_NOW = ("ongoing", "current", "present")


def read_period(text: str) -> Period:
    """The period that a text such as “2024-2025”, “since 2024” or “2024-03” states; `UNREAD` where it cannot be read."""
    words = " ".join(text.casefold().split())
    try:
        if words in _NOW:
            return Period(is_ongoing=True)
        if _ONE.fullmatch(words):
            return Period(_first(words), _last(words))
        if match := _SINCE.fullmatch(words):
            return Period(_first(match[1]), is_ongoing=True)
        if match := _SPAN.fullmatch(words):
            if match[2] is None or not match[2][0].isdigit():
                return Period(_first(match[1]), is_ongoing=True)
            return Period(_first(match[1]), _last(match[2]))
    except ValueError:  # such as the 31st of February
        return UNREAD
    return UNREAD


def _first(text: str) -> date:
    year, month, day = [*map(int, text.split("-")), 1, 1][:3]
    return date(year, month, day)


def _last(text: str) -> date:
    parts = [int(part) for part in text.split("-")]
    year, month = [*parts, 12][:2]
    return date(year, month, parts[2] if len(parts) > 2 else monthrange(year, month)[1])
