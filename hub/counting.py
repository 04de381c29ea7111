"""Apps that keep sums over what learners did register here, so that whatever changes how learners count is told them.

Rows of learners change hands, get flags, and go; profiles are told and erased. `hub` knows when, and not what is summed.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from uuid import UUID

Recounting = Callable[[Collection[UUID]], AbstractContextManager[None]]
"""Learners -> a context in which how they count changes."""

_registered: dict[str, Recounting] = {}


def register(key: str, recounting: Recounting) -> None:
    """Add sums to keep; called while the apps start."""
    _registered[key] = recounting


@contextmanager
def recounting(learners: Collection[UUID]) -> Iterator[None]:
    """Change how these learners count. Needs an open transaction in which all of them are locked."""
    with ExitStack() as stack:
        for sums in _registered.values():
            stack.enter_context(sums(learners))
        yield
