"""Elements of an AMA reference, each made from variables of a CSL-JSON item; () where the item does not give them."""

import re
from collections.abc import Mapping
from typing import Any

from ..registries import OTHER, REGISTRIES, registry_of
from . import identifiers
from .dates import date_text, is_full_date, year_text
from .names import authors_text
from .runs import Run, Style

Item = Mapping[str, Any]
Element = tuple[Run, ...]

_GENRES = {
    "congress abstract": "congress abstract",
    "conference abstract": "congress abstract",
    "meeting abstract": "congress abstract",
    "preprint": "preprint",
    "press release": "press release",
    "news release": "press release",
    "registry record": "registry record",
    "registry entry": "registry record",
}
_GENRE_LABELS = frozenset({"congress abstract", "preprint", "press release"})
_STATUS_LABELS = {"retracted": "retracted", "concern": "expression of concern"}
_REGISTRY_ID = re.compile(
    rf"\b(?:{'|'.join(registry.pattern for registry in REGISTRIES.values() if registry.printed)})\b"
)
_SUPPLEMENT = re.compile(r"\bsuppl(?:ement)?(?![a-z])[._\s]*", re.IGNORECASE)
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_DASHES = str.maketrans("–—‐‑", "----")


def words(item: Item, *keys: str) -> str:
    """Return the first filled variable as text with single spaces, "" when all are empty."""
    return next((" ".join(str(item[key]).split()) for key in keys if item.get(key) not in (None, "")), "")


def genre(item: Item) -> str:
    """Return the kind of entry that `genre` names, "" when it names none of ours; a CSL `article` is a preprint."""
    named = _GENRES.get(words(item, "genre").casefold().replace("-", " "), "")
    return named or ("preprint" if words(item, "type") == "article" else "")


def sentence(text: str, style: Style = "plain") -> Element:
    """Return the text with a final period, unless it closes itself."""
    return _closed(Run(text, style)) if text else ()


def _closed(*runs: Run) -> Element:
    return runs if runs[-1].text.endswith((".", "?", "!")) else (*runs, Run("."))


def names(item: Item, role: str) -> list[Mapping[str, Any] | str]:
    """Return the CSL names of a role, "author" or "editor"; what is neither a name nor text is left out."""
    given = item.get(role)
    return [name for name in given if isinstance(name, (Mapping, str))] if isinstance(given, list) else []


def authors(item: Item) -> Element:
    return sentence(authors_text(names(item, "author")))


def editors(item: Item, lead: str = "") -> Element:
    people = names(item, "editor")
    text = authors_text(people)
    if not text:
        return (Run(lead.strip()),) if lead else ()
    return sentence(f"{lead}{text}, {'ed' if len(people) == 1 else 'eds'}")


def unless_author(item: Item, organisation: str) -> str:
    """Return the organisation's name, or "" when the author element already names it alone."""
    return "" if organisation.casefold() == authors_text(names(item, "author")).casefold() else organisation


def title(item: Item) -> Element:
    """Return the title with its labels, such as "[preprint]" and "[retracted]"."""
    labels = [genre(item)] if genre(item) in _GENRE_LABELS else []
    labels += [_STATUS_LABELS[words(item, "status")]] if words(item, "status") in _STATUS_LABELS else []
    text = words(item, "title")
    if not text or not labels:
        return sentence(text, style="title")
    return _closed(Run(text.removesuffix("."), "title"), Run("".join(f" [{label}]" for label in labels)))


def book_title(item: Item, key: str) -> Element:
    """Return the title of a book; where it is the title of the item, its status label follows."""
    text = words(item, key)
    label = _STATUS_LABELS.get(words(item, "status"), "") if key == "title" else ""
    if text and label:
        return _closed(Run(text.removesuffix("."), "source"), Run(f" [{label}]"))
    return sentence(text, style="source")


def source(item: Item) -> Element:
    """Return the journal: its short name, without periods, before its full one."""
    short = words(item, "container-title-short", "journalAbbreviation").replace(".", "")
    return sentence(short or words(item, "container-title"), style="source")


def pages(item: Item) -> str:
    return words(item, "page").translate(_DASHES) or ("" if genre(item) else words(item, "number"))


def imprint(item: Item) -> str:
    """Return "2024;391(17):1597-1609"; an article without volume, issue and pages was published online on its date."""
    year, volume_number, first_to_last = year_text(item.get("issued")), words(item, "volume"), pages(item)
    issue = _SUPPLEMENT.sub("suppl ", words(item, "issue", "supplement")).strip()
    if not volume_number and not issue and not first_to_last:
        issued = item.get("issued")
        return f"Published online {date_text(issued)}" if is_full_date(issued) else year
    numbers = volume_number + (f"({issue})" if issue else "")
    return (f"{year};{numbers}" if year and numbers else year + numbers) + (
        f":{first_to_last}" if first_to_last else ""
    )


def volume(item: Item) -> Element:
    return sentence(f"Vol {words(item, 'volume')}") if words(item, "volume") else ()


def edition(item: Item) -> Element:
    """Return "3rd ed."; a first edition is not mentioned."""
    text = words(item, "edition")
    if not text.isdecimal():
        return sentence(text)
    return sentence(f"{text}{_ordinal_ending(int(text))} ed") if int(text) > 1 else ()


def _ordinal_ending(number: int) -> str:
    return "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def publisher_and_year(item: Item) -> Element:
    publisher_year = "; ".join(part for part in (words(item, "publisher"), year_text(item.get("issued"))) if part)
    first_to_last = words(item, "page").translate(_DASHES)
    return sentence(publisher_year + (f":{first_to_last}" if first_to_last else ""))


def presented_at(item: Item, what: str) -> Element:
    """Return "Abstract 123 presented at: Meeting; December 7-10, 2024; San Diego, CA.", () without a meeting."""
    meeting = words(item, "event-title", "event")
    when = date_text(item.get("event-date")) or date_text(item.get("issued"))
    parts = [part for part in (meeting, when, words(item, "event-place")) if part]
    return sentence(f"{what} presented at: {'; '.join(parts)}") if meeting else ()


def registry_identifier(item: Item) -> str:
    """Return "ClinicalTrials.gov identifier: NCT03319667"; the id is `number`, else read from the web address."""
    in_address = _REGISTRY_ID.search(words(item, "URL"))
    identifier = words(item, "number") or (in_address[0] if in_address else "")
    registry = words(item, "container-title", "publisher")
    if not identifier:
        return registry
    known = REGISTRIES[registry_of(identifier) or OTHER].printed
    return f"{registry or known or 'Registry'} identifier: {identifier}"


def dated(lead: str, date: Any) -> Element:
    text = date_text(date)
    return sentence(f"{lead} {text}") if text else ()


def updated_and_links(item: Item) -> list[Element]:
    return [dated("Updated", item.get("updated")), *links(item)]


def links(item: Item) -> list[Element]:
    """Return DOI, PMID and PMCID as links; without any of them the date of access and the web address."""
    found = [_doi(item), _pubmed(item), _pubmed_central(item)]
    if any(found):
        return found
    return [dated("Accessed", item.get("accessed")), _web_address(words(item, "URL"))]


def _doi(item: Item) -> Element:
    text = words(item, "DOI")
    if not text:
        return ()
    try:
        doi = identifiers.bare_doi(text)
    except ValueError:
        return (Run(f"doi:{text}"),)
    return (Run(f"doi:{doi}", href=identifiers.doi_url(doi)),)


def _pubmed(item: Item) -> Element:
    try:
        pmid = identifiers.normalise_pmid(words(item, "PMID"))
    except ValueError:
        return ()
    return (Run(f"PMID:{pmid}", href=identifiers.pubmed_url(pmid)),)


def _pubmed_central(item: Item) -> Element:
    try:
        pmcid = identifiers.normalise_pmcid(words(item, "PMCID"))
    except ValueError:
        return ()
    return (Run(pmcid, href=identifiers.pmc_url(pmcid)),)


def _web_address(address: str) -> Element:
    """Return the address, as a link only where it is one of the web."""
    return (Run(address, href=address if _WEB_ADDRESS.fullmatch(address) else ""),) if address else ()
