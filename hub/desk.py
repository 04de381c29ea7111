"""What the desk tells whoever opens it, beside the lists. Apps register what waits for somebody; nothing waits, nothing stands."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .models import User


@dataclass(frozen=True)
class Note:
    """One thing to look at. page, pk: name of the address where it is done, and the key of the row."""

    text: str
    page: str
    pk: int
    detail: str = ""


Source = Callable[[User], Iterable[Note]]

_sources: dict[str, Source] = {}


def register(key: str, source: Source) -> None:
    """Add notes; called while the apps start. Raises ValueError when the key is taken."""
    if key in _sources:
        raise ValueError(f"The notes {key!r} are registered already.")
    _sources[key] = source


def notes(user: User) -> list[Note]:
    """All that waits for this account."""
    return [note for source in _sources.values() for note in source(user)]
