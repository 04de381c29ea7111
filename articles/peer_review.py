"""Which findings and results rest on nothing that was peer reviewed. Readers are told so; nobody has to remember it."""

from collections.abc import Iterable, Mapping
from typing import Any

from .ama.elements import genre
from .passages import passages

UNREVIEWED = frozenset({"congress abstract", "preprint", "press release"})
References = Mapping[str, Mapping[str, Any]]


def is_unreviewed(keys: Iterable[str], references: References) -> bool:
    """Whether there are sources and each is a congress abstract, a preprint or a press release.

    keys: citation keys. references: CSL-JSON items by key. A key without an item may be anything, and then the answer
    is no.
    """
    items = [references.get(key) for key in keys]
    return bool(items) and all(item is not None and genre(item) in UNREVIEWED for item in items)


def unreviewed_places(content: Mapping[str, Any]) -> frozenset[str]:
    """Paths of the list items to be labelled "Not peer reviewed".

    An item is judged by the references it cites itself, else by those of its block and headings; an expert's view by
    its own alone.
    """
    references = {item["id"]: item for item in content.get("references", [])}
    items = [passage for passage in passages(content) if passage.place in ("item", "key learning")]
    return frozenset(
        item.where
        for item in items
        if is_unreviewed(item.cites or (() if item.source_kind == "expert_opinion" else item.sources), references)
    )
