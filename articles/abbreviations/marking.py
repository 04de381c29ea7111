"""Explaining abbreviations on a page, and keeping machine translation off names and numbers."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html import escape, unescape

from .definitions import definitions_in, same_expansion

_PIECE = re.compile(r"<[^>]*>|[^<]+")
_QUANTITY = r"\d+(?:[.,·]\d+)*(?:[\u00a0\u2009\u202f ]?%)?"
_NUMBER = rf"{_QUANTITY}(?:[–-]{_QUANTITY})?"
_ENTITY = r"&#?\w+;"


@dataclass(frozen=True)
class Glossary:
    """What a hub explains. terms: expansion by abbreviation; plurals: expansion of the plural, where one is known;
    names: drugs, trials and other names that stay as they are in every language."""

    terms: Mapping[str, str] = field(default_factory=dict)
    plurals: Mapping[str, str] = field(default_factory=dict)
    names: tuple[str, ...] = ()

    def with_names(self, names: Iterable[str]) -> "Glossary":
        """This glossary with more names, each once."""
        return Glossary(self.terms, self.plurals, tuple(dict.fromkeys([*self.names, *filter(None, names)])))


class Marker:
    """Marks the texts of one page, in reading order.

    The first plain use of a term that the text itself never defines is followed by its expansion in parentheses; other
    uses become `<abbr title>`. Names, registry numbers and numbers get `translate="no"`. Citations stay as they are.
    """

    def __init__(self, glossary: Glossary, plain_texts: Iterable[str]) -> None:
        self.glossary = glossary
        self.used: dict[str, str] = {}
        """The explained abbreviations of the page so far, with their expansions."""
        self._own = {found.abbreviation: found.expansion for text in plain_texts for found in definitions_in(text)}
        self._open = set(glossary.terms) - set(self._own)

    @cached_property
    def _terms(self) -> Mapping[str, str]:
        """The author's words, in the glossary's spelling and number where both mean the same."""
        terms = {**self.glossary.terms, **self._own}
        for term, expansion in self.glossary.terms.items():
            if same_expansion(expansion, terms[term]):
                terms[term] = expansion
        return terms

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """Entities, registry numbers, names, abbreviations and numbers in escaped text."""
        names = "|".join(map(_spelled, sorted(self.glossary.names, key=len, reverse=True)))
        terms = "|".join(re.escape(escape(term)) for term in sorted(self._terms, key=len, reverse=True))
        kinds = [
            f"(?P<entity>{_ENTITY})",
            r"(?P<name>(?<![A-Za-z0-9])(?:NCT\d{8}" + (f"|{names}" if names else "") + r")(?![A-Za-z0-9]))",
            rf"(?P<term>(?<![A-Za-z0-9])(?:{terms})s?(?![A-Za-z0-9]))" if terms else "(?P<term>(?!))",
            rf"(?P<number>(?<![A-Za-z0-9]){_NUMBER}(?![A-Za-z0-9]))",
        ]
        return re.compile("|".join(kinds))

    def text(self, html: str, *, is_running: bool = True) -> str:
        """Text of the page: `html` is clean and its citations are printed.

        Only running text spells out: a cell has no room.
        """
        return self._marked(html, may_expand=is_running)

    def label(self, text: str) -> str:
        """A heading or another short label, as plain text: nothing is spelled out in it."""
        return self._marked(escape(text, quote=False), may_expand=False)

    def line_of_table(self, texts: Iterable[str], told: str) -> str:
        """The abbreviations line of a table: `told` by its author, and after it every known term of its plain texts.

        A table stands alone (AMA), so terms count that the running text explains. "" where there is nothing to explain.
        """
        words = " ".join(texts)
        added = [
            f"{term}, {expansion}"
            for term, expansion in sorted(self._terms.items(), key=lambda pair: pair[0].casefold())
            if _stands_in(term, words) and not _stands_in(term, told)
        ]
        line = "; ".join(filter(None, [told.strip().rstrip(".;"), *added]))
        return f"{line}." if line else ""

    def _marked(self, html: str, *, may_expand: bool) -> str:
        marked: list[str] = []
        inside_citation = inside_link = False
        for match in _PIECE.finditer(html):
            piece = match[0]
            if piece.startswith("<"):
                inside_citation = piece.startswith('<sup class="cite') or (inside_citation and piece != "</sup>")
                inside_link = piece.startswith("<a ") or (inside_link and piece != "</a>")
                marked.append(piece)
            elif inside_citation:
                marked.append(piece)
            else:
                marked.append(self._piece(piece, may_expand=may_expand and not inside_link))
        return "".join(marked)

    def _piece(self, piece: str, *, may_expand: bool) -> str:
        def mark(match: re.Match[str]) -> str:
            # A digit alone is safe in a translation; decimal points, percent signs and ranges are what goes wrong in one.
            if match["entity"] or (match[0].isdecimal() and len(match[0]) == 1):
                return match[0]
            if match["term"]:
                return self._term(match, piece, may_expand=may_expand)
            return f'<span translate="no">{match[0]}</span>'

        return self._pattern.sub(mark, piece)

    def _term(self, match: re.Match[str], piece: str, *, may_expand: bool) -> str:
        word = unescape(match[0])
        term = word if word in self._terms else word[:-1]
        expansion = self._terms[term] if word == term else self.glossary.plurals.get(term, self._terms[term])
        self.used.setdefault(term, self._terms[term])
        if _is_defined_here(match, piece, self._own.get(term, "")):
            return match[0]
        is_joined = "-" in (piece[match.start() - 1 : match.start()], piece[match.end() : match.end() + 1])
        is_plural_without_words = word != term and term not in self.glossary.plurals
        if may_expand and term in self._open and not is_joined and not is_plural_without_words:
            self._open.discard(term)
            before = piece[: match.start()]
            nested = before.count("(") > before.count(")")
            opening, closing = "[]" if nested else "()"
            return f"{match[0]} {opening}{escape(expansion)}{closing}"
        return f'<abbr title="{escape(expansion)}">{match[0]}</abbr>'


def _stands_in(term: str, text: str) -> bool:
    return re.search(rf"(?<![A-Za-z0-9]){re.escape(term)}s?(?![A-Za-z0-9])", text) is not None


def _spelled(name: str) -> str:
    """A name as a pattern, in any case where it is a word in small letters: a drug may begin a sentence."""
    pattern = re.escape(escape(name, quote=False))
    return f"(?i:{pattern})" if name == name.lower() else pattern


def _is_defined_here(match: re.Match[str], piece: str, expansion: str) -> bool:
    before = unescape(piece[: match.start()])
    return bool(expansion) and before.endswith(f"{expansion} (")
