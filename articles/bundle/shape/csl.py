"""A reference: a CSL-JSON item with our `status` and `superseded_by`.

https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables names the variables.
"""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from ...ama.identifiers import bare_doi, normalise_pmcid, normalise_pmid
from .base import Node, Problem, is_empty, kind_of, member
from .leaves import CitationKey, Decimals, ReferenceKey, Text, expect_text

ORDER = (
    "id", "type", "genre", "title", "author", "editor", "container-title-short", "container-title", "collection-title",
    "publisher", "publisher-place", "event-title", "edition", "issued", "volume", "issue", "number", "page", "DOI",
    "PMID", "PMCID", "ISBN", "URL", "accessed", "status", "superseded_by",
)  # fmt: skip
_NAMES = ("author", "editor")
_DATES = ("issued", "accessed")
_KEYS: dict[str, CitationKey] = {"id": CitationKey(), "superseded_by": ReferenceKey()}
_LONGEST = {"title": 500, "DOI": 255, "type": 60}
_IDENTIFIERS: dict[str, Callable[[str], str]] = {"DOI": bare_doi, "PMID": normalise_pmid, "PMCID": normalise_pmcid}
_WEB_ADDRESS = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)
_UNMARKED_STATUS = "ok"


class CslItem(Node):
    """One reference. Variables that CSL does not know are kept, in alphabetical order after the known ones."""

    def problems(self, value: Any, path: str) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield Problem(path, f"an object is expected here, not {kind_of(value)}")
            return
        if is_empty(value.get("id")):
            yield Problem(member(path, "id"), "is missing")
        for name, held in value.items():
            if not name.startswith("_") and not is_empty(held):
                yield from _problems_of(name, held, member(path, name))

    def canonical(self, value: Any, keeps_broken: bool = False) -> dict[str, Any]:
        if not isinstance(value, dict):
            return {}
        said = {name: held for name, held in value.items() if not name.startswith("_")}
        spelled = {name: _spelled(name, held) for name, held in said.items()}
        if keeps_broken:
            spelled = {name: _plain(said[name]) if is_empty(held) else held for name, held in spelled.items()}
        if spelled.get("status") == _UNMARKED_STATUS:
            del spelled["status"]
        return _in_order(spelled, ORDER)

    def leaves(self, value: Any, path: str) -> Iterator[tuple[str, Any, Node]]:
        for name, node in _KEYS.items():
            if name in value:
                yield member(path, name), value[name], node

    def rewritten(self, value: Any, change: Callable[[Node, Any], Any]) -> dict[str, Any]:
        changed = {name: change(_KEYS[name], held) if name in _KEYS else held for name, held in value.items()}
        return {name: held for name, held in changed.items() if not is_empty(held)}


def _in_order(item: dict[str, Any], order: tuple[str, ...]) -> dict[str, Any]:
    names = [name for name in order if name in item] + sorted(name for name in item if name not in order)
    return {name: item[name] for name in names if not is_empty(item[name])}


def _problems_of(name: str, held: Any, path: str) -> Iterator[Problem]:
    if name in _KEYS:
        yield from _KEYS[name].problems(held, path)
    elif name in _NAMES:
        yield from _problems_of_names(held, path)
    elif name in _DATES:
        yield from _problems_of_date(held, path)
    elif name in _IDENTIFIERS:
        yield from _problems_of_identifier(name, held, path)
    elif name in _LONGEST:
        yield from Text(_LONGEST[name]).problems(held, path)
    elif name == "URL" and not (isinstance(held, str) and _WEB_ADDRESS.fullmatch(held.strip())):
        # Exports hand the address on to reference managers, which make a link of whatever stands there.
        yield Problem(path, "is not a web address, which begins with https:// or http://")
    elif isinstance(held, list | dict) and name in ORDER:
        yield Problem(path, f"a text or a number is expected here, not {kind_of(held)}")


def _problems_of_names(held: Any, path: str) -> Iterator[Problem]:
    if not isinstance(held, list):
        yield Problem(path, f"a list of names is expected here, not {kind_of(held)}")
        return
    for index, name in enumerate(held):
        if not isinstance(name, dict):
            yield Problem(f"{path}[{index}]", f'a name such as {{"family": "Facon"}} is expected, not {kind_of(name)}')
        elif not any(isinstance(name.get(part), str) and name[part].strip() for part in ("family", "given", "literal")):
            yield Problem(f"{path}[{index}]", "has neither a family name nor a literal name")


def _problems_of_date(held: Any, path: str) -> Iterator[Problem]:
    if not isinstance(held, dict):
        yield Problem(path, f'a date such as {{"date-parts": [[2024, 9, 20]]}} is expected here, not {kind_of(held)}')
    elif "date-parts" in held and not _are_date_parts(held["date-parts"]):
        yield Problem(member(path, "date-parts"), "is not a list of dates such as [[2024, 9, 20]]")


def _are_date_parts(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(day, list) and 1 <= len(day) <= 3 and all(_whole(part) is not None for part in day) for day in value
    )


def _whole(part: Any) -> int | None:
    if isinstance(part, int) and not isinstance(part, bool):
        return part
    return int(part) if isinstance(part, str) and part.isascii() and part.isdecimal() and len(part) < 10 else None


def _problems_of_identifier(name: str, held: Any, path: str) -> Iterator[Problem]:
    if isinstance(held, bool) or not isinstance(held, str | int):
        yield Problem(path, f"a text is expected here, not {kind_of(held)}")
        return
    try:
        read = _IDENTIFIERS[name](str(held))
    except ValueError as error:
        yield Problem(path, str(error))
    else:
        if len(read) > _LONGEST.get(name, len(read)):
            yield Problem(path, f"the text has {len(read)} characters; {_LONGEST[name]} fit here")


def _spelled(name: str, held: Any) -> Any:
    if name in _KEYS:
        return _KEYS[name].canonical(held)
    if name in _IDENTIFIERS:
        return None if any(_problems_of_identifier(name, held, "")) else _IDENTIFIERS[name](str(held))
    if name in _NAMES and isinstance(held, list):
        return [_in_order(_plain(person), ("family", "given")) for person in held if isinstance(person, dict)]
    if name in _DATES and isinstance(held, dict) and _are_date_parts(held.get("date-parts")):
        return {"date-parts": [[_whole(part) for part in day] for day in held["date-parts"]]} | {
            key: part for key, part in _plain(held).items() if key != "date-parts"
        }
    if name in _LONGEST:
        return Text(_LONGEST[name]).canonical(held)
    return _plain(held)


def _plain(value: Any) -> Any:
    """Any JSON value in one spelling: objects in the order of their keys, texts trimmed, decimals as texts."""
    if isinstance(value, dict):
        spelled = {key: _plain(held) for key, held in value.items() if not key.startswith("_")}
        return {key: spelled[key] for key in sorted(spelled) if not is_empty(spelled[key])}
    if isinstance(value, list):
        return [_plain(entry) for entry in value if not is_empty(entry)]
    if isinstance(value, str):
        return expect_text(value)
    if isinstance(value, Decimal | float):
        return Decimals().canonical(value) or str(value)
    return value
