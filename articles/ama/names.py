"""Authors and editors of a reference, from CSL names."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

MOST_LISTED = 6
LISTED_OF_MANY = 3
MOST_INITIALS = 4

_ET_AL = re.compile(r"et\.?\s*al\.?|and others|others", re.IGNORECASE)


def authors_text(names: Sequence[Mapping[str, Any] | str]) -> str:
    """Return the author element without its final period, such as "Facon T, Dimopoulos M-A, Leleu XP, et al".

    Up to six people are listed, of seven or more the first three; a list that ends in the literal "et al" keeps who is
    given. Groups follow the people after a semicolon. Empty when nobody is named.
    """
    cut_short = bool(names) and is_et_al(literal(names[-1]))
    given = names[:-1] if cut_short else names
    people = [person_text(name) for name in given if not literal(name)]
    groups = [literal(name) for name in given if literal(name)]
    listed = [name for name in people or groups if name]
    is_long = len(listed) > MOST_LISTED
    shown = listed[:LISTED_OF_MANY] if is_long else listed
    text = (", " if people else "; ").join(shown)
    if shown and (is_long or cut_short):
        text += ", et al"
    return "; ".join([text, *groups]) if people and groups else text


def is_et_al(text: str) -> bool:
    """Return whether a name of a list says that the list is cut short, as "et al" does, or BibTeX's "others"."""
    return _ET_AL.fullmatch(text) is not None


def literal(name: Mapping[str, Any] | str) -> str:
    """Return the name of a group as given, "" for a person."""
    return _words(name if isinstance(name, str) else name.get("literal"))


def person_text(name: Mapping[str, Any] | str) -> str:
    """Return "van de Donk NWCJ" or "Adkinson NF Jr": surname with its particles, initials without periods, suffix."""
    if isinstance(name, str):
        return _words(name)
    particles = (_words(name.get(key)) for key in ("dropping-particle", "non-dropping-particle"))
    surname = " ".join(part for part in (*particles, _words(name.get("family"))) if part)
    suffix = _words(name.get("suffix")).strip(",.")
    return " ".join(part for part in (surname, initials(_words(name.get("given"))), suffix) if part)


def initials(given: str) -> str:
    """Return initials: "Saad Z." gives "SZ", "Meletios-Athanasios" "M-A"; up to four capitals are initials already."""
    names = given.replace(".-", "-").replace(".", " ").split()
    return "".join("-".join(_initial(part) for part in name.split("-") if part) for name in names)


def _initial(name: str) -> str:
    return name if name.isupper() and len(name) <= MOST_INITIALS else name[0].upper()


def _words(value: Any) -> str:
    return " ".join(str(value).split()) if value else ""
