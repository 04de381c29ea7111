"""One statement of the library over all the surveys that ask it: its newest series, by survey."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, QuerySet

from hub.formats import percentage

from .agreement import NOBODY, Agreement, agreement_of
from .models import Statement, StatementVersion, Survey, SurveyAnswer, SurveyFlag, SurveyResponse
from .report_rows import POINT_NAMES, SurveyAgreementRow, share_cells
from .reports import simulated_surveys


@dataclass(frozen=True)
class SurveyAgreement:
    """Answers to the statement in one survey. survey: its primary key; title: of its article."""

    survey: int
    title: str
    agreement: Agreement
    not_applicable: int
    has_simulated: bool


@dataclass(frozen=True)
class StatementAcross:
    """The newest series of a statement over surveys, most agreement first, those without answers last.

    text: its newest published wording. series: 0 while no version has been published. n_series: how many meanings it
    has had; only the newest is counted here.
    """

    text: str
    series: int
    n_series: int
    is_reversed: bool
    surveys: tuple[SurveyAgreement, ...]

    @property
    def agreement(self) -> Agreement:
        """Over all the surveys; a learner who answered several counts in each."""
        return agreement_of(
            (point, count) for one in self.surveys for point, count in enumerate(one.agreement.counts, start=1)
        )

    @property
    def has_simulated(self) -> bool:
        return any(one.has_simulated for one in self.surveys)


def statement_report(statement: Statement, surveys: QuerySet[Survey]) -> StatementAcross:
    """The statement over those of `surveys` that have shown its newest series; five queries."""
    newest = StatementVersion.objects.filter(statement=statement).order_by("-number").first()
    if newest is None:
        return StatementAcross(statement.text, 0, 0, statement.is_reversed, ())
    versions = StatementVersion.objects.filter(statement=statement, series=newest.series)
    titles = dict(
        surveys.filter(pins__statement_version__in=versions).distinct().order_by().values_list("pk", "article__title")
    )
    counts: dict[int, list[tuple[int | None, int]]] = defaultdict(list)
    simulated = simulated_surveys(SurveyResponse.objects.filter(survey__in=list(titles)))
    for survey, value, learners in (
        SurveyAnswer.objects.filter(
            ~Exists(SurveyFlag.objects.filter(response=OuterRef("response"))),
            statement_version__in=list(versions.values_list("pk", flat=True)),
            survey__in=list(titles),
        )
        .order_by()
        .values_list("survey", "value")
        .annotate(n=Count("pk"))
    ):
        counts[survey].append((value, learners))
    rows = [
        SurveyAgreement(
            survey=pk,
            title=title,
            agreement=agreement_of(counts[pk]) if counts[pk] else NOBODY,
            not_applicable=sum(learners for value, learners in counts[pk] if value is None),
            has_simulated=pk in simulated,
        )
        for pk, title in titles.items()
    ]
    return StatementAcross(
        newest.text, newest.series, newest.series, newest.is_reversed, tuple(sorted(rows, key=_place))
    )


def _place(one: SurveyAgreement) -> tuple[bool, float, str]:
    n = one.agreement.n
    return not n, -one.agreement.top_two.count / n if n else 0, one.title


def statement_report_rows(report: StatementAcross) -> Iterator[SurveyAgreementRow]:
    for one in report.surveys:
        agreement = one.agreement
        yield SurveyAgreementRow(
            article=one.title,
            statement=report.text,
            series=report.series,
            is_reversed=report.is_reversed,
            answered=agreement.n,
            **dict(zip(POINT_NAMES, agreement.counts, strict=True)),
            not_applicable=one.not_applicable,
            **share_cells("top_two", agreement.top_two),
            **share_cells("bottom_two", agreement.bottom_two),
            median=agreement.median,
            net_points=percentage(agreement.net.estimate) if agreement.net else None,
            mean_equal_steps=None if agreement.mean is None else round(agreement.mean, 4),
            includes_simulated=one.has_simulated,
        )
