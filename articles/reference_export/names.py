"""Authors and editors of a reference, taken apart for file formats."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..ama.names import is_et_al


@dataclass(frozen=True)
class Names:
    """People and groups in their order. is_cut_short: the stored list ends in "et al"."""

    people: tuple["Name", ...]
    is_cut_short: bool


@dataclass(frozen=True)
class Name:
    """One author: a person, or a group, whose name is never turned round and stands in `family` alone."""

    family: str
    given: str = ""
    suffix: str = ""
    is_group: bool = False


def names_of(item: Mapping[str, Any], role: str = "author") -> Names:
    """The names of a role of a CSL-JSON item; what is neither a name nor text is left out."""
    given = item.get(role)
    names = [_name(one) for one in given if isinstance(one, (Mapping, str))] if isinstance(given, list) else []
    filled = [name for name in names if name.family or name.given]
    is_cut_short = bool(filled) and filled[-1].is_group and is_et_al(filled[-1].family)
    return Names(tuple(filled[:-1] if is_cut_short else filled), is_cut_short)


def _name(name: Mapping[str, Any] | str) -> Name:
    literal = _words(name if isinstance(name, str) else name.get("literal"))
    if literal or isinstance(name, str):
        return Name(literal, is_group=True)
    family = [_words(name.get(key)) for key in ("dropping-particle", "non-dropping-particle", "family")]
    return Name(" ".join(filter(None, family)), _words(name.get("given")), _words(name.get("suffix")))


def _words(value: Any) -> str:
    return " ".join(str(value).split()) if value else ""
