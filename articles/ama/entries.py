"""One entry of the reference list: the elements of each kind of source in AMA order, as HTML and as text."""

from collections.abc import Mapping
from typing import Any

from . import elements
from .dates import date_text
from .elements import Element, sentence
from .runs import html_of, text_of

Item = Mapping[str, Any]


def reference_html(item: Item) -> str:
    """Return the entry of a CSL-JSON item as inline HTML without its number.

    Everything is escaped; of a title's markup only well-formed i, sup and sub remain. Journals and books stand in
    `<cite class="source">`; DOI, PMID, PMCID and web addresses are links. `status` (concern, retracted), `genre` and
    `updated` are read beside the CSL variables. Titles keep the capitals they are stored with.
    """
    return html_of(reference_elements(item))


def reference_text(item: Item) -> str:
    """Return the same entry as plain text."""
    return text_of(reference_elements(item))


def reference_elements(item: Item) -> list[Element]:
    """Return the entry's elements in order; those whose data are missing are left out."""
    return [element for element in _ENTRIES[_kind(item)](item) if element]


def _kind(item: Item) -> str:
    """Return the kind of entry: the genre decides where it is known, then the CSL type; a web page is the rest."""
    genre, csl_type = elements.genre(item), elements.words(item, "type")
    if genre in _ENTRIES:
        return genre
    return _KINDS_BY_TYPE.get(csl_type, "web page")


def _journal_article(item: Item) -> list[Element]:
    imprint = sentence(elements.imprint(item))
    return [elements.authors(item), elements.title(item), elements.source(item), imprint, *elements.links(item)]


def _congress_abstract(item: Item) -> list[Element]:
    number = elements.words(item, "number")
    abstract = f"Abstract {number}" if number else ""
    if elements.words(item, "container-title-short", "journalAbbreviation", "container-title"):
        in_journal = [sentence(abstract), elements.source(item), sentence(elements.imprint(item))]
    else:
        in_journal = [elements.presented_at(item, abstract or "Abstract")]
    return [elements.authors(item), elements.title(item), *in_journal, *elements.links(item)]


def _conference_paper(item: Item) -> list[Element]:
    presented = elements.presented_at(item, "Paper")
    where = [presented] if presented else [elements.source(item), sentence(elements.imprint(item))]
    return [elements.authors(item), elements.title(item), *where, *elements.links(item)]


def _preprint(item: Item) -> list[Element]:
    posted = elements.dated("Preprint posted online", item.get("issued"))
    server = elements.source(item) or sentence(elements.words(item, "publisher"), style="source")
    return [elements.authors(item), elements.title(item), server, posted, *elements.links(item)]


def _chapter(item: Item) -> list[Element]:
    book = [elements.book_title(item, "container-title"), elements.volume(item), elements.edition(item)]
    return [
        elements.authors(item), elements.title(item), elements.editors(item, "In: "), *book,
        elements.publisher_and_year(item), *elements.links(item),
    ]  # fmt: skip


def _book(item: Item) -> list[Element]:
    by = elements.authors(item) or elements.editors(item)
    book = [elements.book_title(item, "title"), elements.volume(item), elements.edition(item)]
    return [by, *book, elements.publisher_and_year(item), *elements.links(item)]


def _web_page(item: Item) -> list[Element]:
    site = elements.unless_author(item, elements.words(item, "container-title") or elements.words(item, "publisher"))
    published = elements.dated("Published", item.get("issued"))
    return [elements.authors(item), elements.title(item), sentence(site), published, *elements.updated_and_links(item)]


def _newspaper_article(item: Item) -> list[Element]:
    pages = elements.pages(item)
    date = date_text(item.get("issued")) + (f":{pages}" if pages else "")
    return [elements.authors(item), elements.title(item), elements.source(item), sentence(date), *elements.links(item)]


def _press_release(item: Item) -> list[Element]:
    publisher = elements.unless_author(
        item, elements.words(item, "publisher") or elements.words(item, "container-title")
    )
    issued = "; ".join(part for part in (publisher, date_text(item.get("issued"))) if part)
    return [elements.authors(item), elements.title(item), sentence(issued), *elements.updated_and_links(item)]


def _registry_record(item: Item) -> list[Element]:
    record = sentence(elements.registry_identifier(item))
    published = elements.dated("Published", item.get("issued"))
    return [elements.authors(item), elements.title(item), record, published, *elements.updated_and_links(item)]


_ENTRIES = {
    "journal article": _journal_article,
    "congress abstract": _congress_abstract,
    "conference paper": _conference_paper,
    "preprint": _preprint,
    "chapter": _chapter,
    "book": _book,
    "web page": _web_page,
    "newspaper article": _newspaper_article,
    "press release": _press_release,
    "registry record": _registry_record,
}
_KINDS_BY_TYPE = {
    "article-journal": "journal article",
    "article": "preprint",
    "paper-conference": "conference paper",
    "chapter": "chapter",
    "entry-encyclopedia": "chapter",
    "book": "book",
    "report": "book",
    "thesis": "book",
    "dataset": "registry record",
    "article-newspaper": "newspaper article",
    "article-magazine": "newspaper article",
}
