"""From the raw texts of a question to its canonical form, with a problem for each column that cannot be read. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from articles.bundle.shape import RichText, Text
from articles.inline import is_key as is_citation_key
from articles.richtext import Profile

from .given import (
    BLOOM_LEVELS,
    DETAILS,
    FEWEST_OPTIONS,
    MOST_OPTIONS,
    Draft,
    GivenOption,
    GivenPlace,
    GivenQuestion,
    Problem,
)

_ID = Text(100)
# Brackets are text here, as they are in the form: what is stored can be exported and comes back.
_STEM = Text(4_000, has_lines=True)
_OPTION = Text(400)
_FEEDBACK = RichText(Profile.LINE)
_RATIONALE = RichText(Profile.PARAGRAPHS)
_YES = {"yes", "true", "1", "y", "x"}
_NO = {"", "no", "false", "0", "n"}


def settle(draft: Draft) -> tuple[GivenQuestion | None, list[Problem]]:
    """The question, None where anything is wrong with it, and its problems; never raises."""
    settling = _Settling(draft)
    question = settling.question()
    return (None if settling.problems else question), settling.problems


class _Settling:
    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.problems: list[Problem] = []

    def question(self) -> GivenQuestion:
        stem = self._read("stem", _STEM.read)
        if not stem and not self._complained("stem"):
            self._complain("stem", "The stem is empty. Write the question itself here.")
        return GivenQuestion(
            row=self.draft.row,
            external_id=self._read("external_id", _ID.read),
            stem=stem,
            options=self._options(),
            details={name: self._read(name, read) for name, read in _READERS.items() if name in self.draft.fields},
            places=tuple(self._places()),
        )

    def _options(self) -> tuple[GivenOption, ...]:
        numbers = range(1, MOST_OPTIONS + 1)
        texts = {n: self._read(f"option_{n}", _OPTION.read) for n in numbers}
        feedback = {n: self._feedback(n) for n in numbers}
        filled = [n for n in numbers if texts[n] or self._complained(f"option_{n}")]
        for n in numbers:
            if n not in filled and filled and n < filled[-1]:
                self._complain(f"option_{n}", f"This option is empty, while option_{filled[-1]} is not. Close the gap.")
            elif n not in filled and feedback[n]:
                self._complain(f"feedback_{n}", f"There is feedback, but option_{n} is empty.")
        if len(filled) < FEWEST_OPTIONS:
            self._complain("option_2", f"A question has at least {FEWEST_OPTIONS} options; this one has {len(filled)}.")
        self._complain_of_doubles(texts)
        key = self._key(filled)
        return tuple(GivenOption(texts[n], feedback[n], n == key) for n in filled)

    def _feedback(self, n: int) -> str | None:
        return self._read(f"feedback_{n}", _FEEDBACK.read) if f"feedback_{n}" in self.draft.fields else None

    def _complain_of_doubles(self, texts: dict[int, str]) -> None:
        seen: dict[str, int] = {}
        for n, text in texts.items():
            folded = " ".join(text.split()).casefold()
            if folded and seen.setdefault(folded, n) != n:
                self._complain(f"option_{n}", f"It says the same as option_{seen[folded]}.")

    def _key(self, filled: list[int]) -> int | None:
        told = self.draft.fields.get("key", "").strip()
        named = [part for part in re.split(r"[\s,;]+", told) if part]
        if not named:
            self._complain("key", "No key is given. Write the number or the letter of the right option.")
        elif len(named) > 1:
            self._complain("key", f"“{_short(told)}” names {len(named)} options; a question has one key.")
        elif (number := _number_of(named[0])) not in filled:
            self._complain("key", f"“{_short(told)}” is not the number or the letter of an option of this question.")
        else:
            return number
        return None

    def _places(self) -> Iterator[GivenPlace]:
        slugs = [slug.strip() for slug in self.draft.fields.get("quiz", "").splitlines()]
        if not any(slugs):
            slugs = []
        beside = {name: self._beside(name, len(slugs)) for name in ("objective", "evidence")}
        for place, slug in enumerate(slugs):
            if not slug or slug in slugs[:place]:
                message = f"“{slug}” stands here twice." if slug else "One of the lines is empty."
                self._complain("quiz", message)
            else:
                yield GivenPlace(slug, *(told[place] if told else None for told in beside.values()))

    def _beside(self, name: str, n_quizzes: int) -> list[str] | None:
        """What stands in the column, a line for each quiz; None where the file lacks the column."""
        if name not in self.draft.fields:
            return None
        lines = [line.strip() for line in self.draft.fields[name].split("\n")]
        if len(lines) < n_quizzes or any(lines[n_quizzes:]):
            if not n_quizzes:
                self._complain(name, "It belongs to a quiz. Name the article in the column quiz, or empty this cell.")
            elif any(lines):
                self._complain(
                    name, f"The column quiz has {n_quizzes} lines and this one {len(lines)}; each needs its own."
                )
        return [*lines, *[""] * n_quizzes][:n_quizzes]

    def _read(self, column: str, read: Callable[[str], Any]) -> Any:
        try:
            return read(self.draft.fields.get(column, ""))
        except ValueError as error:
            sentence = str(error)
            self._complain(column, f"{sentence[:1].upper()}{sentence[1:].rstrip('.')}.")
            return ""

    def _complain(self, column: str, message: str) -> None:
        self.problems.append(Problem(self.draft.row, column, message))

    def _complained(self, column: str) -> bool:
        return any(problem.column == column for problem in self.problems)


def _number_of(told: str) -> int | None:
    """1 to 8 of a number or a letter; spreadsheets may write a number as 2.0."""
    if re.fullmatch(r"[0-9]{1,2}(\.0+)?", told):
        return int(float(told))
    return ord(told.upper()) - ord("A") + 1 if re.fullmatch(r"[A-Za-z]", told) else None


def _bloom(text: str) -> str:
    level = text.strip().casefold().replace("analyse", "analyze")
    if level and level not in BLOOM_LEVELS:
        raise ValueError(f"“{_short(text)}” is no Bloom level. Known are {', '.join(BLOOM_LEVELS)}")
    return level


def _moore(text: str) -> int | None:
    told = text.strip()
    if not told:
        return None
    if not re.fullmatch(r"[1-7](\.0+)?", told):
        raise ValueError(f"“{_short(text)}” is no Moore level; they run from 1 to 7")
    return int(told[0])


def _refs(text: str) -> str:
    keys = re.split(r"[\s,;]+", text.strip())
    for key in filter(None, keys):
        if not is_citation_key(key):
            raise ValueError(f"“{_short(key)}” is not a citation key")
    joined = " ".join(filter(None, keys))
    if len(joined) > 500:
        raise ValueError(f"the keys have {len(joined)} characters; 500 fit here")
    return joined


def _fixed_order(text: str) -> bool:
    told = text.strip().casefold()
    if told not in _YES | _NO:
        raise ValueError(f"“{_short(text)}” is neither yes nor no")
    return told in _YES


def _short(text: str) -> str:
    told = " ".join(text.split())
    return told if len(told) <= 40 else f"{told[:39]}…"


_READERS: dict[str, Callable[[str], Any]] = dict(
    zip(DETAILS, (_RATIONALE.read, _bloom, _moore, _refs, _fixed_order), strict=True)
)
