"""A report as files: rows of tables, and the data that the template of the PDF reads."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _

from hub.charts import LegendItem, for_print, legend
from hub.formats import percentage
from hub.stats import Interval

from .blocks import Block, Document, Figure
from .rows import Outcomes

TABLES = ("questions", "groups", "statements", "reach")


@dataclass(frozen=True)
class QuestionLine:
    """One question, or all of them together. Percent and points from -100 to 100; empty where none is printed."""

    article: str
    question: str
    series: int | None
    objective: str
    level: int | None
    learners: int
    answers: int
    before_pct: float | None
    after_pct: float | None
    change_points: float | None
    change_lower: float | None
    change_upper: float | None
    p_adjusted: float | None
    retained: int
    learned: int
    never: int
    unlearned: int
    all_before: int | None
    all_before_right: int | None
    all_after: int | None
    all_after_right: int | None
    until: str
    content_sha256: str


@dataclass(frozen=True)
class GroupLine:
    """The change of one specialty or country."""

    dimension: str
    group: str
    learners: int
    answers: int
    before_pct: float | None
    after_pct: float | None
    change_points: float | None
    change_lower: float | None
    change_upper: float | None
    until: str
    content_sha256: str


@dataclass(frozen=True)
class StatementLine:
    """One statement as it was printed."""

    statement: str
    level: int | None
    learners: int
    answers: int
    strongly_disagree: int
    disagree: int
    neither: int
    agree: int
    strongly_agree: int
    not_applicable: int
    top_two_pct: float | None
    top_two_lower: float | None
    top_two_upper: float | None
    until: str
    content_sha256: str


@dataclass(frozen=True)
class ReachLine:
    """One count of participation. unit: learners or page loads. n: empty where it is not shown."""

    what: str
    value: str
    unit: str
    n: int | None
    until: str
    content_sha256: str


def question_lines(report: Outcomes, digest: str) -> Iterator[QuestionLine]:
    for question in report.questions:
        change = question.report.change
        yield QuestionLine(
            article=question.article,
            question=question.stem,
            series=question.series,
            objective=question.objective,
            level=question.level,
            learners=question.pairs.n,
            answers=question.pairs.n,
            **_change(change),
            p_adjusted=question.adjusted_p,
            **asdict(question.pairs),
            all_before=question.answered[0],
            all_before_right=question.right[0],
            all_after=question.answered[1],
            all_after_right=question.right[1],
            until=report.until,
            content_sha256=digest,
        )
    yield QuestionLine(
        article="",
        question=_("All questions"),
        series=None,
        objective="",
        level=None,
        learners=report.sums.learners,
        answers=report.pairs.n,
        **_change(report.change),
        p_adjusted=None,
        **asdict(report.pairs),
        all_before=None,
        all_before_right=None,
        all_after=None,
        all_after_right=None,
        until=report.until,
        content_sha256=digest,
    )


def group_lines(report: Outcomes, digest: str) -> Iterator[GroupLine]:
    for cohort in report.cohorts:
        yield GroupLine(
            dimension=cohort.dimension,
            group=cohort.value,
            learners=cohort.sums.learners,
            answers=cohort.pairs.n,
            **_change(cohort.change),
            until=report.until,
            content_sha256=digest,
        )


def statement_lines(report: Outcomes, digest: str) -> Iterator[StatementLine]:
    points = ("strongly_disagree", "disagree", "neither", "agree", "strongly_agree")
    for row in report.statements:
        top = row.report.top_two
        # As on the page: answers of one learner after several articles are not independent.
        limits = top.interval if row.learners >= row.report.n else None
        yield StatementLine(
            statement=row.text,
            level=row.level,
            learners=row.learners,
            answers=row.report.n,
            **dict(zip(points, row.counts, strict=True)),
            not_applicable=row.not_applicable,
            top_two_pct=percentage(top.estimate),
            top_two_lower=percentage(limits.lower) if limits else None,
            top_two_upper=percentage(limits.upper) if limits else None,
            until=report.until,
            content_sha256=digest,
        )


def reach_lines(report: Outcomes, digest: str) -> Iterator[ReachLine]:
    learners, loads = "learners", "page loads"
    rows: list[tuple[str, str, str, int | None]] = [
        ("learners", "", learners, report.learners),
        ("completers", "", learners, report.completers),
        ("answered before", "", learners, report.before),
        ("answered after", "", learners, report.after),
        ("answered both times", "", learners, report.sums.learners),
        ("answered weeks later", "", learners, report.follow_up),
        ("survey reached", "", learners, report.reached),
        ("survey answered", "", learners, report.responses),
    ]
    for article in report.counted:
        rows += [
            ("article opened", article.slug, loads, article.views),
            ("article read to the end", article.slug, loads, article.reads),
            ("article answered", article.slug, learners, article.learners),
        ]
    for name, breakdown in (("month", report.months), ("specialty", report.specialties), ("country", report.countries)):
        rows += [(name, row.value or "not told", learners, row.n) for row in breakdown.rows]
        rows += [(name, "others", learners, breakdown.kept_back)] if breakdown.kept_back else []
    rows += [("left out", row.reason, learners, row.n) for row in report.left_out]
    for what, value, unit, n in rows:
        yield ReachLine(what, value, unit, n, report.until, digest)


LINES = {
    "questions": (QuestionLine, question_lines),
    "groups": (GroupLine, group_lines),
    "statements": (StatementLine, statement_lines),
    "reach": (ReachLine, reach_lines),
}


def _change(change: Any) -> dict[str, float | None]:
    limits: Interval | None = change.interval
    return {
        "before_pct": percentage(change.pairs.pre) if change.is_estimable else None,
        "after_pct": percentage(change.pairs.post) if change.is_estimable else None,
        "change_points": percentage(change.estimate),
        "change_lower": percentage(limits.lower) if limits else None,
        "change_upper": percentage(limits.upper) if limits else None,
    }


def pdf_data(document: Document, *, language: str, publisher: str) -> dict[str, Any]:
    """What the template outcomes.typ reads: every word of the document, charts as SVG text."""
    return {
        "language": language.split("-")[0],
        "title": document.title,
        "subtitle": document.subtitle,
        "publisher": publisher,
        "checksum": document.checksum,
        "labels": {"page": _("Page"), "contents": _("Contents")},
        "cover": [_printed(block) for block in document.cover],
        "sections": [
            {
                "title": section.title,
                "has_own_page": section.has_own_page,
                "blocks": [_printed(block) for block in section.blocks],
            }
            for section in document.sections
        ],
    }


def _printed(block: Block) -> dict[str, Any]:
    if isinstance(block, Figure):
        return {
            "block": block.block,
            "svg": str(for_print(block.svg)),
            "alternative": block.alternative,
            "legend": _legend(block),
        }
    return {"block": block.block, **asdict(block)}


def _legend(figure: Figure) -> dict[str, str] | None:
    if not figure.legend:
        return None
    items = [LegendItem(mark, label) for mark, label in figure.legend]
    words = _("Legend: %(names)s.") % {"names": ", ".join(label for _mark, label in figure.legend)}
    drawn = legend(items, name="legend", title=_("Legend"), desc=words, width=640)
    return {"svg": str(for_print(drawn)), "alternative": words}
