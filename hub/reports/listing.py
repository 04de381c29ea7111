"""The lines of the list of reports: who answered, and what changed, for many quizzes and surveys at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from hub.formats import points, points_interval
from quizzes.models import Quiz
from quizzes.reports import QuizLine, quiz_lines
from surveys.models import Survey
from surveys.reports import SurveyLine, survey_lines

from .quiz_page import Reading, reading


@dataclass(frozen=True)
class QuizEntry:
    """A quiz with its line and the printed change; the change is empty below 20 learners."""

    quiz: Quiz
    line: QuizLine
    change: str
    limits: str
    reading: Reading


@dataclass(frozen=True)
class SurveyEntry:
    survey: Survey
    line: SurveyLine


def quiz_entries(quizzes: Sequence[Quiz]) -> list[QuizEntry]:
    quizzes = list(quizzes)
    lines = quiz_lines(quizzes)
    return [_quiz_entry(quiz, lines[quiz.pk]) for quiz in quizzes]


def survey_entries(surveys: Sequence[Survey]) -> list[SurveyEntry]:
    surveys = list(surveys)
    lines = survey_lines(surveys)
    return [SurveyEntry(survey, lines[survey.pk]) for survey in surveys]


def _quiz_entry(quiz: Quiz, line: QuizLine) -> QuizEntry:
    change = line.change
    return QuizEntry(
        quiz=quiz,
        line=line,
        change=points(change.estimate, change.learners),
        limits=points_interval(change.interval, change.learners) if change.interval else "",
        reading=reading(change),
    )
