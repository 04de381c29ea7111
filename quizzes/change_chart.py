"""Where the small chart of a learner's change draws its lines. Pure; the template only prints the numbers."""

from dataclasses import dataclass

BOTTOM, TOP = 150.0, 30.0
MOST_LINES = 5
"""Scores that get a line of their own; with more questions only none and all do."""


@dataclass(frozen=True)
class GridLine:
    """A score and its height in the drawing."""

    score: int
    y: float


@dataclass(frozen=True)
class ChangeChart:
    """Heights of the two scores and of the grid, in units of the drawing (320 by 190, y downwards)."""

    before: float
    after: float
    grid: tuple[GridLine, ...]


def change_chart(before: int, after: int, n_questions: int) -> ChangeChart:
    """The chart of a change from `before` to `after` right answers of n_questions.

    Raises ValueError unless 0 <= before, after <= n_questions and n_questions >= 1.
    """
    if n_questions < 1 or not (0 <= before <= n_questions and 0 <= after <= n_questions):
        raise ValueError(f"not scores out of {n_questions}: {before=}, {after=}")

    def height(score: int) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * score / n_questions, 1)

    scores = range(n_questions + 1) if n_questions <= MOST_LINES else (0, n_questions)
    return ChangeChart(height(before), height(after), tuple(GridLine(score, height(score)) for score in scores))
