"""Which products a text names, and how often. Pure.

A product is known by its generic name and the other spellings that its entry lists, in any case, as whole words. A
hyphen ends a word, so "isatuximab-irfc" names isatuximab; "Isa-VRd" names it only where "Isa" or "Isa-VRd" is listed.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

Spellings = Mapping[str, Iterable[str]]
"""Spellings by product, the generic name among them or not."""

_GAP = re.compile(r"\s+")
_HYPHEN = "[-\u2010\u2011\u2012\u2013]"


def key_of(name: str) -> str:
    """The form in which two spellings of one name are equal: case and the width of gaps do not count."""
    return _GAP.sub(" ", name).strip().casefold()


def mentions(sections: Sequence[Iterable[str]], spellings: Spellings) -> dict[str, tuple[int, ...]]:
    """For each product that is named, how often each section names it.

    Where one spelling holds another, as "isatuximab-irfc" holds "isatuximab", the longer one counts, once.
    """
    known = {
        key_of(text): product for product, texts in spellings.items() for text in (product, *texts) if text.strip()
    }
    if not known:
        return {}
    pattern = _pattern(known)
    counts = [
        Counter(known[_plain(match[0])] for text in texts for match in pattern.finditer(text)) for texts in sections
    ]
    named = [product for product in spellings if any(count[product] for count in counts)]
    return {product: tuple(count[product] for count in counts) for product in named}


def named_in(texts: Iterable[str], spellings: Spellings) -> list[str]:
    """The products that the texts name at all, in the order given."""
    return list(mentions([texts], spellings))


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_spelled, longest_first))})(?!\w)", re.IGNORECASE)


def _spelled(name: str) -> str:
    return re.escape(name).replace(r"\ ", r"\s+").replace(r"\-", _HYPHEN)


def _plain(match: str) -> str:
    return key_of(re.sub(_HYPHEN, "-", match))
