"""References as they stand in a printed list in AMA style, one a line."""

import re
from collections.abc import Iterator
from typing import Any

from .imprint import journal_variables, read_date
from .names import read_name
from .reading import Draft, Problem

LONGEST_ENTRY = 10_000
# A search for what blanks precede begins where they begin: tried from each of them it would take the square of their number.
_NUMBER = re.compile(r"\s*(?:\[[0-9]{1,3}\]|\(?[0-9]{1,3}[.)])\s+")
_DOI = re.compile(
    r"(?<![\s;])[\s;]*(?:\bdoi:\s*(?:https?://(?:dx\.)?doi\.org/)?|https?://(?:dx\.)?doi\.org/)(10\.\S+)", re.IGNORECASE
)
_PMID = re.compile(r"(?<![\s;])[\s;]*\bPMID:?\s*([0-9]+)[.;]?", re.IGNORECASE)
_PMCID = re.compile(r"(?<![\s;])[\s;]*\b(?:PMCID:?\s*)?(PMC[0-9]+)[.;]?", re.IGNORECASE)
_ADDRESS = re.compile(r"\bhttps?://\S")
_DAY = r"[A-Z][a-z]{2,8}\.? [0-9]{1,2}(?:-[0-9]{1,2})?, [0-9]{4}|[A-Z][a-z]{2,8} [0-9]{4}|[0-9]{4}"
_SPOKEN_DATE = re.compile(rf"\s*\b(Published online|Published|Updated|Accessed) ({_DAY})\.?(?=\s|$)")
_IMPRINT = re.compile(
    r"\s*\b([0-9]{4})(?: [A-Z][a-z]{2,8}\.?(?: [0-9]{1,2})?)?\s*[;:]\s*([^\s:;().]{0,40})\s*(?:\(([^()]{0,80})\))?\s*"
    r"(?::\s*([^\s;.]{1,80}))?\s*\.?\s*$"
)
_YEAR = re.compile(r"(?<=[.?!])\s*([0-9]{4})\s*\.?\s*$")
# "U.S. Food and Drug Administration" goes on after its stops.
_END_OF_AUTHORS = re.compile(r"(?<!\.[A-Z])\.\s+")
_END_OF_SENTENCE = re.compile(r"(?<=[.?!])\s+")
_ABBREVIATED = re.compile(r"[A-Z][a-z]{0,7}\.")
_LABEL = re.compile(r" \[(congress abstract|preprint|press release)\]$")
_ABSTRACT = re.compile(r"\s*\bAbstract ([A-Za-z]*-?[0-9]+)\.$")
_EXPECTED = "authors. title. journal. year;volume(issue):pages. doi"


def read(text: str) -> Iterator[Draft | Problem]:
    """The references of the text. In a numbered list a line without a number goes on the one before."""
    for number, line in _entries(text):
        if len(line) > LONGEST_ENTRY:
            yield Problem(
                number, f"“{line[:60]}…” has {len(line):,} characters and was left out: one reference a line."
            )
            continue
        item = _read_entry(line)
        if item is None:
            yield Problem(
                number,
                f"“{line[:60]}{'…' if len(line) > 60 else ''}” was not understood and left out. Expected: {_EXPECTED}.",
            )
        else:
            yield Draft(number, item)


def _entries(text: str) -> Iterator[tuple[int, str]]:
    lines = [(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if not lines or not _NUMBER.match(lines[0][1]):
        yield from ((number, " ".join(line.split())) for number, line in lines)
        return
    start = lines[0][0]
    words: list[str] = []
    for number, line in lines:
        if match := _NUMBER.match(line):
            if words:
                yield start, " ".join(words)
            start, words = number, line[match.end() :].split()
        else:
            words += line.split()
    yield start, " ".join(words)


def _read_entry(line: str) -> dict[str, Any] | None:
    """The variables of one entry; None where it has no title, or neither a source with its date nor an address."""
    item: dict[str, Any] = {}
    rest = _take_identifiers(line, item)
    rest = _take_dates(rest, item)
    if match := _IMPRINT.search(rest):
        item |= {"issued": read_date(match[1]), "volume": match[2], "issue": match[3] or "", "page": match[4] or ""}
        item["type"] = "article-journal"
        rest = rest[: match.start()]
    elif match := _YEAR.search(rest):
        item["issued"] = read_date(match[1])
        rest = rest[: match.start()]
    is_web_page = "URL" in item and item.get("type") is None and "DOI" not in item
    if not is_web_page and "issued" not in item:
        return None
    return _take_words(rest.strip(), item, is_web_page)


def _take_identifiers(line: str, item: dict[str, Any]) -> str:
    for name, pattern in (("DOI", _DOI), ("PMID", _PMID), ("PMCID", _PMCID)):
        if match := pattern.search(line):
            item[name] = match[1].rstrip(".;,") if name == "DOI" else match[1]
            line = f"{line[: match.start()]} {line[match.end() :]}".rstrip()
    if match := _ADDRESS.search(line, line.rfind(" ") + 1):
        item["URL"] = line[match.start() :].rstrip(".")
        line = line[: match.start()].rstrip()
    return line


def _take_dates(line: str, item: dict[str, Any]) -> str:
    for match in reversed(list(_SPOKEN_DATE.finditer(line))):
        variable = {"Accessed": "accessed", "Updated": ""}.get(match[1], "issued")
        if variable and (date := read_date(match[2])):
            item[variable] = date
        line = line[: match.start()] + line[match.end() :]
    return line.rstrip().removesuffix(".") + "." if line.strip() else ""


def _take_words(words: str, item: dict[str, Any], is_web_page: bool) -> dict[str, Any] | None:
    """Authors, title and source of what stands before the date."""
    authors, _stop, rest = _split(words)
    sentences = _END_OF_SENTENCE.split(rest.strip()) if rest.strip() else []
    if is_web_page:
        title, source = (rest.strip(), "") if len(sentences) < 2 else (" ".join(sentences[:-1]), sentences[-1])
        item |= {"type": "webpage", "container-title": source.removesuffix(".")}
    else:
        if len(sentences) < 2:
            return None
        title, source = _split_source(sentences)
        item |= {"type": "article-journal"} | journal_variables(source)
    if match := _ABSTRACT.search(title):
        item |= {"number": match[1], "genre": "congress abstract", "type": "paper-conference"}
        title = title[: match.start()]
    if match := _LABEL.search(title.removesuffix(".")):
        item["genre"] = match[1]
        title = title.removesuffix(".")[: match.start()]
    item["title"] = title.removesuffix(".")
    item["author"] = _authors(authors)
    return item if item["title"] else None


def _split_source(sentences: list[str]) -> tuple[str, str]:
    """Title and journal; of a journal written "N. Engl. J. Med." each word looks like a sentence."""
    start = len(sentences) - 1
    while start > 1 and all(_ABBREVIATED.fullmatch(word) for word in sentences[start - 1 : start + 1]):
        start -= 1
    source = " ".join(sentences[start:])
    return " ".join(sentences[:start]), source if start < len(sentences) - 1 else source.removesuffix(".")


def _split(words: str) -> tuple[str, str, str]:
    match = _END_OF_AUTHORS.search(words)
    return (words[: match.start()], ".", words[match.end() :]) if match else ("", "", words)


def _authors(text: str) -> list[dict[str, str]]:
    """People stand between commas, groups after a semicolon; a text that names no people is one group."""
    people, *groups = (part.strip() for part in text.split(";"))
    names = [read_name(name) for name in people.split(",") if name.strip()]
    if names and all("literal" in name for name in names):
        names = [{"literal": people}]
    return [name for name in names if name] + [{"literal": group} for group in groups if group]
