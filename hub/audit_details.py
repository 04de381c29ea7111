"""The detail of an audit event as people read it: one line a fact, changes with what stood before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

NOTHING = "–"


@dataclass(frozen=True)
class DetailLine:
    """before: None where the line tells no change."""

    name: str
    before: str | None
    now: str


def detail_lines(detail: Mapping[str, Any]) -> list[DetailLine]:
    """`changed` holds pairs by field; `before` and `after` hold the same thing twice; all else is told as it is."""
    return list(_lines(detail))


def _lines(detail: Mapping[str, Any]) -> Iterator[DetailLine]:
    for name, value in detail.items():
        if name == "changed" and _are_pairs(value):
            yield from (DetailLine(_words(field), _text(pair[0]), _text(pair[1])) for field, pair in value.items())
        elif name == "after" and "before" in detail:
            yield from _differences(detail["before"], value)
        elif name != "before" or "after" not in detail:
            yield DetailLine(_words(name), None, _text(value))


def _are_pairs(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(pair, list) and len(pair) == 2 for pair in value.values())


def _differences(before: Any, after: Any) -> Iterator[DetailLine]:
    if not isinstance(before or {}, dict) or not isinstance(after or {}, dict):
        yield DetailLine(_("value"), _text(before), _text(after))
        return
    old, new = before or {}, after or {}
    for name in {**old, **new}:
        if old.get(name) != new.get(name):
            yield DetailLine(_words(name), _text(old.get(name)), _text(new.get(name)))


def _words(name: str) -> str:
    return name.removesuffix("_id").replace("_", " ")


def _text(value: Any) -> str:
    match value:
        case None | "" | []:
            return NOTHING
        case bool():
            return _("yes") if value else _("no")
        case dict():
            return "; ".join(f"{_words(str(name))}: {_text(held)}" for name, held in value.items()) or NOTHING
        case list():
            return "; ".join(_text(held) for held in value)
        case _:
            return str(value)
