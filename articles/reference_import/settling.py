"""From a record as read to an item that can be stored: one spelling, and a sentence for all that was left out."""

import re
from typing import Any

from ..ama.dates import dates
from ..bundle.shape import CslItem
from ..inline import drop_forbidden
from .imprint import page_range, read_date
from .names import ET_AL
from .reading import Draft, Problem, Understood
from .titles import clean_title, plain_text

LONGEST_TITLE = 500
MOST_NAMES = 500
_LONGEST_TEXT = 1_000
_TITLES = ("title", "container-title", "container-title-short", "collection-title", "event-title")
_NAMES = ("author", "editor")
_DATES = ("issued", "accessed", "event-date")
_TEXTS = (
    "type", "genre", "publisher", "publisher-place", "event-place", "edition", "volume", "issue", "number", "page",
    "DOI", "PMID", "PMCID", "ISBN", "URL", "status",
)  # fmt: skip
_WEB_ADDRESS = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)
_NAME_PARTS = ("family", "given", "dropping-particle", "non-dropping-particle", "suffix", "literal")
_ITEM = CslItem()


def settle(draft: Draft) -> tuple[Understood | None, list[Problem]]:
    """The reference of a record, None without a title that can be stored; and what was left out of it, and why.

    CSL variables beside those that entries and exports use, such as abstracts and notes, are dropped in silence.
    """
    problems: list[Problem] = []
    item: dict[str, Any] = {}
    for names, read in ((_TITLES, _read_title), (_TEXTS, _read_text), (_NAMES, _read_names), (_DATES, _read_date)):
        for name in names:
            if (held := draft.item.get(name)) in (None, "", [], {}):
                continue
            value, found = read(name, held)
            problems += [Problem(draft.line_of(name), message, name) for message in found]
            if value:
                item[name] = value
    problems += _drop_refused(item, draft)
    if fault := _fault_of_title(item):
        problems.append(Problem(draft.line_of("title"), fault, "title"))
        return None, problems
    item.setdefault("type", "article-journal" if _is_in_journal(item) else "webpage")
    return Understood(_ITEM.canonical(item), draft.line), problems


def _is_in_journal(item: dict[str, Any]) -> bool:
    return bool(item.get("container-title") or item.get("container-title-short"))


def _fault_of_title(item: dict[str, Any]) -> str:
    if "title" not in item:
        return "This record has no title and was left out."
    length = len(item["title"])
    if length > LONGEST_TITLE:
        return f"The title has {length} characters, and {LONGEST_TITLE} fit; the record was left out."
    return ""


def _drop_refused(item: dict[str, Any], draft: Draft) -> list[Problem]:
    """Take values out of the item that the bundle format would refuse."""
    refused = []
    for name in [name for name, value in item.items() if name != "title" or not isinstance(value, str)]:
        for problem in list(_ITEM.problems({"id": "x", name: item[name]}, ""))[:1]:
            message = problem.message[:1].upper() + problem.message[1:].rstrip(".")
            refused.append(Problem(draft.line_of(name), f"{message}. It was left out.", name))
            del item[name]
    return refused


def _read_title(name: str, held: Any) -> tuple[Any, list[str]]:
    text, found = _read_text(name, held)
    if not isinstance(text, str):
        return text, found
    title, taken = clean_title(text)
    if name == "title":
        title = title.removesuffix(".") if not title.endswith("..") else title
    told = ", ".join(f"<{tag}>" for tag in taken)
    return title, found + ([f"{told} was taken out; a title may hold <i>, <sup> and <sub>."] if taken else [])


def _read_text(name: str, held: Any) -> tuple[Any, list[str]]:
    if isinstance(held, bool) or not isinstance(held, str | int | float):
        return held, []  # of the wrong kind: `_drop_refused` says so
    raw = drop_forbidden(str(held))
    text = " ".join(raw.split()) if name in _TITLES else plain_text(raw)
    if name == "page":
        text = page_range(text)
    if name == "DOI":
        text = text.rstrip(".")
    if name == "URL" and not _WEB_ADDRESS.fullmatch(text):
        return None, [f"“{_shortened(text)}” is not a web address and was left out."]
    if len(text) > _LONGEST_TEXT and name != "title":
        return None, [f"{len(text)} characters are too many for this field; it was left out."]
    return text, []


def _read_names(name: str, held: Any) -> tuple[Any, list[str]]:
    if not isinstance(held, list):
        return held, []
    names, found = [], []
    if len(held) > MOST_NAMES:
        found.append(f"{len(held):,} names are too many; the first {MOST_NAMES} and “et al” are kept.")
        held = [*held[:MOST_NAMES], ET_AL]
    for person in held:
        read = _read_person(person)
        if read:
            names.append(read)
        else:
            found.append(f"“{_shortened(str(person))}” is not a name and was left out.")
    return names, found


def _read_person(person: Any) -> dict[str, str]:
    """The parts of a CSL name that hold text; {} where neither a family nor a literal name is among them."""
    if isinstance(person, str):
        person = {"literal": person}
    if not isinstance(person, dict):
        return {}
    parts = {key: person[key] for key in _NAME_PARTS if isinstance(person.get(key), str)}
    texts = {key: plain_text(drop_forbidden(text))[:300] for key, text in parts.items()}
    filled = {key: text for key, text in texts.items() if text}
    return filled if any(key in filled for key in ("family", "given", "literal")) else {}


def _read_date(name: str, held: Any) -> tuple[Any, list[str]]:
    """A date with its possible parts; one in words is read as far as it can be."""
    found = [list(date) for date in dates(held)]
    if found:
        return {"date-parts": found}, []
    words = held.get("raw") or held.get("literal") if isinstance(held, dict) else held
    if isinstance(words, str) and (read := read_date(words)):
        return read, []
    told = f"“{_shortened(words)}” is" if isinstance(words, str) and words else "This is"
    return None, [f"{told} not a date and was left out."]


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
