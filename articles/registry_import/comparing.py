"""A stored trial beside the one a registry gives: what is new, what differs, and the part that somebody chose. Pure."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..bundle.merging import merged, places
from ..bundle.shape import ListOf, Node, Record, is_empty, member
from ..bundle.trial_schema import TRIAL
from .labels import Names, label_of_entry, label_of_field

Trial = Mapping[str, Any]


@dataclass(frozen=True)
class Change:
    """One place where the registry says more or otherwise.

    path: the place in the registry's trial, by which it is chosen. label: the place in words. stored, given: canonical values;
    stored is None where nothing is. is_addition: nothing stored is replaced.
    """

    path: str
    label: str
    stored: Any
    given: Any
    is_addition: bool


@dataclass
class Compared:
    """All changes in the order of the form of a trial, and the part of the registry's trial that was chosen.

    taken: a trial that a merge which lets given values win turns into exactly the chosen changes.
    """

    changes: list[Change] = field(default_factory=list)
    taken: dict[str, Any] = field(default_factory=dict)


def compared(stored: Trial, given: Trial, chosen: Collection[str] = ()) -> Compared:
    """Compare two canonical trials under the same keys. chosen: paths of changes to take; unknown ones are ignored."""
    comparison = Compared()
    walk = _Walk(comparison.changes, frozenset(chosen), Names.of(stored, given))
    comparison.taken = walk.record(stored, {**given, "slug": stored["slug"]}, TRIAL, "", "")
    return comparison


@dataclass
class _Walk:
    """Each method returns the part of the given value to take: what is stored already, and what was chosen."""

    changes: list[Change]
    chosen: frozenset[str]
    names: Names

    def record(self, stored: Trial, given: Trial, node: Record, path: str, label: str) -> dict[str, Any]:
        taken: dict[str, Any] = {}
        for name, inner in node.fields.items():
            words = label_of_field(label, name)
            held = self.value(stored.get(name), given.get(name), inner, member(path, name), words)
            if not is_empty(held):
                taken[name] = held
        return taken

    def value(self, stored: Any, given: Any, node: Node, path: str, label: str) -> Any:
        if is_empty(given) or _is_same(stored, given):
            return stored
        if isinstance(node, ListOf) and node.identities:
            return list(self.entries(stored or [], given, node, path, label.rpartition(": ")[0]))
        if isinstance(node, Record) and not node.is_unit and not is_empty(stored):
            return self.record(stored, given, node, path, label)
        final, differences = merged(stored, given, node, path, overwrite=True)
        if final == stored:
            return stored
        self.changes.append(Change(path, label, stored or None, final, not differences))
        return given if path in self.chosen else stored

    def entries(self, stored: list[Any], given: list[Any], node: ListOf, path: str, owner: str) -> Iterator[Any]:
        """Entries that are stored, in their order, each with its chosen changes; after them the chosen new ones."""
        for index, place in enumerate(places(stored, given, node)):
            entry, here = given[index], f"{path}[{index}]"
            label = label_of_entry(path, stored[place] if place is not None else entry, self.names, owner)
            if place is not None:
                yield self.value(stored[place], entry, node.item, here, label)
            else:
                self.changes.append(Change(here, label, None, entry, True))
                if here in self.chosen:
                    yield entry


def _is_same(stored: Any, given: Any) -> bool:
    """Equal, or texts that differ in capitals alone, or the same texts in another order."""
    if isinstance(stored, str) and isinstance(given, str):
        return stored.casefold() == given.casefold()
    if isinstance(stored, list) and isinstance(given, list) and all(isinstance(one, str) for one in [*stored, *given]):
        return sorted(map(str.casefold, stored)) == sorted(map(str.casefold, given))
    return bool(stored == given)


def lacking(stored: Trial, taken: Trial) -> list[str]:
    """A sentence for every chosen result that rests on an arm, endpoint or analysis that was not chosen."""
    known = {name: {one["key"] for trial in (stored, taken) for one in trial.get(name, [])} for name in _NOUNS}
    names = Names.of(stored, taken)
    sentences = []
    for result in taken.get("results", []):
        for name, noun in _NOUNS.items():
            for key in sorted(set(_needed(result, name)) - known[name]):
                label = label_of_entry("results", result, names)
                sentences.append(f"{label} needs the {noun} “{key}”. Tick that as well.")
    return sentences


_NOUNS = {"arms": "arm", "endpoints": "endpoint", "analyses": "analysis"}


def _needed(result: Trial, name: str) -> Iterator[str]:
    if name == "arms":
        yield from (value["arm"] for value in result.get("values", []))
        yield from result.get("comparison", {}).get("groups", [])
    elif key := result.get("endpoint" if name == "endpoints" else "analysis"):
        yield key
