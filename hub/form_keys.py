"""The signed key inside a form that anybody may send and that belongs to no learner: which form, which sending, since when.

Its nonce is unique in the database, so that a form sent twice is stored once. It has no age limit: a form may stay open.
"""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from django.core import signing

SALT = "hub.form-key"


class Purpose(StrEnum):
    """What the form is for; the key of one is no key of the other."""

    SUGGESTION = "suggestion"
    CONTRIBUTION = "contribution"
    DECLARATION = "declaration"


class FormKeyError(ValueError):
    """The key is missing, damaged, not signed by this installation, or that of another form."""


@dataclass(frozen=True)
class FormKey:
    """One rendered form. nonce: 43 characters. opened_at: to the second, by the clock of the server then."""

    purpose: Purpose
    nonce: str
    opened_at: datetime

    def signed(self) -> str:
        """The key as text for a hidden field; `read` is its inverse."""
        payload = [self.purpose.value, self.nonce, int(self.opened_at.timestamp())]
        return signing.Signer(salt=SALT).sign_object(payload)


def mint(purpose: Purpose, *, now: datetime) -> FormKey:
    """A key with a nonce of its own, opened now."""
    return FormKey(purpose, secrets.token_urlsafe(32), now.replace(microsecond=0))


def read(text: str, purpose: Purpose) -> FormKey:
    """The key of a form for exactly this purpose. Raises FormKeyError."""
    try:
        stated, nonce, opened = signing.Signer(salt=SALT).unsign_object(text)
        key = FormKey(Purpose(stated), str(nonce), datetime.fromtimestamp(opened, UTC))
    except (signing.BadSignature, ValueError, TypeError, OverflowError) as error:
        raise FormKeyError("The key of the form is missing or damaged.") from error
    if key.purpose != purpose:
        raise FormKeyError("The key belongs to another form.")
    return key
