"""Are the works in the reference list the ones to cite today?"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import combinations
from typing import Any

from ..ama.dates import first_day
from ..csl import year_of
from ..findings import Finding
from ..reading_order import cited_keys
from ..reference_import.titles import bare_title, nearly_equal_to

STALE_DAYS = 365


def superseded(content: Mapping[str, Any], on: date) -> Iterator[Finding]:
    """REF-SUPERSEDED (info): a cited work that a later one replaces."""
    cited = set(cited_keys(content))
    for item in content.get("references", []):
        newer = item.get("superseded_by")
        if newer and item["id"] in cited:
            message = f"{item['id']} has been superseded by {newer}; cite that, or both."
            yield Finding("REF-SUPERSEDED", "info", message, "references")


def stale_addresses(content: Mapping[str, Any], on: date) -> Iterator[Finding]:
    """REF-STALEURL (info): a web page that nobody is known to have seen within a year."""
    for item in content.get("references", []):
        if not item.get("URL") or item.get("DOI") or item.get("PMID"):
            continue
        accessed = first_day(item.get("accessed"))
        if accessed is None:
            message = f"{item['id']} is a web page without the day on which it was seen."
            yield Finding("REF-STALEURL", "info", message, "references")
        elif (on - accessed).days > STALE_DAYS:
            message = f"The web page of {item['id']} was last seen on {accessed}; look whether it still says so."
            yield Finding("REF-STALEURL", "info", message, "references")


def near_duplicates(content: Mapping[str, Any], on: date) -> Iterator[Finding]:
    """REF-DUP: two references of one year whose titles are nearly equal.

    Not where both have a DOI (equal ones are found by themselves, others are two works), not for an abstract and the
    paper that supersedes it, and not between kinds of source.
    """
    by_year: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for item in content.get("references", []):
        by_year[year_of(item)].append(item)
    for items in by_year.values():
        for first, second in combinations(items, 2):
            if not _are_two_works(first, second) and _is_same_title(first, second):
                message = f"{first['id']} and {second['id']} have nearly the same title and the same year."
                yield Finding("REF-DUP", "warning", message, "references")


def _are_two_works(first: Mapping[str, Any], second: Mapping[str, Any]) -> bool:
    linked = second["id"] == first.get("superseded_by") or first["id"] == second.get("superseded_by")
    kinds = [(item.get("type"), item.get("genre", "")) for item in (first, second)]
    return linked or kinds[0] != kinds[1] or _both_have(first, second, "DOI") or _both_have(first, second, "PMID")


def _both_have(first: Mapping[str, Any], second: Mapping[str, Any], name: str) -> bool:
    return bool(first.get(name) and second.get(name))


def _is_same_title(first: Mapping[str, Any], second: Mapping[str, Any]) -> bool:
    title, other = (bare_title(str(item.get("title", ""))) for item in (first, second))
    return nearly_equal_to(title)(other)
