"""Queries that may take long are ended after a time, whatever the database."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import OperationalError, connection

_STEPS = 20_000
"""Instructions of SQLite between two looks at the clock, about a millisecond."""


class TooSlow(Exception):
    """The query was ended, because it had taken longer than it may."""


_is_lifted: ContextVar[bool] = ContextVar("is_lifted", default=False)


@contextmanager
def without_limit() -> Iterator[None]:
    """Let the queries of this block take as long as they need: a file may wait where a page may not."""
    token = _is_lifted.set(True)
    try:
        yield
    finally:
        _is_lifted.reset(token)


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """End a query of this block that still runs after `seconds`. Raises TooSlow then.

    On PostgreSQL the time counts for each query, on SQLite for the whole block. Not for use inside a transaction, which
    PostgreSQL would end too.
    """
    if _is_lifted.get():
        yield
        return
    limit = _on_postgresql if connection.vendor == "postgresql" else _on_sqlite
    try:
        with limit(seconds):
            yield
    except OperationalError as error:
        if not _was_ended(error):
            raise
        raise TooSlow(f"ended after {seconds:g} s") from error


def _was_ended(error: OperationalError) -> bool:
    cause = error.__cause__
    ended_by_postgresql = getattr(cause, "sqlstate", "") == "57014"
    return ended_by_postgresql or getattr(cause, "sqlite_errorname", "") == "SQLITE_INTERRUPT"


@contextmanager
def _on_postgresql(seconds: float) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, false)", [str(int(seconds * 1000))])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET statement_timeout")


@contextmanager
def _on_sqlite(seconds: float) -> Iterator[None]:
    connection.ensure_connection()
    until = time.monotonic() + seconds
    connection.connection.set_progress_handler(lambda: time.monotonic() > until, _STEPS)
    try:
        yield
    finally:
        connection.connection.set_progress_handler(None, 0)
