"""The numbered reference list at the end of a page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from ..ama import reference_html
from ..citations import CitationRenderer


@dataclass(frozen=True)
class ReferenceView:
    """An entry of the reference list; `places` are the ids of the citations that lead back."""

    number: int
    html: SafeString
    places: tuple[str, ...]


def reference_list(items: Iterable[Mapping[str, Any]], citations: CitationRenderer) -> list[ReferenceView]:
    """The entries of all numbered keys by number, after everything that cites them has been rendered.

    items: CSL-JSON items with their key as id, in any order, further ones included.
    """
    by_key = {item["id"]: item for item in items}
    return [
        ReferenceView(
            number=number,
            html=mark_safe(reference_html(by_key[key])),  # noqa: S308 - the reference renderer escapes
            places=tuple(citations.cluster_ids.get(number, [])),
        )
        for key, number in sorted(citations.numbering.items(), key=lambda pair: pair[1])
    ]
