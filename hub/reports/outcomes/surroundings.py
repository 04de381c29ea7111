"""What stands around the answers of a report: page loads, flags, and what readers said in surveys."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet, Sum

from articles.models import Reach
from quizzes.models import AttemptFlag, Phase
from surveys.models import StatementVersion, SurveyAnswer, SurveyResponse

from .counting import attempts_of
from .subject import Subject, start_of


def flagged_learners(subject: Subject, quizzes: Iterable[int]) -> dict[str, int]:
    """Learners with flagged attempts by reason, each once an article and reason."""
    rows = (
        AttemptFlag.objects.filter(attempt__in=attempts_of(subject).filter(quiz__in=list(quizzes)).values("pk"))
        .values("kind", "attempt__quiz")
        .annotate(n=Count("attempt__learner", distinct=True))
        .order_by()
    )
    found: Counter[str] = Counter()
    for row in rows:
        found[row["kind"]] += row["n"]
    return dict(found)


def page_loads(subject: Subject) -> dict[int, tuple[int, int]]:
    """By article: how often its versions were opened, and read to the end."""
    rows = (
        Reach.objects.filter(version__in=[version.pk for version in subject.versions], day__lt=subject.until)
        .values("version__article")
        .annotate(n_views=Sum("views"), n_reads=Sum("reads"))
        .order_by()
    )
    return {row["version__article"]: (row["n_views"], row["n_reads"]) for row in rows}


@dataclass
class StatementCounts:
    """Answers by point, None for "not applicable"; `eligible` were shown the statement."""

    points: Counter[int | None] = field(default_factory=Counter)
    learners: int = 0
    eligible: int = 0


@dataclass
class Surveyed:
    """responses: of surveys. reached: of these, and learners who answered the quiz after reading and no survey.

    alone, without_post: learners with a response and no attempt at all, or none after reading, at any of the articles.

    by_series: of a statement of the library, by its key and the number of the series. newest: the wording of each.
    """

    responses: int
    reached: int
    alone: int
    without_post: int
    by_series: dict[tuple[int, int], StatementCounts]
    newest: dict[tuple[int, int], StatementVersion]
    has_simulated: bool


def surveyed(subject: Subject, articles: Iterable[int]) -> Surveyed:
    """What readers of these articles said; eight queries. A learner counts once an article, in `learners` once."""
    counted = _responses(subject, articles)
    who = counted.aggregate(n=Count("pk"), simulated=Count("pk", filter=Q(learner__is_simulated=True)))
    after_reading = attempts_of(subject).counted().filter(quiz__article__in=list(articles), phase=Phase.POST)
    same = counted.filter(learner=OuterRef("learner"), survey__article=OuterRef("quiz__article"))
    silent = after_reading.filter(quiz__article__survey__isnull=False).exclude(Exists(same)).count()
    by_series: dict[tuple[int, int], StatementCounts] = defaultdict(StatementCounts)
    answers = SurveyAnswer.objects.filter(response__in=counted.values("pk")).order_by()
    names = ("statement_version__statement", "statement_version__series")
    for row in answers.values(*names, "value").annotate(n=Count("pk")):
        by_series[row[names[0]], row[names[1]]].points[row["value"]] += row["n"]
    chosen = answers.filter(value__isnull=False)
    for row in chosen.values(*names).annotate(n=Count("response__learner", distinct=True)):
        by_series[row[names[0]], row[names[1]]].learners = row["n"]
    shown = "article_version__pinned_statements__statement_version"
    for row in counted.values(f"{shown}__statement", f"{shown}__series").annotate(n=Count("pk")):
        key = (row[f"{shown}__statement"], row[f"{shown}__series"])
        if key in by_series:
            by_series[key].eligible = row["n"]
    versions = (
        StatementVersion.objects.filter(pins__article_version__in=[version.pk for version in subject.versions])
        .annotate(last=Max("pins__article_version__number"), place=Min("pins__order"), level=Max("pins__moore"))
        .order_by("place", "statement", "number")
    )
    newest = {(version.statement_id, version.series): version for version in versions}
    reached = who["n"] + silent
    tests = attempts_of(subject).counted().filter(quiz__article__in=list(articles), learner=OuterRef("learner"))
    alone = _people(counted.exclude(Exists(tests.exclude(phase=Phase.FOLLOW_UP))))
    without_post = _people(counted.exclude(Exists(tests.filter(phase=Phase.POST))))
    return Surveyed(who["n"], reached, alone, without_post, by_series, newest, who["simulated"] > 0)


def _people(responses: QuerySet[SurveyResponse]) -> int:
    return responses.values("learner").distinct().count()


def _responses(subject: Subject, articles: Iterable[int]) -> QuerySet[SurveyResponse]:
    """Unflagged responses before the cut-off, which is a midnight of each article's own hub."""
    wanted, condition = set(articles), Q(pk=None)
    by_hub: dict[Any, list[int]] = defaultdict(list)
    for version in subject.versions:
        if version.article_id in wanted:
            by_hub[version.article.hub].append(version.pk)
    for hub, versions in by_hub.items():
        condition |= Q(article_version__in=versions, submitted_at__lt=start_of(subject.until, hub))
    return SurveyResponse.objects.counted().filter(condition).order_by()
