"""A learning objective as flat rows for export."""

from collections.abc import Iterator
from dataclasses import dataclass

from hub.data_dictionary import Entry, Table
from hub.formats import percentage

from .objective_page import ObjectivePage


@dataclass(frozen=True)
class ObjectiveRow:
    """A question of the objective, or all planned ones together with `question` empty.

    matched_learners: of all together, learners with at least one pair. change_points and limits: percentage points,
    empty below 20 learners.
    """

    objective: str
    objective_text: str
    question: str
    series: int | None
    level: str
    status: str
    is_withdrawn: bool
    matched_learners: int
    matched_pairs: int
    before_pct: float | None
    after_pct: float | None
    change_points: float | None
    change_lower: float | None
    change_upper: float | None


_OF_ALL = "the row is that of all planned questions together"
_PERCENT, _POINTS = "percent, 0 to 100", "percentage points, -100 to 100"
_FEW = "fewer than 20 learners answered both times"
_NO_LIMITS = f"{_FEW}; in the row of all questions also where all of them changed alike"
OBJECTIVE = Table(
    key="objective",
    title="Learning objective",
    row="One series of a question; the last row is on all planned ones that are not withdrawn.",
    row_type=ObjectiveRow,
    entries={
        "objective": Entry("key of the objective in the article"),
        "objective_text": Entry("its words in the newest version that has it"),
        "question": Entry("stem of the question", empty=_OF_ALL),
        "series": Entry("number of the series; versions of one series are counted together", empty=_OF_ALL),
        "level": Entry("level of outcome after Moore", empty=f"nobody said one, or {_OF_ALL}"),
        "status": Entry("planned or post hoc"),
        "is_withdrawn": Entry("whether the question was withdrawn"),
        "matched_learners": Entry("learners who answered before and, within 30 days, after reading", "learners"),
        "matched_pairs": Entry("their pairs of answers: one a learner and question", "pairs of answers"),
        "before_pct": Entry("pairs whose answer before reading is right", _PERCENT, "fewer than 10 pairs"),
        "after_pct": Entry("pairs whose answer after reading is right", _PERCENT, "fewer than 10 pairs"),
        "change_points": Entry("the second less the first", _POINTS, _FEW),
        "change_lower": Entry(
            "lower limit of the 95% interval of the change (Newcombe; clustered by learner for several questions)",
            _POINTS,
            _NO_LIMITS,
        ),
        "change_upper": Entry("upper limit of that interval", _POINTS, _NO_LIMITS),
    },
)


def objective_rows(page: ObjectivePage) -> Iterator[ObjectiveRow]:
    for question in (*page.planned, *page.post_hoc):
        item = question.item.line.item
        yield _row(
            page,
            question.change,
            question.change.pairs.n,
            question=item.text,
            series=item.series,
            level=item.level.value,
            status="post hoc" if question.item.line.is_post_hoc else "planned",
            is_withdrawn=question.is_withdrawn,
        )
    if page.group.within is not None:
        yield _row(
            page,
            page.group.within,
            page.group.within.learners,
            question="",
            series=None,
            level="",
            status="planned",
            is_withdrawn=False,
        )


def _row(page: ObjectivePage, change, learners: int, **columns) -> ObjectiveRow:
    interval = change.interval
    return ObjectiveRow(
        objective=page.objective.key,
        objective_text=page.objective.text,
        matched_learners=learners,
        matched_pairs=change.pairs.n,
        before_pct=percentage(change.before.estimate),
        after_pct=percentage(change.after.estimate),
        change_points=percentage(change.estimate),
        change_lower=percentage(interval.lower) if interval else None,
        change_upper=percentage(interval.upper) if interval else None,
        **columns,
    )
