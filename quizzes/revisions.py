"""Whether a revision of a question helped: the numbers until it beside those since, of other learners. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from hub.formats import points, points_interval
from hub.shares import FEWEST_FOR_ESTIMATE, Share
from hub.stats import Interval, Pairs, difference_of_changes, newcombe_independent

from .change import Direction, PairedChange, direction_of


class Revised(Enum):
    """What became different: another series of the question, other words of the same one, or the article alone."""

    QUESTION = "question"
    WORDING = "wording"
    ARTICLE = "article"


@dataclass(frozen=True)
class Numbers:
    """One side of the comparison: all answers before reading, and the matched learners."""

    before: Share
    change: PairedChange

    @property
    def is_estimable(self) -> bool:
        return self.before.n >= FEWEST_FOR_ESTIMATE and self.change.is_estimable

    def without(self, part: Numbers) -> Numbers:
        """What is left of these numbers. part: counted among them."""
        rest = Share(self.before.count - part.before.count, self.before.n - part.before.n)
        return Numbers(rest, PairedChange(Pairs(*_minus(self.change.pairs, part.change.pairs))))


@dataclass(frozen=True)
class Difference:
    """Now minus then, -1 to 1 for a facility, -2 to 2 for a change, with its 95% interval."""

    estimate: float
    interval: Interval

    @property
    def direction(self) -> Direction:
        return direction_of(self.interval)


@dataclass(frozen=True)
class Revision:
    """A published revision after a decision. on: the day from which readers saw it. article_version: its number."""

    what: Revised
    on: date
    article_version: int
    then: Numbers
    now: Numbers

    @property
    def is_estimable(self) -> bool:
        return self.then.is_estimable and self.now.is_estimable

    @property
    def facility(self) -> Difference | None:
        """Difference in the share right before reading, by Newcombe's interval for independent samples."""
        then, now = self.then.before, self.now.before
        interval = newcombe_independent(now.count, now.n, then.count, then.n) if self.is_estimable else None
        return Difference(now.count / now.n - then.count / then.n, interval) if interval else None

    @property
    def change(self) -> Difference | None:
        """Difference of the two changes."""
        now, then = self.now.change, self.then.change
        interval = difference_of_changes(now.pairs, then.pairs) if self.is_estimable else None
        if interval is None or now.estimate is None or then.estimate is None:
            return None
        return Difference(now.estimate - then.estimate, interval)

    @property
    def sentence(self) -> str:
        """What the revision did, in words that go by the intervals alone."""
        opening = f"{_OPENING[self.what]} of {_day(self.on)}"
        if self.facility is None or self.change is None:
            return f"{opening}: {self.progress}"
        n = min(self.then.change.pairs.n, self.now.change.pairs.n)
        return (
            f"{opening}: the change was {_points(self.then.change)} until then and is {_points(self.now.change)} since, "
            f"{_difference(self.change, n)} Before reading, {self.then.before.percent} of answers were right until then and "
            f"{self.now.before.percent} since, {_difference(self.facility, n)}"
        )

    @property
    def progress(self) -> str:
        """How far the comparison is, while one side is too small for it."""
        least = self.now.change.pairs.n if not self.now.is_estimable else self.then.change.pairs.n
        side = "since" if not self.now.is_estimable else "until then"
        return f"{_learners(least)} answered both times {side}, {FEWEST_FOR_ESTIMATE} are needed for an estimate."


_OPENING = {
    Revised.QUESTION: "The revision",
    Revised.WORDING: "The new wording",
    Revised.ARTICLE: "The new version of the article",
}


def since(then: Pairs, now: Pairs) -> Pairs | None:
    """The matched learners who came after `then` was counted.

    None where fewer count in a cell now, as after another key, a flag or an erasure: the two cannot be told apart.
    """
    cells = _minus(now, then)
    return None if min(cells) < 0 else Pairs(*cells)


def is_clearly_worse(then: Pairs, now: Pairs) -> bool:
    """Whether a decision should be looked at again because of the numbers alone.

    So it is when at least 20 learners have answered both times since, after 20 until then, and the share right after
    reading among them lies below that of before with the whole of Newcombe's interval for independent samples.
    """
    new = since(then, now)
    if new is None or min(new.n, then.n) < FEWEST_FOR_ESTIMATE:
        return False
    interval = newcombe_independent(new.retained + new.learned, new.n, then.retained + then.learned, then.n)
    return interval is not None and interval.upper < 0


def _minus(whole: Pairs, part: Pairs) -> tuple[int, ...]:
    return tuple(getattr(whole, name) - getattr(part, name) for name in ("retained", "unlearned", "learned", "never"))


def _points(change: PairedChange) -> str:
    n = change.pairs.n
    return f"{points(change.estimate, n)} ({points_interval(change.interval, n)})"


def _difference(found: Difference, n: int) -> str:
    sentence = f"a difference of {points(found.estimate, n)} points (95% CI {points_interval(found.interval, n)})."
    return f"{sentence} The interval includes no difference." if found.direction is Direction.UNCLEAR else sentence


def _learners(n: int) -> str:
    return {0: "nobody has", 1: "1 learner has"}.get(n, f"{n} learners have")


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
