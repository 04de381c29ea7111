"""The lists of quiz reports and of survey reports as flat rows for export."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from hub.data_dictionary import Entry, Table
from hub.formats import percentage
from quizzes.models import Quiz
from quizzes.reports import QuizLine

from .listing import SurveyEntry


@dataclass(frozen=True)
class QuizRow:
    """One quiz; without numbers where the filter leaves so few learners that they are hidden. answered_*: learners with an unflagged attempt; matched_*: those who answered both times, with their pairs."""

    quiz: int
    article: str
    answered_before: int | None
    answered_after: int | None
    matched_learners: int | None
    matched_pairs: int | None
    matched_before_pct: float | None
    matched_after_pct: float | None
    change_points: float | None
    change_lower: float | None
    change_upper: float | None
    includes_simulated: bool


@dataclass(frozen=True)
class SurveyRow:
    """One survey. responses: learners who sent it, unflagged."""

    survey: int
    article: str
    responses: int
    flagged_left_out: int
    includes_simulated: bool


_PERCENT, _POINTS = "percent, 0 to 100", "percentage points, -100 to 100"
_HIDDEN = "the filter leaves so few learners that they are hidden"
_FEW = f"fewer than 20 learners answered both times, or {_HIDDEN}"
_NO_LIMITS = f"{_FEW}, or all of them changed alike over several questions"
_SIMULATED = Entry("whether simulated learners are among the numbers of the row")
QUIZZES = Table(
    key="quizzes",
    title="List of quizzes",
    row="One quiz, over all its published versions.",
    row_type=QuizRow,
    entries={
        "quiz": Entry("number of the quiz, as in the address of its report"),
        "article": Entry("title of the article"),
        "answered_before": Entry("learners who answered before reading, unflagged", "learners", _HIDDEN),
        "answered_after": Entry("learners who answered after reading, unflagged", "learners", _HIDDEN),
        "matched_learners": Entry(
            "learners who answered before and, within 30 days, after reading", "learners", _HIDDEN
        ),
        "matched_pairs": Entry("their pairs of answers: one a learner and question", "pairs of answers", _HIDDEN),
        "matched_before_pct": Entry("pairs whose answer before reading is right", _PERCENT, _FEW),
        "matched_after_pct": Entry("pairs whose answer after reading is right", _PERCENT, _FEW),
        "change_points": Entry("the second less the first", _POINTS, _FEW),
        "change_lower": Entry(
            "lower limit of the 95% interval of the change (Newcombe; clustered by learner for several questions)",
            _POINTS,
            _NO_LIMITS,
        ),
        "change_upper": Entry("upper limit of that interval", _POINTS, _NO_LIMITS),
        "includes_simulated": _SIMULATED,
    },
)
SURVEYS = Table(
    key="surveys",
    title="List of surveys",
    row="One survey, over all its published versions.",
    row_type=SurveyRow,
    entries={
        "survey": Entry("number of the survey, as in the address of its report"),
        "article": Entry("title of the article"),
        "responses": Entry("learners who sent the survey, unflagged", "learners"),
        "flagged_left_out": Entry("flagged responses that are left out", "responses"),
        "includes_simulated": _SIMULATED,
    },
)


def quiz_rows(listed: Iterable[tuple[Quiz, QuizLine]]) -> Iterator[QuizRow]:
    """In the order of the list."""
    for quiz, line in listed:
        change, limits = line.change, line.change.interval
        numbers: dict[str, Any] = {
            "answered_before": line.learners_before,
            "answered_after": line.learners_after,
            "matched_learners": change.learners,
            "matched_pairs": change.pairs.n,
            "matched_before_pct": percentage(change.before.estimate) if change.is_estimable else None,
            "matched_after_pct": percentage(change.after.estimate) if change.is_estimable else None,
            "change_points": percentage(change.estimate),
            "change_lower": percentage(limits.lower) if limits else None,
            "change_upper": percentage(limits.upper) if limits else None,
        }
        if line.is_hidden:
            numbers = dict.fromkeys(numbers)
        yield QuizRow(
            quiz=quiz.pk,
            article=quiz.article.title,
            **numbers,
            includes_simulated=line.has_simulated and not line.is_hidden,
        )


def survey_rows(listed: Iterable[SurveyEntry]) -> Iterator[SurveyRow]:
    for entry in listed:
        yield SurveyRow(
            survey=entry.survey.pk,
            article=entry.survey.article.title,
            responses=entry.line.responses,
            flagged_left_out=entry.line.left_out,
            includes_simulated=entry.line.has_simulated,
        )
