"""What the page of one library statement shows: agreement by article, ready for the template."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from hub.charts import LikertRow, Svg, likert_bars
from hub.formats import points, points_interval
from hub.shares import FEWEST_FOR_ESTIMATE
from surveys import sentences
from surveys.models import LikertPoint
from surveys.statement_reports import StatementAcross, SurveyAgreement


@dataclass(frozen=True)
class SurveyRow:
    """The statement in one survey. net: empty below 20 learners."""

    report: SurveyAgreement
    median: str
    net: str
    net_limits: str


@dataclass(frozen=True)
class StatementPage:
    """chart: the articles with enough answers, most agreement first; None where there is none."""

    report: StatementAcross
    surveys: tuple[SurveyRow, ...]
    points: tuple[tuple[int, str], ...]
    chart: Svg | None


def statement_page(report: StatementAcross) -> StatementPage:
    return StatementPage(
        report=report,
        surveys=tuple(_row(one) for one in report.surveys),
        points=tuple((point, str(label)) for point, label in LikertPoint.choices),
        chart=_chart(report),
    )


def _row(one: SurveyAgreement) -> SurveyRow:
    net = one.agreement.net
    return SurveyRow(
        report=one,
        median=sentences.median_words(one.agreement.median),
        net=points(net.estimate if net else None, one.agreement.n),
        net_limits=points_interval(net.interval, one.agreement.n) if net and net.interval else "",
    )


def _chart(report: StatementAcross) -> Svg | None:
    rows = [
        LikertRow(one.title, one.agreement.counts, f"n = {one.agreement.n}")
        for one in report.surveys
        if one.agreement.n >= FEWEST_FOR_ESTIMATE
    ]
    if not rows:
        return None
    return likert_bars(
        rows,
        name="articles",
        title=_("Agreement by article, in percent of those who chose a point"),
        desc=_("The same numbers stand in the table below."),
    )
