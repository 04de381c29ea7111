"""The parts that a report is set from, the same for page and print. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from hub.charts import Svg


@dataclass(frozen=True)
class Words:
    """A paragraph. kind: "" for running text, "headline" for the sentence that counts, "note" for small print."""

    block: ClassVar[str] = "words"
    text: str
    kind: str = ""


@dataclass(frozen=True)
class Heading:
    """A heading inside a section."""

    block: ClassVar[str] = "heading"
    text: str


@dataclass(frozen=True)
class Points:
    """A list; in a box where it is a limit that nobody should overlook."""

    block: ClassVar[str] = "points"
    items: tuple[str, ...]
    is_boxed: bool = False
    title: str = ""


@dataclass(frozen=True)
class Facts:
    """Names with their values."""

    block: ClassVar[str] = "facts"
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Column:
    name: str
    is_number: bool = True


@dataclass(frozen=True)
class Table:
    """caption: says what the rows are, at the latest to whoever cannot see them. The first cell of a row is its heading.

    steps: how dark each other cell of each row is, see `hub.charts.heat_step`; empty for a table without shades.
    """

    block: ClassVar[str] = "table"
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    steps: tuple[tuple[int, ...], ...] = ()

    @property
    def marked_rows(self) -> list[list[tuple[Column, str, int | None]]]:
        """Each cell with its column and its shade."""
        shades = self.steps or ((None,) * (len(self.columns) - 1),) * len(self.rows)
        return [
            list(zip(self.columns, row, (None, *steps), strict=True))
            for row, steps in zip(self.rows, shades, strict=True)
        ]


@dataclass(frozen=True)
class Figure:
    """A chart; alternative: what it shows, in words. The numbers stand in a table beside it."""

    block: ClassVar[str] = "figure"
    svg: Svg
    alternative: str
    legend: tuple[tuple[str, str], ...] = ()


Block = Words | Heading | Points | Facts | Table | Figure


@dataclass(frozen=True)
class Section:
    """key: its anchor. has_own_page: begins a page in print."""

    key: str
    title: str
    blocks: tuple[Block, ...]
    has_own_page: bool = True


@dataclass(frozen=True)
class Document:
    """cover: what stands under the title, before the sections. checksum: of the content it is made from."""

    title: str
    subtitle: str
    checksum: str
    cover: tuple[Block, ...]
    sections: tuple[Section, ...] = field(default=())

    @property
    def is_empty(self) -> bool:
        return not self.sections


def columns(first: str, *numbers: str) -> tuple[Column, ...]:
    """The head of a table: its first column in words, all others numbers."""
    return Column(first, is_number=False), *(Column(name) for name in numbers)
