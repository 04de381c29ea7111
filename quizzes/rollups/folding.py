"""Adding the queue of contributions up into the tables of sums. May run as often as wanted, and beside submissions."""

from __future__ import annotations

from django.db import connection, transaction

from ..models.rollup import Contribution
from .sums import ROLLUPS, Rollup

BATCH = 20_000
"""Contributions of one transaction. SQLite lets nobody else write meanwhile."""

LOCK_KEY = 7_204_417
"""Any constant: of several folding processes on PostgreSQL one works, and the others leave it to that one."""

_TABLE = Contribution._meta.db_table


def fold_all() -> int:
    """Fold until the queue is empty or another process is at it; returns how many contributions went in."""
    total = 0
    while folded := fold():
        total += folded
    return total


@transaction.atomic
def fold(limit: int = BATCH) -> int:
    """Fold the oldest contributions that no transaction holds; returns how many. 0 too while another process folds.

    A contribution is visible once its transaction has committed, whatever its number: none is passed over for good.
    """
    if connection.vendor == "postgresql" and not _is_alone():
        return 0
    return _fold(limit)


def fold_waiting() -> None:
    """Fold all that the open transaction sees, its own contributions too, after any process that folds just now."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK_KEY])
    while _fold(BATCH):
        pass


def _fold(limit: int) -> int:
    taken = list(
        Contribution.objects.select_for_update(skip_locked=True).order_by("pk").values_list("pk", flat=True)[:limit]
    )
    if not taken:
        return 0
    with connection.cursor() as cursor:
        chosen, params = _chosen(taken)
        source = f"(SELECT * FROM {_TABLE} WHERE {chosen}) AS taken"
        for rollup in ROLLUPS:
            cursor.execute(_upsert(rollup, source), params)
            cursor.execute(_without_learners(rollup, source), params)
        cursor.execute(f"DELETE FROM {_TABLE} WHERE {chosen}", params)
    return len(taken)


def _is_alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK_KEY])
        return cursor.fetchone()[0]


def _chosen(taken: list[int]) -> tuple[str, list]:
    if connection.vendor == "postgresql":
        return "id = ANY(%s)", [taken]
    # Nobody else writes during this transaction, so these are all up to the last one.
    return "id <= %s", [taken[-1]]


def _upsert(rollup: Rollup, source: str) -> str:
    columns = ", ".join((*rollup.key, *rollup.sums))
    added = ", ".join(f"{name} = {rollup.table}.{name} + excluded.{name}" for name in rollup.sums)
    selected = rollup.selected(connection.vendor, source=source)
    return (
        f"INSERT INTO {rollup.table} ({columns}) {selected} ON CONFLICT ({', '.join(rollup.key)}) DO UPDATE SET {added}"
    )


def _without_learners(rollup: Rollup, source: str) -> str:
    """Rows in which nobody is left go: their key would still say that somebody of that specialty had answered."""
    same = " AND ".join(f"touched.{name} = {rollup.table}.{name}" for name in rollup.key)
    empty = " AND ".join(f"{name} = 0" for name in rollup.sums)
    touched = rollup.selected(connection.vendor, source=f"(SELECT * FROM {source} WHERE weight < 0) AS left_behind")
    return f"DELETE FROM {rollup.table} WHERE {empty} AND EXISTS (SELECT 1 FROM ({touched}) AS touched WHERE {same})"
