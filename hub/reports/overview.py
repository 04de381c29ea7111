"""All quizzes of a cut in one table that sorts by every column."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hub.formats import points, points_interval
from quizzes.cut import Cut
from quizzes.models import Quiz
from quizzes.reports import QuizLine, quiz_lines

from .quiz_page import Reading, reading
from .small_groups import ShownMonths


@dataclass(frozen=True)
class QuizEntry:
    """A quiz with its line and the printed change; the change is empty below 20 learners."""

    quiz: Quiz
    line: QuizLine
    change: str
    limits: str
    reading: Reading


@dataclass(frozen=True)
class Column:
    """A column of the table. query: what the address says to sort by it, the other way round where it is sorted so."""

    key: str
    label: str
    query: str
    direction: str
    is_number: bool = True


_SORTS: dict[str, Callable[[Quiz, QuizLine], Any]] = {
    "title": lambda quiz, line: quiz.article.title.casefold(),
    "newest": lambda quiz, line: quiz.article_id,
    "answered-before": lambda quiz, line: line.learners_before,
    "answered-after": lambda quiz, line: line.learners_after,
    "both": lambda quiz, line: line.change.learners,
    "before": lambda quiz, line: line.change.before.estimate if line.change.is_estimable else None,
    "after": lambda quiz, line: line.change.after.estimate if line.change.is_estimable else None,
    "change": lambda quiz, line: line.change.estimate,
}
USUAL = "-newest"


def known_sort(text: str) -> str:
    """`text` where it names a column, with a minus for descending; else the usual order."""
    return text if text.removeprefix("-") in _SORTS else USUAL


def sorted_quizzes(
    quizzes: QuerySet, cut: Cut, sort: str, months: ShownMonths | None = None
) -> list[tuple[Quiz, QuizLine]]:
    """The quizzes with their lines in that order; those without a value last, whatever the direction. Two queries.

    months: of each quiz, where the cut narrows learners.
    """
    found = list(quizzes)
    lines = quiz_lines(found, cut, are_all=cut.quizzes is None, spans=months.spans if months else None)
    by, is_descending = _SORTS[sort.removeprefix("-")], sort.startswith("-")
    rows = sorted(((quiz, lines[quiz.pk]) for quiz in found), key=lambda row: row[0].article_id, reverse=True)
    known = [row for row in rows if _value(by, *row) is not None]
    known.sort(key=lambda row: by(*row), reverse=is_descending)
    return known + [row for row in rows if _value(by, *row) is None]


def _value(by: Callable[[Quiz, QuizLine], Any], quiz: Quiz, line: QuizLine) -> Any:
    """What a quiz is sorted by; None for a number that is hidden."""
    return None if line.is_hidden and by not in (_SORTS["title"], _SORTS["newest"]) else by(quiz, line)


def entries(rows: Iterable[tuple[Quiz, QuizLine]]) -> list[QuizEntry]:
    return [_entry(quiz, line) for quiz, line in rows]


def columns(sort: str) -> Sequence[Column]:
    labels = (
        ("title", _("Article"), False),
        ("answered-before", _("Answered before"), True),
        ("answered-after", _("Answered after"), True),
        ("both", _("Both times"), True),
        ("before", _("Before"), True),
        ("after", _("After"), True),
        ("change", _("Change"), True),
    )
    return [_column(key, str(label), is_number, sort) for key, label, is_number in labels]


def _column(key: str, label: str, is_number: bool, sort: str) -> Column:
    is_own = sort.removeprefix("-") == key
    direction = ("descending" if sort.startswith("-") else "ascending") if is_own else ""
    first = f"-{key}" if is_number else key
    other = key if first.startswith("-") else f"-{key}"
    return Column(key, label, other if sort == first else first, direction, is_number)


def _entry(quiz: Quiz, line: QuizLine) -> QuizEntry:
    change = line.change
    return QuizEntry(
        quiz=quiz,
        line=line,
        change=points(change.estimate, change.learners),
        limits=points_interval(change.interval, change.learners) if change.interval else "",
        reading=Reading(_("hidden"), "") if line.is_hidden else reading(change),
    )
