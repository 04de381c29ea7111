"""A CSL-JSON item as plain entries of a form, and back without losing what the form does not show."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .ama.dates import year_text

Item = Mapping[str, Any]

# Form entry to CSL variable, in the order in which new variables are written.
TEXT_VARIABLES = {
    "title": "title",
    "container_short": "container-title-short",
    "container": "container-title",
    "volume": "volume",
    "issue": "issue",
    "page": "page",
    "number": "number",
    "publisher": "publisher",
    "genre": "genre",
    "doi": "DOI",
    "pmid": "PMID",
    "url": "URL",
}
DATE_VARIABLES = {"issued": "issued", "accessed": "accessed"}
_ORDER = (
    "type", "title", "author", "container-title-short", "container-title", "issued", "volume", "issue", "page",
    "number", "publisher", "genre", "DOI", "PMID", "URL", "accessed",
)  # fmt: skip
_PARTICLES = ("dropping-particle", "non-dropping-particle")
_DAY = r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?"
_DATE = re.compile(rf"({_DAY})(?:/({_DAY}))?")


@dataclass(frozen=True)
class Entry:
    """What a form shows of an item: text as typed, "" where the item says nothing.

    authors: one line each, "Family, Given", "Family, Given, Suffix", or the name of an organisation; one that holds a
    comma stands in braces. issued, accessed: 2024, 2024-09, 2024-09-20, or two of these with a slash between them.
    """

    type: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    container: str = ""
    container_short: str = ""
    issued: str = ""
    volume: str = ""
    issue: str = ""
    page: str = ""
    number: str = ""
    publisher: str = ""
    genre: str = ""
    doi: str = ""
    pmid: str = ""
    url: str = ""
    accessed: str = ""


def read_item(item: Item) -> Entry:
    """The entries of a CSL-JSON item; values of an unexpected type read as empty."""
    texts = {name: _text(item.get(variable)) for name, variable in TEXT_VARIABLES.items()}
    dates = {name: date_line(item.get(variable)) for name, variable in DATE_VARIABLES.items()}
    authors = tuple(author_line(author) for author in _authors(item))
    return Entry(type=_text(item.get("type")), authors=authors, **texts, **dates)


def write_item(item: Item, entry: Entry) -> dict[str, Any]:
    """The item with these entries: a value whose line did not change stays as it was stored, an emptied one goes.

    Variables that no entry stands for are kept. Raises ValueError with a sentence for a date that is not one.
    """
    before = read_item(item)
    changed: dict[str, Any] = {}
    if entry.type != before.type:
        changed["type"] = entry.type
    for name, variable in TEXT_VARIABLES.items():
        if getattr(entry, name) != getattr(before, name):
            changed[variable] = getattr(entry, name)
    for name, variable in DATE_VARIABLES.items():
        if getattr(entry, name) != getattr(before, name):
            changed[variable] = read_date(getattr(entry, name))
    if entry.authors != before.authors:
        changed["author"] = _merge_authors(_authors(item), entry.authors)
    return _in_order({**item, **changed}, first=list(item))


def _in_order(item: dict[str, Any], first: Sequence[str]) -> dict[str, Any]:
    """The item without empty values: stored variables keep their places, new ones follow in the usual order."""
    places = {variable: place for place, variable in enumerate(dict.fromkeys([*first, *_ORDER]))}
    known = sorted(item, key=lambda variable: places.get(variable, len(places)))
    return {variable: item[variable] for variable in known if item[variable] not in ("", [], {}, None)}


def author_line(author: Any) -> str:
    """One author as a line of the form."""
    if not isinstance(author, Mapping):
        return _organisation_line(_text(author))
    if literal := _text(author.get("literal")):
        return _organisation_line(literal)
    family = " ".join(
        part for part in (*(_text(author.get(key)) for key in _PARTICLES), _text(author.get("family"))) if part
    )
    given, suffix = _text(author.get("given")), _text(author.get("suffix"))
    return ", ".join([family, given, *([suffix] if suffix else [])]).rstrip()


def read_author(line: str) -> dict[str, str]:
    """The CSL name of one line of the form."""
    line = " ".join(line.split())
    if line.startswith("{") and line.endswith("}"):
        return {"literal": line[1:-1].strip()}
    if "," not in line:
        return {"literal": line}
    family, given, *suffix = (part.strip() for part in line.split(",", 2))
    name = {"family": family, "given": given, "suffix": suffix[0] if suffix else ""}
    return {key: value for key, value in name.items() if value}


def date_line(value: Any) -> str:
    """A CSL date as a line of the form; a date in words is shown as it stands."""
    if not isinstance(value, Mapping):
        return _text(value)
    parts = value.get("date-parts")
    if isinstance(parts, list) and parts:
        return "/".join(_iso(date) for date in parts[:2] if isinstance(date, list))
    return _text(value.get("raw")) or _text(value.get("literal"))


def read_date(line: str) -> dict[str, Any]:
    """The CSL date of a line, {} for an empty one. Raises ValueError with a sentence."""
    if not line:
        return {}
    match = _DATE.fullmatch(line)
    if not match:
        raise ValueError(f"“{line}” is not a date. Write 2024, 2024-09 or 2024-09-20.")
    return {"date-parts": [[int(part) for part in date.split("-")] for date in match.groups() if date]}


def year_of(item: Item) -> str:
    """The year of issue as text, "" without one."""
    return year_text(item.get("issued"))


def first_author(item: Item) -> str:
    """Family name of the first author, or the organisation's name; "" where nobody is named."""
    for author in _authors(item):
        return author_line(author).partition(",")[0].strip("{}")
    return ""


def _merge_authors(stored: list[Any], lines: Sequence[str]) -> list[Any]:
    """Authors of these lines; a line that stood there before keeps the stored name with all its parts."""
    kept: dict[str, list[Any]] = {}
    for author in stored:
        kept.setdefault(author_line(author), []).append(author)
    return [kept[line].pop(0) if kept.get(line) else read_author(line) for line in lines]


def _organisation_line(name: str) -> str:
    return f"{{{name}}}" if "," in name else name


def _authors(item: Item) -> list[Any]:
    given = item.get("author")
    return [author for author in given if author] if isinstance(given, list) else []


def _iso(date: Sequence[Any]) -> str:
    return "-".join(str(part).zfill(2) for part in date)


def _text(value: Any) -> str:
    return " ".join(str(value).split()) if isinstance(value, (str, int, float)) and value != "" else ""
