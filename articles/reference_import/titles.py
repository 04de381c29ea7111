"""Titles as other systems write them, with the only markup that our entries show: i, sup and sub, never nested."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher

NEARLY_EQUAL = 0.9
"""Ratio of matching characters (difflib) from which two titles count as one."""
MOST_EFFORT = 10_000_000
"""Pairs of characters that the titles of one reading may compare: hostile lists of long titles would take minutes."""

# What an element of JATS, MathML or HTML says in a title; "" keeps its text alone.
_KEPT = {"i": "i", "em": "i", "italic": "i", "sup": "sup", "sub": "sub", "inf": "sub"}
_QUIET = frozenset({
    "b", "bold", "strong", "span", "scp", "sc", "small", "p", "br", "title", "tt", "u", "underline", "font", "div",
})  # fmt: skip
_TOLD = frozenset({
    "a", "applet", "base", "button", "embed", "form", "frame", "iframe", "img", "input", "link", "math", "meta", "object",
    "script", "style", "svg", "table", "textarea", "video", "audio",
})  # fmt: skip
_TAG = re.compile(r"<\s*(/?)\s*([a-z]+:)?([a-z][a-z0-9]*)(?:[\s/][^<>]*)?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)


def plain_text(text: str) -> str:
    """The text with character references resolved once, and single spaces."""
    return " ".join(_ENTITY.sub(lambda match: html.unescape(match[0]), text).split())


def clean_title(text: str) -> tuple[str, list[str]]:
    """The title with its i, sup and sub, and the names of elements that have no place in one and were taken out.

    Their text stays. What only looks like a tag, such as "p <0.05 and >1", stays as it is.
    """
    pieces: list[tuple[str, str]] = []
    taken: list[str] = []
    open_marks: list[str] = []
    end = 0
    text = plain_text(text)
    for tag in _TAG.finditer(text):
        closes, prefix, name = tag[1], tag[2], tag[3].lower()
        if not prefix and name not in _KEPT and name not in _QUIET and name not in _TOLD:
            continue
        pieces.append((text[end : tag.start()], open_marks[-1] if open_marks else ""))
        end = tag.end()
        mark = _KEPT.get(name, "")
        if mark and not closes:
            open_marks.append(mark)
        elif mark and mark in open_marks:
            open_marks.reverse()
            open_marks.remove(mark)
            open_marks.reverse()
        elif name in _TOLD and not prefix and name not in taken:
            taken.append(name)
    pieces.append((text[end:], ""))
    return " ".join("".join(_marked(*piece) for piece in pieces).split()), taken


def _marked(text: str, mark: str) -> str:
    """The text in its mark, which cannot hold a "<" of its own and says nothing around white space."""
    inside = text.strip()
    if not mark or not inside or "<" in inside:
        return text
    return f"{text[: len(text) - len(text.lstrip())]}<{mark}>{inside}</{mark}>{text[len(text.rstrip()) :]}"


def bare_title(title: str) -> str:
    """The words of a title for comparing: no markup, no punctuation, no capitals."""
    without = re.sub(r"</?(?:i|sup|sub)>", "", title)
    return " ".join(re.findall(r"\w+", without.casefold()))


@dataclass
class Effort:
    """Pairs of characters that comparisons may still look at."""

    left: int


def nearly_equal_to(title: str, effort: Effort | None = None) -> Callable[[str], bool]:
    """Whether another bare title is nearly the same as this bare one; an empty title is like no other.

    A function, because difflib prepares one of its two texts: that one stays while the others change. Once the effort,
    which several titles may share, is spent, only the same words are nearly the same.
    """
    matcher = SequenceMatcher(None, "", title, autojunk=False)
    left = effort or Effort(MOST_EFFORT)

    def is_nearly_equal(other: str) -> bool:
        if not title or not other:
            return False
        matcher.set_seq1(other)
        if matcher.real_quick_ratio() < NEARLY_EQUAL or matcher.quick_ratio() < NEARLY_EQUAL:
            return False
        left.left -= len(title) * len(other)
        return matcher.ratio() >= NEARLY_EQUAL if left.left >= 0 else title == other

    return is_nearly_equal
