"""Taking the sums over several quizzes, with every learner as one cluster. It reads all answers, so it runs at night."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from hub.suppression import STAFF, month_blocks

from ..models.pooled import PooledSums
from .states import Scope, states_sql
from .sums import MONTH

DIMENSIONS = ("specialty", "country", "profession")
"""What learners tell once and for all. Language is of a page, and one learner can read in two."""

Scopes = Mapping[tuple[str, str], Sequence[int]]
"""Quizzes by scope and key."""

_TAKEN, _SPANS = "pooling_taken", "pooling_spans"
_SUMS = """
  COUNT(CASE WHEN was_before THEN 1 END), COUNT(CASE WHEN was_after THEN 1 END), COUNT(*), SUM(simulated),
  COUNT(CASE WHEN m > 0 THEN 1 END), SUM(retained), SUM(unlearned), SUM(learned),
  SUM(m - retained - unlearned - learned), SUM((learned - unlearned) * (learned - unlearned)),
  SUM((learned - unlearned) * m), SUM(m * m)
"""
_NAMES = ("n_before", "n_after", "n_learners", "n_simulated", "clusters", "retained", "unlearned", "learned", "never")
_NAMES += ("sum_ss", "sum_sm", "sum_mm")


def take_pooled(scopes: Scopes, now: datetime) -> int:
    """Replace all pooled sums by those of these scopes; returns how many rows there are now."""
    with connection.cursor() as cursor:
        _take(cursor)
        try:
            shown = {dimension: _shown(cursor, dimension) for dimension in DIMENSIONS}
            rows = [row for scope, quizzes in scopes.items() for row in _rows(cursor, scope, quizzes, shown, now)]
        finally:
            cursor.execute(f"DROP TABLE {_TAKEN}")
            cursor.execute(f"DROP TABLE {_SPANS}")
    with transaction.atomic():
        PooledSums.objects.all().delete()
        PooledSums.objects.bulk_create(rows, batch_size=500)
    return len(rows)


def _take(cursor: Any) -> None:
    """Every learner at every quiz, for the queries that follow, which then read no answers."""
    states, params = states_sql(Scope())
    for table in (_TAKEN, _SPANS):
        cursor.execute(f"DROP TABLE IF EXISTS {table}")
    cursor.execute(
        f"CREATE TEMPORARY TABLE {_TAKEN} AS SELECT quiz_id, learner_id, specialty, country, profession, "
        f"{MONTH[connection.vendor]} AS month, before_right, after_right, is_simulated, n_pairs, n_retained, "
        f"n_unlearned, n_learned FROM ({states}) AS states WHERE question_id IS NULL "
        "AND (before_right IS NOT NULL OR after_right IS NOT NULL)",
        params,
    )
    cursor.execute(
        f"CREATE TEMPORARY TABLE {_SPANS} (dimension varchar(10), cohort varchar(80), quiz_id bigint, "
        "first_month date, last_month date)"
    )


def _shown(cursor: Any, dimension: str) -> dict[str, tuple[set[int], set[int]]]:
    """By cohort the quizzes that have it, and those of them that may show it; in which months, stands in the spans."""
    months: dict[int, dict[date, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    cursor.execute(f"SELECT quiz_id, month, {dimension}, COUNT(*) FROM {_TAKEN} GROUP BY quiz_id, month, {dimension}")
    for quiz, month, cohort, n in cursor.fetchall():
        months[quiz][date.fromisoformat(str(month))][cohort] = n
    found: dict[str, tuple[set[int], set[int]]] = defaultdict(lambda: (set(), set()))
    spans: dict[tuple[str, int], tuple[date, date]] = {}
    for quiz, of_months in months.items():
        for cohort in {cohort for of_month in of_months.values() for cohort in of_month}:
            found[cohort][0].add(quiz)
        for block in month_blocks(of_months, STAFF):
            first, _last = spans.get((block.value, quiz), (block.first, block.last))
            spans[block.value, quiz] = (first, block.last)
            found[block.value][1].add(quiz)
    days = connection.ops.adapt_datefield_value
    cursor.executemany(
        f"INSERT INTO {_SPANS} VALUES (%s, %s, %s, %s, %s)",
        [(dimension, cohort, quiz, days(first), days(last)) for (cohort, quiz), (first, last) in spans.items()],
    )
    return found


def _rows(
    cursor: Any,
    scope: tuple[str, str],
    quizzes: Sequence[int],
    shown: Mapping[str, Mapping[str, tuple[set[int], set[int]]]],
    now: datetime,
) -> Iterator[PooledSums]:
    for cohort, sums in _summed(cursor, quizzes, "''", "1 = 1"):
        yield _row(scope, "", cohort, sums, 0, now)
    for dimension in DIMENSIONS:
        may_show = (
            f"EXISTS (SELECT 1 FROM {_SPANS} span WHERE span.dimension = '{dimension}' "
            f"AND span.cohort = taken.{dimension} AND span.quiz_id = taken.quiz_id "
            "AND taken.month BETWEEN span.first_month AND span.last_month)"
        )
        for cohort, sums in _summed(cursor, quizzes, dimension, may_show):
            having, showing = (len(found & set(quizzes)) for found in shown[dimension][cohort])
            yield _row(scope, dimension, cohort, sums, having - showing, now)


def _summed(cursor: Any, quizzes: Sequence[int], cohort: str, condition: str) -> Iterator[tuple[str, Sequence[int]]]:
    """By cohort the sums over learners; none where nobody is left."""
    cursor.execute(
        f"SELECT cohort, {_SUMS} FROM (SELECT {cohort} AS cohort, learner_id, "
        "MAX(before_right) IS NOT NULL AS was_before, MAX(after_right) IS NOT NULL AS was_after, "
        "MAX(is_simulated) AS simulated, SUM(n_pairs) AS m, SUM(n_retained) AS retained, "
        f"SUM(n_unlearned) AS unlearned, SUM(n_learned) AS learned FROM {_TAKEN} taken "
        f"WHERE quiz_id IN ({_places(quizzes)}) AND {condition} GROUP BY 1, 2) AS clustered "
        "GROUP BY cohort ORDER BY cohort",
        list(quizzes),
    )
    for found, *sums in cursor.fetchall():
        yield found, [int(value) for value in sums]


def _row(
    scope: tuple[str, str], dimension: str, cohort: str, sums: Sequence[int], left_out: int, now: datetime
) -> PooledSums:
    named = dict(zip(_NAMES, sums, strict=True))
    return PooledSums(
        scope=scope[0],
        key=scope[1],
        dimension=dimension,
        cohort=cohort,
        taken_at=now,
        quizzes_left_out=left_out,
        **named,
    )


def _places(values: Sequence[int]) -> str:
    return ", ".join(["%s"] * len(values)) or "NULL"
