"""The section of a quiz report on the answers weeks later, ready for the template."""

from dataclasses import dataclass

from quizzes import later_sentences
from quizzes.later import LaterQuestion, LaterReport

from .score_rows import ScoreRow, score_rows


@dataclass(frozen=True)
class LaterRow:
    """One question. Changes are empty below 20 learners."""

    report: LaterQuestion
    retention: str
    since_reading: str
    since_reading_limits: str
    since_before: str
    since_before_limits: str


@dataclass(frozen=True)
class LaterPage:
    """scores: empty until they are compared."""

    report: LaterReport
    returning: str
    retention: str
    changes: str
    questions: tuple[LaterRow, ...]
    scores: tuple[ScoreRow, ...]
    scores_sentence: str


def later_page(report: LaterReport | None) -> LaterPage | None:
    """None where nobody has answered weeks later."""
    if report is None:
        return None
    return LaterPage(
        report=report,
        returning=later_sentences.returning_sentence(report),
        retention=later_sentences.retention_sentence(report),
        changes=later_sentences.changes_sentence(report),
        questions=tuple(_row(question) for question in report.questions),
        scores=score_rows(report.scores) if report.scores else (),
        scores_sentence=later_sentences.who_came_sentence(report),
    )


def _row(question: LaterQuestion) -> LaterRow:
    reading, reading_limits = later_sentences.change_words(question.since_reading)
    before, before_limits = later_sentences.change_words(question.since_before)
    return LaterRow(
        report=question,
        retention=later_sentences.retention_words(question),
        since_reading=reading,
        since_reading_limits=reading_limits,
        since_before=before,
        since_before_limits=before_limits,
    )
