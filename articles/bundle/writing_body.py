"""Writing the blocks of an article's text."""

from collections.abc import Callable, Mapping
from typing import Any

from ..markup import to_html
from ..models import BLOCK_TYPES, Article, LandscapeBlock, Trial
from ..richtext import Item, Profile, write_items
from .changes import Loading
from .dumping_body import blocks_of, dump_block, trials_of
from .schema import BODY
from .shape import canonical_of_stored

_REGION = "main"
_ORDERING_STEP = 10
Record = Mapping[str, Any]


def write_body(article: Article, body: list[Record], trials: Mapping[str, Trial], loading: Loading) -> None:
    """Make all blocks anew where any differs: nothing points to a block but by its key."""
    stored = blocks_of(article)
    slugs = dict(Trial.objects.filter(pk__in=trials_of(stored)).values_list("pk", "slug"))
    if canonical_of_stored([dump_block(name, block, slugs) for name, block in stored], BODY) == body:
        return
    for _name, block in stored:
        block.delete()
    loading.replaced(article)
    for place, block in enumerate(body, start=1):
        columns = _BLOCKS[block["block"]](block, trials)
        row = loading.create(
            BLOCK_TYPES[block["block"]],
            parent=article,
            region=_REGION,
            ordering=place * _ORDERING_STEP,
            key=block.get("id", ""),
            **columns,
        )
        if isinstance(row, LandscapeBlock):
            row.set_trials(trials[slug] for slug in block["trials"])


def stored_item(item: str | Record) -> Item:
    """A list item of the bundle as it is stored."""
    record = {"text": item} if isinstance(item, str) else item
    return Item(
        html=to_html(record["text"], Profile.ITEMS),
        kind=record.get("kind", ""),
        source_kind=record.get("source_kind", ""),
        time_sensitive=record.get("time_sensitive", False),
        result=record.get("result", ""),
    )


def _heading(block: Record, trials: Mapping[str, Trial]) -> dict[str, Any]:
    return {"level": block["level"], "text": block["text"], "cites": " ".join(block.get("cites", []))}


def _paragraph(block: Record, trials: Mapping[str, Trial]) -> dict[str, Any]:
    return {"text": to_html(block["text"], Profile.PARAGRAPHS)}


def _list(block: Record, trials: Mapping[str, Trial]) -> dict[str, Any]:
    is_ordered = block.get("ordered", False)
    return {"items": write_items(map(stored_item, block["items"]), ordered=is_ordered), "is_ordered": is_ordered}


def _trial(block: Record, trials: Mapping[str, Trial]) -> dict[str, Any]:
    return {
        "trial": trials[block["trial"]],
        "cites": " ".join(block.get("heading_cites", [])),
        "findings": write_items(map(stored_item, block.get("findings", []))),
    }


def _quote(block: Record, trials: Mapping[str, Trial]) -> dict[str, Any]:
    return {"text": to_html(block["text"], Profile.PARAGRAPHS), "person": block.get("person", "")}


def _table(block: Record, trials: Mapping[str, Trial]) -> dict[str, Any]:
    return {
        "caption": to_html(block.get("caption", ""), Profile.LINE),
        "header": [to_html(cell, Profile.LINE) for cell in block["header"]],
        "rows": [[to_html(cell, Profile.LINE) for cell in row] for row in block["rows"]],
        "cites": " ".join(block.get("source_cites", [])),
        "footnotes": {mark: to_html(text, Profile.LINE) for mark, text in block.get("footnotes", {}).items()},
        "abbreviations": block.get("abbreviations", ""),
    }


def _landscape(block: Record, trials: Mapping[str, Trial]) -> dict[str, Any]:
    return {"columns": block["columns"]}


def _figure(block: Record, trials: Mapping[str, Trial]) -> dict[str, Any]:
    rights = block.get("rights", {})
    return {
        "file": block.get("file", ""),
        "caption": to_html(block.get("caption", ""), Profile.LINE),
        "alt": block.get("alt", ""),
        "long_description": to_html(block.get("long_description", ""), Profile.PARAGRAPHS),
        "source_cites": " ".join(block.get("source_cites", [])),
        "rights_basis": rights.get("basis", ""),
        "rights_holder": rights.get("holder", ""),
        "permission_ref": rights.get("permission_ref", ""),
    }


def _video(block: Record, trials: Mapping[str, Trial]) -> dict[str, Any]:
    return {}


_BLOCKS: dict[str, Callable[[Record, Mapping[str, Trial]], dict[str, Any]]] = {
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
