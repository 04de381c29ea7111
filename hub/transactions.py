"""Transactions that are tried again as a whole when the database refuses them for the moment."""

import logging
import random
import time
from collections.abc import Callable
from typing import TypeVar

from django.db import InterfaceError, OperationalError, connection, transaction

logger = logging.getLogger(__name__)
Returned = TypeVar("Returned")

TRIES = 5
GIVE_UP_AFTER = 8.0
"""Seconds after which no further try begins: a learner waits, and the server's own time limit lies at 30 s."""

# SQLITE_BUSY, SQLITE_LOCKED, SQLITE_IOERR, SQLITE_FULL. Its other operational errors are mistakes in our own SQL.
_PASSING_ON_SQLITE = frozenset({5, 6, 10, 13})


class BusyError(Exception):
    """The database could not store this now. Nothing of it is stored; sending the same again is safe."""


def is_passing(error: Exception) -> bool:
    """Whether trying again may help: a lock, deadlock, serialization failure, lost connection or full disk."""
    code = getattr(error.__cause__, "sqlite_errorcode", None)
    return code is None or code & 0xFF in _PASSING_ON_SQLITE


def run_transaction(work: Callable[[], Returned]) -> Returned:
    """Return what `work` returns, run in one transaction, at most TRIES times within GIVE_UP_AFTER seconds.

    `work` must be free of effects outside the database. Raises BusyError when no try succeeded; other errors pass
    through. Inside a transaction of the caller there is one try only, because its earlier part cannot be repeated.
    """
    deadline = time.monotonic() + GIVE_UP_AFTER
    tries_left = 1 if connection.in_atomic_block else TRIES
    while True:
        tries_left -= 1
        try:
            with transaction.atomic():
                return work()
        except (OperationalError, InterfaceError) as error:
            if not is_passing(error):
                raise
            logger.warning("Transaction refused, %d tries left: %s", tries_left, error)
            if not tries_left or time.monotonic() > deadline:
                raise BusyError("The database is busy.") from error
        # A connection that the server dropped stays broken until it is closed.
        connection.close_if_unusable_or_obsolete()
        time.sleep(random.uniform(0.02, 0.04) * 2 ** (TRIES - tries_left))  # noqa: S311 -- spreads retries, guards nothing
