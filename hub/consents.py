"""Recording what accounts agree to and withdraw, beside the state it leads to and in the same transaction."""

import hashlib
from datetime import date

from .models import ConsentEvent, User

Purpose, Way = ConsentEvent.Purpose, ConsentEvent.Way


def wording_hash(wording: str) -> str:
    """SHA-256 of the words that were shown, 64 hexadecimal digits."""
    return hashlib.sha256(wording.encode()).hexdigest()


def given(*, user: User, purpose: Purpose, subject: str, wording: str, day: date) -> None:
    """Record that the account agreed to this wording. Only the site asks, so the way is always that."""
    ConsentEvent.objects.create(
        user=user,
        purpose=purpose,
        subject=subject,
        is_given=True,
        way=Way.SITE,
        decided_on=day,
        wording=wording,
        wording_hash=wording_hash(wording),
    )


def withdrawn(*, user: User, purpose: Purpose, way: Way, day: date, subject: str = "") -> None:
    """Record that the account withdrew. subject: "" where it withdrew from every mail."""
    ConsentEvent.objects.create(user=user, purpose=purpose, subject=subject, is_given=False, way=way, decided_on=day)
