"""The record of one import: what it made and changed, and what a person should know of it."""

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from django.db import models

from hub.models import Hub

from ..findings import Finding, Severity
from .merging import Difference, merged
from .shape import Node

Row = TypeVar("Row", bound=models.Model)


@dataclass
class Loading:
    """One import on its way. Everything that writes rows writes them through this.

    hub: where the article goes. overwrite: whether given values replace stored ones in what articles share. folder: where
    the files beside the bundle lie, None where there are none. created, updated: rows by the name of their model.
    stored_files: names in the default storage, to be deleted should the transaction fail.
    """

    hub: Hub
    overwrite: bool = False
    folder: Path | None = None
    created: Counter[str] = field(default_factory=Counter)
    updated: Counter[str] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)
    stored_files: list[str] = field(default_factory=list)
    _replaced: set[tuple[str, Any]] = field(default_factory=set)

    def create(self, model: type[Row], **columns: Any) -> Row:
        """A new row of these columns."""
        row = model(**columns)
        row.save()
        self.made(row)
        return row

    def made(self, row: models.Model) -> None:
        """Count a row that is new."""
        self.created[type(row).__name__] += 1
        self._replaced.add((type(row).__name__, row.pk))

    def change(self, row: models.Model, **columns: Any) -> None:
        """Give the row these values; without a difference nothing is written."""
        changed = [name for name, value in columns.items() if not _is_same(_held(row, name), value)]
        if changed:
            for name in changed:
                setattr(row, name, columns[name])
            row.save(update_fields=changed)
            self.replaced(row)

    def replaced(self, row: models.Model) -> None:
        """Count the row as updated, once, because something that belongs to it was changed; a new row never is."""
        identity = (type(row).__name__, row.pk)
        if identity not in self._replaced:
            self._replaced.add(identity)
            self.updated[identity[0]] += 1

    def note(self, rule: str, message: str, where: str, severity: Severity = "info") -> None:
        self.findings.append(Finding(rule, severity, message, where))

    def settle(self, stored: Any, given: Any, node: Node, path: str, *, is_final: bool = False) -> Any:
        """The value to store of two canonical ones; each difference becomes a finding.

        is_final: the stored value stays even where given ones replace stored ones.
        """
        overwrite = self.overwrite and not is_final
        held, differences = merged(stored, given, node, path, overwrite=overwrite)
        for difference in differences:
            self.note("BUNDLE-DIFFERS", self._words(difference, overwrite), difference.path)
        return held

    def _words(self, difference: Difference, overwrite: bool) -> str:
        outcome = "the stored value was replaced" if overwrite else "the stored value stays"
        if all(isinstance(value, str | int) for value in (difference.given, difference.stored)):
            return f"The file says {difference.given}, stored is {difference.stored}; {outcome}."
        return f"The file differs from what is stored; {outcome}."


def _held(row: models.Model, name: str) -> Any:
    """The value of a column; of a relation its primary key, without reading the related row."""
    return getattr(row, row._meta.get_field(name).attname)


def _is_same(held: Any, value: Any) -> bool:
    """Equal, and printed alike: 0.60 is not 0.6."""
    value = value.pk if isinstance(value, models.Model) else value
    if isinstance(held, Decimal) and isinstance(value, Decimal):
        return held.as_tuple() == value.as_tuple()
    return held == value
