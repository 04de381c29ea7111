"""References in the form of a bundle: CSL-JSON items with their key as `id`."""

from collections.abc import Iterable
from typing import Any

from ..models import Article, Reference
from .shape import CslItem, canonical_of_stored


def dump_reference(reference: Reference) -> dict[str, Any]:
    """The canonical item of a reference; `superseded_by` must have been read with it.

    A status of ours stands in its own column; any other status belongs to CSL and stays in the item.
    """
    item = {**reference.csl, "id": reference.key}
    if reference.status != Reference.Status.OK:
        item["status"] = reference.status
    if reference.superseded_by:
        item["superseded_by"] = reference.superseded_by.key
    return canonical_of_stored(item, CslItem())


def references_of(article: Article, used: Iterable[str]) -> list[Reference]:
    """The references of the article's list in its order, then further ones by key, then what supersedes any of them.

    Keys without a reference are left out.
    """
    rows = Reference.objects.select_related("superseded_by")
    found = {
        row.key: row for row in rows.filter(citations__article=article).order_by("citations__order", "citations__pk")
    }
    tried = set(found)
    wanted = list(used)
    while missing := [key for key in dict.fromkeys([*wanted, *_newer(found)]) if key not in tried]:
        more = rows.in_bulk(missing, field_name="key")
        found |= {key: more[key] for key in missing if key in more}
        tried.update(missing)
    return list(found.values())


def _newer(found: dict[str, Reference]) -> list[str]:
    return [row.superseded_by.key for row in found.values() if row.superseded_by]
