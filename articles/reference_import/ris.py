"""RIS: two-letter tags, a record from TY to ER. https://en.wikipedia.org/wiki/RIS_(file_format) lists the tags."""

import re
from collections.abc import Iterator

from ..ama import normalise_pmid
from .imprint import journal_variables, page_range, read_date
from .names import read_name
from .reading import Draft, Problem

_TAGGED = re.compile(r"([A-Z][A-Z0-9]) {0,2}-(?: (.*)|\s*)")
_WRAPPED = frozenset({"TI", "T1", "T2", "CT", "BT", "AB", "N1", "N2", "AD", "KW", "UR", "L1", "L2"})
_TYPES = {
    "JOUR": "article-journal", "EJOUR": "article-journal", "JFULL": "article-journal", "INPR": "article-journal",
    "MGZN": "article-magazine", "NEWS": "article-newspaper", "ABST": "paper-conference", "CONF": "paper-conference",
    "CPAPER": "paper-conference", "CHAP": "chapter", "ECHAP": "chapter", "ENCYC": "chapter", "BOOK": "book",
    "EBOOK": "book", "EDBOOK": "book", "WHOLE": "book", "ELEC": "webpage", "WEB": "webpage", "ICOMM": "webpage",
    "BLOG": "webpage", "RPRT": "report", "GOVDOC": "report", "STAND": "report", "LEGAL": "report", "THES": "thesis",
    "DATA": "dataset", "DBASE": "dataset", "UNPB": "article", "PREP": "article", "PRESS": "article-newspaper",
}  # fmt: skip
_FORMS = {"ABST": "congress abstract", "PREP": "preprint"}
_TEXTS = {
    "TI": "title", "T1": "title", "CT": "title", "BT": "title", "VL": "volume", "IS": "issue", "PB": "publisher",
    "CY": "publisher-place", "PP": "publisher-place", "DO": "DOI", "ET": "edition", "T3": "collection-title",
}  # fmt: skip
_NAMES = {"AU": "author", "A1": "author", "ED": "editor", "A2": "editor"}
_DATES = ("DA", "PY", "Y1")
_PUBMED = re.compile(r"https?://(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/[0-9]+/?")
_DOI_ADDRESS = re.compile(r"https?://(?:dx\.|www\.)?doi\.org/10\.\S+", re.IGNORECASE)
Fields = list[tuple[str, str, int]]
Lines = list[tuple[str, list[str], int]]
"""Fields on their way in: a value in the lines that it was wrapped into."""


def read(text: str) -> Iterator[Draft | Problem]:
    """The records of the text in order. One that does not end is read up to where the next begins."""
    fields: Lines | None = None
    start = 0
    strays: list[tuple[int, str]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        match = _TAGGED.fullmatch(line.strip())
        tag, value = (match[1], (match[2] or "").strip()) if match else ("", line.strip())
        if tag == "TY":
            yield from _told(strays)
            if fields is not None:
                yield _without_end(start, number)
                yield from _record(fields, start)
            fields, start, strays = [("TY", [value], number)], number, []
        elif fields is None:
            strays += [(number, line.strip())] if line.strip() else []
        elif tag == "ER":
            yield from _record(fields, start)
            fields = None
        elif tag:
            fields.append((tag, [value], number))
        elif value and fields[-1][0] in _WRAPPED:
            fields[-1][1].append(value)
        elif value:
            yield Problem(number, f"“{value[:60]}” begins with no RIS tag such as “TI  - ” and was left out.")
    yield from _told(strays)
    if fields is not None:
        yield _without_end(start, None)
        yield from _record(fields, start)


def _told(strays: list[tuple[int, str]]) -> Iterator[Problem]:
    if strays:
        line, text = strays[0]
        more = f" and {len(strays) - 1} more lines" if len(strays) > 1 else ""
        yield Problem(line, f"“{text[:60]}”{more}: this stands outside a record (TY … ER) and was left out.")


def _without_end(start: int, next_start: int | None) -> Problem:
    until = f"up to line {next_start - 1}, where the next begins" if next_start else "to the end of the text"
    return Problem(
        start, f"The record that begins here has no end (“ER  - ”). It was read {until}; look at it closely."
    )


def _record(lines: Lines, start: int) -> Iterator[Draft | Problem]:
    fields = [(tag, " ".join(values), line) for tag, values, line in lines]
    draft = Draft(start)
    said = _by_tag(fields)
    kind = said.get("TY", [""])[0].upper()
    if kind in _TYPES:
        draft.item["type"] = _TYPES[kind]
        draft.item["genre"] = _FORMS.get(kind, "")
    elif kind != "GEN":
        yield Problem(start, f"The kind “{kind}” is not known here; check the kind of this reference.", "TY")
    for tag, value, line in fields:
        if tag in _NAMES and (name := read_name(value)):
            draft.item.setdefault(_NAMES[tag], []).append(name)
            draft.lines.setdefault(_NAMES[tag], line)
        elif (variable := _TEXTS.get(tag)) and value and variable not in draft.item:
            draft.item[variable] = value
            draft.lines[variable] = line
    draft.item |= {"page": _pages(said), **_journal(said), **_dates(said), **_address(said, draft)}
    _read_identifiers(said, draft)
    if kind in ("ABST", "RPRT", "DATA") and said.get("M1"):
        draft.item["number"] = said["M1"][0]
    yield draft


def _by_tag(fields: Fields) -> dict[str, list[str]]:
    said: dict[str, list[str]] = {}
    for tag, value, _line in fields:
        if value:
            said.setdefault(tag, []).append(value)
    return said


def _first(said: dict[str, list[str]], *tags: str) -> str:
    return next((said[tag][0] for tag in tags if tag in said), "")


def _journal(said: dict[str, list[str]]) -> dict[str, str]:
    """JF and T2 hold the full name, JA and J2 the short one, JO either."""
    full, short, either = _first(said, "JF", "T2"), _first(said, "JA", "J2", "J1"), _first(said, "JO")
    if either and full and not short and either != full:
        short = either
    elif either and not full:
        full = either
    if short:
        return {"container-title-short": short, "container-title": full}
    return journal_variables(full)


def _pages(said: dict[str, list[str]]) -> str:
    first, last = _first(said, "SP"), _first(said, "EP")
    if not first:
        return _first(said, "C7")
    return first if not last or last == first or "-" in first else page_range(f"{first}-{last}")


def _dates(said: dict[str, list[str]]) -> dict[str, object]:
    """The most exact of the dates of publication; one that cannot be read stays to be complained about."""
    issued = [date for tag in _DATES for date in said.get(tag, [])]
    read_ones = [date for date in map(read_date, issued) if date]
    best = max(read_ones, key=lambda date: len(date["date-parts"][0]), default=None)
    accessed = _first(said, "Y2")
    return {"issued": best or (issued[0] if issued else ""), "accessed": read_date(accessed) or accessed}


def _address(said: dict[str, list[str]], draft: Draft) -> dict[str, str]:
    """The web address; one that only wraps a DOI or a PMID gives that instead."""
    for address in (part for value in said.get("UR", []) for part in re.split(r"[\s;]+(?=https?://)", value)):
        if _DOI_ADDRESS.fullmatch(address):
            draft.item.setdefault("DOI", address)
        elif _PUBMED.fullmatch(address):
            draft.item.setdefault("PMID", normalise_pmid(address))
        else:
            return {"URL": address}
    return {}


def _read_identifiers(said: dict[str, list[str]], draft: Draft) -> None:
    for value in said.get("M3", []) + said.get("M1", []):
        if re.match(r"(?:doi:?\s*|https?://(?:dx\.)?doi\.org/)?10\.[0-9]{4,9}/", value, re.IGNORECASE):
            draft.item.setdefault("DOI", value)
    source = f"{_first(said, 'DB')} {_first(said, 'DP')}".casefold()
    number = _first(said, "AN", "ID")
    if number.isdecimal() and any(name in source for name in ("pubmed", "medline", "nlm")):
        draft.item.setdefault("PMID", number)
    if draft.item.get("type") in ("book", "chapter"):
        draft.item["ISBN"] = _first(said, "SN")
