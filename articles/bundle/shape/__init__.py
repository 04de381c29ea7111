"""A declarative description of the format, and what can be done with any value by the description alone.

A node says what may stand at one place. `problems` tells what is wrong, `canonical` writes the one spelling of what is
right: keys in the order of the description, empty values left out, decimals as texts with their printed digits.
"""

from collections.abc import Callable, Iterator
from typing import Any

from ...richtext import Profile
from .base import Node, Problem, is_empty, kind_of, member
from .composites import Either, ListOf, OneOrMany, Record, Tagged, TextMap, reference_keys
from .csl import CslItem
from .grid import Cells
from .leaves import (
    Boolean,
    Choice,
    CitationKey,
    Date,
    Decimals,
    FileName,
    Integer,
    Key,
    Leaf,
    Moment,
    PartialDate,
    Pattern,
    ReferenceKey,
    RichText,
    Text,
    TrialSlug,
    Unwritten,
)

__all__ = [
    "Boolean", "Cells", "Choice", "CitationKey", "CslItem", "Date", "Decimals", "Either", "FileName", "Integer", "Key", "Leaf",
    "ListOf", "Moment", "Node", "OneOrMany", "PartialDate", "Pattern", "Problem", "Record", "ReferenceKey",
    "RichText", "Tagged", "Text", "TextMap", "TrialSlug", "Unwritten", "canonical", "canonical_of_stored", "is_empty", "kind_of", "leaves",
    "loadable", "member", "problems", "reference_keys", "rewritten", "rich_texts", "written",
]  # fmt: skip


def problems(value: Any, node: Node, path: str = "") -> list[Problem]:
    """Everything that is wrong with a value, as far as the description shows."""
    return [*node.problems(value, path), *node.clashes(node.canonical(value), path)]


def canonical(value: Any, node: Node) -> Any:
    """The value in its one spelling, as an export writes it.

    Values with problems are left out, so check `problems` first; only positions in lists are kept for them.
    """
    return written(node.canonical(value), node)


def canonical_of_stored(value: Any, node: Node) -> Any:
    """The canonical form of what a database holds: a single value that the format would refuse stays as it is."""
    return written(node.canonical(value, keeps_broken=True), node)


def written(value: Any, node: Node) -> Any:
    """A loadable value without what is read and never written."""
    return node.rewritten(value, lambda leaf, held: None if isinstance(leaf, Unwritten) else held)


def loadable(value: Any, node: Node) -> Any:
    """The canonical value together with what is read and never written."""
    return node.canonical(value)


def leaves(value: Any, node: Node, path: str = "") -> Iterator[tuple[str, Any, Node]]:
    """Path, value and node of every single value in a canonical or loadable value."""
    return node.leaves(value, path)


def rewritten(value: Any, node: Node, change: Callable[[Node, Any], Any]) -> Any:
    """A canonical or loadable value with every single value replaced by `change(node, value)`."""
    return node.rewritten(value, change)


def rich_texts(value: Any, node: Node, path: str = "") -> Iterator[tuple[str, str, Profile]]:
    """Path, text and profile of every rich text in a canonical value, in reading order of the file."""
    for place, text, leaf in node.leaves(value, path):
        if isinstance(leaf, RichText):
            yield place, text, leaf.profile
