"""Apps that keep sums over what learners did register here, so that whatever changes how learners count is told them.

Rows of learners change hands, get flags, and go; profiles are told and erased. `hub` knows when, and not what is summed.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Sums:
    """Sums that an app keeps.

    recounting: learners -> a context in which how they count changes. forget: add up whatever still says by itself how
    one of them counted, so that nothing but sums over many is left.
    """

    recounting: Callable[[Collection[UUID]], AbstractContextManager[None]]
    forget: Callable[[], None]


_registered: dict[str, Sums] = {}


def register(key: str, sums: Sums) -> None:
    """Add sums to keep; called while the apps start."""
    _registered[key] = sums


@contextmanager
def recounting(learners: Collection[UUID]) -> Iterator[None]:
    """Change how these learners count. Needs an open transaction in which all of them are locked."""
    with ExitStack() as stack:
        for sums in _registered.values():
            stack.enter_context(sums.recounting(learners))
        yield


@contextmanager
def forgetting(learners: Collection[UUID]) -> Iterator[None]:
    """The same, after which no row of its own tells how one of them counted."""
    with recounting(learners):
        yield
    for sums in _registered.values():
        sums.forget()
