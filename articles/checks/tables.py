"""Do tables, figures, footnotes and the texts that point to them belong together?"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ..bundle.pointers import dangling_pointers
from ..display_items import placed_items, texts_of_item
from ..findings import Finding
from ..markup import notes_in, to_html, xrefs_in
from ..reading_order import plain_texts
from ..richtext import Profile


def pointers(content: Mapping[str, Any], on: date) -> Iterator[Finding]:
    """XREF-MISSING, NOTE-MISSING: a pointer to a table or figure, or a footnote mark, that leads nowhere."""
    for pointer in dangling_pointers(content):
        rule = "XREF-MISSING" if pointer.target == "xref" else "NOTE-MISSING"
        yield Finding(rule, "error", pointer.message, pointer.path)


def mentions(content: Mapping[str, Any], on: date) -> Iterator[Finding]:
    """XREF-NONE: a table or figure to which no text points. XREF-TWICE: a key of two, so that texts reach one alone."""
    body = content["article"].get("body", [])
    mentioned = {key for text in plain_texts(content) for key in xrefs_in(to_html(text, Profile.PARAGRAPHS))}
    for where, block, item in placed_items(body):
        if not item.key and block.get("id"):
            message = f"{item.label} has the key {block['id']}, which an earlier table or figure has; give it another."
            yield Finding("XREF-TWICE", "error", message, where)
        elif not item.key:
            message = f"{item.label} has no key, so no text can point to it."
            yield Finding("XREF-NONE", "info", message, where)
        elif item.key not in mentioned:
            message = f"No text points to {item.label}; write [#{item.key}] where it is discussed."
            yield Finding("XREF-NONE", "info", message, where)


def captions(content: Mapping[str, Any], on: date) -> Iterator[Finding]:
    """TAB-CAPTION: a table that does not say what it shows."""
    body = content["article"].get("body", [])
    for where, block, item in placed_items(body):
        if item.kind == "table" and not block.get("caption"):
            message = f"{item.label} has no caption; a table is understood without the text."
            yield Finding("TAB-CAPTION", "warning", message, where)


def footnotes(content: Mapping[str, Any], on: date) -> Iterator[Finding]:
    """NOTE-UNUSED: a footnote that no mark of its table leads to."""
    body = content["article"].get("body", [])
    for where, block, item in placed_items(body):
        marked = {mark for text in texts_of_item(block) for mark in notes_in(to_html(text, Profile.LINE))}
        for mark in block.get("footnotes", {}):
            if mark not in marked:
                message = f"Nothing in {item.label} carries the mark of footnote {mark}; write [^{mark}] into a cell."
                yield Finding("NOTE-UNUSED", "warning", message, f"{where}.footnotes.{mark}")
