"""The survey report as flat rows for export. Pure; percentages and points run from -100 to 100."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from hub.formats import percentage
from hub.shares import Share

from .agreement import Agreement, Shift
from .analysis import StatementReport, SurveyReport

POINT_NAMES = ("strongly_disagree", "disagree", "neither", "agree", "strongly_agree")


@dataclass(frozen=True)
class StatementRow:
    """One series of a statement. A field is None where the report prints no estimate.

    mean_equal_steps, sd_equal_steps: of the points as if the steps between them were equal. with_flagged_*: if flagged
    responses counted. without_uniform_*: without learners who chose one point throughout.
    """

    statement: str
    series: int
    versions: str
    is_current: bool
    is_reversed: bool
    eligible: int
    answered: int
    strongly_disagree: int
    disagree: int
    neither: int
    agree: int
    strongly_agree: int
    not_applicable: int
    blank: int
    top_two: int
    top_two_pct: float | None
    top_two_lower: float | None
    top_two_upper: float | None
    bottom_two: int
    bottom_two_pct: float | None
    bottom_two_lower: float | None
    bottom_two_upper: float | None
    median: float | None
    first_quartile: float | None
    third_quartile: float | None
    mean_equal_steps: float | None
    sd_equal_steps: float | None
    net_points: float | None
    net_lower: float | None
    net_upper: float | None
    with_flagged_answered: int
    with_flagged_top_two_pct: float | None
    without_uniform_answered: int
    without_uniform_top_two_pct: float | None
    survey_responses: int
    survey_reached: int | None
    survey_response_pct: float | None
    flagged_left_out: int
    straight_lined: int
    one_point_throughout: int
    includes_simulated: bool


@dataclass(frozen=True)
class SurveyAgreementRow:
    """One survey. A field is None where the report prints no estimate; mean_equal_steps as if steps were equal."""

    article: str
    statement: str
    series: int
    is_reversed: bool
    answered: int
    strongly_disagree: int
    disagree: int
    neither: int
    agree: int
    strongly_agree: int
    not_applicable: int
    top_two: int
    top_two_pct: float | None
    top_two_lower: float | None
    top_two_upper: float | None
    bottom_two: int
    bottom_two_pct: float | None
    bottom_two_lower: float | None
    bottom_two_upper: float | None
    median: float | None
    net_points: float | None
    mean_equal_steps: float | None
    includes_simulated: bool


def statement_rows(report: SurveyReport) -> Iterator[StatementRow]:
    for statement in report.statements:
        yield _statement_row(statement, report)


@dataclass(frozen=True)
class AgreementRow:
    """Answers to one series of a statement after one article version (`version`) or in one month (`month`).

    A learner stands in both kinds of rows. shift_*: from the version before that one.
    """

    statement: str
    series: int
    is_current: bool
    is_reversed: bool
    version: int | None
    month: str
    answered: int
    strongly_disagree: int
    disagree: int
    neither: int
    agree: int
    strongly_agree: int
    top_two: int
    top_two_pct: float | None
    top_two_lower: float | None
    top_two_upper: float | None
    shift_points: float | None
    shift_lower: float | None
    shift_upper: float | None
    includes_simulated: bool


def agreement_rows(report: SurveyReport) -> Iterator[AgreementRow]:
    """Of every statement its article versions, then its months."""
    for statement in report.statements:
        for one in statement.by_version:
            yield _agreement_row(statement, one.agreement, report, version=one.version, change=one.shift)
        for each in statement.by_month:
            yield _agreement_row(statement, each.agreement, report, month=each.month)


def _agreement_row(
    statement: StatementReport,
    agreement: Agreement,
    report: SurveyReport,
    *,
    version: int | None = None,
    month: str = "",
    change: Shift | None = None,
) -> AgreementRow:
    return AgreementRow(
        statement=statement.text,
        series=statement.series,
        is_current=statement.is_current,
        is_reversed=statement.is_reversed,
        version=version,
        month=month,
        answered=agreement.n,
        **dict(zip(POINT_NAMES, agreement.counts, strict=True)),
        **share_cells("top_two", agreement.top_two),
        shift_points=percentage(change.estimate) if change else None,
        shift_lower=percentage(change.interval.lower) if change else None,
        shift_upper=percentage(change.interval.upper) if change else None,
        includes_simulated=report.has_simulated,
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _statement_row(statement: StatementReport, report: SurveyReport) -> StatementRow:
    net = statement.net
    limits = net.interval if net else None
    return StatementRow(
        statement=statement.text,
        series=statement.series,
        versions=", ".join(map(str, statement.version_numbers)),
        is_current=statement.is_current,
        is_reversed=statement.is_reversed,
        eligible=statement.eligible,
        answered=statement.n,
        **dict(zip(POINT_NAMES, statement.counts, strict=True)),
        not_applicable=statement.not_applicable,
        blank=statement.blank,
        **share_cells("top_two", statement.top_two),
        **share_cells("bottom_two", statement.bottom_two),
        median=statement.median,
        first_quartile=statement.quartiles[0] if statement.quartiles else None,
        third_quartile=statement.quartiles[1] if statement.quartiles else None,
        mean_equal_steps=_rounded(statement.mean),
        sd_equal_steps=_rounded(statement.sd),
        net_points=percentage(net.estimate) if net else None,
        net_lower=percentage(limits.lower) if limits else None,
        net_upper=percentage(limits.upper) if limits else None,
        with_flagged_answered=statement.with_flagged.n,
        with_flagged_top_two_pct=percentage(statement.with_flagged.top_two.estimate),
        without_uniform_answered=statement.without_uniform.n,
        without_uniform_top_two_pct=percentage(statement.without_uniform.top_two.estimate),
        survey_responses=report.responses,
        survey_reached=report.reached,
        survey_response_pct=percentage(report.response_rate.estimate) if report.response_rate else None,
        flagged_left_out=report.left_out,
        straight_lined=report.straight_lined,
        one_point_throughout=report.uniform,
        includes_simulated=report.has_simulated,
    )


def share_cells(prefix: str, share: Share) -> dict[str, Any]:
    """A share as four cells named after `prefix`."""
    interval = share.interval
    return {
        prefix: share.count,
        f"{prefix}_pct": percentage(share.estimate),
        f"{prefix}_lower": percentage(interval.lower) if interval else None,
        f"{prefix}_upper": percentage(interval.upper) if interval else None,
    }
