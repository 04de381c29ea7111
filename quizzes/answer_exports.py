"""Taking answers out of the house: the audit log tells who began it, and what became of it."""

import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO, Any, TypeVar

from django.db import Error

from hub import audit
from hub.models import AuditEvent, User

from .models import Quiz

Row = TypeVar("Row")
logger = logging.getLogger(__name__)


@dataclass
class AnswerExport:
    """One export on its way. n_rows: taken so far."""

    began: AuditEvent
    n_rows: int = 0
    _digest: Any = field(default_factory=hashlib.sha256)

    @property
    def name(self) -> str:
        """Of the file, without its ending."""
        return self.began.subject

    def counted(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The same rows."""
        for row in rows:
            self.n_rows += 1
            yield row

    def watched(self, parts: Iterable[bytes]) -> Iterator[bytes]:
        """The same bytes, all that the file is made of; at their end, or where they break off, the log is told.

        Whole means that the last byte was handed to the server; whether it arrived, nobody here can know.
        """
        is_whole = False
        try:
            for part in parts:
                self._digest.update(part)
                yield part
            is_whole = True
        finally:
            # What still reads from the database stops first: SQLite lets nobody write behind an open, older read.
            if close := getattr(parts, "close", None):
                close()
            self._end(is_whole)

    def watched_file(self, make: Callable[[], IO[bytes]]) -> IO[bytes]:
        """The file that `make` makes in one go, at its beginning; the log is told when it is made, or where that fails."""
        is_whole = False
        try:
            file = make()
            self._digest = hashlib.file_digest(file, "sha256")
            file.seek(0)
            is_whole = True
        finally:
            self._end(is_whole)
        return file

    def _end(self, is_whole: bool) -> None:
        """What broke the export off may keep the log from being written, and must be what the server hears of."""
        hashed = {"sha256": self._digest.hexdigest()} if is_whole else {}
        try:
            audit.record(
                actor=self.began.actor,
                verb="end export of answers",
                subject=self.name,
                export=self.began.pk,
                rows=self.n_rows,
                is_whole=is_whole,
                **hashed,
            )
        except Error:
            if is_whole:
                raise
            logger.exception("The end of export %s could not be recorded", self.began.pk)


def begin_export(*, quiz: Quiz | None, n_rows: int, ending: str, by: User) -> AnswerExport:
    """Record that somebody takes the answers of a quiz, or with None of all, before the first of them is read.

    n_rows: how many there are; those stored meanwhile may come on top.
    """
    subject, detail = ("answers", {}) if quiz is None else (f"quiz-{quiz.pk}-answers", {"title": str(quiz.article)})
    return AnswerExport(
        audit.record(actor=by, verb="export answers", subject=subject, rows=n_rows, format=ending, **detail)
    )
