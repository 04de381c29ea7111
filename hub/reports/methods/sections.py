"""What a part of the methods page is made of."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """A number or a word, and how it is computed or meant. anchor: once a page, for links from reports."""

    anchor: str
    term: str
    meaning: str


@dataclass(frozen=True)
class Section:
    anchor: str
    heading: str
    entries: tuple[Entry, ...]
    lead: str = ""
