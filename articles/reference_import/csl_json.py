"""CSL-JSON: an object, or a list of objects, as Zotero and citeproc write them."""

import json
import re
from collections.abc import Iterator
from typing import Any

from .reading import Draft, LineNumbers, Problem

# These say something else here than in CSL, or are made anew.
_OTHERS = frozenset({"id", "status", "superseded_by"})

# Some exports write these in lower case.
_SPELLINGS = {"doi": "DOI", "pmid": "PMID", "pmcid": "PMCID", "url": "URL"}


def read(text: str) -> Iterator[Draft | Problem]:
    """The items of the text, each with the line where it stands; a break in the JSON leaves the items before it."""
    decoder, lines = json.JSONDecoder(), LineNumbers(text)
    place = _skip(text, 0)
    is_list = text[place : place + 1] == "["
    place = _skip(text, place + 1) if is_list else place
    number = 0
    while place < len(text) and text[place] != "]":
        number += 1
        try:
            item, end = decoder.raw_decode(text, place)
        except RecursionError:
            yield Problem(
                lines.at(place), f"Item {number} is nested too deeply to be read. It and the rest were left out."
            )
            return
        except ValueError as error:
            yield _broken(lines, number, error)
            return
        yield _draft(item, number, lines.at(place))
        place = _skip(text, end)
        if text[place : place + 1] == ",":
            place = _skip(text, place + 1)
        elif is_list and place < len(text) and text[place] != "]":
            yield Problem(lines.at(place), f"After item {number} a comma or “]” is expected. The rest was left out.")
            return
    if is_list and place >= len(text):
        yield Problem(lines.at(len(text)), "The list does not end with “]”. What was read before is kept.")


def _broken(lines: LineNumbers, number: int, error: ValueError) -> Problem:
    line = lines.at(error.pos) if isinstance(error, json.JSONDecodeError) else None
    reason = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
    return Problem(line, f"This is not JSON: {reason}. Item {number} and what follows were left out.")


def _draft(item: Any, number: int, line: int) -> Draft | Problem:
    if not isinstance(item, dict):
        return Problem(
            line, f'Item {number} is not an object such as {{"type": "article-journal", …}} and was left out.'
        )
    spelled: dict[str, Any] = {_SPELLINGS.get(str(name), str(name)): held for name, held in item.items()}
    said = {name: held for name, held in spelled.items() if name not in _OTHERS}
    if "PMID" not in said and (match := re.search(r"\bPMID:\s*([0-9]+)", str(item.get("note", "")))):
        said["PMID"] = match[1]
    return Draft(line, said)


def _skip(text: str, place: int) -> int:
    while place < len(text) and text[place].isspace():
        place += 1
    return place
