"""Telling the queue of every change in how answers count, in the transaction of the change itself.

A submission by one learner calls `contribute_attempt`. Whatever else changes how learners count, such as a flag, a
profile or a key, runs inside `recounting`: how they counted before is taken back, how they count after is added.

Changes of single learners lock their learner rows and exclude no other learner. Decisions about questions change many
learners at once and exclude all of them meanwhile: `decisions_kept_out` on one side, `learners_kept_out` on the other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Subquery

from hub import counting
from hub.models import Learner
from hub.statements import Parameter, Statement, insert

from ..keys import Series, series_of
from ..models import Answer, Attempt, AttemptFlag, KeyCorrection, PinnedQuestion, Question, QuestionVersion, Withdrawal
from ..models.rollup import DONT_KNOW, Contribution
from .counting import Mark, Sheet, State, changes
from .folding import fold_waiting
from .states import COLUMNS, Scope, states_sql

LOCK_KEY = 7_204_416
"""Any constant: the advisory lock on PostgreSQL between submissions, which share it, and decisions on questions."""

_TABLE = Contribution._meta.db_table
_LISTED = ", ".join(COLUMNS)


def contribute_attempt(
    *,
    attempt: Attempt,
    learner: Learner,
    answers: Sequence[Answer],
    flags: Collection[str],
    others: Collection[Attempt],
    pins: Sequence[PinnedQuestion],
) -> None:
    """Add what one stored attempt changed. One statement, and one more where the learner had others at this quiz.

    answers: of the attempt, to the questions of `pins`, scored by the keys as they stand. others: the learner's other attempts at the
    quiz. Needs the open transaction that stored it, with the learner locked and `decisions_kept_out` called before the
    answers were scored.
    """
    pinned = {pin.question_version_id: pin.question_version for pin in pins}
    marks = {
        series_of(pinned[answer.question_version_id]): Mark(
            _slot_of(pinned[answer.question_version_id], answer.option_id), answer.was_correct
        )
        for answer in answers
    }
    added = _sheet(attempt, bool(flags), marks)
    standing, withdrawn = _standing_sheets(others) if others else ([], set())
    insert(
        [
            Contribution(
                quiz_id=attempt.quiz_id,
                question_id=state.series and state.series[0],
                specialty=learner.specialty,
                country=learner.country,
                is_simulated=int(learner.is_simulated),
                weight=weight,
                **_columns(state),
            )
            for state, weight in changes(standing, added, withdrawn=withdrawn).items()
        ]
    )


def _columns(state: State) -> dict[str, Any]:
    return {**vars(state), "series": state.series and state.series[1]}


def _slot_of(version: QuestionVersion, option: UUID | None) -> str:
    return next((one.slot for one in version.options.all() if one.pk == option), DONT_KNOW)


def _standing_sheets(others: Collection[Attempt]) -> tuple[list[Sheet], set[Series]]:
    """The sheets of these attempts, scored by the keys as they stand, and which of their series are withdrawn."""
    marks: dict[UUID, dict[Series, Mark]] = {attempt.pk: {} for attempt in others}
    flagged, withdrawn = set(), set()
    first = next(iter(others))
    rows = _ANSWERS.rows(learner=first.learner_id, quiz=first.quiz_id)
    for attempt, question, series, slot, was_correct, key, is_flagged, is_withdrawn in rows:
        if attempt not in marks:  # the one that has just been stored
            continue
        is_right = slot == key if key else bool(was_correct)
        marks[attempt][question, series] = Mark(slot or DONT_KNOW, is_right)
        flagged |= {attempt} if is_flagged else set()
        withdrawn |= {(question, series)} if is_withdrawn else set()
    return [_sheet(one, one.pk in flagged, marks[one.pk]) for one in others], withdrawn


def _sheet(attempt: Attempt, is_flagged: bool, marks: Mapping[Series, Mark]) -> Sheet:
    return Sheet(attempt.phase, attempt.submitted_at, attempt.submitted_on, attempt.language, is_flagged, marks)


_ANSWERS = Statement(
    lambda: (
        Answer.objects.filter(
            attempt__learner=Parameter("learner", Attempt.learner.field),
            attempt__quiz=Parameter("quiz", Attempt.quiz.field),
        )
        .order_by()
        .annotate(
            key=Subquery(
                KeyCorrection.objects.newest()
                .filter(question=OuterRef("question_version__question"), series=OuterRef("question_version__series"))
                .values("slot")[:1]
            ),
            is_flagged=Exists(AttemptFlag.objects.filter(attempt=OuterRef("attempt"))),
            is_withdrawn=Exists(
                Withdrawal.objects.standing().filter(
                    question=OuterRef("question_version__question"), series=OuterRef("question_version__series")
                )
            ),
        )
        .values_list(
            "attempt", "question_version__question", "question_version__series", "option__slot", "was_correct",
            "key", "is_flagged", "is_withdrawn",
        )
    )
)  # fmt: skip


@contextmanager
def recounting(scope: Scope) -> Iterator[None]:
    """Run a change of how these learners count. Needs an open transaction in which nobody else can change that."""
    if scope.is_empty:
        yield
        return
    _insert(*_weighted(scope, -1))
    yield
    _insert(*_weighted(scope, 1))


@contextmanager
def decision_on(question: Question, series: int) -> Iterator[None]:
    """Decide on a series, such as its key. Needs an open transaction with `learners_kept_out`."""
    pins = PinnedQuestion.objects.filter(question_version__question=question, question_version__series=series)
    with recounting(Scope.of(quizzes=pins.order_by().values_list("quiz", flat=True).distinct())):
        yield


def decisions_kept_out() -> None:
    """From here to the end of the transaction no key is corrected and no question withdrawn; others may answer."""
    _lock("pg_advisory_xact_lock_shared")


def learners_kept_out() -> None:
    """Wait for everybody who is answering just now, and let nobody begin until the transaction ends."""
    _lock("pg_advisory_xact_lock")


def _lock(function: str) -> None:
    """On SQLite nothing: a transaction that writes has the database to itself."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {function}(%s)", [LOCK_KEY])


def _weighted(scope: Scope, weight: int) -> tuple[str, list]:
    states, params = states_sql(scope)
    return f"SELECT {_LISTED}, {weight} AS weight FROM ({states}) AS states", params


def _insert(selected: str, params: list) -> None:
    """Learners who count alike become one row; what cancels out becomes none."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {_TABLE} ({_LISTED}, weight) SELECT {_LISTED}, SUM(weight) FROM ({selected}) AS changes"
            f" GROUP BY {_LISTED} HAVING SUM(weight) <> 0",
            params,
        )


@contextmanager
def _learners_recounted(learners) -> Iterator[None]:
    decisions_kept_out()
    with recounting(Scope.of(learners=learners)):
        yield


counting.register("answers", counting.Sums(_learners_recounted, forget=fold_waiting))
