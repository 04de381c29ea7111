"""What the page of a quiz report shows: sentences, charts and printed numbers, ready for the template."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from hub.charts import DumbbellRow, Svg, dumbbell, estimate_of, heat_step
from hub.formats import p_value, points, points_interval
from quizzes import sentences
from quizzes.analysis import QuestionReport, QuizReport
from quizzes.change import Direction, PairedChange, QuizChange

from .group_options import shows_options as may_show_options
from .quadrants import Quadrant, quadrant_chart, quadrants


@dataclass(frozen=True)
class Reading:
    """What the interval of a change says, in words, and the class of its label."""

    words: str
    css_class: str


@dataclass(frozen=True)
class HeatCell:
    """Learners who made one move. step: 0 to 9, see `heat_step`. is_key: right both times."""

    learners: int
    step: int
    is_key: bool


@dataclass(frozen=True)
class HeatRow:
    """Where the learners of one option before went, by option after."""

    name: str
    is_key: bool
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True)
class QuestionPage:
    """One question of the page. chart and heat are empty where nobody answered both times.

    shows_options: whether the table of options may be shown, and the moves between them.
    """

    report: QuestionReport
    change: str
    limits: str
    mid_p: str
    adjusted_p: str
    reading: Reading
    sentence: str
    notes: tuple[str, ...]
    answers_sentence: str
    options_sentence: str
    quadrants: tuple[Quadrant, ...]
    quadrant_chart: Svg | None
    heat: tuple[HeatRow, ...]
    shows_options: bool = True


@dataclass(frozen=True)
class QuizPage:
    """The page of a quiz. chart: the questions with an estimate before and after; None where there is none."""

    report: QuizReport
    headline: str
    learners_sentence: str
    left_out: tuple[tuple[str, int], ...]
    with_flagged: str
    questions: tuple[QuestionPage, ...]
    chart: Svg | None


def quiz_page(report: QuizReport, everyone: QuizReport | None = None) -> QuizPage:
    """everyone: the report over all learners of the same days, where `report` is of a group of them."""
    return QuizPage(
        report=report,
        headline=sentences.quiz_sentence(report.change),
        learners_sentence=sentences.learners_sentence(report.learners),
        left_out=_left_out(report),
        with_flagged=sentences.with_flagged_sentence(report),
        questions=tuple(
            question_page(question, report.family, shows_options=not everyone or may_show_options(question, everyone))
            for question in report.questions
        ),
        chart=_before_and_after(report),
    )


def reading(change: PairedChange | QuizChange) -> Reading:
    match change.direction:
        case Direction.ROSE:
            return Reading(_("rose"), "label--accent")
        case Direction.FELL:
            return Reading(_("fell"), "label--warn")
        case Direction.UNCLEAR:
            return Reading(_("no clear change"), "")
        case _unknown:
            return Reading(_("too few") if change.pairs.n else _("no pairs"), "")


def question_page(question: QuestionReport, family: int, *, shows_options: bool = True) -> QuestionPage:
    """family: how many P values the adjusted one was found among."""
    change = question.change
    n = change.pairs.n
    notes = (
        sentences.withdrawal_sentence(question),
        sentences.correction_sentence(question),
        sentences.p_sentence(change, family),
        sentences.conservative_sentence(question),
        sentences.newly_right_sentence(question),
        sentences.later_sentence(question),
    )
    cells = quadrants(change.pairs) if n else ()
    return QuestionPage(
        report=question,
        change=points(change.estimate, n),
        limits=points_interval(change.interval, n) if change.interval else "",
        mid_p=p_value(change.mid_p),
        adjusted_p=p_value(change.adjusted_p),
        reading=reading(change),
        sentence=sentences.change_sentence(change),
        notes=tuple(note for note in notes if note),
        answers_sentence=sentences.answers_sentence(question),
        options_sentence=sentences.option_sentence(question),
        quadrants=cells,
        quadrant_chart=quadrant_chart(cells, name=f"{question.anchor}-moves") if n else None,
        heat=_heat(question) if n and shows_options else (),
        shows_options=shows_options,
    )


def _left_out(report: QuizReport) -> tuple[tuple[str, int], ...]:
    """Reasons with learners, only those that occur."""
    learners = report.learners
    rows = [
        (_("Answered only before reading"), learners.before_only),
        (_("Answered only after reading"), learners.after_only),
        (_("Second answers more than 30 days after the first"), learners.late),
        (_("Answered after reading before they answered the first quiz"), learners.reversed),
        *((_("Flagged: %(reason)s") % {"reason": flag.reason}, flag.learners) for flag in learners.flags),
    ]
    return tuple(row for row in rows if row[1])


def _before_and_after(report: QuizReport) -> Svg | None:
    rows = [
        DumbbellRow(
            label=_("Question %(number)s") % {"number": question.number},
            before=estimate_of(question.change.before),
            after=estimate_of(question.change.after),
            note=f"{points(question.change.estimate, question.change.pairs.n)} "
            f"({points_interval(question.change.interval, question.change.pairs.n)})",
        )
        for question in report.asked
        if question.change.interval is not None
    ]
    if not rows:
        return None
    return dumbbell(
        rows,
        name="before-after",
        title=_("Correct answers before and after reading, by question"),
        desc=_("The same numbers stand in the table above."),
        heading=_("change, points (95% CI)"),
    )


def _heat(question: QuestionReport) -> tuple[HeatRow, ...]:
    most = max(max(row) for row in question.transitions)
    return tuple(
        HeatRow(
            use.option.letter or use.option.text,
            use.option.is_key,
            tuple(
                HeatCell(count, heat_step(count, most), is_key=use.option.is_key and other.option.is_key)
                for other, count in zip(question.options, row, strict=True)
            ),
        )
        for use, row in zip(question.options, question.transitions, strict=True)
    )
