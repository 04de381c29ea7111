"""Bundle markup read into runs: one paragraph at a time, with a sentence for each broken token."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .inline import MARKS, Cite, Run, clean_locator, is_key, safe_href

SIGNS = {"strong": "**", "em": "*", "sup": "^", "sub": "~"}

_MARKS_OF_ROW = {"*": ("em",), "**": ("strong",), "***": ("strong", "em"), "^": ("sup",), "~": ("sub",)}
_SIGNIFICANT = re.compile(r"(?<=\[)\\[@#]|\\[*^~\[\]\\]|\*+|\^+|~+|\[|\]")
_CITED = re.compile(r"@(\S+)(?:\s+(.+))?", re.DOTALL)
_LITERAL_HINT = 'If the bracket is meant as text, write "\\[".'


class MarkupError(ValueError):
    """Text holds something that looks like a token but is none; the message is a sentence for the writer."""


@dataclass(slots=True)
class _Delimiter:
    """A row of `*`, `^` or `~`: where it stands, the content characters around it, the marks found to change here.

    Rows with nothing but rows and link brackets between them share one `sequence`.
    """

    row: str
    start: int
    end: int
    before: str = ""
    after: str = ""
    sequence: int = 0
    toggles: set[str] = field(default_factory=set)

    def can_open(self) -> bool:
        return self.after != "" and not self.after.isspace()

    def can_close(self) -> bool:
        return self.before != "" and not self.before.isspace()


@dataclass(frozen=True, slots=True)
class _Link:
    """The place where a link opens, or, with an empty target, closes."""

    href: str


_Piece = str | Cite | _Link | _Delimiter


def read_runs(text: str) -> list[Run]:
    """Runs of one paragraph, not yet settled. Raises MarkupError for a token that is broken or not allowed."""
    pieces = list(_pieces(text))
    _note_surroundings(pieces)
    for mark in MARKS:
        _pair(pieces, mark, text)
    runs: list[Run] = []
    marks: frozenset[str] = frozenset()
    href = ""
    for piece in pieces:
        match piece:
            case str():
                runs.append(Run(text=piece, marks=marks, href=href))
            case Cite():
                runs.append(Run(marks=marks, cite=piece))
            case _Link():
                href = piece.href
            case _Delimiter():
                opening = piece.toggles - marks
                marks -= piece.toggles
                unused = len(piece.row) - sum(len(SIGNS[mark]) for mark in piece.toggles)
                runs.append(Run(text=piece.row[:unused], marks=marks, href=href))
                marks |= opening
    return runs


def _pieces(text: str) -> Iterator[_Piece]:
    partners = _bracket_partners(text)
    link_end, after_target = -1, 0
    position = 0
    while match := _SIGNIFICANT.search(text, position):
        start, sign = match.start(), match[0]
        yield text[position:start]
        position = match.end()
        end = partners.get(start)
        if sign == "[" and _is_pointer(text, position, end):
            yield from _read_pointer(text, start, end)
            position = (end or start) + 1
        elif sign == "[" and end and text[end + 1 : end + 2] == "(":
            if start < link_end:
                raise MarkupError(f"Link {_quoted(text[start:])} stands inside the label of another link.")
            href, after_target = _read_link(text, start, end)
            link_end = end
            yield _Link(href)
        elif sign == "]" and start == link_end:
            position = after_target
            yield _Link("")
        elif sign in _MARKS_OF_ROW:
            yield _Delimiter(sign, start, position)
        else:
            yield sign.removeprefix("\\")
    yield text[position:]


def _bracket_partners(text: str) -> dict[int, int]:
    """Index of the closing bracket for each opening one that has a partner; escaped brackets do not count."""
    partners, opened = {}, []
    for match in _SIGNIFICANT.finditer(text):
        if match[0] == "[":
            opened.append(match.start())
        elif match[0] == "]" and opened:
            partners[opened.pop()] = match.start()
    return partners


def _is_pointer(text: str, position: int, end: int | None) -> bool:
    """Whether a bracket, followed by position, means a pointer; `[^18^F]` is a bracket and a raised 18."""
    sigil = text[position : position + 1]
    return sigil in ("@", "#") or (sigil == "^" and text.find("^", position + 1, end) < 0)


def _read_pointer(text: str, start: int, end: int | None) -> Iterator[Cite]:
    if end is None:
        raise MarkupError(f'{_quoted(text[start:])} has no closing "]". {_LITERAL_HINT}')
    sigil, body, token = text[start + 1], text[start + 2 : end].strip(), _quoted(text[start : end + 1])
    if sigil == "@":
        for entry in text[start + 1 : end].split(";"):
            yield _read_citation(entry.strip(), token)
    elif not is_key(body):
        what = 'table or figure, such as "[#t1]"' if sigil == "#" else 'table footnote, such as "[^a]"'
        raise MarkupError(f"{token} does not name a {what}. {_LITERAL_HINT}")
    else:
        yield Cite("xref" if sigil == "#" else "note", body)


def _read_citation(entry: str, token: str) -> Cite:
    match = _CITED.fullmatch(entry)
    if match is None or not is_key(match[1]):
        raise MarkupError(f'Citation {token} is not like "[@key]" or "[@first; @second p. 540]". {_LITERAL_HINT}')
    locator = match[2] or ""
    if locator.startswith("@") or set(locator) & set("[]\\"):
        raise MarkupError(f'The locator in citation {token} may not hold "@", brackets or a backslash.')
    return Cite("ref", match[1], clean_locator(locator))


def _read_link(text: str, start: int, end: int) -> tuple[str, int]:
    """The target of the link whose label ends at end, and the index after its closing parenthesis."""
    depth, position = 1, end + 2
    while depth and position < len(text) and not text[position].isspace():
        depth += (text[position] == "(") - (text[position] == ")")
        position += 1
    token = _quoted(text[start:position])
    if depth:
        raise MarkupError(f'Link {token} has no closing ")", or white space in its address. {_LITERAL_HINT}')
    if not text[start + 1 : end].strip():
        raise MarkupError(f"Link {token} has no label.")
    href = safe_href(text[end + 2 : position - 1])
    if not href:
        raise MarkupError(
            f"Link {token} must lead to an http, https or mailto address, or begin with / or #. {_LITERAL_HINT}"
        )
    return href, position


def _quoted(text: str) -> str:
    return f'"{text}"' if len(text) <= 40 else f'"{text[:40]}…"'


def _note_surroundings(pieces: list[_Piece]) -> None:
    """Give each delimiter its sequence and the nearest content before and after it."""
    before, sequence = "", 0
    for piece in pieces:
        if isinstance(piece, _Delimiter):
            piece.before, piece.sequence = before, sequence
        elif piece and not isinstance(piece, _Link):
            before, sequence = piece[-1] if isinstance(piece, str) else "]", sequence + 1
    after = ""
    for piece in reversed(pieces):
        if isinstance(piece, _Delimiter):
            piece.after = after
        elif piece and not isinstance(piece, _Link):
            after = piece[0] if isinstance(piece, str) else "]"


def _pair(pieces: list[_Piece], mark: str, text: str) -> None:
    """Note where the mark changes: each closing delimiter takes the nearest opening one, with content between."""
    opener: _Delimiter | None = None
    for piece in pieces:
        if not isinstance(piece, _Delimiter) or mark not in _MARKS_OF_ROW[piece.row]:
            continue
        if opener and mark in ("sup", "sub") and re.search(r"\s", text[opener.end : piece.start]):
            opener = None
        if opener and piece.can_close() and piece.sequence != opener.sequence:
            opener.toggles.add(mark)
            piece.toggles.add(mark)
            opener = None
        elif piece.can_open():
            opener = piece
