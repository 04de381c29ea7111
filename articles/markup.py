"""The token markup of bundle files, to and from stored HTML.

A blank line starts a paragraph. `[@key]`, `[@a; @b]` and `[@a p. 540]` cite; `[#t1]` points to a table or figure,
`[^a]` to a table footnote; `[label](https://…)` links; `*em*`, `**strong**`, `^sup^`, `~sub~` mark. A backslash makes
`* ^ ~ [ ] \\` literal; everything else is literal, `<` and `&` included.

A mark opens before and closes after something that is not white space, and `^…^` and `~…~` hold none, so that
"5 * 3 * 2", "~5 to ~7 months" and "10^-5 or 10^-6" read as written. A sign without a partner is literal. `***` opens or
closes em and strong at once; longer rows of `*`, and rows of `^` or `~`, are literal.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from articles.inline import MARKS, Cite, Run, clean_locator, drop_forbidden, is_key, safe_href, settle, write_inline
from articles.richtext import Profile, item_html, join_line, read_paragraphs, write_paragraphs

_SIGN = {"strong": "**", "em": "*", "sup": "^", "sub": "~"}
_MARKS_OF_ROW = {"*": ("em",), "**": ("strong",), "***": ("strong", "em"), "^": ("sup",), "~": ("sub",)}
_SIGNIFICANT = re.compile(r"\\[*^~\[\]\\]|\*+|\^+|~+|\[|\]")
_LITERAL = re.compile(r"\*+|\^+|~+|\[|\]|\\+")
_LITERAL_HINT = 'If the bracket is meant as text, write "\\[".'
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_CITED = re.compile(r"@(\S+)(?:\s+(.+))?", re.DOTALL)
# Beyond this many ambiguous places in a paragraph all stay escaped: trying each would take too long.
_MAX_TRIED_ESCAPES = 40


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


def to_html(text: str, profile: Profile) -> str:
    """Clean stored HTML of bundle text. With Profile.ITEMS the text is one item, and the result what `Item.html` holds.

    Raises MarkupError for a broken token or a link target that is not allowed.
    """
    lines = drop_forbidden(text).replace("\r\n", "\n").replace("\r", "\n")
    paragraphs = [runs for runs in (settle(_read_runs(part)) for part in _BLANK_LINE.split(lines)) if runs]
    match Profile(profile):
        case Profile.LINE:
            return write_inline(join_line(paragraphs))
        case Profile.ITEMS:
            return item_html(paragraphs)
        case Profile.PARAGRAPHS:
            return write_paragraphs(paragraphs)


def to_markup(html: str, profile: Profile) -> str:
    """Bundle text of stored HTML, the inverse of `to_html`, with no more backslashes than it needs.

    With Profile.ITEMS the HTML is the content of one item, as `Item.html` holds it.
    """
    paragraphs = read_paragraphs(html)
    if Profile(profile) is Profile.LINE:
        paragraphs = [join_line(paragraphs)]
    return "\n\n".join(_write_runs(runs) for runs in paragraphs)


def keys_in(html: str) -> list[str]:
    """Keys of the references that the HTML cites, in order of appearance, repeats included."""
    return _targets(html, "ref")


def xrefs_in(html: str) -> list[str]:
    """Ids of the tables and figures that the HTML points to, in order of appearance, repeats included."""
    return _targets(html, "xref")


def notes_in(html: str) -> list[str]:
    """Marks of the table footnotes that the HTML points to, in order of appearance, repeats included."""
    return _targets(html, "note")


def _targets(html: str, target: str) -> list[str]:
    cites = [run.cite for runs in read_paragraphs(html) for run in runs if run.cite]
    return [cite.key for cite in cites if cite.target == target]


def _read_runs(text: str) -> list[Run]:
    """Runs of one paragraph, not yet settled."""
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
                unused = len(piece.row) - sum(len(_SIGN[mark]) for mark in piece.toggles)
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
        raise MarkupError(f'Citation {token} is not of the form "[@key]" or "[@first; @second p. 540]". {_LITERAL_HINT}')
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


def _write_runs(runs: list[Run]) -> str:
    """Markup of one settled paragraph: of its spellings that read back as these runs one with few backslashes."""
    pieces = list(_spelling(runs))
    places = [index for index, (_, is_literal) in enumerate(pieces) if is_literal]
    if _reads_as(plain := _compose(pieces, set()), runs):
        return plain
    escaped = set(places)
    if len(places) <= _MAX_TRIED_ESCAPES:
        for place in places:
            if _reads_as(_compose(pieces, escaped - {place}), runs):
                escaped.remove(place)
    return _compose(pieces, escaped)


def _reads_as(text: str, runs: list[Run]) -> bool:
    try:
        return settle(_read_runs(text)) == runs
    except MarkupError:
        return False


def _compose(pieces: list[tuple[str, bool]], escaped: set[int]) -> str:
    return "".join(
        "".join(f"\\{sign}" for sign in text) if index in escaped else text for index, (text, _) in enumerate(pieces)
    )


def _spelling(runs: list[Run]) -> Iterator[tuple[str, bool]]:
    """Pieces of markup, each with whether it is literal text that a backslash may have to protect."""
    for index, run in enumerate(runs):
        joins_cluster = index > 0 and _share_cluster(runs[index - 1], run)
        yield ("" if joins_cluster else _boundary(runs, index)), False
        if run.cite is None:
            position = 0
            for match in _LITERAL.finditer(run.text):
                yield run.text[position : match.start()], False
                yield match[0], True
                position = match.end()
            yield run.text[position:], False
        elif run.cite.target == "ref":
            is_last = index + 1 == len(runs) or not _share_cluster(run, runs[index + 1])
            yield ("; " if joins_cluster else "[") + f"@{run.cite.key} {run.cite.locator}".rstrip(), False
            yield "]" if is_last else "", False
        else:
            yield f"[{'#' if run.cite.target == 'xref' else '^'}{run.cite.key}]", False
    yield _boundary(runs, len(runs)), False


def _share_cluster(left: Run, right: Run) -> bool:
    cites = left.cite, right.cite
    return all(cite and cite.target == "ref" for cite in cites) and left.marks == right.marks


def _boundary(runs: list[Run], index: int) -> str:
    """The signs between the run before index and the run at index."""
    left = runs[index - 1] if index else Run()
    right = runs[index] if index < len(runs) else Run()
    closing = [mark for mark in reversed(MARKS) if mark in left.marks - right.marks]
    opening = [mark for mark in MARKS if mark in right.marks - left.marks]
    if left.href == right.href:
        return _signs(closing) + _signs(opening)
    # A mark that reaches no farther than the link stands inside its label.
    back, ahead = runs[:index][::-1], runs[index:]
    inner_closing = [mark for mark in closing if left.href and _reach(back, mark) <= _link_reach(back)]
    inner_opening = [mark for mark in opening if right.href and _reach(ahead, mark) <= _link_reach(ahead)]
    return "".join(
        (
            _signs(inner_closing),
            f"]({left.href})" if left.href else "",
            _signs(mark for mark in closing if mark not in inner_closing),
            _signs(mark for mark in opening if mark not in inner_opening),
            "[" if right.href else "",
            _signs(inner_opening),
        )
    )


def _signs(marks: Iterable[str]) -> str:
    return "".join(_SIGN[mark] for mark in marks)


def _reach(runs: list[Run], mark: str) -> int:
    """For how many runs from the first the mark goes on."""
    return next((count for count, run in enumerate(runs) if mark not in run.marks), len(runs))


def _link_reach(runs: list[Run]) -> int:
    return next((count for count, run in enumerate(runs) if run.href != runs[0].href), len(runs))
