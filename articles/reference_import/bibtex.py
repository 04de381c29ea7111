"""BibTeX and BibLaTeX entries as CSL items."""

import re
from collections.abc import Iterator
from typing import Any

from .bibtex_syntax import Entry, parse
from .imprint import journal_variables, month_number, page_range, read_date
from .latex import decode
from .names import ET_AL, person, read_name
from .reading import Draft, Problem

_TYPES = {
    "article": "article-journal", "inproceedings": "paper-conference", "conference": "paper-conference", "book": "book",
    "booklet": "book", "mvbook": "book", "proceedings": "book", "collection": "book", "manual": "report",
    "incollection": "chapter", "inbook": "chapter", "inreference": "chapter", "phdthesis": "thesis",
    "mastersthesis": "thesis", "thesis": "thesis", "techreport": "report", "report": "report", "online": "webpage",
    "electronic": "webpage", "www": "webpage", "webpage": "webpage", "dataset": "dataset", "unpublished": "article",
}  # fmt: skip
_TEXTS = {
    "title": "title", "booktitle": "container-title", "shortjournal": "container-title-short", "volume": "volume",
    "issue": "issue", "publisher": "publisher", "institution": "publisher", "school": "publisher",
    "organization": "publisher", "address": "publisher-place", "location": "publisher-place", "edition": "edition",
    "series": "collection-title", "isbn": "ISBN", "pmcid": "PMCID", "pmid": "PMID", "eventtitle": "event-title",
}  # fmt: skip
# Of these the value is taken as it stands: a backslash or an underscore in them is no LaTeX worth decoding.
_RAW = {"doi": "DOI", "url": "URL"}
_NAMES = {"author": "author", "editor": "editor"}
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s{}]+")


def read(text: str) -> Iterator[Draft | Problem]:
    """The records of the text in order, with what could not be read."""
    for found in parse(text):
        if isinstance(found, Problem):
            yield found
        else:
            yield from _record(found)


def _record(entry: Entry) -> Iterator[Draft | Problem]:
    draft = Draft(entry.line)
    reader = _Reader(entry)
    for name, variable in _TEXTS.items():
        if value := reader.text(name):
            draft.item.setdefault(variable, value)
            draft.lines.setdefault(variable, entry.lines[name])
    for name, variable in _RAW.items():
        if name in entry.fields:
            draft.item[variable] = re.sub(r"[{}]|\\(?=[_%&#~])", "", entry.fields[name]).strip()
            draft.lines[variable] = entry.lines[name]
    for name in _NAMES:
        if name in entry.fields:
            draft.item[name] = reader.names(name)
            draft.lines[name] = entry.lines[name]
    if subtitle := reader.text("subtitle"):
        draft.item["title"] = f"{draft.item.get('title', '')}: {subtitle}".removeprefix(": ")
    draft.item["type"] = _TYPES.get(entry.kind, "")
    draft.item |= _source(reader) | _dates(reader)
    _read_eprint(reader, draft)
    yield draft
    yield from reader.problems


class _Reader:
    """Decodes the fields of an entry and remembers the commands that it did not know."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self.problems: list[Problem] = []

    def text(self, *names: str) -> str:
        """The first filled one of the fields, decoded."""
        name = next((name for name in names if self.entry.fields.get(name, "").strip()), "")
        return self._decoded(name, self.entry.fields[name]) if name else ""

    def names(self, name: str) -> list[dict[str, str]]:
        people = [self._name(name, part) for part in _split(self.entry.fields[name], _AND)]
        return [read for read in people if read]

    def _decoded(self, name: str, value: str) -> str:
        text, unknown = decode(value)
        for command in unknown:
            message = f"The LaTeX command \\{command} is not known; what it was about stays as plain text."
            self.problems.append(Problem(self.entry.lines[name], message, name))
        return text

    def _name(self, field: str, text: str) -> dict[str, str]:
        text = text.strip()
        if text.casefold() == "others":
            return dict(ET_AL)
        parts = [self._decoded(field, part) for part in _split(text, re.compile(r","))]
        if len(parts) > 2:
            return person(parts[0], ", ".join(parts[2:]), parts[1])
        if len(parts) == 2:
            return person(parts[0], parts[1]) if parts[0] and parts[1] else read_name(parts[0] or parts[1])
        return self._spoken_name(field, text)

    def _spoken_name(self, field: str, text: str) -> dict[str, str]:
        """A name with the given names first: the surname begins at its first particle, else it is the last word.

        What one pair of braces holds together is one word, and a single word is the name of a group.
        """
        words = [self._decoded(field, word) for word in _split(text, re.compile(r"[\s~]+")) if word]
        if len(words) < 2:
            return {"literal": words[0]} if words else {}
        start = next((place for place, word in enumerate(words[1:-1], start=1) if word[:1].islower()), len(words) - 1)
        return person(" ".join(words[start:]), " ".join(words[:start]))


def _split(text: str, separator: re.Pattern[str]) -> list[str]:
    """The text cut at separators that stand in no braces."""
    depth, start, parts = 0, 0, []
    outside = [True] * len(text)
    for place, character in enumerate(text):
        depth += (character == "{") - (character == "}")
        outside[place] = depth == 0
    for match in separator.finditer(text):
        if all(outside[match.start() : match.end()]):
            parts.append(text[start : match.start()])
            start = match.end()
    return [*parts, text[start:]]


def _source(reader: _Reader) -> dict[str, Any]:
    journal = reader.text("journaltitle", "journal")
    number = reader.text("number")
    is_issue = bool(journal) and "issue" not in reader.entry.fields
    pages = page_range(reader.text("pages")) or reader.text("eid", "article-number")
    source = journal_variables(journal) if "shortjournal" not in reader.entry.fields else {"container-title": journal}
    return source | {"page": pages} | ({"issue" if is_issue else "number": number} if number else {})


def _dates(reader: _Reader) -> dict[str, Any]:
    """`date` as BibLaTeX writes it, else year, month and day."""
    accessed = reader.text("urldate", "lastchecked")
    whole = reader.text("date")
    if not whole and (year := reader.text("year")):
        parts = [year, month_number(reader.text("month")), reader.text("day")]
        whole = f"{year}" if not year.isdecimal() else "-".join(str(part) for part in parts if part)
    return {"issued": read_date(whole) or whole, "accessed": read_date(accessed) or accessed}


def _read_eprint(reader: _Reader, draft: Draft) -> None:
    """PubMed and preprint servers as BibLaTeX names them; an address in `howpublished` or `note`."""
    archive = reader.text("eprinttype", "archiveprefix").casefold()
    eprint = reader.text("eprint")
    if eprint and archive in ("pubmed", "pmid"):
        draft.item.setdefault("PMID", eprint)
    elif eprint and archive:
        draft.item.setdefault("container-title", {"arxiv": "arXiv"}.get(archive, archive))
        draft.item["type"] = draft.item["type"] or "article"
    for name in ("howpublished", "note"):
        if address := _ADDRESS.search(reader.entry.fields.get(name, "")):
            draft.item.setdefault("URL", address[0].rstrip(".,"))
            draft.lines.setdefault("URL", reader.entry.lines[name])
