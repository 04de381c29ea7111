"""The worklist as flat rows for export."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from hub.data_dictionary import Entry, Table
from hub.formats import percentage
from quizzes.worklist import Item, with_revisions

from .worklist_page import CAUSE_WORDS, DECIDED, OPEN, decided_first


@dataclass(frozen=True)
class WorklistRow:
    """An item of the worklist. Percentages and points from -100 to 100, empty where the page prints no estimate; days are of UTC.

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


_FEW = "fewer than 20 learners answered both times"
_UNDECIDED = "nothing has been decided"
_UNREVISED = "nothing has been decided, or no revision was published since"
_FEW_REVISED = f"{_UNREVISED}, or fewer than 20 learners answered both times on one side"
_PERCENT, _POINTS = "percent, 0 to 100", "percentage points, -100 to 100"
WORKLIST = Table(
    key="worklist",
    title="Improvement worklist",
    row="One series of a question in one quiz; open items first, by rank.",
    row_type=WorklistRow,
    entries={
        "state": Entry("open or decided"),
        "article": Entry("title of the article"),
        "question": Entry("stem of the question"),
        "series": Entry("number of the series; versions of one series are counted together"),
        "causes": Entry("what may be wrong, separated by semicolons", empty="no cause is left since the decision"),
        "reasons": Entry("a sentence for each cause, with its numbers", empty="no cause is left since the decision"),
        "affected": Entry("learners whom the largest of the causes concerns", "learners"),
        "all_before": Entry("answers before reading, without those of flagged attempts", "answers"),
        "all_before_right": Entry("of these the right ones, by the key as it stands", "answers"),
        "all_after": Entry("answers after reading, without those of flagged attempts", "answers"),
        "all_after_right": Entry("of these the right ones, by the key as it stands", "answers"),
        "matched_learners": Entry("learners who answered before and, within 30 days, after reading", "learners"),
        "matched_before_pct": Entry("those of them right before reading", _PERCENT, _FEW),
        "matched_after_pct": Entry("those of them right after reading", _PERCENT, _FEW),
        "change_points": Entry("the second less the first", _POINTS, _FEW),
        "change_lower": Entry("lower limit of the 95% interval of the change (Newcombe)", _POINTS, _FEW),
        "change_upper": Entry("upper limit of the 95% interval of the change (Newcombe)", _POINTS, _FEW),
        "decision": Entry("the last decision on the series", empty=_UNDECIDED),
        "decided_on": Entry("its day, in UTC", empty=_UNDECIDED),
        "decided_by": Entry("who recorded it", empty=_UNDECIDED),
        "note": Entry("the note of the decision", empty="nothing was noted"),
        "revised_on": Entry("day from which readers saw the first revision after the decision", empty=_UNREVISED),
        "revised_learners": Entry("learners who answered the revision both times", "learners", _UNREVISED),
        "revised_change_points": Entry(
            "change among them", _POINTS, f"{_UNREVISED}, or fewer than 20 learners answered it both times"
        ),
        "revised_facility_difference": Entry(
            "right answers before reading since the revision less those until it", _POINTS, _FEW_REVISED
        ),
        "revised_change_difference": Entry(
            "change since the revision less that until it", "percentage points, -200 to 200", _FEW_REVISED
        ),
    },
)


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
