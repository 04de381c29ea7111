"""Rich text as it is stored: a small HTML vocabulary in one canonical spelling.

Inline: strong, em, sup, sub, a[href], and empty cite elements: `<cite data-ref="key" data-loc="p. 540"></cite>` cites a
reference, `<cite data-xref="t1"></cite>` points to a table or figure, `<cite data-note="a"></cite>` to a footnote.
Whatever comes in (an editor, a paste from a word processor, an attacker) is parsed by nh3, read as runs and written
anew, so that no tag or attribute outside the vocabulary has a way out.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from html.parser import HTMLParser
from itertools import groupby

import nh3

from .inline import (
    LINK_SCHEMES,
    Cite,
    Run,
    clean_locator,
    drop_forbidden,
    escape,
    is_key,
    safe_href,
    settle,
    write_inline,
)

ITEM_KINDS = ("finding", "interpretation", "outlook")
ITEM_SOURCES = ("publication", "expert_opinion")
WORDS_PER_MINUTE = 200

_MARK_OF_TAG = {"strong": "strong", "b": "strong", "em": "em", "i": "em", "sup": "sup", "sub": "sub"}
_LIST_TAGS = frozenset({"ul", "ol"})
_CELL_TAGS = frozenset({"td", "th"})
_BREAK_TAGS = frozenset(
    {"address", "article", "aside", "blockquote", "br", "caption", "center", "dd", "details", "dir", "div", "dl", "dt"}
    | {"fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr"}
    | {"legend", "main", "menu", "nav", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr"}
)
_TAGS = _BREAK_TAGS | _LIST_TAGS | _CELL_TAGS | set(_MARK_OF_TAG) | {"a", "cite", "li"}
# Text a reader was never meant to see, or that changes its meaning out of its element: `del` is a tracked deletion.
_DROPPED_WITH_CONTENT = frozenset(
    {"applet", "audio", "button", "canvas", "del", "iframe", "math", "noembed", "noframes", "noscript", "object"}
    | {"option", "script", "select", "style", "svg", "template", "textarea", "title", "video", "xml"}
)
_SANITISER = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags=_DROPPED_WITH_CONTENT,
    attributes={
        "a": {"href"},
        "cite": {"data-ref", "data-loc", "data-xref", "data-note"},
        "li": {"data-kind", "data-source", "data-time-sensitive", "data-result"},
    },
    url_schemes=LINK_SCHEMES,
    link_rel=None,
)
# Fallbacks that Word writes for programs without its lists, footnotes and comments: bullets, "[1]", "[A1]".
# The bound keeps the search linear on text full of openings without an end.
_WORD_FALLBACK = re.compile(
    r"<!(?:--)?\[if !support[^\]>]{0,60}\](?:--)?>.{0,2000}?<!(?:--)?\[endif\](?:--)?>", re.DOTALL | re.IGNORECASE
)


class Profile(StrEnum):
    """What a field may hold: a sequence of paragraphs, one list of items, or one line of inline text."""

    PARAGRAPHS = "paragraphs"
    ITEMS = "items"
    LINE = "line"


@dataclass(frozen=True, slots=True)
class Item:
    """One list item. html: inline, or several `<p>` when it has several paragraphs.

    kind: "" or one of ITEM_KINDS; source_kind: "" or one of ITEM_SOURCES; result: "" or the key of a pinned result.
    Raises ValueError for any other value.
    """

    html: str
    kind: str = ""
    source_kind: str = ""
    time_sensitive: bool = False
    result: str = ""

    def __post_init__(self) -> None:
        if self.kind and self.kind not in ITEM_KINDS:
            raise ValueError(f"unknown item kind {self.kind!r}")
        if self.source_kind and self.source_kind not in ITEM_SOURCES:
            raise ValueError(f"unknown item source {self.source_kind!r}")
        if self.result and not is_key(self.result):
            raise ValueError(f"not a result key: {self.result!r}")


def clean(html: str, profile: Profile) -> str:
    """The canonical stored HTML for any HTML or text; "" when nothing is left. Cleaning twice changes nothing.

    PARAGRAPHS: every block and line break of the source becomes a paragraph boundary. ITEMS: one list of the kind that
    comes first in the source; text outside a list, and items of inner lists, become items of their own. LINE: one line,
    blocks joined by a space. A link that is not allowed loses its target and keeps its text.
    """
    reader = _read(html)
    match Profile(profile):
        case Profile.ITEMS:
            return _write_list(reader.items(), ordered=reader.is_ordered)
        case Profile.LINE:
            return write_inline(join_line(reader.settled()))
        case Profile.PARAGRAPHS:
            return write_paragraphs(reader.settled())


def read_items(html: str) -> list[Item]:
    """The items of a stored list in order; attributes with unknown values are left out."""
    return _read(html).items()


def write_items(items: Iterable[Item], ordered: bool = False) -> str:
    """The stored list of these items, cleaned; items without text or citation are left out, "" when none is left."""
    return _write_list((replace(item, html=item_html(read_paragraphs(item.html))) for item in items), ordered=ordered)


def is_ordered(html: str) -> bool:
    """Whether the stored list is a numbered one."""
    return _read(html).is_ordered


def plain_text(html: str) -> str:
    """The words of stored HTML without tags or citations, one line for each paragraph."""
    lines = (" ".join("".join(run.text for run in runs).split()) for runs in read_paragraphs(html))
    return "\n".join(line for line in lines if line)


def word_count(html: str) -> int:
    """Words of the text: stretches between white space that hold at least one letter or digit."""
    return sum(any(character.isalnum() for character in word) for word in plain_text(html).split())


def reading_minutes(words: int) -> int:
    """Minutes to read so many words at 200 a minute, rounded up, at least 1. Raises ValueError if negative."""
    if words < 0:
        raise ValueError(f"words must be 0 or more, got {words}")
    return max(1, -(-words // WORDS_PER_MINUTE))


def read_paragraphs(html: str) -> list[list[Run]]:
    """The settled runs of each paragraph (or item paragraph), none of them empty."""
    return _read(html).settled()


def write_paragraphs(paragraphs: Iterable[list[Run]]) -> str:
    """Stored HTML of settled paragraphs."""
    return "".join(f"<p>{write_inline(runs)}</p>" for runs in paragraphs)


def item_html(paragraphs: list[list[Run]]) -> str:
    """The content of one list item: inline when it is a single paragraph."""
    return write_inline(paragraphs[0]) if len(paragraphs) == 1 else write_paragraphs(paragraphs)


def join_line(paragraphs: list[list[Run]]) -> list[Run]:
    """Settled runs of all paragraphs on one line, a space between two."""
    return settle(run for runs in paragraphs for run in (Run(text=" "), *runs))


def _write_list(items: Iterable[Item], *, ordered: bool) -> str:
    rows = "".join(f"<li{_item_attributes(item)}>{item.html}</li>" for item in items if item.html)
    tag = "ol" if ordered else "ul"
    return f"<{tag}>{rows}</{tag}>" if rows else ""


def _item_attributes(item: Item) -> str:
    values = {
        "data-kind": item.kind,
        "data-source": item.source_kind,
        "data-time-sensitive": "true" if item.time_sensitive else "",
        "data-result": item.result,
    }
    return "".join(f' {name}="{escape(value, quotes=True)}"' for name, value in values.items() if value)


def _read(html: str) -> "_Reader":
    reader = _Reader()
    reader.feed(_SANITISER.clean(_WORD_FALLBACK.sub("", drop_forbidden(html))))
    reader.close()
    return reader


class _Reader(HTMLParser):
    """Collects paragraphs from sanitised, hence balanced, HTML; each with the item it stands in."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.is_ordered = False
        self._saw_list = False
        self._paragraphs: list[tuple[Item, list[Run]]] = []
        self._runs: list[Run] = []
        self._marks: list[str] = []
        self._hrefs: list[str] = []
        self._items: list[Item] = []
        self._cites: list[bool] = []  # for each open cite whether it is a pointer, whose content is only a label

    def close(self) -> None:
        super().close()
        self._break()

    def settled(self) -> list[list[Run]]:
        """Settled runs of all paragraphs that are not empty."""
        return [runs for runs in (settle(runs) for _, runs in self._paragraphs) if runs]

    def items(self) -> list[Item]:
        """Paragraphs gathered by the item they stand in; a paragraph outside any item is an item."""
        items = []
        for _, group in groupby(self._paragraphs, key=lambda paragraph: id(paragraph[0])):
            members = list(group)
            paragraphs = [runs for runs in (settle(runs) for _, runs in members) if runs]
            if paragraphs:
                items.append(replace(members[0][0], html=item_html(paragraphs)))
        return items

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "cite":
            self._open_cite(_cite_of(values))
        elif tag in _MARK_OF_TAG:
            self._marks.append(_MARK_OF_TAG[tag])
        elif tag == "a":
            self._hrefs.append(safe_href(values.get("href", "")))
        elif tag in _CELL_TAGS:
            self.handle_data(" ")
        else:
            self._break()
            if tag == "li":
                self._items.append(_item_of(values))
            elif tag in _LIST_TAGS and not self._saw_list:
                self._saw_list, self.is_ordered = True, tag == "ol"

    def handle_endtag(self, tag: str) -> None:
        if tag == "cite":
            self._cites.pop()
        elif tag in _MARK_OF_TAG:
            self._marks.pop()
        elif tag == "a":
            self._hrefs.pop()
        elif tag not in _CELL_TAGS:
            self._break()
            if tag == "li":
                self._items.pop()

    def handle_data(self, data: str) -> None:
        if not any(self._cites):
            href = self._hrefs[-1] if self._hrefs else ""
            self._runs.append(Run(text=data, marks=frozenset(self._marks), href=href))

    def _open_cite(self, cite: Cite | None) -> None:
        if cite and not any(self._cites):
            self._runs.append(Run(marks=frozenset(self._marks), cite=cite))
        self._cites.append(cite is not None)

    def _break(self) -> None:
        if self._runs and not any(self._cites):
            self._paragraphs.append((self._items[-1] if self._items else Item(html=""), self._runs))
            self._runs = []


def _cite_of(values: dict[str, str]) -> Cite | None:
    """The pointer that a cite element stands for; None for one without exactly one valid key, which is then text."""
    found = [Cite(target, values[f"data-{target}"]) for target in ("ref", "xref", "note") if f"data-{target}" in values]
    if len(found) != 1 or not is_key(found[0].key):
        return None
    if found[0].target == "ref":
        return replace(found[0], locator=clean_locator(values.get("data-loc", "")))
    return found[0]


def _item_of(values: dict[str, str]) -> Item:
    kind, source, result = (values.get(f"data-{name}", "") for name in ("kind", "source", "result"))
    return Item(
        html="",
        kind=kind if kind in ITEM_KINDS else "",
        source_kind=source if source in ITEM_SOURCES else "",
        time_sensitive=values.get("data-time-sensitive") == "true",
        result=result if is_key(result) else "",
    )
