"""What stayed weeks later, a row a question and one for all. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from hub.formats import percentage
from hub.shares import Share

from ..change import PairedChange, QuizChange
from ..later import LaterReport
from .columns import limit_columns


@dataclass(frozen=True)
class RetentionRow:
    """One question, or all that are not withdrawn where `number` is None. Matched learners who answered once more.

    kept_*: right after reading and still right, of those right after reading; of all questions answers instead of
    learners, with learners as clusters of the interval. The changes are to the answers weeks later.
    """

    number: int | None
    question: str
    series: int | None
    learners: int
    answers: int
    before_right: int
    after_right: int
    later_right: int
    kept: int
    kept_pct: float | None
    kept_lower: float | None
    kept_upper: float | None
    since_reading_points: float | None
    since_reading_lower: float | None
    since_reading_upper: float | None
    since_before_points: float | None
    since_before_lower: float | None
    since_before_upper: float | None


def retention_rows(report: LaterReport | None) -> Iterator[RetentionRow]:
    """A row for each question, then one for all; none where nobody has answered weeks later."""
    if report is None:
        return
    for one in report.questions:
        kept = one.retention
        yield RetentionRow(
            number=one.question.number,
            question=one.question.head.stem,
            series=one.question.head.series,
            learners=one.since_reading.pairs.n,
            kept=kept.count,
            kept_pct=percentage(kept.estimate) if one.is_estimable else None,
            **limit_columns("kept", kept.interval if one.is_estimable else None),
            **_answers(one.since_before.before, one.since_reading),
            **_change("since_reading", one.since_reading),
            **_change("since_before", one.since_before),
        )
    kept_of_all = report.retention
    yield RetentionRow(
        number=None,
        question="All questions",
        series=None,
        learners=report.since_reading.learners,
        kept=kept_of_all.share.count,
        kept_pct=percentage(kept_of_all.estimate),
        **limit_columns("kept", kept_of_all.interval),
        **_answers(report.since_before.before, report.since_reading),
        **_change("since_reading", report.since_reading),
        **_change("since_before", report.since_before),
    )


def _answers(before: Share, since_reading: PairedChange | QuizChange) -> dict[str, Any]:
    return {
        "answers": since_reading.pairs.n,
        "before_right": before.count,
        "after_right": since_reading.before.count,
        "later_right": since_reading.after.count,
    }


def _change(prefix: str, change: PairedChange | QuizChange) -> dict[str, Any]:
    return {f"{prefix}_points": percentage(change.estimate), **limit_columns(prefix, change.interval)}
