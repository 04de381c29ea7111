"""Objects and lists of the format, put together from nodes."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from .base import Node, Problem, is_empty, kind_of, member
from .leaves import Leaf, ReferenceKey

Change = Callable[[Node, Any], Any]


@dataclass(frozen=True)
class Record(Node):
    """An object with named fields, written in their order; keys that begin with `_` are not kept.

    required: fields that say something in every file. defaults: values written where a record that says anything at
    all is silent. implied: values left out, because silence says the same. always: fields written even when empty.
    tidy(record): last touches to the canonical record. checks: what no single field can see, from the canonical record
    to pairs of a field's name ("" for the record) and a message. is_unit: whether its values belong together, so that a
    merge never mixes two records that contradict each other.
    """

    fields: Mapping[str, Node]
    required: tuple[str, ...] = ()
    defaults: Mapping[str, Any] = field(default_factory=dict)
    implied: Mapping[str, Any] = field(default_factory=dict)
    always: tuple[str, ...] = ()
    tidy: Callable[[dict[str, Any]], dict[str, Any]] = lambda record: record
    checks: tuple[Callable[[dict[str, Any]], Iterable[tuple[str, str]]], ...] = ()
    is_unit: bool = False

    def problems(self, value: Any, path: str) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield Problem(path, f"an object is expected here, not {kind_of(value)}")
            return
        for name in value:
            if name not in self.fields and not name.startswith("_"):
                yield Problem(member(path, name), f"unknown key{self._suggestion(name)}")
        for name, node in self.fields.items():
            if not is_empty(value.get(name)):
                yield from node.problems(value[name], member(path, name))
        for name in self.required:
            if self._is_silent(value.get(name), name):
                yield Problem(member(path, name), "is missing")

    def _suggestion(self, name: str) -> str:
        close = get_close_matches(name, self.fields, n=1)
        return f'; did you mean "{close[0]}"?' if close else ""

    def _is_silent(self, held: Any, name: str) -> bool:
        if held is None or (is_empty(held) and name not in self.always):
            return True
        node = self.fields[name]
        return isinstance(node, Leaf) and not any(node.problems(held, "")) and is_empty(node.canonical(held))

    def canonical(self, value: Any, keeps_broken: bool = False) -> dict[str, Any]:
        if not isinstance(value, dict):
            return {}
        said = {name: node for name, node in self.fields.items() if value.get(name) is not None}
        record = {name: node.canonical(value[name], keeps_broken) for name, node in said.items()}
        record = {name: held for name, held in record.items() if not is_empty(held) or name in self.always}
        if said:
            record = {**self.defaults, **record}
        return self._arranged(self.tidy(record))

    def _arranged(self, record: dict[str, Any]) -> dict[str, Any]:
        return {
            name: record[name]
            for name in self.fields
            if name in record
            and (not is_empty(record[name]) or name in self.always)
            and not (name in self.implied and record[name] == self.implied[name])
        }

    def clashes(self, value: Any, path: str) -> Iterator[Problem]:
        for name, held in value.items():
            yield from self.fields[name].clashes(held, member(path, name))
        for check in self.checks:
            for name, message in check(value):
                yield Problem(member(path, name) if name else path, message)

    def leaves(self, value: Any, path: str) -> Iterator[tuple[str, Any, Node]]:
        for name, held in value.items():
            yield from self.fields[name].leaves(held, member(path, name))

    def rewritten(self, value: Any, change: Change) -> dict[str, Any]:
        record = {name: self.fields[name].rewritten(held, change) for name, held in value.items()}
        return {name: held for name, held in record.items() if not is_empty(held) or name in self.always}


@dataclass(frozen=True)
class ListOf(Node):
    """A list of values of one kind, none of them empty.

    unique: the field that no two records share, "" for lists of single values; None where repeats are allowed. noun: what
    a message calls it. joined: the most characters of all entries with a space between each two.
    identities: how a merge finds the stored record of a given one; each returns None where a record does not say.
    Without them a merge keeps or replaces the list as a whole, unless `is_union`: then missing entries are added.
    """

    item: Node
    unique: str | None = None
    noun: str = ""
    joined: int | None = None
    identities: tuple[Callable[[dict[str, Any]], Hashable | None], ...] = ()
    is_union: bool = False

    def problems(self, value: Any, path: str) -> Iterator[Problem]:
        if not isinstance(value, list):
            yield Problem(path, f"a list is expected here, not {kind_of(value)}")
            return
        for index, entry in enumerate(value):
            if is_empty(entry) or (isinstance(entry, str) and self.item.canonical(entry) == ""):
                yield Problem(f"{path}[{index}]", "is empty")
            else:
                yield from self.item.problems(entry, f"{path}[{index}]")
        if self.joined is not None and len(" ".join(map(str, value))) > self.joined:
            yield Problem(path, f"the entries have more than {self.joined} characters together")

    def clashes(self, value: Any, path: str) -> Iterator[Problem]:
        for index, entry in enumerate(value):
            if entry is not None:
                yield from self.item.clashes(entry, f"{path}[{index}]")
        if self.unique is not None:
            yield from self._repeats(value, path)

    def _repeats(self, entries: list[Any], path: str) -> Iterator[Problem]:
        seen: set[Hashable] = set()
        for index, entry in enumerate(entries):
            is_named = isinstance(entry, dict) and bool(self.unique)
            held = entry.get(self.unique) if is_named else entry
            if isinstance(held, dict | list) or is_empty(held):
                continue
            if held in seen:
                place = f"{path}[{index}]" + (f".{self.unique}" if is_named else "")
                yield Problem(place, f'the {self.noun or self.unique} "{held}" is used twice')
            seen.add(held)

    def canonical(self, value: Any, keeps_broken: bool = False) -> list[Any]:
        return [self.item.canonical(entry, keeps_broken) for entry in value] if isinstance(value, list) else []

    def leaves(self, value: Any, path: str) -> Iterator[tuple[str, Any, Node]]:
        for index, entry in enumerate(value):
            if entry is not None:
                yield from self.item.leaves(entry, f"{path}[{index}]")

    def rewritten(self, value: Any, change: Change) -> list[Any]:
        return [entry if entry is None else self.item.rewritten(entry, change) for entry in value]


def reference_keys() -> ListOf:
    """Citation keys in order, as a heading or a question holds them."""
    return ListOf(ReferenceKey(), joined=500)


@dataclass(frozen=True)
class Either(Node):
    """A single value, or a record that says more; `short(record)` is the single value that says all of it, or None."""

    single: Leaf
    record: Record
    short: Callable[[dict[str, Any]], Any]

    def problems(self, value: Any, path: str) -> Iterator[Problem]:
        if isinstance(value, dict):
            yield from self.record.problems(value, path)
        elif isinstance(value, str):
            yield from self.single.problems(value, path)
        else:
            yield Problem(path, f"a text or an object is expected here, not {kind_of(value)}")

    def canonical(self, value: Any, keeps_broken: bool = False) -> Any:
        if not isinstance(value, dict):
            return self.single.canonical(value, keeps_broken)
        record = self.record.canonical(value, keeps_broken)
        return self.short(record) or record

    def clashes(self, value: Any, path: str) -> Iterator[Problem]:
        yield from (self.record if isinstance(value, dict) else self.single).clashes(value, path)

    def leaves(self, value: Any, path: str) -> Iterator[tuple[str, Any, Node]]:
        yield from (self.record if isinstance(value, dict) else self.single).leaves(value, path)

    def rewritten(self, value: Any, change: Change) -> Any:
        return (self.record if isinstance(value, dict) else self.single).rewritten(value, change)


@dataclass(frozen=True)
class OneOrMany(Node):
    """One record, or a list of them; a list of one record that `stands_alone` is written as that record."""

    record: Record
    many: ListOf
    stands_alone: Callable[[dict[str, Any]], bool]

    def problems(self, value: Any, path: str) -> Iterator[Problem]:
        yield from (self.many if isinstance(value, list) else self.record).problems(value, path)

    def canonical(self, value: Any, keeps_broken: bool = False) -> Any:
        records = (
            self.many.canonical(value, keeps_broken)
            if isinstance(value, list)
            else [self.record.canonical(value, keeps_broken)]
        )
        return records[0] if len(records) == 1 and self.stands_alone(records[0]) else records

    def clashes(self, value: Any, path: str) -> Iterator[Problem]:
        yield from (self.many if isinstance(value, list) else self.record).clashes(value, path)

    def leaves(self, value: Any, path: str) -> Iterator[tuple[str, Any, Node]]:
        yield from (self.many if isinstance(value, list) else self.record).leaves(value, path)

    def rewritten(self, value: Any, change: Change) -> Any:
        return (self.many if isinstance(value, list) else self.record).rewritten(value, change)


@dataclass(frozen=True)
class Tagged(Node):
    """A record whose key `tag` says which of several it is."""

    tag: str
    records: Mapping[str, Record]

    def problems(self, value: Any, path: str) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield Problem(path, f"an object is expected here, not {kind_of(value)}")
            return
        name, known = value.get(self.tag), ", ".join(self.records)
        if isinstance(name, str) and name in self.records:
            yield from self.records[name].problems(_without(value, self.tag), path)
        elif is_empty(name):
            yield Problem(member(path, self.tag), f"is missing; it is one of {known}")
        else:
            yield Problem(member(path, self.tag), f'"{name}" is not one of {known}')

    def canonical(self, value: Any, keeps_broken: bool = False) -> dict[str, Any]:
        name = value.get(self.tag) if isinstance(value, dict) else None
        if not isinstance(name, str) or name not in self.records:
            return {}
        return {self.tag: name, **self.records[name].canonical(_without(value, self.tag), keeps_broken)}

    def clashes(self, value: Any, path: str) -> Iterator[Problem]:
        if value:
            yield from self.records[value[self.tag]].clashes(_without(value, self.tag), path)

    def leaves(self, value: Any, path: str) -> Iterator[tuple[str, Any, Node]]:
        if value:
            yield from self.records[value[self.tag]].leaves(_without(value, self.tag), path)

    def rewritten(self, value: Any, change: Change) -> dict[str, Any]:
        if not value:
            return {}
        name = value[self.tag]
        return {self.tag: name, **self.records[name].rewritten(_without(value, self.tag), change)}


def _without(value: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: held for key, held in value.items() if key != name}


@dataclass(frozen=True)
class TextMap(Node):
    """An object whose keys and values are free texts, written in the order of its keys."""

    key: Leaf
    held: Leaf

    def problems(self, value: Any, path: str) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield Problem(path, f"an object is expected here, not {kind_of(value)}")
            return
        for name, held in value.items():
            if not name.startswith("_") and not is_empty(held):
                yield from self.key.problems(name, member(path, name))
                yield from self.held.problems(held, member(path, name))

    def canonical(self, value: Any, keeps_broken: bool = False) -> dict[str, Any]:
        if not isinstance(value, dict):
            return {}
        said = {name: held for name, held in value.items() if not name.startswith("_")}
        pairs = {
            self.key.canonical(name, keeps_broken): self.held.canonical(held, keeps_broken)
            for name, held in said.items()
        }
        return {name: pairs[name] for name in sorted(filter(None, pairs)) if not is_empty(pairs[name])}

    def leaves(self, value: Any, path: str) -> Iterator[tuple[str, Any, Node]]:
        for name, held in value.items():
            yield member(path, name), held, self.held

    def rewritten(self, value: Any, change: Change) -> dict[str, Any]:
        changed = {name: change(self.held, held) for name, held in value.items()}
        return {name: held for name, held in changed.items() if not is_empty(held)}
