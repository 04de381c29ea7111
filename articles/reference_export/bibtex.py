"""BibTeX, for those who write in LaTeX."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..ama.dates import dates
from ..ama.elements import genre, words
from .names import Name, Names, names_of

Item = Mapping[str, Any]

_TYPES = {
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "entry-encyclopedia": "incollection",
    "paper-conference": "inproceedings",
    "report": "techreport",
    "thesis": "phdthesis",
}
_CONTAINERS = {"incollection": "booktitle", "inproceedings": "booktitle"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_COMMANDS = {"i": "emph", "sup": "textsuperscript", "sub": "textsubscript"}
_MARKUP = re.compile(r"<(i|sup|sub)>([^<]*)</\1>")


def write_bibtex(items: Sequence[Item]) -> str:
    """The items as entries in UTF-8. Titles stand in double braces, so that no style changes their capitals."""
    return "\n".join(map(_entry, items))


def _entry(item: Item) -> str:
    kind = "misc" if genre(item) else _TYPES.get(words(item, "type"), "misc")
    lines = [f"  {name} = {{{value}}}" for name, value in _fields(item, kind) if value]
    if issued := dates(item.get("issued")):
        lines += [f"  month = {_MONTHS[month - 1]}" for month in issued[0][1:2]]
    key = re.sub(r"[^A-Za-z0-9_.:-]", "", words(item, "id")) or "reference"
    return f"@{kind}{{{key},\n" + ",\n".join(lines) + "\n}\n"


def _fields(item: Item, kind: str) -> Iterator[tuple[str, str]]:
    issued, accessed = dates(item.get("issued")), dates(item.get("accessed"))
    yield "author", _names(names_of(item))
    yield "editor", _names(names_of(item, "editor"))
    yield "title", f"{{{_text(words(item, 'title'))}}}" if words(item, "title") else ""
    yield (
        _CONTAINERS.get(kind, "journal" if kind == "article" else "howpublished"),
        _text(words(item, "container-title")),
    )
    yield "year", str(issued[0][0]) if issued else ""
    yield "volume", _text(words(item, "volume"))
    yield "number", _text(words(item, "issue") or words(item, "number"))
    yield "pages", re.sub(r"\s*[–-]\s*", "--", _text(words(item, "page")))
    yield "publisher", _text(words(item, "publisher"))
    yield "note", _text(words(item, "genre"))
    # Addresses and DOIs stay as they are: the packages that print them read them verbatim.
    yield "doi", _verbatim(words(item, "DOI"))
    yield "pmid", _verbatim(words(item, "PMID"))
    yield "url", _verbatim(words(item, "URL"))
    yield "urldate", "-".join(f"{part:02}" for part in accessed[0]) if accessed else ""


def _names(names: Names) -> str:
    """Names joined by "and"; the name of a group stands in braces, since BibTeX would take it apart."""
    return " and ".join([*map(_name, names.people), *(["others"] if names.is_cut_short else [])])


def _name(name: Name) -> str:
    if name.is_group:
        return f"{{{_text(name.family)}}}"
    return _text(", ".join(filter(None, (name.family, name.suffix, name.given))))


def _text(text: str) -> str:
    """Text with LaTeX's special characters escaped and the markup of titles as commands."""
    pieces, end = [], 0
    for match in _MARKUP.finditer(text):
        pieces += [_escaped(text[end : match.start()]), f"\\{_COMMANDS[match[1]]}{{{_escaped(match[2])}}}"]
        end = match.end()
    return "".join([*pieces, _escaped(text[end:])])


def _escaped(text: str) -> str:
    return "".join(_SPECIAL.get(character, character) for character in text)


def _verbatim(text: str) -> str:
    """A value that cannot end its field: its braces are percent-encoded."""
    return text.replace("{", "%7B").replace("}", "%7D")
