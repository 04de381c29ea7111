"""Changing history behind the back of models and triggers, as only the owner of the database could."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from hub.history_triggers import ROWS
from hub.models import AppendOnly


@contextmanager
def tampering(model: type[AppendOnly]) -> Iterator[None]:
    """Without the trigger on the rows of this model; rows are then changed through a plain QuerySet or SQL."""
    if connection.vendor != "postgresql":
        yield
        return
    table = model._meta.db_table
    with transaction.atomic(), connection.cursor() as cursor:
        # PostgreSQL alters no table while checks of foreign keys wait for the end of the transaction.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER {ROWS}')
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER {ROWS}')
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
