"""What a file would change of a stored question, column by column. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .reading.given import DETAILS, GivenPlace, GivenQuestion

_ASKED = ("stem", "key", "option_")


@dataclass(frozen=True)
class FieldChange:
    """One column with what is stored and what the file says, as a file would write both."""

    column: str
    old: str
    new: str

    @property
    def is_asked(self) -> bool:
        """Whether learners choose by it: stem, key or the text of an option."""
        return self.column.startswith(_ASKED)


def changes(stored: GivenQuestion, given: GivenQuestion) -> tuple[FieldChange, ...]:
    """The columns in which they differ. What the file does not speak of is no change."""
    return tuple(change for change in _compared(stored, given) if change.old != change.new)


def cell_text(value: Any) -> str:
    """A detail as a file writes it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def key_letter(question: GivenQuestion) -> str:
    return next((chr(ord("A") + place) for place, option in enumerate(question.options) if option.is_key), "")


def _compared(stored: GivenQuestion, given: GivenQuestion) -> Iterator[FieldChange]:
    if given.external_id:
        yield FieldChange("external_id", stored.external_id, given.external_id)
    yield FieldChange("stem", stored.stem, given.stem)
    for place in range(max(len(stored.options), len(given.options))):
        was = stored.options[place] if place < len(stored.options) else None
        now = given.options[place] if place < len(given.options) else None
        yield FieldChange(f"option_{place + 1}", was.text if was else "", now.text if now else "")
        if now is None or now.feedback is not None:
            yield FieldChange(
                f"feedback_{place + 1}", (was.feedback or "") if was else "", (now.feedback or "") if now else ""
            )
    yield FieldChange("key", key_letter(stored), key_letter(given))
    for name in DETAILS:
        if name in given.details:
            yield FieldChange(name, cell_text(stored.details[name]), cell_text(given.details[name]))
    asking = {line.quiz: line for line in stored.places}
    for line in given.places:
        yield from _compared_places(asking.get(line.quiz), line)


def _compared_places(was: GivenPlace | None, now: GivenPlace) -> Iterator[FieldChange]:
    if was is None:
        yield FieldChange("quiz", "", now.quiz)
    if now.objective is not None:
        yield FieldChange(f"objective ({now.quiz})", (was.objective or "") if was else "", now.objective)
    if now.evidence is not None:
        yield FieldChange(f"evidence ({now.quiz})", (was.evidence or "") if was else "", now.evidence)
