"""The survey report as flat rows for export. Pure; percentages and points run from -100 to 100."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from hub.formats import percentage
from hub.shares import Share

from .analysis import StatementReport, SurveyReport


@dataclass(frozen=True)
class StatementRow:
    """One series of a statement. A field is None where the report prints no estimate."""

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
    net_points: float | None
    net_lower: float | None
    net_upper: float | None
    survey_responses: int
    survey_reached: int | None
    flagged_left_out: int
    includes_simulated: bool


def statement_rows(report: SurveyReport) -> Iterator[StatementRow]:
    for statement in report.statements:
        yield _statement_row(statement, report)


def _statement_row(statement: StatementReport, report: SurveyReport) -> StatementRow:
    net = statement.net
    limits = net.interval if net else None
    points = ("strongly_disagree", "disagree", "neither", "agree", "strongly_agree")
    return StatementRow(
        statement=statement.text,
        series=statement.series,
        versions=", ".join(map(str, statement.version_numbers)),
        is_current=statement.is_current,
        is_reversed=statement.is_reversed,
        eligible=statement.eligible,
        answered=statement.n,
        **dict(zip(points, statement.counts, strict=True)),
        not_applicable=statement.not_applicable,
        blank=statement.blank,
        **_share("top_two", statement.top_two),
        **_share("bottom_two", statement.bottom_two),
        median=statement.median,
        net_points=percentage(net.estimate) if net else None,
        net_lower=percentage(limits.lower) if limits else None,
        net_upper=percentage(limits.upper) if limits else None,
        survey_responses=report.responses,
        survey_reached=report.reached,
        flagged_left_out=report.left_out,
        includes_simulated=report.has_simulated,
    )


def _share(prefix: str, share: Share) -> dict[str, Any]:
    interval = share.interval
    return {
        prefix: share.count,
        f"{prefix}_pct": percentage(share.estimate),
        f"{prefix}_lower": percentage(interval.lower) if interval else None,
        f"{prefix}_upper": percentage(interval.upper) if interval else None,
    }
