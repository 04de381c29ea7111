"""Inline text as a flat sequence of runs: the form between stored HTML and bundle markup.

A paragraph is a list of `Run`. Each run is either text in one style (a set of marks and perhaps a link) or one
citation pointer. Nesting of tags is no part of the meaning, so two spellings of the same text meet in the same runs,
and `write_inline` gives each list of settled runs exactly one HTML spelling.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Literal
from urllib.parse import quote

import nh3

MARKS = ("strong", "em", "sup", "sub")
LINK_SCHEMES = frozenset({"http", "https", "mailto"})

# Bidirectional overrides and isolates can show a reader another number than the one stored. U+FFFC stands for a
# citation inside `_bind_spaces`. A lone surrogate cannot be encoded. U+FFFD stays: it shows that a character was lost.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffc\ud800-\udfff]")
# Word writes a manual line break as U+000B: dropping it like other control characters would join two words.
_BLANKS = re.compile(r"[ \t\n\r\x0b\x0c\x85\u2028\u2029]+")
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]*")
_STOPS = ".,;:!?…"
_CLOSING_SIGNS = "”’»)]\"'"
_UNIT_SIGNS = "%‰°€£$"
# Word's own bookmarks (#_ftn1, #_Toc…) lead nowhere on our pages, so a fragment must begin with a letter or digit.
_HREF = re.compile(r"https?://[^/?#]+.*|mailto:[^@?]+@.+|/(?!/).*|#[A-Za-z0-9].*", re.DOTALL)
_SCHEME = re.compile(r"[A-Za-z]+:")


@dataclass(frozen=True, slots=True)
class Cite:
    """A pointer: to a reference ("ref", with an optional locator), a table or figure ("xref"), a footnote ("note")."""

    target: Literal["ref", "xref", "note"]
    key: str
    locator: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one style, or one citation (then `text` is empty). `marks` is a subset of MARKS; `href` "" is no link."""

    text: str = ""
    marks: frozenset[str] = frozenset()
    href: str = ""
    cite: Cite | None = None

    def with_text(self, text: str) -> "Run":
        """This run with another text; itself when the text is the same, which is the common case."""
        return self if text == self.text else Run(text, self.marks, self.href, self.cite)


def is_key(text: str) -> bool:
    """Whether the text is a citation, table, footnote or result key: ASCII letters, digits, then also `_ . : -`."""
    return _KEY.fullmatch(text) is not None


def drop_forbidden(text: str) -> str:
    """The text without control characters (white space stays), bidirectional overrides and lone surrogates."""
    return _FORBIDDEN.sub("", text)


def clean_locator(text: str) -> str:
    """A locator such as "p. 540" on one line, free of the characters that end a citation in bundle markup."""
    text = unicodedata.normalize("NFC", drop_forbidden(text))
    text = text.translate(str.maketrans(";[]\\", ",()/"))
    return " ".join(text.split()).lstrip("@ ")


@lru_cache(maxsize=2048)
def safe_href(raw: str) -> str:
    """The canonical link target, or "" when it is not an allowed one.

    Allowed are http, https, mailto, "/…" on this site and "#…" on this page. White space that browsers ignore is
    removed, other unsafe characters are percent-encoded, and parentheses are encoded unless they are balanced.
    """
    href = unicodedata.normalize("NFC", re.sub(r"[\t\n\r]", "", drop_forbidden(raw)).strip())
    href = quote(href, safe="!#$%&'()*+,/:;=?@-._~")
    href = _SCHEME.sub(lambda match: match[0].lower(), href, count=1) if _SCHEME.match(href) else href
    if not _balanced(href):
        href = href.replace("(", "%28").replace(")", "%29")
    if not _HREF.fullmatch(href):
        return ""
    # The sanitiser parses the address too: what it would refuse on the next cleaning is refused now.
    probe = nh3.clean(f'<a href="{escape(href, quotes=True)}">x</a>', attributes={"a": {"href"}}, link_rel=None,
                      url_schemes=LINK_SCHEMES)  # fmt: skip
    return href if " href=" in probe else ""


def escape(text: str, *, quotes: bool = False) -> str:
    """The text with & < > (and double quotes for attribute values) as character references."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;") if quotes else text


def settle(runs: Iterable[Run]) -> list[Run]:
    """The canonical runs of one paragraph; [] when it holds nothing but white space.

    Text is NFC without forbidden characters; white space is single spaces, none at the ends. A no-break space stays
    only between a digit and a unit or word. Blanks at the edge of a mark or link lie outside it, and sup and sub
    hold no blanks. A citation is never a link nor raised or lowered, and stands behind the full stop or comma that
    follows it. Equal neighbours are one run.
    """
    merged = _merge(_allowed(run) for run in runs)
    normal = [run.with_text(unicodedata.normalize("NFC", run.text)) for run in merged]
    return _merge(_free_blanks(_single_spaces(_bind_spaces(_stops_before_citations(normal)))))


def write_inline(runs: list[Run]) -> str:
    """HTML of settled runs. The mark that reaches farthest stands outermost, and a link is never split by a mark."""
    return _nest(runs, frozenset())


def _balanced(text: str) -> bool:
    depth = 0
    for character in text:
        depth += (character == "(") - (character == ")")
        if depth < 0:
            return False
    return depth == 0


def _allowed(run: Run) -> Run:
    if run.cite:
        return Run(marks=run.marks & {"strong", "em"}, cite=run.cite)
    return run.with_text(drop_forbidden(run.text))


def _merge(runs: Iterable[Run]) -> list[Run]:
    merged: list[Run] = []
    for run in runs:
        if not run.text and not run.cite:
            continue
        last = merged[-1] if merged else None
        if last and not last.cite and not run.cite and (last.marks, last.href) == (run.marks, run.href):
            merged[-1] = last.with_text(last.text + run.text)
        else:
            merged.append(run)
    return merged


def _stops_before_citations(runs: list[Run]) -> list[Run]:
    """Move a full stop or comma in front of the citations it follows, which then stand close to it (AMA 3.6).

    Only where the stop ends a phrase and the word before has none of its own: "[@a].5" and "end.[@a]." stay.
    """
    if not any(run.cite for run in runs):
        return runs
    placed: list[Run] = []
    for index, run in enumerate(runs):
        # Asked for at stops alone: looking back from each of many citations would take the square of their number.
        start = _cluster_start(placed) if run.text[:1] in (".", ",") else 0
        if 0 < start < len(placed) and _ends_phrase(runs, index):
            word = placed[start - 1].text.rstrip()
            if word and word[-1] not in _STOPS:
                cluster = [cite for cite in placed[start:] if cite.cite]
                placed[start - 1 :] = [placed[start - 1].with_text(word), run.with_text(run.text[0]), *cluster]
                run = run.with_text(run.text[1:])
        placed.append(run)
    return _merge(placed)


def _cluster_start(runs: list[Run]) -> int:
    """Index of the first of the citations at the end of the runs, with the white space before and between them."""
    start = len(runs)
    while start and (
        runs[start - 1].text.isspace() if runs[start - 1].cite is None else _is_reference(runs[start - 1])
    ):
        start -= 1
    return start if any(run.cite for run in runs[start:]) else len(runs)


def _is_reference(run: Run) -> bool:
    return run.cite is not None and run.cite.target == "ref"


def _ends_phrase(runs: list[Run], index: int) -> bool:
    """Whether what follows the first character of the run is white space, a closing sign or nothing."""
    rest = runs[index].text[1:] + "".join(run.text for run in runs[index + 1 : index + 2])
    return not rest or rest[0].isspace() or rest[0] in _CLOSING_SIGNS


def _bind_spaces(runs: list[Run]) -> list[Run]:
    """Turn no-break spaces into spaces, except the one between a digit and a unit or word, also across runs."""
    if not any("\u00a0" in run.text for run in runs):
        return runs
    line = "".join(run.text or "\ufffc" for run in runs)
    characters = list(line)
    for match in re.finditer("\u00a0", line):
        before, after = line[max(match.start() - 1, 0) : match.start()], line[match.end() : match.end() + 1]
        if not (before.isdigit() and (after.isalnum() or (after and after in _UNIT_SIGNS))):
            characters[match.start()] = " "
    bound, start = [], 0
    for run in runs:
        end = start + (len(run.text) or 1)
        bound.append(run if run.cite else run.with_text("".join(characters[start:end])))
        start = end
    return bound


def _single_spaces(runs: list[Run]) -> list[Run]:
    kept: list[Run] = []
    after_space = False
    for run in runs:
        text = _BLANKS.sub(" ", run.text)
        if not kept:
            text = text.lstrip()
        elif after_space:
            text = text.removeprefix(" ")
        if text or run.cite:
            kept.append(run.with_text(text))
            after_space = text.endswith(" ")
    while kept and not kept[-1].cite:
        last = kept.pop()
        if text := last.text.rstrip():
            return [*kept, last.with_text(text)]
    return kept


def _free_blanks(runs: list[Run]) -> list[Run]:
    """Give each stretch of white space only the strong, em and link that it shares with both its neighbours."""
    if not any(run.marks or run.href for run in runs):
        return runs
    stretches = [list(group) for _, group in groupby(_split_blanks(runs), key=lambda run: run.text.isspace())]
    for index, stretch in enumerate(stretches):
        if not stretch[0].text.isspace():
            continue
        around = [stretches[index - 1][-1], *stretch, stretches[index + 1][0]]
        marks = frozenset({"strong", "em"}).intersection(*(run.marks for run in around))
        hrefs = {run.href for run in around}
        href = hrefs.pop() if len(hrefs) == 1 else ""
        stretches[index] = [Run(text=run.text, marks=marks, href=href) for run in stretch]
    return [run for stretch in stretches for run in stretch]


def _split_blanks(runs: list[Run]) -> Iterable[Run]:
    """Runs cut into white space and the rest: at their edges, and everywhere inside sup and sub."""
    for run in runs:
        text = run.text
        if run.cite:
            pieces = [""]
        elif run.marks & {"sup", "sub"}:
            pieces = re.findall(r"\s+|\S+", text)
        else:
            core = text.strip()
            lead = len(text) - len(text.lstrip())
            pieces = [piece for piece in (text[:lead], core, text[lead + len(core) :]) if piece]
        yield from (run.with_text(piece) for piece in pieces)


def _nest(runs: list[Run], written: frozenset[str]) -> str:
    html: list[str] = []
    start = 0
    while start < len(runs):
        run = runs[start]
        open_styles = [style for style in ("a", *MARKS) if _has(run, style) and style not in written]
        if not open_styles:
            html.append(_leaf(run))
            start += 1
            continue
        reach = {style: _reach(runs, start, style, written) for style in open_styles}
        style = max(open_styles, key=reach.__getitem__)  # the first of equals, so the order of MARKS decides
        attribute = f' href="{escape(run.href, quotes=True)}"' if style == "a" else ""
        html.append(f"<{style}{attribute}>{_nest(runs[start : reach[style]], written | {style})}</{style}>")
        start = reach[style]
    return "".join(html)


def _has(run: Run, style: str) -> bool:
    return bool(run.href) if style == "a" else style in run.marks


def _reach(runs: list[Run], start: int, style: str, written: frozenset[str]) -> int:
    """Index after the last run that one element for the style, opened at start, may hold."""
    href = runs[start].href
    end = start + 1
    while end < len(runs) and _has(runs[end], style) and (style != "a" or runs[end].href == href):
        end += 1
    if style != "a" and "a" not in written and end < len(runs) and runs[end].href:
        link_start = end
        while link_start > start and runs[link_start - 1].href == runs[end].href:
            link_start -= 1
        end = link_start if link_start > start else end
    return end


def _leaf(run: Run) -> str:
    if run.cite:
        locator = f' data-loc="{escape(run.cite.locator, quotes=True)}"' if run.cite.locator else ""
        return f'<cite data-{run.cite.target}="{run.cite.key}"{locator}></cite>'
    # Behind a tag this character would fuse with ">" if anything later normalises the whole string to NFC.
    solidus = "\u0338"
    return f"&#824;{escape(run.text[1:])}" if run.text.startswith(solidus) else escape(run.text)
