"""Where the small chart of a learner's change draws its lines. Pure; the template only prints the numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

BOTTOM, TOP = 150.0, 30.0
MOST_LINES = 5
"""Scores that get a line of their own; with more questions only none and all do."""


LEFT, RIGHT = 90.0, 230.0


@dataclass(frozen=True)
class Score:
    """How many answers were right at one time. when: its words under the dot. is_before: before reading."""

    when: str
    right: int
    is_before: bool = False


@dataclass(frozen=True)
class GridLine:
    """A score and its height in the drawing."""

    score: int
    y: float


@dataclass(frozen=True)
class Dot:
    """A score in its place."""

    score: Score
    x: float
    y: float


@dataclass(frozen=True)
class ChangeChart:
    """The scores in order of time and the grid, in units of the drawing (320 by 190, y downwards)."""

    dots: tuple[Dot, ...]
    grid: tuple[GridLine, ...]

    @property
    def line(self) -> str:
        """The path through all dots, as SVG writes it."""
        return "M" + "L".join(f"{dot.x:g} {dot.y:g}" for dot in self.dots)


def change_chart(scores: Sequence[Score], n_questions: int) -> ChangeChart:
    """The chart of two or more scores out of n_questions, evenly spaced: the first at the left, the last at the right.

    Raises ValueError for fewer than two scores, and unless 0 <= each score <= n_questions and n_questions >= 1.
    """
    if len(scores) < 2 or n_questions < 1 or not all(0 <= score.right <= n_questions for score in scores):
        raise ValueError(f"not two or more scores out of {n_questions}: {scores}")

    def height(right: int) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * right / n_questions, 1)

    step = (RIGHT - LEFT) / (len(scores) - 1)
    lines = range(n_questions + 1) if n_questions <= MOST_LINES else (0, n_questions)
    return ChangeChart(
        tuple(Dot(score, LEFT + step * place, height(score.right)) for place, score in enumerate(scores)),
        tuple(GridLine(line, height(line)) for line in lines),
    )
