"""RIS, one tag a line: the form that EndNote, Zotero, Mendeley and Papers all read."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..ama.dates import Date, dates
from ..ama.elements import genre, words
from ..ama.runs import Run, text_of
from .names import Name, names_of

Item = Mapping[str, Any]

_TYPES = {
    "article-journal": "JOUR",
    "article": "UNPB",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "book": "BOOK",
    "chapter": "CHAP",
    "entry-encyclopedia": "ENCYC",
    "dataset": "DATA",
    "paper-conference": "CPAPER",
    "report": "RPRT",
    "thesis": "THES",
}
_TYPES_BY_GENRE = {"congress abstract": "ABST", "preprint": "UNPB", "press release": "PRESS", "registry record": "DATA"}


def write_ris(items: Sequence[Item]) -> str:
    """The items as RIS records; lines end in CR LF, as the format wants them. No value can begin a tag of its own."""
    return "".join(f"{tag}  - {value}\r\n" for item in items for tag, value in (*_lines(item), ("ER", "")))


def _lines(item: Item) -> Iterator[tuple[str, str]]:
    yield "TY", _TYPES_BY_GENRE.get(genre(item)) or _TYPES.get(words(item, "type"), "ELEC")
    yield "ID", words(item, "id")
    authors = names_of(item)
    yield from (("AU", _name(name)) for name in authors.people)
    yield from (("A2", _name(name)) for name in names_of(item, "editor").people)
    issued = dates(item.get("issued"))
    first_page, _dash, last_page = words(item, "page").replace("–", "-").partition("-")
    told = [
        ("TI", text_of([(Run(words(item, "title"), "title"),)])),
        ("T2", words(item, "container-title")),
        ("J2", words(item, "container-title-short", "journalAbbreviation")),
        ("PY", str(issued[0][0]) if issued else ""),
        ("DA", _date(issued[0]) if issued else ""),
        ("VL", words(item, "volume")),
        ("IS", words(item, "issue")),
        ("SP", first_page),
        ("EP", last_page),
        ("M1", words(item, "number")),
        ("PB", words(item, "publisher")),
        ("CY", words(item, "event-place")),
        ("M3", words(item, "genre")),
        ("DO", words(item, "DOI")),
        ("AN", words(item, "PMID")),
        ("UR", words(item, "URL")),
        ("Y2", _date((dates(item.get("accessed")) or [()])[0])),
        ("N1", "The list of authors is cut short." if authors.is_cut_short else ""),
    ]
    yield from ((tag, value) for tag, value in told if value)


def _name(name: Name) -> str:
    return ", ".join(filter(None, (name.family, name.given, name.suffix)))


def _date(date: Date) -> str:
    """A date as RIS writes it, "2024/09/20/", "2024/09//" or "2024///"; "" without one."""
    if not date:
        return ""
    month_and_day = [f"{part:02}" for part in date[1:]]
    return "/".join([f"{date[0]:04}", *month_and_day, *[""] * (3 - len(month_and_day))])
