"""What the page of one question shows: each series by itself, over the quizzes that ask it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hub.formats import points, points_interval
from quizzes.change import PairedChange
from quizzes.cut import Cut
from quizzes.models import KeyCorrection, Question, QuestionVersion, Quiz, Withdrawal
from quizzes.question_reports import SeriesStatistics, question_statistics

from .languages import LanguageTable, by_language
from .quiz_page import QuestionPage, Reading, question_page, reading
from .small_groups import ShownMonths, months_words, shown_months
from .trends import Mark, Trend, months_of


@dataclass(frozen=True)
class VersionLine:
    """One version of a question. shown_from: when the first article that shows it came out, None before that."""

    number: int
    series: int
    created_at: datetime
    shown_from: datetime | None


@dataclass(frozen=True)
class QuizRow:
    """One series in one quiz. months: those counted of a group of learners, "" for all."""

    quiz: Quiz
    series: int
    change: PairedChange
    points: str
    limits: str
    reading: Reading
    months: str


@dataclass(frozen=True)
class SeriesSection:
    """One series. trend: None for a group of learners, and with answers of fewer than two months."""

    page: QuestionPage
    versions: tuple[VersionLine, ...]
    discrimination: str
    rows: tuple[QuizRow, ...]
    trend: Trend | None
    languages: LanguageTable | None

    @property
    def heading(self) -> str:
        head = self.page.report.head
        numbers = ", ".join(map(str, head.version_numbers))
        return ngettext("Version %(numbers)s", "Versions %(numbers)s", len(head.version_numbers)) % {"numbers": numbers}

    @property
    def trend_id(self) -> str:
        return f"trend-{self.page.report.head.series}"

    @property
    def languages_id(self) -> str:
        return f"languages-{self.page.report.head.series}"


@dataclass(frozen=True)
class QuestionPages:
    """series: the newest first. left_out: on quizzes whose group is hidden, "" for none."""

    series: tuple[SeriesSection, ...]
    quizzes: tuple[Quiz, ...]
    left_out: str
    has_simulated: bool
    is_narrowed: bool

    @property
    def hides_all(self) -> bool:
        """Whether no quiz shows the group of learners asked for."""
        return self.is_narrowed and not any(section.rows for section in self.series)


def question_pages(question: Question, quizzes: Sequence[Quiz], cut: Cut) -> QuestionPages:
    """The page over these quizzes. A fixed number of queries, and two for each corrected key. Raises TooSlow."""
    cut = replace(cut, quizzes=tuple(quiz.pk for quiz in quizzes))
    months = shown_months(cut)
    found = question_statistics(question, cut, quizzes, months.spans if months else None)
    versions = _versions(question, found.quizzes)
    marks = _marks(question, versions) if months is None else {}
    languages = by_language(replace(cut, question=question.pk)) if months is None else {}
    return QuestionPages(
        series=tuple(_section(one, found.quizzes, versions, marks, languages, months) for one in found.series),
        quizzes=found.quizzes,
        left_out=months.sentence if months else "",
        has_simulated=found.has_simulated,
        is_narrowed=months is not None,
    )


def _section(
    one: SeriesStatistics,
    quizzes: Sequence[Quiz],
    versions: Sequence[VersionLine],
    marks: Mapping[int, list[Mark]],
    languages: Mapping[int, LanguageTable],
    months: ShownMonths | None,
) -> SeriesSection:
    series = one.report.head.series
    name = _("Correct answers by month")
    return SeriesSection(
        page=question_page(one.report, 0, shows_options=months is None),
        versions=tuple(version for version in versions if version.series == series),
        discrimination=_discrimination(one),
        rows=tuple(_row(quiz, series, one, months) for quiz in quizzes if quiz.pk in one.quizzes),
        trend=None if months else months_of(one.months, marks.get(series, []), name=f"months-{series}", title=name),
        languages=languages.get(series),
    )


def _row(quiz: Quiz, series: int, one: SeriesStatistics, months: ShownMonths | None) -> QuizRow:
    change = PairedChange(one.quizzes[quiz.pk].pairs)
    n = change.pairs.n
    return QuizRow(
        quiz=quiz,
        series=series,
        change=change,
        points=points(change.estimate, n),
        limits=points_interval(change.interval, n) if change.interval else "",
        reading=reading(change),
        months=months_words(months.spans[quiz.pk]) if months else "",
    )


def _discrimination(one: SeriesStatistics) -> str:
    if one.discrimination is None:
        return ""
    values = {"percent": round(one.discrimination)}
    if one.has_low_discrimination:
        return (
            _(
                "Before reading, a right answer goes little with right answers to the other questions of the quiz: "
                "discrimination %(percent)s%%, low below 20%%."
            )
            % values
        )
    return (
        _(
            "Before reading, a right answer goes with right answers to the other questions of the quiz: discrimination "
            "%(percent)s%%."
        )
        % values
    )


def _versions(question: Question, quizzes: Sequence[Quiz]) -> list[VersionLine]:
    """Versions that a published article of these quizzes has shown, in their order; one query."""
    shown = (
        QuestionVersion.objects.filter(question=question, pins__quiz__in=quizzes)
        .annotate(shown_from=Min("pins__article_version__live_from"))
        .order_by("number")
    )
    return [VersionLine(*row) for row in shown.values_list("number", "series", "created_at", "shown_from")]


def _marks(question: Question, versions: Sequence[VersionLine]) -> dict[int, list[Mark]]:
    """By series where other words came, the next series began, the key was corrected or the question withdrawn.

    Two queries. A correction that was undone is a decision too, and has its line.
    """
    marks: dict[int, list[Mark]] = {version.series: [] for version in versions}
    for before, version in pairwise(versions):
        day = timezone.localdate(version.shown_from or version.created_at)
        label = _("Version %(number)s") % {"number": version.number}
        if version.series == before.series:
            marks[version.series].append(Mark(day, label))
        else:
            marks[before.series].append(Mark(day, _("%(version)s: new series") % {"version": label}))
            marks[version.series].append(Mark(day, _("%(version)s: new series") % {"version": label}))
    for kind, words in ((KeyCorrection, _("Key corrected")), (Withdrawal, _("Withdrawn"))):
        for series, moment, undoes in kind.objects.filter(question=question).values_list(
            "series", "decided_at", "undoes"
        ):
            label = _("%(decision)s: undone") % {"decision": words} if undoes else words
            marks.setdefault(series, []).append(Mark(timezone.localdate(moment), label))
    return {series: sorted(found, key=lambda mark: mark.day) for series, found in marks.items()}
