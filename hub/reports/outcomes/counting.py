"""How learners answered the versions of a report, as counts: a fixed number of queries, however many articles.

How answers count is what `quizzes.rollups.states` says. Answers to a version that the report does not speak of, and
answers from its last day on, are as if they had not been given.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import connection
from django.db.models import Count, F, Min, Q, QuerySet

from hub.stats import LearnerSums, Pairs, learner_sums
from quizzes.analysis import Exclusions
from quizzes.counts import Timing
from quizzes.models import Attempt, Phase
from quizzes.models.rollup import ABSENT
from quizzes.pairing import EARLIER, paired_answers
from quizzes.rollups.states import Scope, states_sql

from .subject import Subject

NO_PAIRS = Pairs(0, 0, 0, 0)


class SeriesKey(NamedTuple):
    """A series of a question in one quiz."""

    quiz: int
    question: int
    series: int


@dataclass
class SeriesCounts:
    """Learners of one series; slots as `Contribution` has them. chosen: by phase and slot. right: by phase.

    moves: matched learners by slot before and after. flagged: answers by phase. later: of matched learners who answered
    again, from after reading to weeks later.
    """

    chosen: Counter[tuple[str, str]] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    answered: Counter[str] = field(default_factory=Counter)
    flagged: Counter[str] = field(default_factory=Counter)
    timings: Counter[Timing] = field(default_factory=Counter)
    moves: Counter[tuple[str, str]] = field(default_factory=Counter)
    pairs: Pairs = NO_PAIRS
    later: Pairs = NO_PAIRS

    @property
    def exclusions(self) -> Exclusions:
        both = sum(self.timings.values())
        return Exclusions(
            before_only=self.answered[Phase.PRE] - both,
            after_only=self.answered[Phase.POST] - both,
            late=self.timings[Timing.LATE],
            reversed=self.timings[Timing.REVERSED],
            flagged_before=self.flagged[Phase.PRE],
            flagged_after=self.flagged[Phase.POST],
        )


@dataclass
class QuizCounts:
    """Learners of one quiz by the attempts they made, as `quizzes.analysis.QuizLearners` has them."""

    learners: int = 0
    before: int = 0
    after: int = 0
    by_timing: Counter[Timing] = field(default_factory=Counter)
    n_simulated: int = 0


_COUNTED = (
    "quiz_id, question_id, series, before_slot, before_right, before_flagged, after_slot, after_right, after_flagged, "
    "later_right, timing"
)


def answered(subject: Subject) -> tuple[dict[SeriesKey, SeriesCounts], dict[int, QuizCounts]]:
    """All answers before the cut-off by series, and all attempts by quiz; one query."""
    series: dict[SeriesKey, SeriesCounts] = defaultdict(SeriesCounts)
    quizzes: dict[int, QuizCounts] = defaultdict(QuizCounts)
    states, params = states_sql(_scope(subject))
    sql = f"SELECT {_COUNTED}, COUNT(*), SUM(is_simulated) FROM ({states}) counted GROUP BY {_COUNTED}"  # noqa: S608 - our own text
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        for quiz, question, number, *state, learners, simulated in cursor.fetchall():
            if question is None:
                _add_attempts(quizzes[quiz], _State(*state), learners, simulated)
            else:
                _add_answers(series[SeriesKey(quiz, question, number)], _State(*state), learners)
    return series, quizzes


def _scope(subject: Subject) -> Scope:
    return Scope(versions=tuple(version.pk for version in subject.versions), until=subject.until)


class _State(NamedTuple):
    before_slot: str
    before_right: int | None
    before_flagged: int
    after_slot: str
    after_right: int | None
    after_flagged: int
    later_right: int | None
    timing: int


def _add_attempts(counts: QuizCounts, state: _State, learners: int, simulated: int) -> None:
    has_before, has_after = state.before_right is not None, state.after_right is not None
    if not (has_before or has_after):
        return
    counts.learners += learners
    counts.before += learners * has_before
    counts.after += learners * has_after
    counts.by_timing[Timing(state.timing)] += learners
    counts.n_simulated += simulated


def _add_answers(counts: SeriesCounts, state: _State, learners: int) -> None:
    counts.flagged[Phase.PRE] += learners * state.before_flagged
    counts.flagged[Phase.POST] += learners * state.after_flagged
    given = (
        (Phase.PRE, state.before_right, state.before_slot),
        (Phase.POST, state.after_right, state.after_slot),
        (Phase.FOLLOW_UP, state.later_right, ABSENT),
    )
    for phase, right, slot in given:
        if right is not None:
            counts.answered[phase] += learners
            counts.right[phase] += learners * right
            counts.chosen[phase, slot] += learners
    if state.timing != Timing.NONE:
        counts.timings[Timing(state.timing)] += learners
    if state.timing == Timing.MATCHED:
        counts.moves[state.before_slot, state.after_slot] += learners
        counts.pairs += pairs_of(bool(state.before_right), bool(state.after_right), learners)
        if state.later_right is not None:
            counts.later += pairs_of(bool(state.after_right), bool(state.later_right), learners)


def pairs_of(right_first: bool, right_then: bool, n: int = 1) -> Pairs:
    """n learners in the cell that their two answers make."""
    return Pairs(
        retained=n * (right_first and right_then),
        unlearned=n * (right_first and not right_then),
        learned=n * (not right_first and right_then),
        never=n * (not right_first and not right_then),
    )


def attempts_of(subject: Subject) -> QuerySet[Attempt]:
    versions = [version.pk for version in subject.versions]
    return Attempt.objects.filter(article_version__in=versions, submitted_on__lt=subject.until).order_by()


@dataclass
class Learners:
    """Distinct learners over several quizzes, by the phases they answered; all: before or after reading.

    months: of these, by the month of their first answer, as 2026-03.
    """

    all: int = 0
    before: int = 0
    after: int = 0
    follow_up: int = 0
    months: Counter[str] = field(default_factory=Counter)


def learners(subject: Subject, quizzes: Iterable[int]) -> Learners:
    """Everybody with an unflagged attempt at one of these quizzes; one query."""
    found = Learners()
    phases = {
        name: Count("pk", filter=Q(phase=phase))
        for name, phase in (("n_before", Phase.PRE), ("n_after", Phase.POST), ("n_later", Phase.FOLLOW_UP))
    }
    rows = (
        attempts_of(subject)
        .filter(quiz__in=list(quizzes))
        .counted()
        .values("learner")
        .annotate(**phases, first=Min("submitted_on", filter=~Q(phase=Phase.FOLLOW_UP)))
    )
    for row in rows.iterator():
        found.follow_up += row["n_later"] > 0
        if row["n_before"] or row["n_after"]:
            found.all += 1
            found.before += row["n_before"] > 0
            found.after += row["n_after"] > 0
            found.months[f"{row['first']:%Y-%m}"] += 1
    return found


@dataclass
class Changed:
    """Matched answers of some learners: their cells, and (change, number of answers) of each learner."""

    pairs: Pairs = NO_PAIRS
    clusters: list[tuple[int, int]] = field(default_factory=list)

    @property
    def sums(self) -> LearnerSums:
        return learner_sums(self.clusters)

    def add(self, pairs: Pairs) -> None:
        self.pairs += pairs
        self.clusters.append((pairs.learned - pairs.unlearned, pairs.n))


@dataclass
class Changes:
    """Of everybody, and by specialty and country, "" for those who told none."""

    all: Changed = field(default_factory=Changed)
    specialties: dict[str, Changed] = field(default_factory=lambda: defaultdict(Changed))
    countries: dict[str, Changed] = field(default_factory=lambda: defaultdict(Changed))


_CELLS = ", ".join(
    f"SUM(CASE WHEN before_right = {before} AND after_right = {after} THEN 1 ELSE 0 END)"
    for before, after in ((1, 1), (1, 0), (0, 1), (0, 0))
)


def changes(subject: Subject, counted: Sequence[SeriesKey]) -> Changes:
    """The matched answers to these series, learner by learner; one query."""
    found = Changes()
    if not counted:
        return found
    states, params = states_sql(_scope(subject))
    rows = ", ".join(["(%s, %s, %s)"] * len(counted))
    sql = (
        f"SELECT learner_id, specialty, country, {_CELLS} FROM ({states}) answered "  # noqa: S608 - our own text
        f"WHERE timing = 1 AND (quiz_id, question_id, series) IN (VALUES {rows}) GROUP BY learner_id, specialty, country"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*params, *(part for key in counted for part in key)])
        while learners := cursor.fetchmany(2_000):
            for _learner, specialty, country, *cells in learners:
                pairs = Pairs(*cells)
                found.all.add(pairs)
                found.specialties[specialty].add(pairs)
                found.countries[country].add(pairs)
    return found


SURE = 4
"""From this point of five on a learner counts as sure."""


def sureness(subject: Subject, counted: Sequence[SeriesKey]) -> tuple[int, Mapping[tuple[str, bool, bool], int]]:
    """Learners asked for their confidence both times, and their matched answers by ("pre" or "post", right, sure)."""
    versions = [version.pk for version in subject.versions]
    mine = set(counted)
    rows = (
        paired_answers([key.quiz for key in counted])
        .annotate(
            before_version=F(f"{EARLIER}__article_version"),
            before_on=F(f"{EARLIER}__submitted_on"),
            confidence_before=F(f"{EARLIER}__answers__confidence"),
        )
        .filter(
            timing=Timing.MATCHED.value,
            attempt__article_version__in=versions,
            attempt__submitted_on__lt=subject.until,
            before_version__in=versions,
            before_on__lt=subject.until,
            confidence__isnull=False,
            confidence_before__isnull=False,
        )
        .order_by()
        .values_list(
            "attempt__quiz", "question_version__question", "question_version__series", "attempt__learner",
            "right_before", "confidence_before", "right_after", "confidence",
        )
    )  # fmt: skip
    cells: Counter[tuple[str, bool, bool]] = Counter()
    learners = set()
    for quiz, question, series, learner, right_before, sure_before, right_after, sure_after in rows.iterator():
        if SeriesKey(quiz, question, series) in mine:
            learners.add(learner)
            cells[Phase.PRE, right_before, sure_before >= SURE] += 1
            cells[Phase.POST, right_after, sure_after >= SURE] += 1
    return len(learners), cells
