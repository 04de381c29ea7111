"""Taking the sums over several quizzes, with every learner as one cluster. It reads all answers, so it runs at night."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from hub.suppression import STAFF, release

from ..models.rollup import PooledSums
from .states import Scope, states_sql

DIMENSIONS = ("specialty", "country", "profession")
"""What learners tell once and for all. Language is of a page, and one learner can read in two."""

Scopes = Mapping[tuple[str, str], Sequence[int]]
"""Quizzes by scope and key."""

_TAKEN = "pooling_taken"
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
        states, params = states_sql(Scope())
        cursor.execute(f"DROP TABLE IF EXISTS {_TAKEN}")
        cursor.execute(
            f"CREATE TEMPORARY TABLE {_TAKEN} AS SELECT quiz_id, learner_id, specialty, country, profession, "
            "before_right, after_right, is_simulated, n_pairs, n_retained, n_unlearned, n_learned "
            f"FROM ({states}) AS states WHERE question_id IS NULL "
            "AND (before_right IS NOT NULL OR after_right IS NOT NULL)",
            params,
        )
        try:
            hidden = {dimension: _hidden(cursor, dimension) for dimension in DIMENSIONS}
            rows = [row for scope, quizzes in scopes.items() for row in _rows(cursor, scope, quizzes, hidden, now)]
        finally:
            cursor.execute(f"DROP TABLE {_TAKEN}")
    with transaction.atomic():
        PooledSums.objects.all().delete()
        PooledSums.objects.bulk_create(rows, batch_size=500)
    return len(rows)


def _hidden(cursor: Any, dimension: str) -> dict[str, set[int]]:
    """By cohort the quizzes that may not show it."""
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    cursor.execute(f"SELECT quiz_id, {dimension}, COUNT(*) FROM {_TAKEN} GROUP BY quiz_id, {dimension}")
    for quiz, cohort, n in cursor.fetchall():
        counts[quiz][cohort] = n
    hidden: dict[str, set[int]] = defaultdict(set)
    for quiz, learners in counts.items():
        shown = release(learners, STAFF).shown
        for cohort in learners:
            if shown[cohort] is None:
                hidden[cohort].add(quiz)
    return hidden


def _rows(
    cursor: Any,
    scope: tuple[str, str],
    quizzes: Sequence[int],
    hidden: Mapping[str, Mapping[str, set[int]]],
    now: datetime,
) -> Iterator[PooledSums]:
    for sums in _summed(cursor, quizzes):
        yield _row(scope, "", "", sums, 0, now)
    for dimension in DIMENSIONS:
        cursor.execute(
            f"SELECT DISTINCT {dimension} FROM {_TAKEN} WHERE quiz_id IN ({_places(quizzes)})", list(quizzes)
        )
        for (cohort,) in cursor.fetchall():
            left_out = hidden[dimension].get(cohort, set()) & set(quizzes)
            kept = [quiz for quiz in quizzes if quiz not in left_out]
            for sums in _summed(cursor, kept, f"{dimension} = %s", [cohort]):
                if sums[2] >= STAFF:
                    yield _row(scope, dimension, cohort, sums, len(left_out), now)


def _summed(
    cursor: Any, quizzes: Sequence[int], condition: str = "1 = 1", params: Sequence[Any] = ()
) -> Iterator[Sequence[int]]:
    """One row, or none where nobody is left."""
    cursor.execute(
        f"SELECT {_SUMS} FROM (SELECT learner_id, MAX(before_right) IS NOT NULL AS was_before, "
        "MAX(after_right) IS NOT NULL AS was_after, MAX(is_simulated) AS simulated, SUM(n_pairs) AS m, SUM(n_retained) AS retained, "
        f"SUM(n_unlearned) AS unlearned, SUM(n_learned) AS learned FROM {_TAKEN} "
        f"WHERE quiz_id IN ({_places(quizzes)}) AND {condition} GROUP BY learner_id) AS clustered",
        [*quizzes, *params],
    )
    row = cursor.fetchone()
    if row[2]:
        yield [int(value) for value in row]


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
