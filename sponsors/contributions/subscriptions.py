"""Asking for updates, confirming it by the mailed link, and stopping them."""

import hashlib
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from hub.models import Hub
from hub.transactions import run_transaction

from .models import UpdateSubscription

WORDING = _(
    "Write to me about what contributions and suggestions led to. My e-mail address is used for these updates only, and "
    "I can stop them at any time. A mail asks me to confirm this first."
)
"""What somebody agrees to. Every subscription keeps the words it was shown and their hash."""

ASK_AGAIN_AFTER = timedelta(days=1)
"""Between two mails that ask the same address to confirm: nobody can flood another's mailbox through the form."""


def ask_for_updates(*, hub: Hub, email: str, now: datetime) -> UpdateSubscription:
    """Store the wish, to be confirmed by mail. email: folded.

    Asking again where updates run changes nothing; where they were stopped or never confirmed, one more mail asks.
    Needs no answer to whoever asks: it is the same for a known and an unknown address. Raises BusyError.
    """
    wording = str(WORDING)
    terms = {
        "wording": wording,
        "wording_hash": hashlib.sha256(wording.encode()).hexdigest(),
        "asked_at": now,
    }

    def store() -> UpdateSubscription:
        found, is_new = UpdateSubscription.objects.select_for_update(of=("self",)).get_or_create(
            hub=hub, email=email, defaults=terms
        )
        is_running = found.confirmed_at and not found.stopped_at
        is_recent = found.mailed_at is None or now - found.mailed_at < ASK_AGAIN_AFTER
        if not is_new and not is_running and not is_recent:
            fresh = terms | {"mailed_at": None, "confirmed_at": None, "stopped_at": None}
            UpdateSubscription.objects.filter(pk=found.pk).update(**fresh)
            found.refresh_from_db()
        return found

    return run_transaction(store)


def confirm(subscription: UpdateSubscription, *, now: datetime) -> None:
    """Begin the updates. The first confirmation stands; it does not bring back what was stopped."""
    UpdateSubscription.objects.filter(pk=subscription.pk, confirmed_at=None).update(confirmed_at=now)


def stop(subscription: UpdateSubscription, *, now: datetime) -> None:
    """Send no further update. The first moment of stopping stands."""
    UpdateSubscription.objects.filter(pk=subscription.pk, stopped_at=None).update(stopped_at=now)
