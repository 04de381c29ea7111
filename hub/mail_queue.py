"""Sending what is due, one mail after the other: claim, send, mark. Safe to run often and from several processes at once."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

logger = logging.getLogger(__name__)

CLAIM_LASTS = timedelta(hours=1)
"""After this a mail whose sending neither succeeded nor was marked is tried again: a crash costs one repetition at most."""


@dataclass(frozen=True)
class Sent:
    """What one run did. failed: refused by the mail server; they are tried again after CLAIM_LASTS."""

    sent: int
    failed: int


def send_each(
    rows: Iterable[Any], *, claim: Callable[[Any], bool], send: Callable[[Any], None], mark: Callable[[Any], Any]
) -> Sent:
    """Send one mail a row. claim: takes it for this run, False where another run has it. mark: after it was sent."""
    n_sent = n_failed = 0
    for row in rows:
        if not claim(row):
            continue
        try:
            send(row)
        except Exception as error:  # one refused address keeps no other mail back
            # What mail servers answer names the address, so the log holds the kind of error and their number alone.
            logger.error("Mail about %s %s was not sent: %s", row._meta.verbose_name, row.pk, _kind(error))
            n_failed += 1
            continue
        mark(row)
        n_sent += 1
    return Sent(n_sent, n_failed)


def _kind(error: Exception) -> str:
    return " ".join(map(str, filter(None, [type(error).__name__, getattr(error, "smtp_code", None)])))
