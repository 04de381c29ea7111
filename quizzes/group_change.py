"""The change over questions of one or several quizzes that belong together: an objective, a level of outcome. Pure.

Within one quiz the learners are the clusters. Over several quizzes nothing here says which pairs are of the same
learner, so the change stands without an interval, beside what the intervals of its questions say one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hub.formats import points
from hub.shares import FEWEST_FOR_ESTIMATE, TOO_FEW, Share, after_of, before_of
from hub.stats import Pairs

from .change import Direction, PairedChange, QuizChange
from .sentences import quiz_sentence


@dataclass(frozen=True)
class GroupChange:
    """Some questions together. changes: each by itself. quizzes: how many ask them. within: the change with learners as
    clusters where all are of one quiz, else None."""

    changes: tuple[PairedChange, ...]
    quizzes: int
    within: QuizChange | None = None

    @property
    def pairs(self) -> Pairs:
        return sum((change.pairs for change in self.changes), Pairs(0, 0, 0, 0))

    @property
    def before(self) -> Share:
        return before_of(self.pairs)

    @property
    def after(self) -> Share:
        return after_of(self.pairs)

    @property
    def is_estimable(self) -> bool:
        """Whether at least 20 learners are behind it: those of its most answered question."""
        return max((change.pairs.n for change in self.changes), default=0) >= FEWEST_FOR_ESTIMATE

    @property
    def estimate(self) -> float | None:
        """Post minus pre over all pairs, -1 to 1; None below 20 learners."""
        return self.pairs.change if self.is_estimable else None

    @property
    def directions(self) -> dict[Direction, int]:
        """How many questions rose, fell, or went no clear way, each by its own interval; those with one alone."""
        found = [change.direction for change in self.changes if change.direction]
        return {direction: found.count(direction) for direction in Direction}


def group_sentence(group: GroupChange) -> str:
    """What became of the matched answers to these questions."""
    if not group.changes:
        return "No question belongs here."
    if not group.pairs.n:
        return "Nobody has answered these questions both times yet."
    if group.within is not None:
        return quiz_sentence(group.within)
    who = f"{_questions(len(group.changes))} in {group.quizzes} quizzes, {group.pairs.n:,} pairs of answers"
    if not group.is_estimable:
        return (
            f"{who}: {group.before.count} of {group.before.n} correct before reading, {group.after.count} of "
            f"{group.after.n} after; {TOO_FEW}."
        )
    return (
        f"{who}: correct answers went from {group.before.percent} to {group.after.percent}, "
        f"{points(group.estimate, group.pairs.n)} points. One learner can have given several pairs, so no interval is "
        f"given. {_one_by_one(group)}"
    )


def _one_by_one(group: GroupChange) -> str:
    found = group.directions
    judged = sum(found.values())
    parts = [
        f"rose in {found[Direction.ROSE]}",
        f"fell in {found[Direction.FELL]}",
        f"changed in no clear way in {found[Direction.UNCLEAR]}",
    ]
    return f"Of {_questions(judged)} with at least {FEWEST_FOR_ESTIMATE} pairs, correct answers {_listed(parts)}."


def _listed(parts: Sequence[str]) -> str:
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def _questions(n: int) -> str:
    return "1 question" if n == 1 else f"{n} questions"
