"""Editorial checks over the content of an article, as a bundle. Pure: content and a day in, findings out."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from ..findings import Finding
from . import people, references, text, trials

Check = Callable[[Mapping[str, Any], date], Iterable[Finding]]

CHECKS: tuple[Check, ...] = (
    text.heading_levels,
    text.placeholders,
    text.objectives,
    text.summary,
    references.citations,
    references.identifiers,
    people.declarations,
    trials.registry_numbers,
    trials.effects,
    trials.numbers_checked,
)


def content_findings(content: Mapping[str, Any], on: date) -> list[Finding]:
    """The findings of every check, as of that day."""
    return [finding for check in CHECKS for finding in check(content, on)]
