"""The blocks of an article's text in the form of a bundle."""

from collections.abc import Callable, Iterable
from typing import Any

from ..markup import to_markup
from ..models import (
    BLOCK_TYPES,
    Article,
    Block,
    FigureBlock,
    HeadingBlock,
    LandscapeBlock,
    ListBlock,
    QuoteBlock,
    TableBlock,
    TextBlock,
    TrialBlock,
    VideoBlock,
)
from ..richtext import Item, Profile, read_items

# What a kind of block needs beside its own row, read in one query for all of them.
_PREFETCHED = {"landscape": ("lines__trial",)}


def blocks_of(article: Article) -> list[tuple[str, Block]]:
    """Name and row of every block in reading order; one query for each type."""
    rows = [
        (block.ordering, place, block.pk, name, block)
        for place, (name, model) in enumerate(BLOCK_TYPES.items())
        for block in model.objects.filter(parent=article).prefetch_related(*_PREFETCHED.get(name, ()))
    ]
    return [(name, block) for _ordering, _place, _pk, name, block in sorted(rows, key=lambda row: row[:3])]


def dump_block(name: str, block: Block, trials: dict[int, str]) -> dict[str, Any]:
    """A block as the bundle has it, not yet canonical. trials: slugs by primary key."""
    return {"block": name, "id": block.key, **_CONTENT[name](block, trials)}


def trials_of(blocks: Iterable[tuple[str, Block]]) -> list[int]:
    """Primary keys of the trials that blocks show, in reading order, repeats included."""
    trials: list[int] = []
    for name, block in blocks:
        trials += [block.trial_id] if name == "trial" else []
        trials += [line.trial_id for line in block.lines.all()] if name == "landscape" else []
    return trials


def items_of(html: str) -> list[dict[str, Any]]:
    """The items of a stored list, each as a record."""
    return [_item(item) for item in read_items(html)]


def _item(item: Item) -> dict[str, Any]:
    return {
        "text": to_markup(item.html, Profile.ITEMS),
        "source_kind": item.source_kind,
        "kind": item.kind,
        "time_sensitive": item.time_sensitive,
        "result": item.result,
    }


def _heading(block: HeadingBlock, trials: dict[int, str]) -> dict[str, Any]:
    return {"level": block.level, "text": block.text, "cites": block.cites.split()}


def _paragraph(block: TextBlock, trials: dict[int, str]) -> dict[str, Any]:
    return {"text": to_markup(block.text, Profile.PARAGRAPHS)}


def _list(block: ListBlock, trials: dict[int, str]) -> dict[str, Any]:
    return {"items": items_of(block.items), "ordered": block.is_ordered}


def _trial(block: TrialBlock, trials: dict[int, str]) -> dict[str, Any]:
    return {
        "trial": trials[block.trial_id],
        "heading_cites": block.cites.split(),
        "findings": items_of(block.findings),
    }


def _quote(block: QuoteBlock, trials: dict[int, str]) -> dict[str, Any]:
    return {"text": to_markup(block.text, Profile.PARAGRAPHS), "person": block.person}


def _table(block: TableBlock, trials: dict[int, str]) -> dict[str, Any]:
    return {
        "caption": to_markup(block.caption, Profile.LINE),
        "header": [to_markup(cell, Profile.LINE) for cell in block.header],
        "rows": [[to_markup(cell, Profile.LINE) for cell in row] for row in block.rows],
        "source_cites": block.cites.split(),
        "footnotes": {mark: to_markup(text, Profile.LINE) for mark, text in block.footnotes.items()},
        "abbreviations": block.abbreviations,
    }


def _landscape(block: LandscapeBlock, trials: dict[int, str]) -> dict[str, Any]:
    return {"trials": [trials[line.trial_id] for line in block.lines.all()], "columns": block.columns}


def _figure(block: FigureBlock, trials: dict[int, str]) -> dict[str, Any]:
    return {
        "file": block.file,
        "caption": to_markup(block.caption, Profile.LINE),
        "alt": block.alt,
        "long_description": to_markup(block.long_description, Profile.PARAGRAPHS),
        "source_cites": block.source_cites.split(),
        "rights": {
            "basis": block.rights_basis,
            "holder": block.rights_holder,
            "permission_ref": block.permission_ref,
        },
    }


def _video(block: VideoBlock, trials: dict[int, str]) -> dict[str, Any]:
    return {}


_CONTENT: dict[str, Callable[[Any, dict[int, str]], dict[str, Any]]] = {
    "heading": _heading,
    "paragraph": _paragraph,
    "list": _list,
    "trial": _trial,
    "quote": _quote,
    "table": _table,
    "landscape": _landscape,
    "figure": _figure,
    "video": _video,
}
