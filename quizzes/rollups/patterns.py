"""How learners answered a whole quiz, from the answers: which questions were right before and after."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from hub.time_limits import at_most

from ..cut import Cut
from ..items import ItemHead, Marks
from .reading import SECONDS, states_of
from .states import Scope


def marks_of_learners(cut: Cut, heads: Sequence[ItemHead]) -> dict[tuple[Marks, Marks], int]:
    """Learners of the cut, which is of one quiz, by their marks before and after at these questions.

    Only learners with a matched pair for each of them, at most 62; as many rows as there are patterns, however many
    learners. Raises TooSlow where that takes longer than SECONDS.
    """
    states, params = states_of(cut, Scope())
    # One bit a question, so that a sum holds all marks of a learner.
    bits = " ".join(["WHEN question_id = %s AND series = %s THEN %s"] * len(heads))
    places = [value for bit, head in enumerate(heads) for value in (head.question_id, head.series, 1 << bit)]
    with at_most(SECONDS), connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT marks_before, marks_after, COUNT(*) FROM (
              SELECT SUM(bit * before_right) AS marks_before, SUM(bit * after_right) AS marks_after
              FROM (
                SELECT learner_id, before_right, after_right, CASE {bits} ELSE 0 END AS bit
                FROM ({states}) AS states WHERE timing = 1 AND question_id IS NOT NULL
              ) AS marked
              WHERE bit <> 0 GROUP BY learner_id HAVING COUNT(*) = %s
            ) AS patterns GROUP BY marks_before, marks_after
            """,
            [*places, *params, len(heads)],
        )
        rows = cursor.fetchall()
    return {(_marks(before, len(heads)), _marks(after, len(heads))): n for before, after, n in rows}


def _marks(bits: int, n: int) -> Marks:
    return tuple(bool(int(bits) >> place & 1) for place in range(n))
