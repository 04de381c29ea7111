"""Forms of other parts that stand in the form of a follow-up and are sent with it. Apps register; pages import none.

What such a form asks is optional and never keeps the answers from being stored.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Any, Protocol
from uuid import UUID

from django.utils.safestring import SafeString


class Companion(Protocol):
    """The form of one part, bound or not. Its fields carry a prefix of their own."""

    errors: Mapping[str, Any]

    def is_valid(self) -> bool: ...

    def markup(self) -> SafeString:
        """Its fields with their heading, for the inside of the other form."""

    def written(self) -> dict[str, str]:
        """What was sent in its fields, by name, fit to be kept in a draft."""

    def keep(self) -> None:
        """Store what a valid form says, once: the first answer stands. Raises BusyError."""


Factory = Callable[[Any, Collection[UUID], Mapping[str, str] | None, Mapping[str, str]], Companion | None]
"""Called with the article, the visitor's learners, the data sent or None, and what a draft kept; None: asks nothing."""

_FACTORIES: list[Factory] = []


def register(factory: Factory) -> None:
    _FACTORIES.append(factory)


def companions(
    article: Any, own_ids: Collection[UUID], data: Mapping[str, str] | None, kept: Mapping[str, str]
) -> list[Companion]:
    """All that is asked beside the questions of this follow-up, in the order of the apps."""
    found = (factory(article, own_ids, data, kept) for factory in _FACTORIES)
    return [companion for companion in found if companion is not None]
