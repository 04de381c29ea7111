"""Texts of ClinicalTrials.gov: read from any JSON value, without its escapes, cut where they do not fit. Pure."""

import re
import unicodedata
from decimal import Decimal
from typing import Any, Protocol

_ESCAPE = re.compile(r"\\([<>*\[\]~_#^`|=+.()-])")
KEY_LENGTH = 40


class Remarks(Protocol):
    def remark(self, where: str, message: str) -> None: ...


def text(value: Any) -> str:
    """A text or number as text, on one line; "" for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        return ""
    return " ".join(str(value).split())


def plain(value: Any) -> str:
    """A text without the backslashes that the registry puts before signs of its markup."""
    return _ESCAPE.sub(r"\1", text(value))


def records(value: Any) -> list[dict[str, Any]]:
    """The objects of a list; [] for anything else."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def first_sentence(summary: str) -> str:
    """Up to the first end of a sentence; a full stop inside an abbreviation such as e.g. is none."""
    for end in re.finditer(r"[.!?](?=\s+[A-Z(])", summary):
        if not re.search(r"\b(?:e\.g|i\.e|vs|Dr|approx|incl|No|[A-Z])\.$", summary[: end.end()]):
            return summary[: end.end()]
    return summary


def shortened(words: str, longest: int, where: str, remarks: Remarks) -> str:
    """The text, cut between two words where it is too long; then a remark holds all of it."""
    if len(words) <= longest:
        return words
    cut = words[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:(")
    remarks.remark(where, f"Cut to {longest} characters. The registry says: {words}")
    return f"{cut}…"


class Keys:
    """Keys made from names, each once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def made_from(self, name: str, fallback: str, longest: int = KEY_LENGTH) -> str:
        """The letters and digits of the name with hyphens between, numbered from 2 on where the key is taken."""
        ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
        whole = re.sub(r"[^a-z0-9]+", "-", ascii_name).strip("-")
        base = whole if len(whole) <= longest else whole[: longest + 1].rpartition("-")[0] or whole[:longest]
        base = base.strip("-") or fallback
        key, number = base, 2
        while key in self._taken:
            key, number = f"{base[: longest - 4].rstrip('-')}-{number}", number + 1
        self._taken.add(key)
        return key


def words_of(name: str) -> frozenset[str]:
    """The words of a name for comparing names, in small letters."""
    return frozenset(re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", name).casefold()))
