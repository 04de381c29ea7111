"""Do citations and references belong together?"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ..ama import normalise_doi
from ..findings import Finding
from ..reading_order import cited_keys


def citations(content: Mapping[str, Any], on: date) -> Iterator[Finding]:
    """REF-MISSING: a cited key without a reference. REF-UNCITED: a reference of the list that nothing cites."""
    listed = {item["id"]: item for item in content.get("references", [])}
    cited = set(cited_keys(content))
    for key in sorted(cited - set(listed)):
        yield Finding("REF-MISSING", "error", f"The text cites {key}, which is not among the references.", "references")
    quiz = content.get("quiz") or {}
    in_quiz = {key for question in quiz.get("questions", []) for key in question.get("refs", [])}
    for key in listed:
        if key not in cited | in_quiz:
            yield Finding("REF-UNCITED", "warning", f"Nothing cites the reference {key}.", "references")
        if listed[key].get("status") == "retracted" and key in cited:
            yield Finding("REF-RETRACTED", "error", f"The reference {key} has been retracted.", "references")


def identifiers(content: Mapping[str, Any], on: date) -> Iterator[Finding]:
    """REF-DOI: a DOI that cannot be one. REF-DUP: two references with one DOI or PMID."""
    seen: dict[tuple[str, str], str] = {}
    for item in content.get("references", []):
        key = item["id"]
        if doi := item.get("DOI"):
            try:
                identity = ("DOI", normalise_doi(doi))
            except ValueError as error:
                yield Finding("REF-DOI", "error", f"{key}: {error}", "references")
            else:
                yield from _duplicate(seen, identity, key)
        if pmid := item.get("PMID"):
            yield from _duplicate(seen, ("PMID", str(pmid)), key)


def _duplicate(seen: dict[tuple[str, str], str], identity: tuple[str, str], key: str) -> Iterator[Finding]:
    first = seen.setdefault(identity, key)
    if first != key:
        yield Finding("REF-DUP", "warning", f"{first} and {key} have the same {identity[0]}.", "references")
