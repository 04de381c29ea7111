"""Groups of learners as flat rows for export: what the page shows of each, and nothing of a hidden one."""

from collections.abc import Iterator
from dataclasses import dataclass

from hub.data_dictionary import Entry, Table
from hub.formats import percentage

from .cohort_page import CohortPage, CohortRow


@dataclass(frozen=True)
class GroupRow:
    """One group. Of a hidden one only its name stands here. note: of which day the numbers are, or why there is no interval."""

    group: str
    is_hidden: bool
    learners: int | None
    matched_learners: int | None
    matched_before_pct: float | None
    matched_after_pct: float | None
    change_points: float | None
    change_lower: float | None
    change_upper: float | None
    p_adjusted: float | None
    quizzes_left_out: int | None
    note: str


_HIDDEN = "the group is hidden"
_FEW = f"fewer than 20 learners answered both times, or {_HIDDEN}"
_NO_INTERVAL = f"{_FEW}, or several quizzes are chosen for which no interval was taken at night"
_PERCENT, _POINTS = "percent, 0 to 100", "percentage points, -100 to 100"
COHORTS = Table(
    key="cohorts",
    title="Groups of learners",
    row="One group of learners, over the quizzes chosen.",
    row_type=GroupRow,
    entries={
        "group": Entry("its name"),
        "is_hidden": Entry("whether it has fewer than 5 learners, or would give away a group that has"),
        "learners": Entry("learners who answered, as `note` says once, or once a quiz", "learners", _HIDDEN),
        "matched_learners": Entry("those who answered before and, within 30 days, after reading", "learners", _HIDDEN),
        "matched_before_pct": Entry("their answers before reading that are right", _PERCENT, _FEW),
        "matched_after_pct": Entry("their answers after reading that are right", _PERCENT, _FEW),
        "change_points": Entry("the second less the first", _POINTS, _FEW),
        "change_lower": Entry("lower limit of the 95% interval of the change", _POINTS, _NO_INTERVAL),
        "change_upper": Entry("upper limit of the 95% interval of the change", _POINTS, _NO_INTERVAL),
        "p_adjusted": Entry(
            "P value of the change, over all groups (Benjamini–Hochberg)",
            "probability, 0 to 1",
            f"{_NO_INTERVAL}, or fewer than 6 answers moved",
        ),
        "quizzes_left_out": Entry("quizzes not in the row, because too few of the group answered", "quizzes", _HIDDEN),
        "note": Entry(
            "of which day the numbers are, or why there is no interval", empty="the numbers are of one quiz, and of now"
        ),
    },
)


def cohort_rows(page: CohortPage) -> Iterator[GroupRow]:
    """In the order of the page."""
    for row in page.rows:
        yield _hidden(row, page.note) if row.group.learners is None else _shown(row, page.note)


def _hidden(row: CohortRow, note: str) -> GroupRow:
    return GroupRow(row.name, True, None, None, None, None, None, None, None, None, None, note)


def _shown(row: CohortRow, note: str) -> GroupRow:
    group = row.group
    is_told = group.change is not None
    return GroupRow(
        group=row.name,
        is_hidden=False,
        learners=group.learners,
        matched_learners=group.matched,
        matched_before_pct=percentage(group.pairs.pre) if is_told else None,
        matched_after_pct=percentage(group.pairs.post) if is_told else None,
        change_points=percentage(group.change),
        change_lower=percentage(group.interval.lower) if group.interval else None,
        change_upper=percentage(group.interval.upper) if group.interval else None,
        p_adjusted=row.adjusted,
        quizzes_left_out=group.left_out,
        note=note,
    )
