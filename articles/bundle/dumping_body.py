"""The blocks of an article's text in the form of a bundle."""

from collections.abc import Callable
from typing import Any

from ..markup import to_markup
from ..models import BLOCK_TYPES, Article, Block, HeadingBlock, ListBlock, QuoteBlock, TextBlock, TrialBlock
from ..richtext import Item, Profile, read_items


def blocks_of(article: Article) -> list[tuple[str, Block]]:
    """Name and row of every block in reading order; one query for each type."""
    rows = [
        (block.ordering, place, block.pk, name, block)
        for place, (name, model) in enumerate(BLOCK_TYPES.items())
        for block in model.objects.filter(parent=article)
    ]
    return [(name, block) for _ordering, _place, _pk, name, block in sorted(rows, key=lambda row: row[:3])]


def dump_block(name: str, block: Block, trials: dict[int, str]) -> dict[str, Any]:
    """A block as the bundle has it, not yet canonical. trials: slugs by primary key."""
    return {"block": name, "id": block.key, **_CONTENT[name](block, trials)}


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


_CONTENT: dict[str, Callable[[Any, dict[int, str]], dict[str, Any]]] = {
    "heading": _heading,
    "paragraph": _paragraph,
    "list": _list,
    "trial": _trial,
    "quote": _quote,
}
