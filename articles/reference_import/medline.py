"""MEDLINE, the text that PubMed saves as .nbib. https://www.nlm.nih.gov/bsd/mms/medlineelements.html lists the tags."""

import re
from collections.abc import Iterator

from .imprint import page_range, read_date
from .names import ET_AL, read_name
from .reading import Draft, Problem

_TAGGED = re.compile(r"([A-Z][A-Z0-9]{1,3}) *- ?(.*)")
_TEXTS = {
    "PMID": "PMID", "PMC": "PMCID", "TI": "title", "BTI": "container-title", "JT": "container-title",
    "TA": "container-title-short", "VI": "volume", "IP": "issue", "PB": "publisher", "PL": "publisher-place",
    "ISBN": "ISBN", "EN": "edition",
}  # fmt: skip
_STANDING = (("RIN", "retracted"), ("ECI", "concern"), ("EIN", "corrected"))
_TYPES = (
    ("preprint", "article"), ("study guide", "book"), ("book chapter", "chapter"), ("book", "book"),
    ("news", "article-newspaper"), ("newspaper article", "article-newspaper"),
)  # fmt: skip
Fields = list[tuple[str, str, int]]
Lines = list[tuple[str, list[str], int]]
"""Fields on their way in: a value in the lines that it was wrapped into."""


def read(text: str) -> Iterator[Draft | Problem]:
    """The records of the text in order; each begins with a PMID, or with any tag after an empty line."""
    fields: Lines = []
    after_gap = False
    for number, line in enumerate(text.splitlines(), start=1):
        match = _TAGGED.fullmatch(line.rstrip())
        if not line.strip():
            after_gap = True
        elif match:
            tag, value = match[1], match[2].strip()
            if fields and (after_gap or tag == "PMID"):
                yield _record(fields)
                fields = []
            fields.append((tag, [value], number))
            after_gap = False
        elif line.startswith((" ", "\t")) and fields and not after_gap:
            fields[-1][1].append(line.strip())
        else:
            yield Problem(
                number, f"“{line.strip()[:60]}” begins with no MEDLINE tag such as “TI  - ” and was left out."
            )
    if fields:
        yield _record(fields)


def _record(lines: Lines) -> Draft:
    fields: Fields = [(tag, " ".join(values), line) for tag, values, line in lines]
    draft = Draft(fields[0][2])
    said: dict[str, list[str]] = {}
    for tag, value, line in fields:
        said.setdefault(tag, []).append(value)
        if (variable := _TEXTS.get(tag)) and value:
            draft.item.setdefault(variable, value)
            draft.lines.setdefault(variable, line)
        elif tag in ("LID", "AID") and value.endswith("[doi]"):
            draft.item.setdefault("DOI", value.removesuffix("[doi]").strip())
            draft.lines.setdefault("DOI", line)
    draft.item["author"] = _authors(fields)
    draft.item["editor"] = [name for name in map(read_name, said.get("FED", said.get("ED", []))) if name]
    draft.item["page"] = page_range(said.get("PG", [""])[0])
    draft.item["issued"] = _issued(said)
    draft.item["status"] = _standing(said)
    kinds = {kind.casefold() for kind in said.get("PT", [])}
    draft.item["type"] = next((kind for name, kind in _TYPES if name in kinds), "article-journal")
    if draft.item["type"] in ("book", "chapter"):
        # A book as a whole has its title in BTI alone.
        draft.item.setdefault("title", draft.item.get("container-title", ""))
    return draft


def _authors(fields: Fields) -> list[dict[str, str]]:
    """People by their full names (FAU), by their short ones (AU) where a record gives no others; groups in their place."""
    wanted = ("FAU", "CN") if any(tag == "FAU" for tag, _value, _line in fields) else ("AU", "CN")
    names = [{"literal": value} if tag == "CN" else read_name(value) for tag, value, _line in fields if tag in wanted]
    people = [name for name in names if name]
    return sorted(people, key=lambda name: name == ET_AL)


def _issued(said: dict[str, list[str]]) -> object:
    """The date of the issue (DP), of the electronic article (DEP) where there is none or it cannot be read."""
    given = [value for tag in ("DP", "DEP") for value in said.get(tag, [])]
    return next(filter(None, map(read_date, given)), None) or (given[0] if given else "")


def _standing(said: dict[str, list[str]]) -> str:
    if "Retracted Publication" in said.get("PT", []):
        return "retracted"
    return next((status for tag, status in _STANDING if tag in said), "")
