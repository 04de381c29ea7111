"""What every place of the format can do, whatever stands there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Problem:
    """What is wrong at one place of a file. path: such as `article.body[3].findings[0]`, "" for the file as a whole."""

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}" if self.path else self.message


class Node:
    """One place of the format.

    `problems` and `canonical` do not trust the value: it may be any JSON value. `canonical` leaves out what has problems
    but keeps the positions in lists, so that paths stay right; with `keeps_broken` single values with problems stay.
    """

    def problems(self, value: Any, path: str) -> Iterator[Problem]:
        """What is wrong with the value and everything in it."""
        raise NotImplementedError

    def canonical(self, value: Any, keeps_broken: bool = False) -> Any:
        """The value in its one spelling; None, "", [] or {} where it says nothing."""
        raise NotImplementedError

    def clashes(self, value: Any, path: str) -> Iterator[Problem]:
        """What no single value shows, in a canonical value: repeated keys, values of a record that exclude each other."""
        yield from ()

    def leaves(self, value: Any, path: str) -> Iterator[tuple[str, Any, "Node"]]:
        """Path, value and node of every single value in a canonical value."""
        yield path, value, self

    def rewritten(self, value: Any, change: Callable[["Node", Any], Any]) -> Any:
        """A canonical value with every single value replaced by `change(node, value)`; what becomes empty goes."""
        return change(self, value)


def is_empty(value: Any) -> bool:
    """Whether the value is left out of the canonical form. Zero and false are not empty."""
    return value is None or (isinstance(value, str | list | dict) and not value)


def member(path: str, name: str) -> str:
    """The path of a key of the object at `path`."""
    return f"{path}.{name}" if path else name


def kind_of(value: Any) -> str:
    """What a JSON value is, for a sentence."""
    kinds = {bool: "true or false", str: "a text", list: "a list", dict: "an object", type(None): "null"}
    return kinds.get(type(value), "a number")
