"""The only three reasons for which stored answers may change: the one place where history gives way.

Append-only rows refuse every change (`hub.models.AppendOnly`), and on PostgreSQL a trigger refuses it too, made from
the tables below (`hub.history_triggers`). Within `rewriting(reason)` both let pass what they name for that reason.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum

from django.db import connection

SETTING = "hub.rewriting"
"""Name of the setting of a PostgreSQL transaction that its triggers read."""


class Reason(StrEnum):
    """Why stored answers change. Whoever gives one writes an audit event in the same transaction."""

    ADOPTION = "adoption"
    ERASURE = "erasure"
    RETENTION = "retention"


ANSWERS = (
    "quizzes.attempt",
    "quizzes.answer",
    "quizzes.attemptflag",
    "surveys.surveyresponse",
    "surveys.surveyanswer",
    "surveys.surveyflag",
)
ALLOWED_UPDATES: dict[Reason, dict[str, frozenset[str]]] = {
    Reason.ADOPTION: {
        "quizzes.attempt": frozenset({"learner"}),
        "surveys.surveyresponse": frozenset({"learner"}),
    },
}
"""By reason and model: the fields that may be updated."""
OF_PEOPLE = frozenset({*ANSWERS, "hub.consentevent"})
"""What is erased with a person, or when its time is over."""
ALLOWED_DELETIONS = {Reason.ERASURE: OF_PEOPLE, Reason.RETENTION: OF_PEOPLE}
"""By reason: the models whose rows may be deleted."""
DERIVED = {"articles.articleversion": frozenset({"body_html"})}
"""By model: fields computed from the others, which may be remade at any time; no reason is asked for."""

_current: ContextVar[Reason | None] = ContextVar("rewriting", default=None)


@contextmanager
def rewriting(reason: Reason) -> Iterator[None]:
    """Let append-only rows change for this reason. Needs an open transaction: raises RuntimeError without one."""
    if not connection.in_atomic_block:
        raise RuntimeError("History gives way only inside a transaction.")
    token = _current.set(reason)
    _tell_database(reason)
    try:
        yield
    finally:
        _current.reset(token)
        if not connection.needs_rollback:
            _tell_database("")


def may_update(label: str, fields: Iterable[str]) -> bool:
    """Whether rows of the model (its lower-case label) may have just these fields updated now."""
    reason = _current.get()
    return reason is not None and set(fields) <= ALLOWED_UPDATES.get(reason, {}).get(label, frozenset())


def may_delete(label: str) -> bool:
    """Whether rows of the model (its lower-case label) may be deleted now."""
    reason = _current.get()
    return reason is not None and label in ALLOWED_DELETIONS.get(reason, frozenset())


def _tell_database(reason: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, reason])
