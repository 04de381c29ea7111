"""A table of the article with its footnotes, ready for its template."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from ..display_items import in_order
from ..pointers import NoteMarks


@dataclass(frozen=True)
class NoteView:
    """A footnote; `places` are the ids of the marks that lead to it."""

    mark: str
    anchor: str
    html: SafeString
    places: tuple[str, ...]


@dataclass(frozen=True)
class TableView:
    """Cells as HTML; `sources` is the printed citation of the whole table."""

    caption: SafeString
    sources: SafeString
    header: tuple[SafeString, ...]
    rows: tuple[tuple[SafeString, ...], ...]
    notes: tuple[NoteView, ...]
    abbreviations: str


class Page(Protocol):
    """What a table needs of the rendering it stands in."""

    def line(self, text: str, notes: NoteMarks | None = None) -> SafeString: ...

    def cites(self, keys: list[str], before: str = "") -> SafeString: ...

    def number(self, block: Mapping[str, Any]) -> int: ...

    def abbreviations(self, block: Mapping[str, Any]) -> str: ...


def table_view(block: Mapping[str, Any], page: Page) -> TableView:
    """The view of a table block. Citations and marks are numbered in passing, so the order of the lines matters."""
    footnotes = block.get("footnotes", {})
    marks = NoteMarks(page.number(block), footnotes, gettext("Footnote"))
    caption = page.line(block.get("caption", ""), marks)
    sources = page.cites(block.get("source_cites", []), block.get("caption", ""))
    header = tuple(page.line(cell, marks) for cell in block["header"])
    rows = tuple(tuple(page.line(cell, marks) for cell in row) for row in block["rows"])
    texts = {mark: page.line(footnotes[mark], marks) for mark in in_order(footnotes)}
    notes = (NoteView(mark, marks.note_id(mark), html, tuple(marks.places[mark])) for mark, html in texts.items())
    return TableView(caption, sources, header, rows, tuple(notes), page.abbreviations(block))
