"""The cells of one row of a table."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ...richtext import Profile
from .base import Node, Problem, is_empty, kind_of
from .leaves import RichText


@dataclass(frozen=True)
class Cells(Node):
    """Texts in columns. A cell may be empty and keeps its place; a row of nothing but empty cells says nothing."""

    cell: RichText = field(default_factory=lambda: RichText(Profile.LINE))

    def problems(self, value: Any, path: str) -> Iterator[Problem]:
        if not isinstance(value, list):
            yield Problem(path, f"a list of cells is expected here, not {kind_of(value)}")
            return
        found = [
            problem
            for index, held in enumerate(value)
            if not is_empty(held)
            for problem in self.cell.problems(held, f"{path}[{index}]")
        ]
        yield from found
        if not found and not self.canonical(value):
            yield Problem(path, "has no cell with a text")

    def canonical(self, value: Any, keeps_broken: bool = False) -> list[str]:
        """What is broken leaves its cell empty; the row stays, so that its length can be compared."""
        if not isinstance(value, list):
            return []
        cells = [self.cell.canonical(held, keeps_broken) or "" for held in value]
        return cells if any(cells) else []

    def leaves(self, value: Any, path: str) -> Iterator[tuple[str, Any, Node]]:
        for index, held in enumerate(value):
            if held:
                yield f"{path}[{index}]", held, self.cell

    def rewritten(self, value: Any, change: Callable[[Node, Any], Any]) -> list[str]:
        return [change(self.cell, held) or "" if held else "" for held in value]
