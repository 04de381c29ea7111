"""What publications rest on may change later, such as an agreement or a declaration. Apps that schedule register here.

Whoever changes such a thing calls `changed` in the same transaction; what no longer holds is then stopped at once, so
that no job decides what readers see.
"""

from collections.abc import Callable, Iterable

from .models import User

Recheck = Callable[[User | None, str], Iterable[str]]
"""actor, reason -> a sentence for each publication that was stopped."""

_rechecks: dict[str, Recheck] = {}


def register(key: str, recheck: Recheck) -> None:
    """Add a look at what is scheduled; called while the apps start. Raises ValueError when the key is taken."""
    if key in _rechecks:
        raise ValueError(f"The check of conditions {key!r} is registered already.")
    _rechecks[key] = recheck


def changed(*, actor: User | None, reason: str) -> list[str]:
    """Look again at all that is scheduled, inside the caller's transaction; returns a sentence for each thing stopped.

    reason: what changed, in words that everybody on the desk may read: never an amount.
    """
    return [sentence for recheck in _rechecks.values() for sentence in recheck(actor, reason)]
