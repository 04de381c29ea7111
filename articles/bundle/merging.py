"""What a file adds to a stored record: it fills what is empty, and reports where the two say different things. Pure."""

from dataclasses import dataclass
from typing import Any

from .shape import CslItem, ListOf, Node, OneOrMany, Record, is_empty, member


@dataclass(frozen=True)
class Difference:
    """Two values for one place. path: the place in the file."""

    path: str
    stored: Any
    given: Any


def merged(stored: Any, given: Any, node: Node, path: str, *, overwrite: bool) -> tuple[Any, list[Difference]]:
    """The canonical value to store, and where the canonical values differ.

    Stored values stay unless `overwrite`; then given ones replace them. Nothing stored is ever removed: entries of a
    list that the file does not have stay, in front of those it adds.
    """
    if is_empty(given) or stored == given:
        return stored, []
    if is_empty(stored):
        return given, []
    match node:
        case Record() if node.is_unit:
            return _merged_unit(stored, given, node, path, overwrite)
        case Record():
            return _merged_fields(stored, given, dict(node.fields), path, overwrite)
        case CslItem():
            return _merged_fields(stored, given, dict.fromkeys([*stored, *given]), path, overwrite)
        case ListOf() if node.identities:
            return _merged_list(stored, given, node, path, overwrite)
        case ListOf() if node.is_union:
            return [*stored, *(entry for entry in given if entry not in stored)], []
        case OneOrMany():
            held, differences = merged(_listed(stored), _listed(given), node.many, path, overwrite=overwrite)
            return node.canonical(held), differences
    return (given if overwrite else stored), [Difference(path, stored, given)]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _merged_fields(
    stored: dict[str, Any], given: dict[str, Any], fields: dict[str, Node | None], path: str, overwrite: bool
) -> tuple[dict[str, Any], list[Difference]]:
    """Field by field; a field without a node is a single value."""
    record: dict[str, Any] = {}
    differences: list[Difference] = []
    for name, node in fields.items():
        held, found = merged(stored.get(name), given.get(name), node or Node(), member(path, name), overwrite=overwrite)
        differences += found
        if not is_empty(held):
            record[name] = held
    return record, differences


def _merged_unit(
    stored: dict[str, Any], given: dict[str, Any], node: Record, path: str, overwrite: bool
) -> tuple[dict[str, Any], list[Difference]]:
    """Both together where they agree; else one of them whole, because a mixture would state what neither does."""
    filled, differences = _merged_fields(stored, given, dict(node.fields), path, overwrite=False)
    if not differences and not any(node.clashes(filled, path)):
        return filled, []
    differences = differences or [Difference(path, stored, given)]
    return (given if overwrite else stored), differences


def _merged_list(
    stored: list[dict[str, Any]], given: list[dict[str, Any]], node: ListOf, path: str, overwrite: bool
) -> tuple[list[dict[str, Any]], list[Difference]]:
    entries, differences = list(stored), []
    for index, place in enumerate(places(stored, given, node)):
        if place is None:
            entries.append(given[index])
        else:
            held, found = merged(stored[place], given[index], node.item, f"{path}[{index}]", overwrite=overwrite)
            entries[place] = held
            differences += found
    return entries, differences


def places(stored: list[dict[str, Any]], given: list[dict[str, Any]], node: ListOf) -> list[int | None]:
    """For each given record the place of the stored one with its identity; no stored record twice.

    Identities are tried in turn. A record that has an earlier identity of its own cannot be found by a later one in a
    record with another one.
    """
    found: list[int | None] = [None] * len(given)
    free = list(range(len(stored)))
    for number, identity in enumerate(node.identities):
        earlier = node.identities[:number]
        for index, record in enumerate(given):
            if found[index] is not None or identity(record) is None:
                continue
            match = next(
                (
                    place
                    for place in free
                    if identity(stored[place]) == identity(record)
                    and not any(one(stored[place]) is not None and one(record) is not None for one in earlier)
                ),
                None,
            )
            if match is not None:
                found[index] = match
                free.remove(match)
    return found
