"""Storing what learners write down for themselves."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hub import learners
from hub.transactions import run_transaction

from .models import Article, ReaderNote


@dataclass(frozen=True)
class SavedNote:
    """The note as it stands now. replaced: the text that stood there, where it was not the one the writer had seen."""

    text: str
    replaced: str = ""


def fingerprint(text: str) -> str:
    """16 hexadecimal digits by which a form tells which text it was opened with."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def note_of(own_ids: tuple[UUID, ...], article: Article) -> ReaderNote | None:
    """The visitor's note on an article; where two of the visitor's learners wrote one, the account's counts."""
    found = ReaderNote.objects.filter(learner__in=own_ids, article=article)
    return min(found, key=lambda note: own_ids.index(note.learner_id), default=None)


def save_note(
    *, article: Article, learner_id: UUID, text: str, seen: str, now: datetime, account: str = ""
) -> SavedNote:
    """Keep `text` as the learner's one note on the article; an empty text removes the note. The last writer wins.

    seen: fingerprint of the text that the writer was shown: what another tab or device stored since is handed back.
    Raises BusyError when the database cannot store it now.
    """

    def store() -> SavedNote:
        learner = learners.enrol(learner_id, account=account)
        note = ReaderNote.objects.select_for_update().filter(learner=learner, article=article).first()
        before = note.text if note else ""
        if text and text != before:
            ReaderNote.objects.update_or_create(
                learner=learner, article=article, defaults={"text": text, "updated_at": now}
            )
        elif note and not text:
            note.delete()
        return SavedNote(text, "" if before == text or fingerprint(before) == seen else before)

    return run_transaction(store)
