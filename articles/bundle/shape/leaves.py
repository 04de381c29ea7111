"""Single values of the format: each reads what a file may say, and writes it in one spelling."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from ...effects import printed
from ...inline import drop_forbidden, is_key
from ...markup import to_html, to_markup
from ...richtext import Profile
from .base import Node, Problem, kind_of

LARGEST_COUNT = 2_147_483_647
_LINE_BREAKS = re.compile(r"[ \t]*[\n\r\x0b\x0c\x85\u2028\u2029]+[ \t]*")
_CITATION = re.compile(r"\[@[^\]]*\]")
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_FILE_NAME = re.compile(r"(?!\.)[-\w.]{1,80}")


class Leaf(Node):
    """A single value."""

    def read(self, value: Any) -> Any:
        """The canonical value, never trusting its type. Raises ValueError with a sentence, without the path."""
        raise NotImplementedError

    def problems(self, value: Any, path: str) -> Iterator[Problem]:
        try:
            self.read(value)
        except ValueError as error:
            yield Problem(path, str(error))

    def canonical(self, value: Any, keeps_broken: bool = False) -> Any:
        try:
            return self.read(value)
        except ValueError:
            return value if keeps_broken and isinstance(value, str | int) else None


def expect_text(value: Any) -> str:
    """The text without control characters and outer blanks. Raises ValueError for anything else than a text."""
    if not isinstance(value, str):
        raise ValueError(f"a text is expected here, not {kind_of(value)}")
    return drop_forbidden(value).strip()


@dataclass(frozen=True)
class Text(Leaf):
    """Plain text of at most `longest` characters, on one line unless `has_lines`. `may_cite`: brackets are literal."""

    longest: int
    has_lines: bool = False
    may_cite: bool = True

    def read(self, value: Any) -> str:
        text = expect_text(value).replace("\r\n", "\n").replace("\r", "\n")
        text = text if self.has_lines else _LINE_BREAKS.sub(" ", text)
        if len(text) > self.longest:
            raise ValueError(f"the text has {len(text)} characters; {self.longest} fit here")
        if not self.may_cite and (token := _CITATION.search(text)):
            raise ValueError(f'citations such as "{token[0]}" cannot stand here')
        return text


@dataclass(frozen=True)
class RichText(Leaf):
    """Text with citations, links and emphasis, in the markup of bundles."""

    profile: Profile

    def read(self, value: Any) -> str:
        return _markup(expect_text(value), self.profile)


@lru_cache(maxsize=4_096)
def _markup(text: str, profile: Profile) -> str:
    """The one spelling of a text. An import needs it more than once, and it is by far the slowest step."""
    return to_markup(to_html(text, profile), profile)


@dataclass(frozen=True)
class Integer(Leaf):
    """A count or a level, written as a number; a whole number in a text is read as well."""

    lowest: int = 0
    highest: int = LARGEST_COUNT

    def read(self, value: Any) -> int:
        number = self._whole(value)
        if not self.lowest <= number <= self.highest:
            raise ValueError(f"{value} is not between {self.lowest} and {self.highest}")
        return number

    def _whole(self, value: Any) -> int:
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        if isinstance(value, Decimal) and -LARGEST_COUNT <= value <= LARGEST_COUNT and value == int(value):
            return int(value)
        if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,10}", value.strip()):
            return int(value)
        told = f'"{value}"' if isinstance(value, str) else value if isinstance(value, Decimal) else kind_of(value)
        raise ValueError(f"a whole number is expected here, not {told}")


@dataclass(frozen=True)
class Decimals(Leaf):
    """A quantity with its printed decimals, written as a text: "0.60" stays "0.60".

    A JSON number counts as printed the way it is written. Negative zero loses its sign, which no database keeps.
    """

    def read(self, value: Any) -> str:
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
            raise ValueError(f"a number is expected here, not {kind_of(value)}")
        number = printed(str(value) if isinstance(value, int | float) else value)
        number = number.copy_abs() if number == 0 else number
        text = f"{number:f}"
        whole, _point, decimals = text.lstrip("-").partition(".")
        if len(whole) > 18 or len(decimals) > 12:
            raise ValueError(f"{text} is too long; at most 18 digits before the decimal point and 12 after it are kept")
        return text


@dataclass(frozen=True)
class Boolean(Leaf):
    """Yes or no. False is left out, unless `keeps_false`: there it says more than silence does."""

    keeps_false: bool = False

    def read(self, value: Any) -> bool | None:
        if not isinstance(value, bool):
            raise ValueError(f"true or false is expected here, not {kind_of(value)}")
        return value if value or self.keeps_false else None


@dataclass(frozen=True)
class Date(Leaf):
    """A day, as 2025-05-05."""

    def read(self, value: Any) -> str:
        text = expect_text(value)
        if not _DAY.fullmatch(text) or not _is_day(text):
            raise ValueError(f'"{text}" is not a date; a date looks like 2025-05-05')
        return text


@dataclass(frozen=True)
class PartialDate(Leaf):
    """A date known to the year, the month or the day."""

    def read(self, value: Any) -> str:
        text = str(value) if isinstance(value, int) and not isinstance(value, bool) else expect_text(value)
        match = _PARTIAL.fullmatch(text)
        if not match or not _is_day("-".join(part or "01" for part in match.groups())):
            raise ValueError(f'"{text}" is not a date; write 2024, 2024-09 or 2024-09-20')
        return text


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


@dataclass(frozen=True)
class Moment(Leaf):
    """An instant with its offset, written in UTC as 2025-05-05T07:00:00+00:00."""

    def read(self, value: Any) -> str:
        text = expect_text(value)
        try:
            return self._utc(datetime.fromisoformat(text)).isoformat()
        except (ValueError, OverflowError) as error:
            hint = "an instant with its offset looks like 2025-05-05T09:00:00+02:00"
            raise ValueError(f'"{text}" does not say when: {hint}') from error

    def _utc(self, moment: datetime) -> datetime:
        if moment.tzinfo is None:
            raise ValueError("no offset")
        return moment.astimezone(UTC)


@dataclass(frozen=True)
class Choice(Leaf):
    """One of a few words."""

    words: tuple[str, ...]

    def read(self, value: Any) -> str:
        text = expect_text(value)
        if text not in self.words:
            known = ", ".join(self.words) if len(self.words) > 1 else f'"{self.words[0]}"'
            raise ValueError(f'"{text}" is not {"one of " if len(self.words) > 1 else ""}{known}')
        return text


@dataclass(frozen=True)
class Key(Leaf):
    """The name of a part of the file: letters, digits, hyphens and underscores."""

    longest: int = 40

    def read(self, value: Any) -> str:
        text = expect_text(value)
        if not _KEY.fullmatch(text):
            raise ValueError(f'"{text}" cannot be a key; keys are made of letters, digits, - and _')
        if len(text) > self.longest:
            raise ValueError(f'the key "{text}" has {len(text)} characters; {self.longest} fit here')
        return text


class TrialSlug(Key):
    """The slug of a trial of the file, where something points to it."""


@dataclass(frozen=True)
class CitationKey(Leaf):
    """The key by which texts cite a reference, where the reference itself stands."""

    longest: int = 80

    def read(self, value: Any) -> str:
        text = str(value) if isinstance(value, int) and not isinstance(value, bool) else expect_text(value)
        if not is_key(text):
            raise ValueError(
                f'"{text}" cannot be a citation key; keys are made of letters, digits and _ . : - and begin with a '
                "letter or digit"
            )
        if len(text) > self.longest:
            raise ValueError(f'the citation key "{text}" has {len(text)} characters; {self.longest} fit here')
        return text


class ReferenceKey(CitationKey):
    """A citation key where something points to the reference."""


@dataclass(frozen=True)
class Pattern(Leaf):
    """A code that a regular expression describes; `hint` ends the sentence that refuses another text."""

    expression: str
    hint: str

    def read(self, value: Any) -> str:
        text = expect_text(value)
        if not re.fullmatch(self.expression, text):
            raise ValueError(f'"{text}" is not {self.hint}')
        return text


@dataclass(frozen=True)
class FileName(Leaf):
    """The name of a file beside the bundle, without folders, as file storages keep it unchanged."""

    def read(self, value: Any) -> str:
        text = expect_text(value)
        if not _FILE_NAME.fullmatch(text):
            raise ValueError(
                f'"{text}" cannot be the name of a file; up to 80 letters, digits, . - and _ without folders are expected'
            )
        return text


@dataclass(frozen=True)
class Unwritten(Leaf):
    """A value that is read on import and never written."""

    leaf: Leaf

    def read(self, value: Any) -> Any:
        return self.leaf.read(value)
