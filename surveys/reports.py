"""What staff read about a survey: a fixed number of grouped queries, handed to `surveys.analysis`."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.db.models import CharField, Count, Exists, F, Func, OuterRef, Q, QuerySet

from .analysis import FlagCount, StatementReport, SurveyReport, analyse_statement
from .cohorts import shows_cohort
from .counts import PointCount, ResponseCount, Series, StatementHead
from .cut import EVERYBODY, SurveyCut
from .models import PinnedStatement, Survey, SurveyAnswer, SurveyFlag, SurveyResponse
from .models.survey import within


@dataclass(frozen=True)
class SurveyLine:
    """A survey in the list of reports; flagged responses stand apart, in left_out."""

    responses: int
    left_out: int
    has_simulated: bool


class Month(Func):
    """The month of a day as text, such as 2026-03."""

    output_field = CharField()
    template = "to_char(%(expressions)s, 'YYYY-MM')"

    def as_sqlite(self, compiler, connection, **context):
        # Days are stored as text there, and Django's own truncation calls back into Python for each row.
        return self.as_sql(compiler, connection, template="substr(%(expressions)s, 1, 7)", **context)


def survey_report(survey: Survey, cut: SurveyCut = EVERYBODY, reached: int | None = None) -> SurveyReport:
    """The report of one survey over all its published versions, of the responses in the cut.

    Three queries, two more for flagged responses where there are any, and one for a cohort. reached: learners of the cut who came as far as
    the survey, which only the quiz knows.
    """
    cut = replace(cut, surveys=(survey.pk,))
    responses = _responses(cut)
    counted = [count for count in responses if not count.is_flagged]
    n, left_out = _learners(counted), _learners(responses) - _learners(counted)
    hidden = not shows_cohort(cut)
    # A few flagged learners of a cohort are as few as others.
    flags = _flags(cut) if left_out and not cut.is_of_cohort else ()
    return SurveyReport(
        title=str(survey.article),
        responses=0 if hidden else n,
        left_out=0 if cut.is_of_cohort else left_out,
        flags=tuple(count for _kind, count in flags),
        reached=None if hidden else reached,
        statements=() if hidden else _statements(survey, cut, responses, with_flagged=bool(left_out)),
        has_simulated=any(count.simulated for count in counted),
        uniform=0 if hidden else _learners(count for count in counted if count.is_uniform),
        straight_lined=sum(count.uniform for kind, count in flags if kind == SurveyFlag.Kind.TOO_FAST),
        hidden=hidden,
    )


def survey_lines(surveys: Iterable[Survey], cut: SurveyCut = EVERYBODY) -> dict[int, SurveyLine]:
    """One line for each survey, by primary key; three queries, however many surveys.

    A learner answers a survey once, so responses are learners. Flagged and simulated ones are few, so each is asked
    from its own table.
    """
    ids = tuple(survey.pk for survey in surveys)
    responses = SurveyResponse.objects.within(replace(cut, surveys=ids)).order_by()
    everybody = dict(responses.values_list("survey").annotate(n=Count("pk")))
    flagged = dict(responses.filter(flags__isnull=False).values_list("survey").annotate(n=Count("pk", distinct=True)))
    simulated = simulated_surveys(responses)
    return {
        pk: SurveyLine(
            responses=everybody.get(pk, 0) - flagged.get(pk, 0),
            left_out=flagged.get(pk, 0),
            has_simulated=pk in simulated,
        )
        for pk in ids
    }


def simulated_surveys(responses: QuerySet[SurveyResponse]) -> set[int]:
    """Primary keys of the surveys that simulated learners answered, flagged responses aside; one query."""
    flags = SurveyFlag.objects.filter(response=OuterRef("pk"))
    found = responses.filter(~Exists(flags), learner__is_simulated=True).order_by()
    return set(found.values_list("survey", flat=True).distinct())


def _responses(cut: SurveyCut) -> list[ResponseCount]:
    rows = (
        SurveyResponse.objects.within(cut)
        .order_by()
        .annotate(is_flagged=Exists(SurveyFlag.objects.filter(response=OuterRef("pk"))))
        .values_list("article_version__number", "is_uniform", "is_flagged")
        .annotate(learners=Count("pk"), simulated=Count("pk", filter=Q(learner__is_simulated=True)))
    )
    return [ResponseCount(*row) for row in rows]


def _learners(counts: Iterable[ResponseCount]) -> int:
    return sum(count.learners for count in counts)


def _flags(cut: SurveyCut) -> tuple[tuple[str, FlagCount], ...]:
    """Responses left out, by kind of flag."""
    rows = (
        SurveyFlag.objects.filter(within(cut, "response__"))
        .values("kind")
        .annotate(n=Count("pk"), uniform=Count("pk", filter=Q(response__is_uniform=True)))
        .order_by("kind")
    )
    return tuple(
        (row["kind"], FlagCount(str(SurveyFlag.Kind(row["kind"]).label), row["n"], row["uniform"])) for row in rows
    )


def _statements(
    survey: Survey, cut: SurveyCut, responses: list[ResponseCount], *, with_flagged: bool
) -> tuple[StatementReport, ...]:
    pins = list(
        PinnedStatement.objects.filter(survey=survey)
        .annotate(shown_in=F("article_version__number"))
        .select_related("statement_version__statement")
        .order_by("-shown_in", "order", "-statement_version__number")
    )
    heads = _heads(pins)
    newest = max((pin.shown_in for pin in pins), default=0)
    points = _points(cut, pins, with_flagged=with_flagged)
    reports = (
        analyse_statement(head, points[series], responses, newest=newest, is_of_cohort=cut.is_of_cohort)
        for series, head in heads.items()
    )
    return tuple(report for report in reports if report)


def _series(pin: PinnedStatement) -> Series:
    return pin.statement_version.statement_id, pin.statement_version.series


def _heads(pins: Iterable[PinnedStatement]) -> Mapping[Series, StatementHead]:
    """The series these pins show, in the order of the pins: that of the newest article version first."""
    grouped: dict[Series, list[PinnedStatement]] = defaultdict(list)
    for pin in pins:
        grouped[_series(pin)].append(pin)
    return {
        series: StatementHead(
            statement=series[0],
            series=series[1],
            text=found[0].statement_version.text,
            version_numbers=tuple(sorted({pin.statement_version.number for pin in found})),
            is_reversed=found[0].statement_version.is_reversed,
            shown_in=frozenset(pin.shown_in for pin in found),
            opens_commitment=found[0].statement_version.statement.opens_commitment,
        )
        for series, found in grouped.items()
    }


def _points(
    cut: SurveyCut, pins: Iterable[PinnedStatement], *, with_flagged: bool
) -> Mapping[Series, list[PointCount]]:
    """Answers by series, in one pass over them: everything the page says of statements adds up from these.

    Flagged responses are few and have a query of their own, so that no answer is asked whether it is flagged; what the
    keys stand for is known from the pins, so that no answer is joined to its version.
    """
    series = {pin.statement_version_id: _series(pin) for pin in pins}
    numbers = {pin.article_version_id: pin.shown_in for pin in pins}
    answers = SurveyAnswer.objects.filter(
        within(cut, "response__"), survey__in=cut.surveys, statement_version__in=list(series)
    ).order_by()
    is_counted = ~Exists(SurveyFlag.objects.filter(response=OuterRef("response")))
    is_flagged = Q(response__in=SurveyFlag.objects.filter(within(cut, "response__")).values("response"))
    points: dict[Series, list[PointCount]] = defaultdict(list)
    for flagged, chosen in ((False, is_counted), (True, is_flagged))[: 1 + with_flagged]:
        rows = (
            answers.filter(chosen)
            .annotate(month=Month("response__submitted_on"))
            .values_list("statement_version", "value", "response__article_version", "month", "response__is_uniform")
            .annotate(learners=Count("pk"))
        )
        for statement, point, version, month, uniform, learners in rows:
            count = PointCount(point, numbers[version], month, uniform, flagged, learners)
            points[series[statement]].append(count)
    return points
