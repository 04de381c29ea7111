"""The sums of a cut, exact at this moment: tables of sums and what waits in the queue, in one statement.

The tables answer cuts by quiz, question and day, and in whole months by one of specialty, country and language. Any
other combination is counted from the answers, within SECONDS.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from hub.time_limits import at_most

from ..cut import COHORTS, Cut, Evidence
from ..models.rollup import ABSENT, Contribution
from ..tallies import MoveCount, QuestionTally, QuizTally
from .states import Scope, states_sql
from .sums import MONTH, OF_OPTIONS, OF_QUESTION, OF_QUIZ, Rollup, rollup_of

SECONDS = 5.0
"""How long counting from the answers may take before the reader is told to narrow the cut."""

Key = tuple[Any, ...]
_ALL = Scope()
QUESTION_KEY = ("quiz_id", "question_id", "series")

_HASTY = {
    "postgresql": "before_at + interval '20 seconds'",
    "sqlite": "django_format_dtdelta('+', before_at, 20000000)",
}
_LACKS_NOT = {
    Evidence.NOT_READ: "(timing <> 1 OR read_at_after IS NOT NULL)",
    Evidence.HASTY: "(timing <> 1 OR after_at >= {hasty})",
    Evidence.READ_BEFORE: "read_at_before IS NULL",
}
"""What holds for those who stay when learners without the evidence are left out."""


class _Kind(NamedTuple):
    """What is counted. rows: which contributions tell it, those of questions or those of quizzes."""

    key: tuple[str, ...]
    sums: dict[str, str]
    rows: str


_QUESTIONS = _Kind(QUESTION_KEY, OF_QUESTION, "question_id IS NOT NULL")
_QUIZZES = _Kind(("quiz_id",), OF_QUIZ, "question_id IS NULL")
_MOVES = _Kind((*QUESTION_KEY, "before_slot", "after_slot", "timing"), OF_OPTIONS, "question_id IS NOT NULL")


def question_tallies(cut: Cut, by: Sequence[str] = (), *, as_stored: bool = False) -> dict[Key, QuestionTally]:
    """By (quiz, question, series) and what `by` names: month or day, profession, specialty, country, language, version.

    as_stored: with answers right as they were scored when stored. One query; raises TooSlow where the answers themselves have to be counted and that takes longer than SECONDS.
    """
    rows = _read(_QUESTIONS, cut, by, Scope(as_stored=as_stored))
    return {key: QuestionTally(*sums) for key, sums in rows}


def quiz_tallies(cut: Cut, by: Sequence[str] = ()) -> dict[Key, QuizTally]:
    """By (quiz,) and what `by` names, as `question_tallies`."""
    return _quiz_tallies(cut, by, _ALL)


def quiz_tallies_with_flagged(cut: Cut) -> dict[Key, QuizTally]:
    """By (quiz,), as if no attempt had a flag. Three queries; from the answers of learners with flags alone."""
    found = {key: defaultdict(int, vars(tally)) for key, tally in quiz_tallies(cut).items()}
    for sign, scope in ((-1, Scope(only_flagged=True)), (1, Scope(only_flagged=True, with_flagged=True))):
        for key, tally in _quiz_tallies(cut, (), scope).items():
            sums = found.setdefault(key, defaultdict(int))
            for name, n in vars(tally).items():
                sums[name] += sign * n
    return {key: QuizTally(**sums) for key, sums in found.items()}


def _quiz_tallies(cut: Cut, by: Sequence[str], scope: Scope) -> dict[Key, QuizTally]:
    rows = _read(_QUIZZES, replace(cut, question=None), by, scope)
    return {key: QuizTally(*sums) for key, sums in rows}


def option_moves(cut: Cut) -> dict[Key, list[MoveCount]]:
    """By (quiz, question, series): learners by what they chose. From the answers unless the cut is of all learners and days."""
    found: dict[Key, list[MoveCount]] = defaultdict(list)
    for key, (learners,) in _read(_MOVES, cut, ()):
        before, after, timing = key[3:]
        if learners:
            found[key[:3]].append(MoveCount(_slot(before), _slot(after), timing, learners))
    return dict(found)


def _slot(stored: str) -> str | None:
    return None if stored == ABSENT else stored


def _read(kind: _Kind, cut: Cut, by: Sequence[str], scope: Scope = _ALL) -> list[tuple[Key, Sequence[int]]]:
    if cut.is_empty:
        return []
    parts = None if scope != _ALL else _tables(kind, cut, by)
    if parts is None:
        with at_most(SECONDS):
            return _run(kind, by, [_from_answers(kind, cut, by, scope)])
    return _run(kind, by, [*parts, _from_queue(kind, cut, by)])


@dataclass(frozen=True)
class _Part:
    sql: str
    params: list[Any]


def _run(kind: _Kind, by: Sequence[str], parts: Sequence[_Part]) -> list[tuple[Key, Sequence[int]]]:
    key = ", ".join((*kind.key, *by))
    sums = ", ".join(f"CAST(SUM({name}) AS bigint)" for name in kind.sums)
    union = " UNION ALL ".join(part.sql for part in parts)
    anybody = " OR ".join(f"SUM({name}) <> 0" for name in kind.sums)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {key}, {sums} FROM ({union}) AS parts GROUP BY {key} HAVING {anybody} ORDER BY {key}",
            [param for part in parts for param in part.params],
        )
        rows = cursor.fetchall()
    width = len(kind.key) + len(by)
    days = [place for place, name in enumerate((*kind.key, *by)) if name in ("day", "month")]
    return [(_with_dates(row[:width], days), row[width:]) for row in rows]


def _with_dates(key: Key, places: Iterable[int]) -> Key:
    """SQLite gives days as text."""
    found = list(key)
    for place in places:
        found[place] = date.fromisoformat(str(found[place]))
    return tuple(found)


def _tables(kind: _Kind, cut: Cut, by: Sequence[str]) -> list[_Part] | None:
    """The parts of the tables of sums that hold this cut; None where none does."""
    dimensions = {*cut.cohorts, *by} - {"day", "month"}
    if kind is _MOVES:
        of_all = not dimensions and cut.first is None and cut.last is None
        return [_from_table(rollup_of(kind.sums, None), kind, cut, by)] if of_all else None
    if not dimensions and ("day" in by or not cut.goes_by_months):
        inside = None if "day" in by else cut.whole_months
        days = rollup_of(kind.sums, "day")
        parts = [_from_table(days, kind, edge, by) for edge in (cut.edges() if inside else [cut])]
        return parts + ([_from_table(rollup_of(kind.sums, "month"), kind, inside, by)] if inside else [])
    if len(dimensions) > 1 or not dimensions <= set(COHORTS) or not cut.goes_by_months or "day" in by:
        return None
    return [_from_table(rollup_of(kind.sums, "month", *dimensions), kind, cut, by)]


def _from_table(rollup: Rollup, kind: _Kind, cut: Cut, by: Sequence[str]) -> _Part:
    time = next((name for name in ("day", "month") if name in rollup.key), "")
    of_month = {"month": f"{MONTH[connection.vendor]}"} if time == "day" else {}
    columns = ", ".join([*kind.key, *(f"{of_month[name]} AS {name}" if name in of_month else name for name in by)])
    condition, params = _condition(cut, time)
    return _Part(f"SELECT {columns}, {', '.join(kind.sums)} FROM {rollup.table} WHERE {condition}", params)


def _from_queue(kind: _Kind, cut: Cut, by: Sequence[str]) -> _Part:
    condition, params = _condition(cut, "day")
    source = f"(SELECT * FROM {Contribution._meta.db_table} WHERE {condition}) AS queued"
    return _Part(_summed(kind, by, source, weight="weight"), params)


def _from_answers(kind: _Kind, cut: Cut, by: Sequence[str], scope: Scope) -> _Part:
    states, params = states_of(cut, scope)
    return _Part(_summed(kind, by, f"({states}) AS states", weight="1"), params)


def states_of(cut: Cut, scope: Scope) -> tuple[str, list[Any]]:
    """A query with a row for each learner of the cut and each series, as `states_sql` describes, and its params.

    Run it within `at_most(SECONDS)`: it reads the answers themselves.
    """
    condition, params = _condition(replace(cut, quizzes=None, question=None), "day", of_states=True)
    scope = replace(scope, quizzes=cut.quizzes, question=cut.question)
    return states_sql(scope, condition, params)


def _summed(kind: _Kind, by: Sequence[str], source: str, *, weight: str) -> str:
    expressions = {"month": MONTH[connection.vendor], "version": "version_id"}
    key = [*kind.key, *(expressions.get(name, name) for name in by)]
    named = [*kind.key, *(f"{expressions[name]} AS {name}" if name in expressions else name for name in by)]
    sums = [f"SUM(({amount}) * {weight}) AS {name}" for name, amount in kind.sums.items()]
    return f"SELECT {', '.join([*named, *sums])} FROM {source} WHERE {kind.rows} GROUP BY {', '.join(key)}"


def _condition(cut: Cut, time: str, *, of_states: bool = False) -> tuple[str, list[Any]]:
    """On the columns of a table of sums, of the queue, or of the states of learners. time: the column of the day."""
    conditions, params = ["1 = 1"], []
    if cut.quizzes is not None:
        conditions.append(f"quiz_id IN ({', '.join(['%s'] * len(cut.quizzes))})")
        params += cut.quizzes
    if cut.question is not None:
        conditions.append("question_id = %s")
        params.append(cut.question)
    for comparison, day in ((">=", cut.first), ("<=", cut.last)):
        if day is not None:
            conditions.append(f"{time} {comparison} %s")
            params.append(connection.ops.adapt_datefield_value(day))
    owners = {"language": "counted"}
    for name in ("profession", *COHORTS):
        if value := getattr(cut, name):
            conditions.append(f"{owners.get(name, 'learner')}.{name} = %s" if of_states else f"{name} = %s")
            params.append(value)
    if cut.version is not None:
        conditions.append("version_id = %s")
        params.append(cut.version)
    conditions += [
        _LACKS_NOT[lack].replace("{hasty}", _HASTY[connection.vendor]) for lack in sorted(cut.without, key=str)
    ]
    return " AND ".join(conditions), params
