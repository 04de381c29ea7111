"""The sentence as a sheet from which one reader after the other takes what it understands, and how numbers look on it.

Every pattern here is bounded, so that reading takes time in proportion to the length of the text.
"""

import re
from collections.abc import Callable
from typing import TypeVar

Read = TypeVar("Read")

TAKEN = "\x00"
NUMBER = r"(?<![\w.])(?:[0-9]{1,5}(?:\.[0-9]{1,6})?|\.[0-9]{1,6})(?![0-9]|\.[0-9])"
SIGNED = rf"(?:(?<![\w%)\]])[-+]\s?)?{NUMBER}"
COUNT = r"(?<![\w.])[0-9]{1,6}(?![0-9]|\.[0-9])"
TIME_UNIT = r"(?:months?|mos?\b|years?|yrs?\b|weeks?|wks?\b|days?)"
NOT_REACHED = r"(?:not (?:yet )?(?:been )?(?:reached|estimable|evaluable)|\b(?-i:NR|NE)\b)"

_SPACES = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200d\u2060\ufeff\x00]")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−﹣－", "-"))
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺"
_FROM_SUPERSCRIPT = str.maketrans(_SUPERSCRIPTS, "0123456789-+")
_SUPERSCRIPT = re.compile(rf"[{_SUPERSCRIPTS}]+")
_MIDDLE_DOT = re.compile(r"(?<=[0-9])[·⋅∙•‧](?=[0-9])|(?<![\w.])·(?=[0-9])")
_DECIMAL_COMMA = re.compile(r"(?<![\w.,])(0,[0-9]{1,6}|[0-9]{1,3},(?:[0-9]{1,2}|[0-9]{4,6}))(?![0-9]|[.,][0-9])")
_THOUSANDS_OF_A_COUNT = re.compile(
    r"(?<![\w.,])[1-9][0-9]{0,2},[0-9]{3}(?=\s?(?:of|/|patients|participants|people))"
    r"|(?:(?<=[0-9] of )|(?<=[0-9]/))[1-9][0-9]{0,2},[0-9]{3}(?![0-9])"
)
_THOUSANDS_OR_DECIMALS = re.compile(r"(?<![\w.,])[1-9][0-9]{0,2},[0-9]{3}(?![0-9])")
_MONTHS = {"m": "months", "y": "years", "w": "weeks", "d": "days"}


def normalised(text: str) -> str:
    """The text with one kind of space, dash and decimal point; superscripts as "^5".

    A number such as "1,234" may mean thousands or decimals; unless it counts people it is taken out.
    """
    text = _UNSEEN.sub("", text).translate(_DASHES)
    text = _SUPERSCRIPT.sub(lambda match: "^" + match[0].translate(_FROM_SUPERSCRIPT), text)
    text = _SPACES.sub(" ", text)
    text = _MIDDLE_DOT.sub(".", text)
    text = _DECIMAL_COMMA.sub(lambda match: match[0].replace(",", "."), text)
    text = _THOUSANDS_OF_A_COUNT.sub(lambda match: match[0].replace(",", ""), text)
    return _THOUSANDS_OR_DECIMALS.sub(lambda match: TAKEN * len(match[0]), text)


def printed_number(text: str) -> str:
    """A matched number with its printed decimals and a digit before the point: "-.50" and "- 0.50" are "-0.50"."""
    compact = text.replace(" ", "").lstrip("+")
    sign, digits = ("-", compact[1:]) if compact.startswith("-") else ("", compact)
    return sign + ("0" + digits if digits.startswith(".") else digits)


def unit_name(text: str) -> str:
    """The unit as it is stored: "mo" is "months", "percent" is "%"."""
    return "%" if text.startswith(("%", "p")) else _MONTHS[text[0].lower()]


class Sheet:
    """A normalised text; what was taken from it leaves a blank of the same length, so that places stay."""

    def __init__(self, text: str) -> None:
        self.text = text

    def take(self, pattern: re.Pattern[str], read: Callable[[re.Match[str]], Read | None]) -> list[tuple[int, Read]]:
        """What `read` makes of each match, with its place, and blank the matches; None leaves a match on the sheet."""
        found: list[tuple[int, Read]] = []

        def one(match: re.Match[str]) -> str:
            made = read(match)
            if made is None:
                return match[0]
            found.append((match.start(), made))
            return TAKEN * len(match[0])

        self.text = pattern.sub(one, self.text)
        return found

    def blank(self, *patterns: re.Pattern[str]) -> None:
        for pattern in patterns:
            self.take(pattern, lambda match: True)

    def blank_span(self, start: int, end: int) -> None:
        self.text = self.text[:start] + TAKEN * (end - start) + self.text[end:]
