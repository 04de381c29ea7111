"""Pointers of a bundle's texts that lead nowhere: to tables and figures, and to footnotes of tables. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ..display_items import NUMBERED
from ..markup import pointers_in, to_html
from .schema import bundle_node
from .shape import rich_texts

_BLOCK = re.compile(r"article\.body\[(\d+)\]\.")


@dataclass(frozen=True)
class DanglingPointer:
    """A pointer without a target. path: of the text that holds it; message: a sentence for the editor."""

    path: str
    target: Literal["xref", "note"]
    message: str


def dangling_pointers(bundle: Mapping[str, Any]) -> Iterator[DanglingPointer]:
    """Every such pointer of a canonical bundle, in the order of the file."""
    body = bundle["article"].get("body", [])
    items = {block["id"] for block in body if block["block"] in NUMBERED and "id" in block}
    for path, text, profile in rich_texts(bundle, bundle_node()):
        if "[#" not in text and "[^" not in text:
            continue
        block = _BLOCK.match(path)
        notes = body[int(block[1])].get("footnotes", {}) if block else {}
        for pointer in pointers_in(to_html(text, profile)):
            if pointer.target == "xref" and pointer.key not in items:
                message = f"The text points to {pointer.key}, which is no table or figure of the article."
                yield DanglingPointer(path, "xref", message)
            elif pointer.target == "note" and pointer.key not in notes:
                message = (
                    f"The mark {pointer.key} leads to no footnote of this table."
                    if notes or (block and body[int(block[1])]["block"] == "table")
                    else f"The mark {pointer.key} stands outside a table, where there are no footnotes."
                )
                yield DanglingPointer(path, "note", message)
