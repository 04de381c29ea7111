"""The improvement worklist: which questions need an editor, why, what was decided, and what a revision has brought.

An item is one series of a question in one quiz. It is open while causes are named for it and nothing was decided about
them; only what the newest version of the article asks can be open. A decision settles it until a cause is named that
was not named then, or until the numbers are clearly worse (`revisions.is_clearly_worse`). Another series of the
question is another item.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils import timezone

from .analysis import QuestionReport
from .causes import CauseFound, affected, causes_of
from .models import Quiz, ReviewDecision
from .revisions import Numbers, Revised, Revision, is_clearly_worse
from .rollups.reading import option_moves, question_tallies
from .series_history import Shown, first_revision, live_numbers, shown_versions
from .series_reports import Key, cut_of, facilities_by_language, numbers_since, readings, series_reports


@dataclass(frozen=True)
class Item:
    """One series. n_affected: of its cause with the most learners, 0 without causes.

    n_simulated: simulated learners among them. versions: of the article that showed the question, the oldest first. is_asked: what readers see now asks
    this series.
    decision: the last one on the series. new_causes, is_worse: why it has to be looked at again. revised: the first
    version after the decision that changed what it is about; successor: the report of its series where that is another.
    """

    quiz: Quiz
    report: QuestionReport
    causes: tuple[CauseFound, ...]
    n_affected: int
    versions: tuple[Shown, ...]
    is_asked: bool
    n_simulated: int = 0
    decision: ReviewDecision | None = None
    new_causes: tuple[CauseFound, ...] = ()
    is_worse: bool = False
    revised: tuple[Revised, Shown] | None = None
    successor: QuestionReport | None = None
    revision: Revision | None = None

    @property
    def key(self) -> Key:
        return self.quiz.pk, self.report.head.question_id, self.report.head.series

    @property
    def is_reopened(self) -> bool:
        return bool(self.new_causes) or self.is_worse

    @property
    def is_open(self) -> bool:
        return self.is_asked and bool(self.causes) and (self.decision is None or self.is_reopened)

    @property
    def is_decided(self) -> bool:
        return self.decision is not None and not self.is_open

    @property
    def evidence(self) -> str:
        """Key of the passage that proves the answer, as the newest version with the series names it; "" for none."""
        series = self.report.head.series
        return next((one.evidence for one in reversed(self.versions) if one.series == series), "")


def worklist(quizzes: Iterable[Quiz], now: datetime | None = None) -> list[Item]:
    """Every open and every decided item, in a fixed number of queries; the ones that affect most learners first.

    Of items that affect equally many the one with the gravest cause comes first. Quizzes come with article and hub.
    `with_revisions` adds the numbers of revisions to those that are shown.
    """
    found = _items(list(quizzes), now or timezone.now())
    return sorted((item for item in found if item.is_open or item.is_decided), key=_rank)


def item_of(quiz: Quiz, question: int, series: int, now: datetime | None = None) -> Item | None:
    """The item of one series, also where nothing is wrong with it; None for a series the quiz has never shown."""
    found = _items([quiz], now or timezone.now())
    return next((item for item in found if item.key == (quiz.pk, question, series)), None)


def with_revisions(items: Sequence[Item]) -> list[Item]:
    """The items with `revision`, where there is one; one query where a series goes on in other words or another article."""
    days = {
        item.key: shown.day_in(item.quiz.article.hub.zone)
        for item in items
        if item.revised and item.successor is None
        for _what, shown in [item.revised]
    }
    since = numbers_since(days)
    return [replace(item, revision=_revision(item, since)) for item in items]


def _items(quizzes: Sequence[Quiz], now: datetime) -> list[Item]:
    by_pk = {quiz.pk: quiz for quiz in quizzes}
    shown = shown_versions(quizzes, now)
    tallies = question_tallies(cut_of(quizzes))
    reports = dict(series_reports(shown, tallies, option_moves(cut_of(quizzes))))
    languages = facilities_by_language(quizzes)
    read = readings(quizzes)
    live = live_numbers(quizzes, now)
    decisions = {
        (row.quiz_id, row.question_id, row.series): row
        for row in ReviewDecision.objects.newest().filter(quiz__in=quizzes).select_related("decided_by")
    }
    items = []
    for key, report in reports.items():
        place, series = key[:2], key[2]
        versions = shown[place]
        asked = versions[-1].series == series and versions[-1].number == live.get(key[0])
        causes = causes_of(report, languages.get(key[1:], ()), read.get(key[0]))
        item = Item(
            quiz=by_pk[key[0]],
            report=report,
            causes=causes,
            n_affected=max((affected(report, cause) for cause in causes), default=0),
            versions=versions,
            is_asked=asked and not report.is_withdrawn,
            n_simulated=tallies[key].n_simulated if key in tallies else 0,
        )
        decision = decisions.get(key)
        items.append(_decided(item, decision, reports) if decision else item)
    return items


def _decided(item: Item, decision: ReviewDecision, reports: Mapping[Key, QuestionReport]) -> Item:
    quiz, question, series = item.key
    revised = first_revision(
        item.versions, series, decision.decided_at, article_counts=decision.deed == ReviewDecision.Deed.REVISE_PASSAGE
    )
    successor = None
    if revised and revised[1].series != series:
        successor = reports[quiz, question, revised[1].series]
    return replace(
        item,
        decision=decision,
        new_causes=tuple(one for one in item.causes if one.cause.value not in decision.seen),
        is_worse=is_clearly_worse(decision.pairs, item.report.change.pairs),
        revised=revised,
        successor=successor,
    )


def _revision(item: Item, since: Mapping[Key, Numbers]) -> Revision | None:
    if item.revised is None:
        return None
    what, shown = item.revised
    whole = Numbers(item.report.before, item.report.change)
    if item.successor:
        then, now = whole, Numbers(item.successor.before, item.successor.change)
    else:
        now = since[item.key]
        then = whole.without(now)
    return Revision(what, shown.day_in(item.quiz.article.hub.zone), shown.number, then, now)


def _rank(item: Item) -> Any:
    gravest = min((cause.cause.severity for cause in item.causes), default=len(item.causes))
    return -item.n_affected, gravest, item.key
