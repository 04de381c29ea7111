"""Counts of learners, and the four cells of one question answered before and after."""

from __future__ import annotations

from dataclasses import dataclass


def check_count(name: str, value: int) -> int:
    """Return `value`; raise ValueError naming it unless it is a whole number of at least 0."""
    if not isinstance(value, int) or value < 0:
        raise ValueError(f"{name} must be a whole number of at least 0, got {value!r}")
    return value


@dataclass(frozen=True, slots=True)
class Pairs:
    """Learners who answered one question both times, by what became of their answer.

    retained: right, then right. unlearned: right, then wrong. learned: wrong, then right. never: wrong both times.
    Every comparison in this package is post minus pre, so `learned` counts in favour. Much of the literature prints
    pre minus post: there the signs turn and the limits swap places.
    Pairs of two periods or cohorts add up cell by cell. Raises ValueError for anything but counts.
    """

    retained: int
    unlearned: int
    learned: int
    never: int

    def __post_init__(self) -> None:
        for name in ("retained", "unlearned", "learned", "never"):
            check_count(name, getattr(self, name))

    def __add__(self, other: Pairs) -> Pairs:
        return Pairs(
            self.retained + other.retained,
            self.unlearned + other.unlearned,
            self.learned + other.learned,
            self.never + other.never,
        )

    @property
    def n(self) -> int:
        """Learners who answered both times."""
        return self.retained + self.unlearned + self.learned + self.never

    @property
    def pre(self) -> float | None:
        """Proportion right before the article; None without learners."""
        return (self.retained + self.unlearned) / self.n if self.n else None

    @property
    def post(self) -> float | None:
        """Proportion right after the article; None without learners."""
        return (self.retained + self.learned) / self.n if self.n else None

    @property
    def change(self) -> float | None:
        """post - pre, from -1 to 1; None without learners."""
        return (self.learned - self.unlearned) / self.n if self.n else None
