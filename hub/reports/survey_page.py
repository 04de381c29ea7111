"""What the page of a survey report shows: sentences, chart and printed numbers, ready for the template."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from hub.charts import LikertRow, Svg, likert_bars
from hub.formats import points, points_interval
from hub.shares import FEWEST_FOR_ESTIMATE
from surveys import sentences
from surveys.analysis import StatementReport, SurveyReport
from surveys.models import LikertPoint


@dataclass(frozen=True)
class StatementPage:
    """One statement of the page."""

    report: StatementReport
    sentence: str
    median: str
    net: str
    net_limits: str


@dataclass(frozen=True)
class SurveyPage:
    """The page of a survey. chart: statements with enough answers, most agreement first; None where there is none."""

    report: SurveyReport
    response_sentence: str
    is_self_selected: bool
    statements: tuple[StatementPage, ...]
    points: tuple[tuple[int, str], ...]
    chart: Svg | None


def survey_page(report: SurveyReport) -> SurveyPage:
    return SurveyPage(
        report=report,
        response_sentence=sentences.response_sentence(report),
        is_self_selected=sentences.is_self_selected(report.response_rate),
        statements=tuple(_statement_page(statement) for statement in report.statements),
        points=tuple((point, str(label)) for point, label in LikertPoint.choices),
        chart=_chart(report),
    )


def _statement_page(statement: StatementReport) -> StatementPage:
    net = statement.net
    return StatementPage(
        report=statement,
        sentence=sentences.agreement_sentence(statement),
        median=sentences.median_words(statement.median),
        net=points(net.estimate if net else None, statement.n),
        net_limits=points_interval(net.interval, statement.n) if net and net.interval else "",
    )


def _chart(report: SurveyReport) -> Svg | None:
    rows = [
        LikertRow(statement.text, statement.counts, f"n = {statement.n}")
        for statement in report.by_agreement
        if statement.n >= FEWEST_FOR_ESTIMATE
    ]
    if not rows:
        return None
    return likert_bars(
        rows,
        name="agreement",
        title=_("Agreement with each statement, in percent of those who chose a point"),
        desc=_("The same numbers stand in the table below."),
    )
