"""Which abbreviations a text uses, and which of them it defines as "long form (ABB)"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_WORD = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2,10}(?![A-Za-z0-9])")
_ROMAN = re.compile(r"(?=[IVX])X{0,3}(IX|IV|V?I{0,3})")
# The abbreviation stands first in its parentheses: "(MRD)", "(MRD; 10^-5)", "(CI, 0.41 to 0.79)" all begin with one.
_IN_PARENTHESES = re.compile(r"\(([A-Za-z][A-Za-z-]{1,9})(?=[);,])")
_END_OF_CLAUSE = re.compile(r"[.:;()\n]")


@dataclass(frozen=True)
class Definition:
    """A place where a text says what an abbreviation means. start: offset of the abbreviation in the text."""

    abbreviation: str
    expansion: str
    start: int


def is_abbreviation(word: str) -> bool:
    """Whether a word looks like an abbreviation: at least half capitals, or short with a capital inside (mAb, pCR).

    Roman numerals and names such as McNemar or PubMed are none.
    """
    capitals = sum(letter.isupper() for letter in word)
    if _ROMAN.fullmatch(word) or capitals == 0:
        return False
    stem = word.removesuffix("s")
    return (2 * capitals >= len(stem) and capitals > 1) or (len(stem) <= 4 and stem[1:] != stem[1:].lower())


def singular(word: str) -> str:
    """The abbreviation without the s of its plural: mAbs gives mAb, PROs gives PRO, and OS stays."""
    return word[:-1] if len(word) > 2 and word.endswith("s") and is_abbreviation(word[:-1]) else word


def candidates(text: str) -> Iterator[tuple[str, int]]:
    """Words of a plain text that look like abbreviations, in the singular, with the offset of each."""
    for match in _WORD.finditer(text):
        if is_abbreviation(match[0]):
            yield singular(match[0]), match.start()


def definitions_in(text: str) -> list[Definition]:
    """Definitions of the form "long form (ABB)" in a plain text, in their order."""
    found = []
    for match in _IN_PARENTHESES.finditer(text):
        short = match[1]
        if not is_abbreviation(short):
            continue
        clause = _END_OF_CLAUSE.split(text[max(0, match.start() - 200) : match.start()])[-1].strip()
        if expansion := _long_form(short, clause):
            found.append(Definition(singular(short), expansion, match.start(1)))
    return found


def _long_form(short: str, clause: str) -> str:
    """The words at the end of the clause that the abbreviation stands for, "" where none do.

    Words whose initials are the letters come first. Else Schwartz and Hearst, Pac Symp Biocomput 2003:451–462: letters
    are matched from the right, the first one at the start of a word, among at most min(n + 5, 2n) words. That rule
    alone would read “myeloma” for MM.
    """
    letters = [letter.lower() for letter in short if letter.isalnum()]
    if expansion := _by_initials(letters, clause):
        return expansion
    words = clause.split()
    text = " ".join(words[-min(len(letters) + 5, 2 * len(letters)) :])
    place = len(text)
    for index in range(len(letters) - 1, -1, -1):
        place -= 1
        while place >= 0 and not _fits(text, place, letters[index], is_first=index == 0):
            place -= 1
        if place < 0:
            return ""
    expansion = text[place:]
    return expansion if len(expansion) > len(short) and short not in expansion.split() else ""


def _by_initials(letters: list[str], clause: str) -> str:
    starts = [match.start() for match in re.finditer(r"[^\W_]+", clause)][-len(letters) :]
    is_match = [clause[start].lower() for start in starts] == letters
    # A word cut in two by a hyphen counts as two, but the long form never begins inside one.
    return clause[starts[0] :] if is_match and clause[starts[0] - 1 : starts[0]] in ("", " ") else ""


def _fits(text: str, place: int, letter: str, *, is_first: bool) -> bool:
    if text[place].lower() != letter:
        return False
    return not is_first or place == 0 or not text[place - 1].isalnum()


def same_expansion(one: str, other: str) -> bool:
    """Whether two long forms are the same but for capitals, hyphens and the plural."""
    return _plain(one) == _plain(other)


def _plain(expansion: str) -> list[str]:
    words = re.findall(r"[^\W_]+", expansion.casefold())
    return [re.sub(r"(ies|y|s)$", "", word) for word in words]
