"""What the page of a survey report shows: sentences, chart and printed numbers, ready for the template."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from hub.charts import LikertRow, Neutral, Svg, likert_bars
from hub.formats import points, points_interval
from hub.shares import FEWEST_FOR_ESTIMATE, Share
from quizzes.score_groups import ScoreContrasts
from quizzes.score_reports import MANY_LEARNERS
from quizzes.score_sentences import contrasts_sentence
from surveys import sentences
from surveys.analysis import StatementReport, SurveyReport, is_hidden
from surveys.commitment_counts import CommitmentCounts
from surveys.commitment_reports import commitment_counts
from surveys.cut import EVERYBODY, SurveyCut
from surveys.models import LikertPoint, Survey
from surveys.reports import survey_report

from .reach import survey_reach
from .responders import days_to_review, responder_scores
from .score_rows import ScoreRow, score_rows


@dataclass(frozen=True)
class StatementPage:
    """One statement of the page. version_sentence: "" where one version of the article has answers."""

    report: StatementReport
    sentence: str
    median: str
    quartiles: str
    net: str
    net_limits: str
    version_sentence: str


@dataclass(frozen=True)
class MonthRow:
    """Agreement with each current statement in one month, None without answers. starts: article versions that begin."""

    month: str
    starts: tuple[int, ...]
    shares: tuple[Share | None, ...]


@dataclass(frozen=True)
class VersionRow:
    """Agreement with each current statement after one article version, None without answers."""

    version: int
    shares: tuple[Share | None, ...]


@dataclass(frozen=True)
class CommitmentPage:
    counts: CommitmentCounts
    sentence: str


@dataclass(frozen=True)
class SurveyPage:
    """The page of a survey. chart: statements with enough answers, most agreement first; None where there is none.

    scores: None until somebody asks for them, where there are many learners, and where the article has no quiz.
    may_ask_scores: there are some to ask for. is_narrowed: filters are set.
    """

    report: SurveyReport
    response_sentence: str
    is_self_selected: bool
    uniform_sentence: str
    statements: tuple[StatementPage, ...]
    points: tuple[tuple[int, str], ...]
    chart: Svg | None
    neutral: Neutral
    versions: tuple[VersionRow, ...]
    months: tuple[MonthRow, ...]
    scores: tuple[ScoreRow, ...]
    scores_sentence: str
    may_ask_scores: bool
    commitments: CommitmentPage | None
    is_narrowed: bool


def read_survey(
    survey: Survey, cut: SurveyCut = EVERYBODY, *, asks_scores: bool = False, neutral: Neutral = "split"
) -> SurveyPage:
    """The page of one survey within a cut; every number of it is of that cut."""
    own = replace(cut, surveys=(survey.pk,))
    report = survey_report(survey, own, reached=survey_reach(survey, cut))
    has_scores = report.reached is not None and bool(report.responses)
    shows_scores = has_scores and (asks_scores or (report.reached or 0) <= MANY_LEARNERS)
    commitments = None if report.hidden else commitment_counts(report, own)
    if commitments:
        commitments = replace(commitments, days=days_to_review(survey, own, commitments))
    scores = responder_scores(survey, cut) if shows_scores else None
    if scores and is_hidden(scores.fewest, is_of_cohort=cut.is_of_cohort):
        scores = None
    return survey_page(
        report,
        scores=scores,
        may_ask_scores=has_scores and not shows_scores,
        commitments=commitments,
        is_narrowed=cut.is_narrowed,
        neutral=neutral,
    )


def survey_page(
    report: SurveyReport,
    *,
    scores: ScoreContrasts | None = None,
    may_ask_scores: bool = False,
    commitments: CommitmentCounts | None = None,
    is_narrowed: bool = False,
    neutral: Neutral = "split",
) -> SurveyPage:
    said = sentences.commitment_sentence(commitments) if commitments else ""
    return SurveyPage(
        report=report,
        response_sentence=sentences.response_sentence(report),
        is_self_selected=sentences.is_self_selected(report.response_rate),
        uniform_sentence=sentences.uniform_sentence(report),
        statements=tuple(_statement_page(statement) for statement in report.statements),
        points=tuple((point, str(label)) for point, label in LikertPoint.choices),
        chart=_chart(report, neutral),
        neutral=neutral,
        versions=_versions(report),
        months=_months(report),
        scores=score_rows(scores) if scores else (),
        scores_sentence=_scores_sentence(scores) if scores else "",
        may_ask_scores=may_ask_scores,
        commitments=CommitmentPage(commitments, said) if commitments and said else None,
        is_narrowed=is_narrowed,
    )


def _statement_page(statement: StatementReport) -> StatementPage:
    net = statement.net
    return StatementPage(
        report=statement,
        sentence=sentences.agreement_sentence(statement),
        median=sentences.median_words(statement.median),
        quartiles=sentences.quartile_words(statement.quartiles),
        net=points(net.estimate if net else None, statement.n),
        net_limits=points_interval(net.interval, statement.n) if net and net.interval else "",
        version_sentence=sentences.version_sentence(statement),
    )


def _versions(report: SurveyReport) -> tuple[VersionRow, ...]:
    """Every article version with answers, the oldest first, where there are at least two."""
    by_statement = [{one.version: one.agreement.top_two for one in line.by_version} for line in report.current]
    numbers = sorted({number for found in by_statement for number in found})
    rows = tuple(VersionRow(number, tuple(found.get(number) for found in by_statement)) for number in numbers)
    return rows if len(rows) > 1 else ()


def _months(report: SurveyReport) -> tuple[MonthRow, ...]:
    """Every month with answers, where there are at least two."""
    by_statement = [{one.month: one for one in statement.by_month} for statement in report.current]
    rows = tuple(
        MonthRow(
            month=month,
            starts=tuple(sorted({start for found in by_statement if month in found for start in found[month].starts})),
            shares=tuple(found[month].agreement.top_two if month in found else None for found in by_statement),
        )
        for month in report.months
    )
    return rows if len(rows) > 1 else ()


def _scores_sentence(scores: ScoreContrasts) -> str:
    return contrasts_sentence(scores, "those who answered the survey", "those who did not")


def _chart(report: SurveyReport, neutral: Neutral) -> Svg | None:
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
        neutral=neutral,
    )
