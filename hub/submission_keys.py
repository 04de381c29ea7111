"""The signed key inside every form that learners send: whose it is, of what, and which submission.

The key makes a submission safe to repeat (its nonce is unique in the database) and independent of the session: it
names the learner itself. It has no age limit, because a form may stay open over a night and clocks jump.
"""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from uuid import UUID

from django.core import signing

SALT = "hub.submission-key"


class Kind(StrEnum):
    """What the form submits."""

    QUIZ = "quiz"
    SURVEY = "survey"


class SubmissionKeyError(ValueError):
    """A key that cannot be used with this form."""


class TamperedKeyError(SubmissionKeyError):
    """The key is missing, damaged, or not signed by this installation."""


class ForeignKeyError(SubmissionKeyError):
    """The key is genuine and belongs to another form."""


@dataclass(frozen=True)
class SubmissionKey:
    """One rendered form.

    object_id: primary key of the quiz or survey. version_id: of the article version whose pinned questions or
    statements the form shows; the submission is read against these even when a newer version went live meanwhile.
    phase: of a quiz, "" for a survey. nonce: 43 characters. opened_at: to the second, by the clock of the server then.
    """

    learner_id: UUID
    kind: Kind
    object_id: int
    version_id: int
    phase: str
    nonce: str
    opened_at: datetime

    def signed(self) -> str:
        """The key as text for a hidden field; `read` is its inverse."""
        payload = [
            self.learner_id.hex,
            self.kind.value,
            self.object_id,
            self.version_id,
            self.phase,
            self.nonce,
            int(self.opened_at.timestamp()),
        ]
        return signing.Signer(salt=SALT).sign_object(payload)


def mint(
    *, learner_id: UUID, kind: Kind, object_id: int, version_id: int, phase: str = "", now: datetime
) -> SubmissionKey:
    """A key with a nonce of its own, opened now."""
    return SubmissionKey(
        learner_id=learner_id,
        kind=kind,
        object_id=object_id,
        version_id=version_id,
        phase=phase,
        nonce=secrets.token_urlsafe(32),
        opened_at=now.replace(microsecond=0),
    )


def read(token: str, *, kind: Kind, object_id: int, phase: str = "") -> SubmissionKey:
    """The key of a form of exactly this quiz and phase, or survey.

    Raises TamperedKeyError for what this installation has not signed, ForeignKeyError for the key of another form.
    """
    try:
        learner, stated_kind, stated_object, version_id, stated_phase, nonce, opened = signing.Signer(
            salt=SALT
        ).unsign_object(token)
        key = SubmissionKey(
            learner_id=UUID(learner),
            kind=Kind(stated_kind),
            object_id=int(stated_object),
            version_id=int(version_id),
            phase=str(stated_phase),
            nonce=str(nonce),
            opened_at=datetime.fromtimestamp(opened, UTC),
        )
    except (signing.BadSignature, ValueError, TypeError, AttributeError, OverflowError) as error:
        raise TamperedKeyError("The key of the form is missing or damaged.") from error
    if (key.kind, key.object_id, key.phase) != (kind, object_id, phase):
        raise ForeignKeyError("The key belongs to another form.")
    return key
