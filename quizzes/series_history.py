"""Which series of a question each published version of an article asked, and what a later version changed. Reads pins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Max

from articles.models import ArticleVersion

from .models import PinnedQuestion, Quiz
from .revisions import Revised

Place = tuple[int, int]
"""Quiz and question."""


@dataclass(frozen=True)
class Shown:
    """A question as one published version of the article asks it.

    number: of the article version. wording: number of the question version. order: its place there, from 0. evidence:
    key of the passage that proves the answer, or "".
    """

    number: int
    live_from: datetime
    version: UUID
    series: int
    wording: int
    order: int
    evidence: str

    def day_in(self, zone: ZoneInfo) -> date:
        """The day on which readers saw it first."""
        return self.live_from.astimezone(zone).date()


def shown_versions(quizzes: Iterable[Quiz], now: datetime) -> dict[Place, tuple[Shown, ...]]:
    """By question of a quiz: the versions that readers have seen by `now`, the oldest first; one query."""
    found: dict[Place, list[Shown]] = defaultdict(list)
    rows = (
        PinnedQuestion.objects.filter(quiz__in=quizzes, article_version__in=ArticleVersion.objects.released(now))
        .order_by("article_version__number")
        .values_list(
            "quiz",
            "question_version__question",
            "article_version__number",
            "article_version__live_from",
            "question_version",
            "question_version__series",
            "question_version__number",
            "order",
            "evidence",
        )
    )
    for quiz, question, *shown in rows:
        found[quiz, question].append(Shown(*shown))
    return {place: tuple(versions) for place, versions in found.items()}


def live_numbers(quizzes: Iterable[Quiz], now: datetime) -> dict[int, int]:
    """By quiz the number of the version of its article that readers see; none for an article taken down. One query."""
    live = ArticleVersion.objects.live(now).filter(article__quiz__in=quizzes)
    return dict(live.order_by().values_list("article__quiz").annotate(n=Max("number")))


def first_revision(
    versions: Sequence[Shown], series: int, decided_at: datetime, *, article_counts: bool
) -> tuple[Revised, Shown] | None:
    """The first version after a decision on a series that asks the question anew, and what it changed.

    article_counts: whether any new version of the article is a revision, as where a passage was to be rewritten.
    """
    asked = [one.wording for one in versions if one.series == series and one.live_from <= decided_at]
    for one in versions:
        if one.live_from <= decided_at:
            continue
        if one.series > series:
            return Revised.QUESTION, one
        if asked and one.wording > max(asked):
            return Revised.WORDING, one
        if article_counts:
            return Revised.ARTICLE, one
    return None
