"""How the answers of each learner count, as SQL over the stored answers: the one definition behind every sum.

A flagged attempt counts as none. An answer is right by the key as it stands. Withdrawn questions are in no sum of their
quiz. Both databases run the same text but for the comparison with 30 days.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from hub.models import Learner

from ..counts import MATCH_WITHIN
from ..models.rollup import ABSENT, DONT_KNOW, Contribution

COLUMNS = tuple(field.column for field in Contribution._meta.concrete_fields if field.name not in ("id", "weight"))
"""Columns that say how somebody counts, in the order in which `states_sql` selects them."""

_MICROSECONDS = int(MATCH_WITHIN.total_seconds() * 1_000_000)
LATEST = {
    "postgresql": f"before_at + interval '{MATCH_WITHIN.days} days'",
    # What Django itself makes of adding a timedelta to a stored instant.
    "sqlite": f"django_format_dtdelta('+', before_at, {_MICROSECONDS})",
}
"""The last instant at which answers after reading match those of `before_at`, by kind of database."""


@dataclass(frozen=True)
class Scope:
    """Whose answers, at which quizzes, to which question; None for all.

    only_flagged: learners who have a flag at the quiz. with_flagged: as if no attempt had a flag. as_stored: right as scored when stored, whatever was decided since.
    versions: of articles, whose pages were answered. until: answers of earlier days; whatever else was answered is then
    as if it had not been.
    """

    learners: tuple[UUID, ...] | None = None
    quizzes: tuple[int, ...] | None = None
    question: int | None = None
    only_flagged: bool = False
    with_flagged: bool = False
    as_stored: bool = False
    versions: tuple[int, ...] | None = None
    until: date | None = None

    @classmethod
    def of(cls, *, learners: Iterable[UUID] | None = None, quizzes: Iterable[int] | None = None) -> Scope:
        return cls(None if learners is None else tuple(learners), None if quizzes is None else tuple(quizzes))

    @property
    def is_empty(self) -> bool:
        return self.learners == () or self.quizzes == ()

    def sql(self) -> tuple[str, list[Any]]:
        """Condition on `attempt` and `version`, with its parameters."""
        conditions, params = ["1 = 1"], []
        if self.learners is not None:
            conditions.append(f"attempt.learner_id IN ({_places(self.learners)})")
            params += [_stored(pk) for pk in self.learners]
        if self.quizzes is not None:
            conditions.append(f"attempt.quiz_id IN ({_places(self.quizzes)})")
            params += self.quizzes
        if self.question is not None:
            conditions.append("version.question_id = %s")
            params.append(self.question)
        if self.only_flagged:
            conditions.append(_HAS_FLAG)
        if self.versions is not None:
            conditions.append(f"attempt.article_version_id IN ({_places(self.versions)})")
            params += self.versions
        if self.until is not None:
            conditions.append("attempt.submitted_on < %s")
            params.append(connection.ops.adapt_datefield_value(self.until))
        return " AND ".join(conditions), params


def states_sql(scope: Scope, condition: str = "1 = 1", params: Sequence[Any] = ()) -> tuple[str, list[Any]]:
    """A query with COLUMNS, learner_id, profession and version_id: a row a learner for each series, and for each quiz.

    condition: on the columns of `counted` and `learner`, with its params. With a question in the
    scope the rows of quizzes count that question alone.
    """
    of_attempts, found = scope.sql()
    flagged = "0" if scope.with_flagged else _IS_FLAGGED
    decided = "NULL" if scope.as_stored else "decided.slot"
    latest = LATEST[connection.vendor]
    parts = {"scope": of_attempts, "condition": condition, "flagged": flagged, "decided": decided, "latest": latest}
    text = _STATES
    for name, part in parts.items():
        text = text.replace("{" + name + "}", part)
    return text, [*found, *params]


def _places(values: tuple) -> str:
    return ", ".join(["%s"] * len(values)) or "NULL"


def _stored(pk: UUID) -> Any:
    return Learner._meta.pk.get_db_prep_value(pk, connection)


def _of(phase: str, column: str, otherwise: str = "NULL") -> str:
    return f"MAX(CASE WHEN phase = '{phase}' AND flagged = 0 THEN {column} ELSE {otherwise} END)"


def _flagged(phase: str) -> str:
    return f"MAX(CASE WHEN phase = '{phase}' THEN flagged ELSE 0 END)"


_IS_FLAGGED = (
    "CASE WHEN EXISTS (SELECT 1 FROM quizzes_attemptflag flag WHERE flag.attempt_id = attempt.id) THEN 1 ELSE 0 END"
)
_HAS_FLAG = (
    "EXISTS (SELECT 1 FROM quizzes_attempt other JOIN quizzes_attemptflag flag ON flag.attempt_id = other.id "
    "WHERE other.learner_id = attempt.learner_id AND other.quiz_id = attempt.quiz_id)"
)
_DAY = f"COALESCE({_of('post', 'submitted_on')}, {_of('pre', 'submitted_on')}, MAX(submitted_on))"
_FIRST = "COALESCE({pre}, {post}, MAX({column}))"
"""Of the answers before reading, else of those after: so that both answers of a pair stay together."""


def _first(column: str) -> str:
    return _FIRST.format(pre=_of("pre", column), post=_of("post", column), column=column)


_TIMING = (
    "CASE WHEN before_at IS NULL OR after_at IS NULL THEN 0 WHEN after_at < before_at THEN 3 "
    "WHEN after_at > {latest} THEN 2 ELSE 1 END"
)
_ATTEMPTS = f"""{_DAY} AS day, {_first("language")} AS language, {_first("article_version_id")} AS version_id,
    {_flagged("pre")} AS before_flagged, {_of("pre", "submitted_at")} AS before_at,
    {_of("pre", "article_read_at")} AS read_at_before,
    {_flagged("post")} AS after_flagged, {_of("post", "submitted_at")} AS after_at,
    {_of("post", "article_read_at")} AS read_at_after,
    {_flagged("follow-up")} AS later_flagged"""
_KEPT = "quiz_id, learner_id, day, language, version_id, before_at, after_at, read_at_before, read_at_after"
_STATES = f"""
WITH scored AS (
  SELECT attempt.learner_id, attempt.quiz_id, attempt.phase, attempt.submitted_at, attempt.submitted_on,
    attempt.language, attempt.article_version_id, attempt.article_read_at,
    version.question_id, version.series, COALESCE(chosen.slot, '{DONT_KNOW}') AS slot,
    CASE WHEN chosen.id IS NULL THEN 0
         WHEN {{decided}} IS NULL THEN CASE WHEN answer.was_correct THEN 1 ELSE 0 END
         WHEN {{decided}} = chosen.slot THEN 1 ELSE 0 END AS is_right,
    {{flagged}} AS flagged
  FROM quizzes_attempt attempt
  JOIN quizzes_answer answer ON answer.attempt_id = attempt.id
  JOIN quizzes_questionversion version ON version.id = answer.question_version_id
  LEFT JOIN quizzes_versionoption chosen ON chosen.id = answer.option_id
  LEFT JOIN quizzes_keycorrection decided ON decided.question_id = version.question_id
    AND decided.series = version.series
    AND NOT EXISTS (SELECT 1 FROM quizzes_keycorrection newer WHERE newer.question_id = decided.question_id
                    AND newer.series = decided.series AND newer.number > decided.number)
  WHERE {{scope}}
), by_question AS (
  SELECT quiz_id, question_id, series, learner_id, {_ATTEMPTS},
    {_of("pre", "slot")} AS before_slot, {_of("pre", "is_right")} AS before_right,
    {_of("post", "slot")} AS after_slot, {_of("post", "is_right")} AS after_right,
    {_of("follow-up", "is_right")} AS later_right
  FROM scored GROUP BY quiz_id, question_id, series, learner_id
), timed AS (
  SELECT by_question.*, {_TIMING} AS timing FROM by_question
), asked AS (
  SELECT quiz_id, learner_id, COUNT(*) AS n_pairs, SUM(before_right * after_right) AS n_retained,
    SUM(before_right * (1 - after_right)) AS n_unlearned, SUM((1 - before_right) * after_right) AS n_learned
  FROM timed
  WHERE timing = 1 AND NOT EXISTS (
    SELECT 1 FROM quizzes_withdrawal gone WHERE gone.question_id = timed.question_id AND gone.series = timed.series
    AND gone.undoes_id IS NULL
    AND NOT EXISTS (SELECT 1 FROM quizzes_withdrawal undoing WHERE undoing.undoes_id = gone.id))
  GROUP BY quiz_id, learner_id
), by_quiz AS (
  SELECT quiz_id, learner_id, {_ATTEMPTS},
    {_of("pre", "0")} AS before_right, {_of("post", "0")} AS after_right, {_of("follow-up", "0")} AS later_right
  FROM scored GROUP BY quiz_id, learner_id
), counted AS (
  SELECT {_KEPT}, question_id, series, COALESCE(before_slot, '{ABSENT}') AS before_slot, before_right,
    before_flagged, COALESCE(after_slot, '{ABSENT}') AS after_slot, after_right, after_flagged, later_right,
    later_flagged, timing, 0 AS n_pairs, 0 AS n_retained, 0 AS n_unlearned, 0 AS n_learned
  FROM timed
  UNION ALL
  SELECT {", ".join(f"by_quiz.{name}" for name in _KEPT.split(", "))}, NULL, NULL, '{ABSENT}', before_right,
    before_flagged, '{ABSENT}', after_right, after_flagged, later_right, later_flagged, {_TIMING},
    COALESCE(asked.n_pairs, 0), COALESCE(asked.n_retained, 0), COALESCE(asked.n_unlearned, 0),
    COALESCE(asked.n_learned, 0)
  FROM by_quiz LEFT JOIN asked ON asked.quiz_id = by_quiz.quiz_id AND asked.learner_id = by_quiz.learner_id
)
SELECT quiz_id, question_id, series, day, learner.specialty, learner.country, counted.language, before_slot,
  before_right, before_flagged, after_slot, after_right, after_flagged, later_right, later_flagged, timing, n_pairs,
  n_retained, n_unlearned, n_learned, CASE WHEN learner.is_simulated THEN 1 ELSE 0 END AS is_simulated, learner_id,
  learner.profession, version_id
FROM counted JOIN hub_learner learner ON learner.id = counted.learner_id
WHERE {{condition}}
"""
