"""Confidence beside correctness, a row a question and phase. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from hub.formats import percentage

from ..confidence import ConfidenceReport, ConfidenceSquare, QuestionConfidence
from .columns import limit_columns


@dataclass(frozen=True)
class ConfidenceRow:
    """One question in one phase. Matched learners who said both times how sure they were.

    points_1 to points_5: from "not at all" to "completely"; confident: points 4 and 5. From surer_after on the numbers
    are of both phases and stand in the row "after". confidently_wrong_change_points: after less before.
    """

    number: int
    question: str
    series: int
    phase: str
    learners: int
    points_1: int
    points_2: int
    points_3: int
    points_4: int
    points_5: int
    confident_right: int
    confident_wrong: int
    unsure_right: int
    unsure_wrong: int
    confidently_wrong_pct: float | None
    confidently_wrong_lower: float | None
    confidently_wrong_upper: float | None
    surer_after: int | None
    as_sure_after: int | None
    less_sure_after: int | None
    net_shift_points: float | None
    net_shift_lower: float | None
    net_shift_upper: float | None
    wilcoxon_pratt_p: float | None
    confidently_wrong_change_points: float | None
    confidently_wrong_change_lower: float | None
    confidently_wrong_change_upper: float | None


_EMPTY: dict[str, Any] = dict.fromkeys(ConfidenceRow.__dataclass_fields__)


def confidence_rows(report: ConfidenceReport | None) -> Iterator[ConfidenceRow]:
    """Two rows a question, before and after; none where the quiz never asked."""
    for question in report.questions if report else ():
        yield _row(question, "before", question.before, question.square_before)
        yield _row(question, "after", question.after, question.square_after, **_of_both(question))


def _row(
    question: QuestionConfidence, phase: str, points: tuple[int, ...], square: ConfidenceSquare, **more: Any
) -> ConfidenceRow:
    change = question.confidently_wrong
    share = change.before if phase == "before" else change.after
    known: dict[str, Any] = {
        "number": question.head.place,
        "question": question.head.stem,
        "series": question.head.series,
        "phase": phase,
        "learners": question.n,
        **{f"points_{point}": n for point, n in enumerate(points, start=1)},
        "confident_right": square.confident_right,
        "confident_wrong": square.confident_wrong,
        "unsure_right": square.unsure_right,
        "unsure_wrong": square.unsure_wrong,
        "confidently_wrong_pct": percentage(share.estimate),
        **limit_columns("confidently_wrong", share.interval),
    }
    return ConfidenceRow(**_EMPTY | known | more)


def _of_both(question: QuestionConfidence) -> dict[str, Any]:
    shift, change = question.net_shift, question.confidently_wrong
    return {
        "surer_after": question.up,
        "as_sure_after": question.same,
        "less_sure_after": question.down,
        "net_shift_points": percentage(shift.estimate) if shift else None,
        **limit_columns("net_shift", shift.interval if shift else None),
        "wilcoxon_pratt_p": question.signed_rank.p if question.signed_rank else None,
        "confidently_wrong_change_points": percentage(change.estimate),
        **limit_columns("confidently_wrong_change", change.interval),
    }
