"""What stayed weeks later, of matched learners who answered once more: retention, and change since both earlier times. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from hub.shares import FEWEST_FOR_ESTIMATE, Share
from hub.stats import LearnerSums, Pairs, learner_sums

from .analysis import QuestionReport
from .change import PairedChange, QuizChange
from .score_groups import GroupScores, ScoreContrasts

SeriesKey = tuple[int, int]
"""Primary key of a question and the number of its series."""


@dataclass(frozen=True)
class Triple:
    """One matched learner's three answers to one series: whether each is right by the key as it stands."""

    learner: Hashable
    series: SeriesKey
    before: bool
    after: bool
    later: bool


@dataclass(frozen=True)
class LaterQuestion:
    """One question. since_reading: from after reading to weeks later; since_before: from before reading to weeks later."""

    question: QuestionReport
    since_reading: PairedChange
    since_before: PairedChange

    @property
    def retention(self) -> Share:
        """Right after reading and still right weeks later, of those who were right after reading."""
        pairs = self.since_reading.pairs
        return Share(pairs.retained, pairs.retained + pairs.unlearned)

    @property
    def is_estimable(self) -> bool:
        """Whether at least 20 learners were right after reading."""
        return self.retention.n >= FEWEST_FOR_ESTIMATE


@dataclass(frozen=True)
class LaterReport:
    """A quiz weeks later. Everybody here answered before and after reading as a matched pair.

    came: learners who answered once more. had_time: they and those whose 84 days are over. waiting: the others, who can
    still come. days: the median number of days from reading to the answers weeks later. questions: those not withdrawn.
    retention: learners with what they kept in the place of right answers, of what was right after reading. scores: of
    those who had the time, who came beside who did not; None where nothing may be told of so few, and until somebody
    asks, where they are many: may_ask_scores.
    """

    came: int
    had_time: int
    waiting: int
    days: float | None
    questions: tuple[LaterQuestion, ...]
    since_reading: QuizChange
    since_before: QuizChange
    retention: GroupScores
    scores: ScoreContrasts | None
    may_ask_scores: bool = False

    @property
    def response(self) -> Share:
        """Those who came back of those who had the time."""
        return Share(self.came, self.had_time)


@dataclass(frozen=True)
class Returning:
    """Matched learners by whether they came back, as `LaterReport` has them."""

    came: int
    had_time: int
    waiting: int
    days: float | None


def analyse_later(
    questions: Sequence[QuestionReport],
    triples: Iterable[Triple],
    returning: Returning,
    scores: ScoreContrasts | None = None,
    *,
    may_ask_scores: bool = False,
) -> LaterReport:
    """From the three answers of each learner. Learners are the clusters of everything that pools questions."""
    asked = {
        (question.head.question_id, question.head.series): question
        for question in questions
        if not question.is_withdrawn
    }
    kept = [triple for triple in triples if triple.series in asked]
    by_series: dict[SeriesKey, list[Triple]] = defaultdict(list)
    by_learner: dict[Hashable, list[Triple]] = defaultdict(list)
    for triple in kept:
        by_series[triple.series].append(triple)
        by_learner[triple.learner].append(triple)
    return LaterReport(
        came=returning.came,
        had_time=returning.had_time,
        waiting=returning.waiting,
        days=returning.days,
        questions=tuple(
            LaterQuestion(
                question,
                PairedChange(_since_reading(by_series[series])),
                PairedChange(_since_before(by_series[series])),
            )
            for series, question in asked.items()
        ),
        since_reading=QuizChange(_since_reading(kept), _changes(_since_reading(own) for own in by_learner.values())),
        since_before=QuizChange(_since_before(kept), _changes(_since_before(own) for own in by_learner.values())),
        retention=GroupScores(
            learner_sums(
                (sum(t.after and t.later for t in own), sum(t.after for t in own)) for own in by_learner.values()
            )
        ),
        scores=scores,
        may_ask_scores=may_ask_scores,
    )


def _changes(pairs_of_learners: Iterable[Pairs]) -> LearnerSums:
    return learner_sums((pairs.learned - pairs.unlearned, pairs.n) for pairs in pairs_of_learners)


def _since_reading(triples: Iterable[Triple]) -> Pairs:
    return _pairs((triple.after, triple.later) for triple in triples)


def _since_before(triples: Iterable[Triple]) -> Pairs:
    return _pairs((triple.before, triple.later) for triple in triples)


def _pairs(answers: Iterable[tuple[bool, bool]]) -> Pairs:
    cells = {(True, True): 0, (True, False): 0, (False, True): 0, (False, False): 0}
    for answer in answers:
        cells[answer] += 1
    return Pairs(cells[True, True], cells[True, False], cells[False, True], cells[False, False])
