"""Answers to the statements of many surveys at once, by survey and series."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef

from .analysis import StatementReport
from .models import LikertPoint, PinnedStatement, SurveyAnswer, SurveyFlag, SurveyResponse

StatementKey = tuple[int, int, int]
"""Primary keys of survey and statement, and the series."""


@dataclass(frozen=True)
class StatementCount:
    """Unflagged answers to one series in one survey. eligible: learners whose survey showed it. counts: points 1 to 5."""

    is_reversed: bool
    eligible: int
    counts: tuple[int, int, int, int, int]
    not_applicable: int


def statement_counts(surveys: Collection[int]) -> dict[StatementKey, StatementCount]:
    """Every series that these surveys have shown; three queries, however many surveys."""
    responses = {
        (row["survey"], row["article_version"]): row["n"]
        for row in SurveyResponse.objects.filter(~_flagged("pk"), survey__in=surveys)
        .order_by()
        .values("survey", "article_version")
        .annotate(n=Count("pk"))
    }
    chosen: dict[StatementKey, dict[int | None, int]] = defaultdict(lambda: defaultdict(int))
    answers = (
        SurveyAnswer.objects.filter(~_flagged("response"), response__survey__in=surveys)
        .order_by()
        .values_list("response__survey", "statement_version__statement", "statement_version__series", "value")
        .annotate(n=Count("pk"))
    )
    for survey, statement, series, value, n in answers:
        chosen[survey, statement, series][value] += n
    eligible: dict[StatementKey, int] = defaultdict(int)
    is_reversed: dict[StatementKey, bool] = {}
    pins = PinnedStatement.objects.filter(survey__in=surveys).values_list(
        "survey",
        "statement_version__statement",
        "statement_version__series",
        "article_version",
        "statement_version__is_reversed",
    )
    for survey, statement, series, version, turned in pins:
        eligible[survey, statement, series] += responses.get((survey, version), 0)
        is_reversed[survey, statement, series] = turned
    return {
        key: StatementCount(turned, eligible[key], _points(chosen[key]), chosen[key][None])
        for key, turned in is_reversed.items()
    }


def _flagged(response: str) -> Exists:
    """Whether a response is flagged. An anti-join: of a left join to rows that are not there PostgreSQL expects next to
    nothing left, and then plans for a few responses where there are many."""
    return Exists(SurveyFlag.objects.filter(response=OuterRef(response)))


def together(text: str, series: int, counts: Collection[StatementCount]) -> StatementReport:
    """The report of one series over several surveys. A learner who answered it in two of them counts twice."""
    return StatementReport(
        text=text,
        series=series,
        version_numbers=(),
        is_reversed=any(count.is_reversed for count in counts),
        is_current=True,
        eligible=sum(count.eligible for count in counts),
        counts=_points({point: sum(count.counts[point - 1] for count in counts) for point in LikertPoint.values}),
        not_applicable=sum(count.not_applicable for count in counts),
    )


def _points(chosen) -> tuple[int, int, int, int, int]:
    one, two, three, four, five = (chosen.get(point, 0) for point in LikertPoint.values)
    return one, two, three, four, five
