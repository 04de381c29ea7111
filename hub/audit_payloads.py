"""Rows whose hash an audit event keeps, such as published versions. Apps that have such rows register here.

The chain proves its events; by what is registered here it also proves the rows that they speak of.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from .models import AuditEvent


@dataclass(frozen=True)
class Payload:
    """One row beside its event. what: names the row in a sentence. expected: the hash in the event, "" without one."""

    what: str
    event: int | None
    expected: str
    actual: str

    @property
    def problem(self) -> str:
        """A sentence where row and event disagree, or ""."""
        if self.event is None:
            return f"No audit event speaks of {self.what}."
        if not self.actual:
            return f"Event {self.event} speaks of {self.what}, which is gone."
        if self.expected != self.actual:
            return f"{self.what[:1].upper()}{self.what[1:]} is not what event {self.event} says: its hash differs."
        return ""


Payloads = Callable[[], Iterable[Payload]]
_registered: dict[str, Payloads] = {}


def register(key: str, payloads: Payloads) -> None:
    """Let `verify_audit` compare these rows; called while the apps start. Raises ValueError when the key is taken."""
    if key in _registered:
        raise ValueError(f"The payloads {key!r} are registered already.")
    _registered[key] = payloads


def registered() -> dict[str, Payloads]:
    return dict(_registered)


def details(*verbs: str) -> Iterator[tuple[AuditEvent, dict[str, Any]]]:
    """The events of these verbs in their order, each with its detail."""
    for event in AuditEvent.objects.filter(verb__in=verbs).order_by("pk").iterator():
        yield event, json.loads(event.detail)


def compared(what: str, rows: Iterable[tuple[Any, str, str]], events: dict[Any, tuple[int, str]]) -> Iterator[Payload]:
    """Rows and events under the same keys, both ways: what lacks its event, and what its event outlived.

    what: a kind of row, such as “version”. rows: key, words for the row, hash of what it holds now. events: by key, the
    number of the event and the hash in it.
    """
    left = dict(events)
    for key, words, actual in rows:
        event, expected = left.pop(key, (None, ""))
        yield Payload(f"{what} {words}", event, expected, actual)
    for event, expected in left.values():
        yield Payload(f"a {what}", event, expected, "")
