"""Outcomes by level as flat rows for export: the items of the levels, and the steps of participation."""

from collections.abc import Iterator
from dataclasses import dataclass

from hub.data_dictionary import Entry, Table
from hub.formats import percentage
from hub.moore import Level

from .levels import LevelStatement
from .levels_page import LevelsPage


@dataclass(frozen=True)
class FunnelRow:
    """A step of the funnel. unit: page loads, learners, or starts (a learner in one article). is_at_least: more may have come."""

    step: str
    count: int
    unit: str
    is_at_least: bool
    definition: str


@dataclass(frozen=True)
class LevelRow:
    """An item of a level. measure: change (a question of one article), agreement (a statement over all surveys), or
    self-report (what became of commitments).

    n: matched learners of a question, learners who chose a point of a statement, learners who told of a commitment.
    before, after, change: matched learners, percent and points. agreement: strongly agree or agree, percent. eligible:
    learners whose survey showed the statement. made: of those who told, those who say they made the change, percent.
    """

    level: str
    measure: str
    article: str
    item: str
    status: str
    n: int
    before_pct: float | None = None
    after_pct: float | None = None
    change_points: float | None = None
    change_lower: float | None = None
    change_upper: float | None = None
    agreement_pct: float | None = None
    agreement_lower: float | None = None
    agreement_upper: float | None = None
    eligible: int | None = None
    made_pct: float | None = None


_PERCENT, _POINTS = "percent, 0 to 100", "percentage points, -100 to 100"
_NO_CHANGE = "the row is not on a change"
_NO_AGREEMENT = "the row is not on agreement"
_FEW_PAIRS = f"fewer than 10 learners answered both times, or {_NO_CHANGE}"
_FEW = f"fewer than 20 learners answered both times, or {_NO_CHANGE}"
_FEW_POINTS = f"fewer than 10 learners chose a point, or {_NO_AGREEMENT}"
LEVELS = Table(
    key="outcome-levels",
    title="Outcomes by level",
    row="One question of one article, one statement over all its surveys, or what became of announced changes.",
    row_type=LevelRow,
    entries={
        "level": Entry("level of outcome after Moore: 1 to 7, 3A or 3B"),
        "measure": Entry("change, agreement or self-report"),
        "article": Entry("title of the article", empty=_NO_CHANGE),
        "item": Entry("stem of the question, or text of the statement"),
        "status": Entry("planned, post hoc or withdrawn", empty="the row is on announced changes"),
        "n": Entry(
            "who answered: both times, of a question; with a point, of a statement; what became of an announced change",
            "learners",
        ),
        "before_pct": Entry("those right before reading", _PERCENT, _FEW_PAIRS),
        "after_pct": Entry("those right after reading", _PERCENT, _FEW_PAIRS),
        "change_points": Entry("the second less the first", _POINTS, _FEW),
        "change_lower": Entry("lower limit of the 95% interval of the change (Newcombe)", _POINTS, _FEW),
        "change_upper": Entry("upper limit of the 95% interval of the change (Newcombe)", _POINTS, _FEW),
        "agreement_pct": Entry("those who agreed or strongly agreed", _PERCENT, _FEW_POINTS),
        "agreement_lower": Entry("lower limit of its 95% interval (Wilson)", _PERCENT, _FEW_POINTS),
        "agreement_upper": Entry("upper limit of its 95% interval (Wilson)", _PERCENT, _FEW_POINTS),
        "eligible": Entry(
            "learners whose survey showed it, or who announced a change", "learners", "the row is on a change"
        ),
        "made_pct": Entry(
            "those who say that they made the change they announced",
            _PERCENT,
            "fewer than 10 learners said what became of it, or the row is not on announced changes",
        ),
    },
)
FUNNEL = Table(
    key="participation",
    title="Participation",
    row="One step from opening an article to answering its survey, over the articles chosen.",
    row_type=FunnelRow,
    entries={
        "step": Entry("name of the step, after the glossary of the Outcomes Standardization Project"),
        "count": Entry("how many there were", "as `unit` says"),
        "unit": Entry("what is counted: page loads, learners, starts, or learners once an article"),
        "is_at_least": Entry("whether more may have come so far than are known"),
        "definition": Entry("what counts as this step"),
    },
)


def funnel_rows(page: LevelsPage) -> Iterator[FunnelRow]:
    for step in page.funnel.steps:
        yield FunnelRow(step.name, step.count, step.unit.value, step.is_least, step.definition)


def level_rows(page: LevelsPage) -> Iterator[LevelRow]:
    for statement in page.found.satisfaction:
        yield _statement_row(statement)
    for level in page.found.measured:
        for question in level.questions:
            line, change = question.line, question.line.change
            yield LevelRow(
                level=level.level.value,
                measure="change",
                article=question.article.title,
                item=line.item.line.item.text,
                status="withdrawn" if line.is_withdrawn else _status(line.item.line.is_post_hoc),
                n=change.pairs.n,
                before_pct=percentage(change.before.estimate),
                after_pct=percentage(change.after.estimate),
                change_points=percentage(change.estimate),
                change_lower=percentage(change.interval.lower) if change.interval else None,
                change_upper=percentage(change.interval.upper) if change.interval else None,
            )
    for statement in page.found.stated:
        yield _statement_row(statement)
    counts = page.found.commitments
    yield LevelRow(
        level=Level.PERFORMANCE.value,
        measure="self-report",
        article="",
        item="made the announced change",
        status="",
        n=counts.told,
        eligible=counts.announced,
        made_pct=percentage(counts.made_share.estimate),
    )


def _statement_row(statement: LevelStatement) -> LevelRow:
    report = statement.report
    interval = report.top_two.interval
    return LevelRow(
        level=statement.level.value,
        measure="agreement",
        article="",
        item=report.text,
        status=_status(statement.is_post_hoc),
        n=report.n,
        agreement_pct=percentage(report.top_two.estimate),
        agreement_lower=percentage(interval.lower) if interval else None,
        agreement_upper=percentage(interval.upper) if interval else None,
        eligible=report.eligible,
    )


def _status(is_post_hoc: bool) -> str:
    return "post hoc" if is_post_hoc else "planned"
