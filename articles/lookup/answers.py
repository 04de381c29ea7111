"""What Crossref, DataCite and PubMed answer, as drafts of references."""

from collections.abc import Mapping
from typing import Any

from ..reference_import import Draft

Answer = Mapping[str, Any]

# Crossref names its own kinds where CSL has others; what is not here is CSL already.
_TYPES = {
    "journal-article": "article-journal", "posted-content": "article", "proceedings-article": "paper-conference",
    "book-chapter": "chapter", "book-section": "chapter", "book-part": "chapter", "reference-entry": "entry-encyclopedia",
    "monograph": "book", "edited-book": "book", "reference-book": "book", "book-set": "book", "report-component": "report",
    "report-series": "report", "standard": "report", "dissertation": "thesis", "journal-issue": "article-journal",
    "database": "dataset", "other": "",
}  # fmt: skip
_SAME = (
    "author", "editor", "volume", "issue", "page", "publisher", "publisher-place", "edition", "DOI", "PMID", "PMCID",
    "event-title", "event-place", "collection-title",
)  # fmt: skip
# The date of the issue goes before the date online, as AMA prints the year of the volume.
_DATES = ("published-print", "issued", "published", "published-online", "posted", "created")
_STANDING = {"retraction": "retracted", "withdrawal": "retracted", "removal": "retracted", "expression_of_concern": "concern",
             "correction": "corrected", "erratum": "corrected", "corrigendum": "corrected"}  # fmt: skip


def read_answer(answer: Answer) -> Draft:
    """The draft of one CSL-JSON answer: single values out of lists, the date of the issue, whether it was retracted."""
    kind = _first(answer.get("type"))
    item: dict[str, Any] = {name: _first(answer.get(name)) for name in _SAME if name not in ("author", "editor")}
    item |= {
        "type": _TYPES.get(kind, kind) if isinstance(kind, str) else "",
        "title": _title(answer),
        "container-title": _first(answer.get("container-title")),
        "container-title-short": _first(answer.get("container-title-short"))
        or _first(answer.get("short-container-title")),
        "issued": next((date for name in _DATES if (date := _date(answer.get(name)))), None),
        "status": _standing(answer),
        "ISBN": _first(answer.get("ISBN")),
    }
    for role in ("author", "editor"):
        item[role] = [_name(person) for person in _listed(answer.get(role))]
    if not item["page"]:
        item["page"] = _first(answer.get("article-number"))
    if answer.get("subtype") == "preprint":
        item["type"] = "article"
    if not item["DOI"] and not item["PMID"]:
        item["URL"] = _first(answer.get("URL"))
    return Draft(None, {name: value for name, value in item.items() if value})


def _title(answer: Answer) -> Any:
    title, subtitle = _first(answer.get("title")), _first(answer.get("subtitle"))
    if (
        isinstance(title, str)
        and isinstance(subtitle, str)
        and subtitle
        and subtitle.casefold() not in title.casefold()
    ):
        return f"{title.rstrip().removesuffix(':')}: {subtitle}"
    return title


def _first(value: Any) -> Any:
    """The value, or the first of a list of them; "" for nothing."""
    if isinstance(value, list):
        value = value[0] if value else ""
    return "" if value is None else value


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _date(value: Any) -> Any:
    """A date that says at least its year; Crossref writes [[null]] where it knows none."""
    if isinstance(value, Mapping) and isinstance(parts := value.get("date-parts"), list):
        return value if parts and isinstance(parts[0], list) and parts[0] and parts[0][0] else None
    return value or None


def _name(person: Any) -> Any:
    """Groups are called `name` by Crossref and `literal` by CSL."""
    if not isinstance(person, Mapping):
        return person
    if not person.get("family") and not person.get("literal") and (group := person.get("name") or person.get("given")):
        return {"literal": group}
    return {part: text for part, text in person.items() if isinstance(text, str)}


def _standing(answer: Answer) -> str:
    """What became of the work, as notices that update it say; the worst counts."""
    notices = [notice for notice in _listed(answer.get("updated-by")) if isinstance(notice, Mapping)]
    said = {_STANDING.get(str(notice.get("type", "")).replace("-", "_"), "") for notice in notices}
    return next((status for status in ("retracted", "concern", "corrected") if status in said), "")
