"""Tables and figures: their numbers, and the anchors by which texts point to them. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Block = Mapping[str, Any]

# Kinds of block that readers know by a number, with the word before it. Each kind is counted by itself.
NUMBERED = {"table": "Table", "figure": "Figure"}


@dataclass(frozen=True)
class DisplayItem:
    """A table or figure: its kind, its place among those of its kind from 1, and its key, "" where it has none."""

    kind: str
    number: int
    key: str = ""

    @property
    def anchor(self) -> str:
        """The id on the page. Without a key it is made of the number, in a form that no key gives."""
        return f"t-{self.key}" if self.key else f"{self.kind}-{self.number}"

    @property
    def label(self) -> str:
        return f"{NUMBERED[self.kind]} {self.number}"


def display_items(body: Iterable[Block]) -> list[tuple[Block, DisplayItem]]:
    """Tables and figures of `article.body` in their order, each with its number; a repeated key counts once."""
    counts: Counter[str] = Counter()
    keys: set[str] = set()
    items = []
    for block in body:
        if (kind := block["block"]) in NUMBERED:
            counts[kind] += 1
            key = block.get("id", "")
            items.append((block, DisplayItem(kind, counts[kind], "" if key in keys else key)))
            keys.add(key)
    return items


def placed_items(body: Sequence[Block]) -> Iterator[tuple[str, Block, DisplayItem]]:
    """What `display_items` gives, each with its path in the bundle, such as article.body[3]."""
    places = {id(block): index for index, block in enumerate(body)}
    for block, item in display_items(body):
        yield f"article.body[{places[id(block)]}]", block, item


def texts_of_item(block: Block) -> list[str]:
    """The bundle texts of a table or figure in reading order: caption, header, rows, footnotes by mark, description."""
    cells = [*block.get("header", []), *(cell for row in block.get("rows", []) for cell in row)]
    notes = block.get("footnotes", {})
    described = block.get("long_description", "")
    return [
        block.get("caption", ""),
        *cells,
        *(notes[mark] for mark in in_order(notes)),
        *([described] if described else []),
    ]


def in_order(marks: Iterable[str]) -> list[str]:
    """Marks of footnotes as a table lists them: a to z, then aa."""
    return sorted(marks, key=lambda mark: (len(mark), mark))
