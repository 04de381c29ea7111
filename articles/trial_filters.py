"""Which trials of the registry a reader asked for: what can be chosen, and what matches. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from urllib.parse import urlencode


@dataclass(frozen=True)
class TrialEntry:
    """One line of the registry. phases: codes such as PHASE3; drugs: of all arms, each once; n_articles: of the hub."""

    slug: str
    acronym: str
    aliases: tuple[str, ...]
    numbers: tuple[str, ...]
    phases: tuple[str, ...]
    condition: str
    setting: str
    drugs: tuple[str, ...]
    arms: tuple[str, ...]
    n_enrolled: int | None
    n_articles: int


@dataclass(frozen=True)
class TrialFilter:
    """What stands in the address; "" leaves a field open. q: words in acronym, other names or registry numbers."""

    condition: str = ""
    setting: str = ""
    drug: str = ""
    phase: str = ""
    q: str = ""

    @property
    def chosen(self) -> dict[str, str]:
        """The fields that narrow the list, by name."""
        return {name: value for name, value in asdict(self).items() if value}

    @property
    def query(self) -> str:
        """The filter as the query of an address, "" without any."""
        return urlencode(self.chosen)

    def matching(self, entries: Iterable[TrialEntry]) -> list[TrialEntry]:
        """The entries that match every field, in their order; capitals do not matter."""
        return [entry for entry in entries if self._has_values(entry) and self._has_words(entry)]

    def _has_values(self, entry: TrialEntry) -> bool:
        return all(
            value.casefold() in map(str.casefold, values_of(entry, name))
            for name, value in self.chosen.items()
            if name != "q"
        )

    def _has_words(self, entry: TrialEntry) -> bool:
        names = " ".join([entry.acronym, *entry.aliases, *entry.numbers]).casefold()
        return all(word in names for word in self.q.casefold().split())


def values_of(entry: TrialEntry, name: str) -> tuple[str, ...]:
    """What an entry holds in the field `name` of a filter."""
    match name:
        case "drug":
            return entry.drugs
        case "phase":
            return entry.phases
        case _:
            return (getattr(entry, name),)


def choices(entries: Iterable[TrialEntry], name: str, chosen: str = "") -> list[str]:
    """The values to choose from in one field, by alphabet, each once whatever its capitals.

    A chosen value that no entry has is among them, so that the form shows what the address asks for.
    """
    found: dict[str, str] = {}
    for value in _all_values(entries, name):
        found.setdefault(value.casefold(), value)
    if chosen:
        found.setdefault(chosen.casefold(), chosen)
    return [found[folded] for folded in sorted(found)]


def _all_values(entries: Iterable[TrialEntry], name: str) -> Iterator[str]:
    for entry in entries:
        yield from (value for value in values_of(entry, name) if value)
