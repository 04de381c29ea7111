"""The worklist as rows of a CSV."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from hub.formats import percentage
from quizzes.worklist import Item, with_revisions

from .worklist_page import CAUSE_WORDS, DECIDED, OPEN, decided_first


@dataclass(frozen=True)
class WorklistRow:
    """A line of the CSV. Percentages and points from -100 to 100, empty where the page prints no estimate; days are of UTC.

    causes: separated by semicolons. affected: learners, see the page. revised_*: of the first revision after the decision.
    """

    state: str
    article: str
    question: str
    series: int
    causes: str
    reasons: str
    affected: int
    all_before: int
    all_before_right: int
    all_after: int
    all_after_right: int
    matched_learners: int
    matched_before_pct: float | None
    matched_after_pct: float | None
    change_points: float | None
    change_lower: float | None
    change_upper: float | None
    decision: str
    decided_on: date | None
    decided_by: str
    note: str
    revised_on: date | None
    revised_learners: int | None
    revised_change_points: float | None
    revised_facility_difference: float | None
    revised_change_difference: float | None


def worklist_rows(items: Sequence[Item]) -> Iterator[WorklistRow]:
    """Open items by rank, then the decided ones."""
    for item in with_revisions([one for one in items if one.is_open] + decided_first(items)):
        yield _row(item)


def _row(item: Item) -> WorklistRow:
    report, decision, revision = item.report, item.decision, item.revision
    change = report.change
    return WorklistRow(
        state=OPEN if item.is_open else DECIDED,
        article=item.quiz.article.title,
        question=report.head.stem,
        series=report.head.series,
        causes="; ".join(str(CAUSE_WORDS[one.cause]) for one in item.causes),
        reasons=" ".join(one.sentence for one in item.causes),
        affected=item.n_affected,
        all_before=report.before.n,
        all_before_right=report.before.count,
        all_after=report.after.n,
        all_after_right=report.after.count,
        matched_learners=change.pairs.n,
        matched_before_pct=percentage(change.before.estimate) if change.is_estimable else None,
        matched_after_pct=percentage(change.after.estimate) if change.is_estimable else None,
        change_points=percentage(change.estimate),
        change_lower=percentage(change.interval.lower) if change.interval else None,
        change_upper=percentage(change.interval.upper) if change.interval else None,
        decision=decision.get_deed_display() if decision else "",
        decided_on=decision.decided_at.date() if decision else None,
        decided_by=str(decision.decided_by) if decision else "",
        note=decision.note if decision else "",
        revised_on=revision.on if revision else None,
        revised_learners=revision.now.change.pairs.n if revision else None,
        revised_change_points=percentage(revision.now.change.estimate) if revision else None,
        revised_facility_difference=percentage(revision.facility.estimate) if revision and revision.facility else None,
        revised_change_difference=percentage(revision.change.estimate) if revision and revision.change else None,
    )
