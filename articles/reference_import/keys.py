"""Citation keys made from first author and year: facon2024, facon2024a, facon2024b."""

import unicodedata
from collections.abc import Collection, Iterable, Mapping
from itertools import chain, count
from typing import Any

from ..csl import first_author, year_of

_ALPHABET = "abcdefghijklmnopqrstuvwxyz"


def key_stem(item: Mapping[str, Any]) -> str:
    """First author and year in ASCII, such as "mulleroz2024"; "source" where both are missing."""
    plain = unicodedata.normalize("NFKD", first_author(item)).encode("ascii", "ignore").decode()
    return "".join(letter for letter in plain.lower() if letter.isalnum())[:40] + year_of(item) or "source"


def next_key(stem: str, taken: Collection[str]) -> str:
    """The stem, else the stem with the first letter, or after z the first number from 2 on, that makes it free."""
    endings = chain(["", *_ALPHABET], map(str, count(2)))
    return next(stem + ending for ending in endings if stem + ending not in taken)


def suggest_keys(items: Iterable[Mapping[str, Any]], taken: Iterable[str]) -> list[str]:
    """A key for each item that neither a stored reference (`taken`) nor another item has."""
    used = set(taken)
    keys = []
    for item in items:
        key = next_key(key_stem(item), used)
        used.add(key)
        keys.append(key)
    return keys
