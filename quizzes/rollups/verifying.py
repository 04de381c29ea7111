"""Counting all answers again and comparing: the sums, with what waits in the queue, have to be exactly that."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection, transaction

from ..models.rollup import Contribution
from .states import Scope, states_sql
from .sums import ROLLUPS, Rollup

_TABLE = Contribution._meta.db_table


@dataclass(frozen=True)
class Difference:
    """Rows of one table that differ from a recount: of how many that the recount has."""

    table: str
    differing: int
    rows: int


def differences() -> list[Difference]:
    """Every table of sums with its number of wrong, missing and surplus rows. One statement a table."""
    return [_difference(rollup) for rollup in ROLLUPS]


@transaction.atomic
def rebuild() -> None:
    """Throw all sums and the queue away and count anew. Nobody can answer meanwhile."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("LOCK TABLE quizzes_attempt, quizzes_contribution IN EXCLUSIVE MODE")
        cursor.execute(f"DELETE FROM {_TABLE}")
        for rollup in ROLLUPS:
            selected, params = _recounted(rollup)
            cursor.execute(f"DELETE FROM {rollup.table}")
            columns = ", ".join((*rollup.key, *rollup.sums))
            cursor.execute(f"INSERT INTO {rollup.table} ({columns}) {selected}", params)


def standing_sql(rollup: Rollup) -> str:
    """The table with its queue: rows of which one key may come twice, to be summed."""
    columns = ", ".join((*rollup.key, *rollup.sums))
    queued = rollup.selected(connection.vendor, source=_TABLE)
    return f"SELECT {columns} FROM {rollup.table} UNION ALL {queued}"


def _recounted(rollup: Rollup) -> tuple[str, list]:
    states, params = states_sql(Scope())
    return rollup.selected(connection.vendor, source=f"({states}) AS states", weight="1"), params


def _difference(rollup: Rollup) -> Difference:
    """Rows whose sums are not those of the recount, all sums being 0 where a row is missing."""
    recounted, params = _recounted(rollup)
    key = ", ".join(rollup.key)
    columns = ", ".join((*rollup.key, *rollup.sums))
    minus = ", ".join((*rollup.key, *(f"-{name}" for name in rollup.sums)))
    wrong = " OR ".join(f"SUM({name}) <> 0" for name in rollup.sums)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH recounted AS ({recounted}), standing AS ({standing_sql(rollup)}), compared AS ("
            f"SELECT {columns} FROM recounted UNION ALL SELECT {minus} FROM standing) "
            f"SELECT (SELECT COUNT(*) FROM recounted), COUNT(*) FROM ("
            f"SELECT {key} FROM compared GROUP BY {key} HAVING {wrong}) AS wrong",
            params,
        )
        rows, differing = cursor.fetchone()
    return Difference(rollup.table, differing, rows)
