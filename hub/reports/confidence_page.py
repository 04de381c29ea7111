"""What the section on confidence of a quiz report shows, ready for the template."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hub.charts import AccuracyConfidence, ConfidenceWords, Svg, accuracy_confidence
from hub.shares import Share
from quizzes import confidence_sentences
from quizzes.confidence import POINTS, ConfidenceReport, ConfidenceSquare, QuestionConfidence
from quizzes.forms import CONFIDENCE


@dataclass(frozen=True)
class Line:
    """A row of a table: what its learners have in common before, and after."""

    words: str
    before: Share
    after: Share


@dataclass(frozen=True)
class QuestionConfidencePage:
    """One question. anchor: that of its section on the page. cells: right or wrong and sure or not; points: the scale."""

    report: QuestionConfidence
    anchor: str
    sentence: str
    shift: str
    chart: Svg
    cells: tuple[Line, ...]
    points: tuple[Line, ...]


@dataclass(frozen=True)
class ConfidencePage:
    """headline: over all questions, "" where there are fewer than two."""

    headline: str
    questions: tuple[QuestionConfidencePage, ...]


def confidence_page(report: ConfidenceReport | None) -> ConfidencePage | None:
    """None where the quiz never asked how sure learners are: the page then has no such section."""
    if report is None:
        return None
    return ConfidencePage(
        confidence_sentences.quiz_confidence_sentence(report),
        tuple(_question(question) for question in report.questions),
    )


def _question(question: QuestionConfidence) -> QuestionConfidencePage:
    words = dict(CONFIDENCE)
    return QuestionConfidencePage(
        report=question,
        anchor=f"question-{question.head.question_id}-{question.head.series}",
        sentence=confidence_sentences.confidently_wrong_sentence(question.confidently_wrong),
        shift=confidence_sentences.shift_sentence(question),
        chart=_chart(question),
        cells=tuple(
            Line(name, Share(getattr(question.square_before, cell), question.n), Share(after, question.n))
            for cell, name in (
                ("confident_wrong", _("Wrong and sure")),
                ("unsure_wrong", _("Wrong, not sure")),
                ("unsure_right", _("Right, not sure")),
                ("confident_right", _("Right and sure")),
            )
            for after in [getattr(question.square_after, cell)]
        ),
        points=tuple(
            Line(str(words[str(point)]), Share(before, question.n), Share(after, question.n))
            for point, before, after in zip(POINTS, question.before, question.after, strict=True)
        ),
    )


def _chart(question: QuestionConfidence) -> Svg:
    return accuracy_confidence(
        [_phase(_("Before reading"), question.square_before), _phase(_("After reading"), question.square_after)],
        ConfidenceWords(
            right=_("right"),
            wrong=_("wrong"),
            unsure=_("not sure"),
            confident=_("sure"),
            wrong_confident=_("wrong and sure"),
        ),
        name=f"confidence-{question.head.question_id}-{question.head.series}",
        title=ngettext(
            "Right and wrong answers of %(n)s learner by how sure they were",
            "Right and wrong answers of %(n)s learners by how sure they were",
            question.n,
        )
        % {"n": question.n},
        desc=_("The same numbers stand in the table below."),
    )


def _phase(label: str, square: ConfidenceSquare) -> AccuracyConfidence:
    return AccuracyConfidence(
        label, square.unsure_right, square.confident_right, square.unsure_wrong, square.confident_wrong
    )
