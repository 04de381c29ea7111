"""The token markup of bundle files, to and from stored HTML.

A blank line starts a paragraph. `[@key]`, `[@a; @b]` and `[@a p. 540]` cite; `[#t1]` points to a table or figure,
`[^a]` to a table footnote; `[label](https://…)` links; `*em*`, `**strong**`, `^sup^`, `~sub~` mark. A backslash makes
`* ^ ~ [ ] \\` literal, and `@` or `#` right behind an opening bracket; everything else is literal, `<` and `&` included.

A mark opens before and closes after something that is not white space, and `^…^` and `~…~` hold none, so that
"5 * 3 * 2", "~5 to ~7 months" and "10^-5 or 10^-6" read as written. A sign without a partner is literal. `***` opens or
closes em and strong at once; longer rows of `*`, and rows of `^` or `~`, are literal.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import combinations

from .inline import MARKS, Cite, Run, drop_forbidden, settle, write_inline
from .markup_reader import SIGNS, MarkupError, read_runs
from .richtext import Profile, item_html, join_line, read_paragraphs, write_paragraphs

__all__ = [
    "MarkupError", "keys_in", "literal", "notes_in", "pointers_in", "read_text", "to_html", "to_markup", "xrefs_in",
]  # fmt: skip

_LITERAL = re.compile(r"\*+|\^+|~+|\[|\]|\\+")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
# Beyond this many doubtful places in a paragraph all are escaped: trying each pair would take too long.
_MAX_DOUBTFUL = 12


# Checks, numbering and rendering each read every text of an article; most of a preflight would be reading them again.
@lru_cache(maxsize=4096)
def to_html(text: str, profile: Profile) -> str:
    """Clean stored HTML of bundle text. With Profile.ITEMS the text is one item, and the result what `Item.html` holds.

    Raises MarkupError for a broken token or a link target that is not allowed.
    """
    paragraphs = read_text(text)
    match Profile(profile):
        case Profile.LINE:
            return write_inline(join_line(paragraphs))
        case Profile.ITEMS:
            return item_html(paragraphs)
        case Profile.PARAGRAPHS:
            return write_paragraphs(paragraphs)


def read_text(text: str) -> list[list[Run]]:
    """The settled runs of each paragraph of bundle text, none of them empty. Raises MarkupError as `to_html` does."""
    lines = drop_forbidden(text).replace("\r\n", "\n").replace("\r", "\n")
    return [runs for runs in (settle(read_runs(part)) for part in _BLANK_LINE.split(lines)) if runs]


def to_markup(html: str, profile: Profile) -> str:
    """Bundle text of stored HTML, the inverse of `to_html`, with no more backslashes than it needs.

    With Profile.ITEMS the HTML is the content of one item, as `Item.html` holds it.
    """
    paragraphs = read_paragraphs(html)
    if Profile(profile) is Profile.LINE:
        paragraphs = [join_line(paragraphs)]
    return "\n\n".join(_write_runs(runs) for runs in paragraphs)


def literal(words: str) -> str:
    """Bundle text that reads as these plain words, whatever signs they hold."""
    return re.sub(r"[\\*^~\[\]]", r"\\\g<0>", words)


def keys_in(html: str) -> list[str]:
    """Keys of the references that the HTML cites, in order of appearance, repeats included."""
    return _targets(html, "ref")


def xrefs_in(html: str) -> list[str]:
    """Ids of the tables and figures that the HTML points to, in order of appearance, repeats included."""
    return _targets(html, "xref")


def notes_in(html: str) -> list[str]:
    """Marks of the table footnotes that the HTML points to, in order of appearance, repeats included."""
    return _targets(html, "note")


def pointers_in(html: str) -> list[Cite]:
    """Citations, pointers to tables and figures, and footnote marks of the HTML, in order of appearance."""
    if "<cite" not in html.lower():
        return []  # Most cells and items cite nothing, and a check asks all of them.
    return [run.cite for runs in read_paragraphs(html) for run in runs if run.cite]


def _targets(html: str, target: str) -> list[str]:
    return [cite.key for cite in pointers_in(html) if cite.target == target]


def _write_runs(runs: list[Run]) -> str:
    """Markup of one settled paragraph that reads back as these runs, with backslashes only where they are needed."""
    pieces = list(_spelling(runs))
    plain = _compose(pieces, set())
    if _reads_as(plain, runs):
        return plain
    places = {index for index, (_, is_literal) in enumerate(pieces) if is_literal}
    if len(places) <= _MAX_DOUBTFUL:
        sparing = _compose(pieces, _ambiguous(pieces, places, runs))
        if _reads_as(sparing, runs):
            return sparing
    return _compose(pieces, places)


def _ambiguous(pieces: list[tuple[str, bool]], places: set[int], runs: list[Run]) -> set[int]:
    """The literal places that would be read as tokens, alone or with a partner; both partners count."""

    def is_harmless(*bare: int) -> bool:
        return _reads_as(_compose(pieces, places.difference(bare)), runs)

    ambiguous = {place for place in places if not is_harmless(place)}
    for pair in combinations(sorted(places - ambiguous), 2):
        if not is_harmless(*pair):
            ambiguous.update(pair)
    return ambiguous


def _reads_as(text: str, runs: list[Run]) -> bool:
    try:
        return settle(read_runs(text)) == runs
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
    """The signs between the run before index and the run at index; what opened last closes first."""
    left = runs[index - 1] if index else Run()
    right = runs[index] if index < len(runs) else Run()
    back = {mark: _reach(runs, index - 1, -1, mark) for mark in reversed(MARKS) if mark in left.marks - right.marks}
    ahead = {mark: _reach(runs, index, 1, mark) for mark in MARKS if mark in right.marks - left.marks}
    closing = sorted(back, key=back.__getitem__)
    opening = sorted(ahead, key=ahead.__getitem__, reverse=True)
    if left.href == right.href:
        return _signs(closing) + _signs(opening)
    # A mark that reaches no farther than the link stands inside its label.
    label_back = _reach(runs, index - 1, -1, "a") if left.href else 0
    label_ahead = _reach(runs, index, 1, "a") if right.href else 0
    inner_opening = _signs(mark for mark in opening if ahead[mark] <= label_ahead)
    return "".join(
        (
            _signs(mark for mark in closing if back[mark] <= label_back),
            f"]({left.href})" if left.href else "",
            _signs(mark for mark in closing if back[mark] > label_back),
            _signs(mark for mark in opening if ahead[mark] > label_ahead),
            "[" if right.href else "",
            inner_opening or ("\\" if right.href and right.text[0] in "@#" else ""),
        )
    )


def _signs(marks: Iterable[str]) -> str:
    return "".join(SIGNS[mark] for mark in marks)


def _reach(runs: list[Run], start: int, step: int, style: str) -> int:
    """For how many runs from start, forward or backward, the mark goes on, or the link ("a")."""
    index = start
    while 0 <= index < len(runs) and (
        runs[index].href == runs[start].href if style == "a" else style in runs[index].marks
    ):
        index += step
    return abs(index - start)
