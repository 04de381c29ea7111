"""What a page shows before it is stored, as signed text: what comes back is what this server made, for this account."""

from typing import Any

from django.core import signing

from .models import User

VALID_FOR = 24 * 60 * 60
"""Seconds for which a sealed page can be sent: a working day and the evening after it."""


def seal(content: dict[str, Any], *, salt: str, user: User) -> str:
    """content: JSON values. salt: names the page, so that one page's seal does not open another."""
    return signing.dumps(content | {"user": user.pk}, salt=salt, compress=True)


def unseal(text: str, *, salt: str, user: User) -> dict[str, Any]:
    """The content. Raises signing.BadSignature for anything not sealed for this page and account, or too long ago."""
    sealed = signing.loads(text, salt=salt, max_age=VALID_FOR)
    if sealed.pop("user") != user.pk:
        raise signing.BadSignature("sealed for another account")
    return sealed
