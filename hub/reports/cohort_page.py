"""Change by group of learners: what each group may show, as forest plot and table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hub.charts import Estimate, ForestRow, Svg, change_forest
from hub.formats import NO_DATA, p_value, percent, points, points_interval
from hub.shares import FEWEST_FOR_ESTIMATE
from hub.stats import Interval, Pairs, benjamini_hochberg
from quizzes.change import Direction, PairedChange, QuizChange, direction_of
from quizzes.cut import Cut
from quizzes.models import PooledSums
from quizzes.month_spans import inside, without_months
from quizzes.rollups.reading import quiz_tallies
from quizzes.tallies import QuizTally

from .small_groups import spans_of_values

MOST_IN_CHART = 40
NO_PAIRS = Pairs(0, 0, 0, 0)


@dataclass(frozen=True)
class Group:
    """What may be told of one group. learners: None where a dash stands; then nothing else is told.

    matched: learners behind the pairs, once a quiz. interval, p: None where there is none. left_out: quizzes that do
    not show the group, because too few of it answered.
    """

    learners: int | None = None
    matched: int = 0
    pairs: Pairs = NO_PAIRS
    interval: Interval | None = None
    p: float | None = None
    left_out: int = 0

    @property
    def change(self) -> float | None:
        return self.pairs.change if self.matched >= FEWEST_FOR_ESTIMATE else None


@dataclass(frozen=True)
class CohortRow:
    """A group as the table prints it. adjusted: its P value over all groups, None where it has none."""

    name: str
    group: Group
    before: str
    after: str
    points: str
    limits: str
    adjusted: float | None
    reading: str

    @property
    def adjusted_p(self) -> str:
        return p_value(self.adjusted)


@dataclass(frozen=True)
class CohortPage:
    """note: of which day the numbers are, or why there is no interval. family: P values in the table."""

    rows: tuple[CohortRow, ...]
    chart: Svg | None
    note: str
    family: int
    hides_some: bool
    has_simulated: bool = False


def live_cohorts(cut: Cut, dimension: str, name_of: Callable[[str], str], note: str) -> CohortPage:
    """The groups of a cut of all learners by `dimension`: in whole months, and over the quizzes that may show them.

    With one quiz in the cut the change has its interval; over several one learner may stand behind several quizzes, and
    it has none, as `note` says. Raises TooSlow.
    """
    spans = spans_of_values(cut, dimension)
    tallies = quiz_tallies(cut, (dimension, "month"))
    n_quizzes = len({quiz for quiz, _cohort, _month in tallies})
    groups: dict[str, Group] = defaultdict(Group)
    for cohort in sorted({cohort for _quiz, cohort, _month in tallies}):
        of_cohort = {(quiz, month): tally for (quiz, value, month), tally in tallies.items() if value == cohort}
        shown = without_months(inside(of_cohort, spans.get(cohort, {})))
        for quiz in sorted({quiz for quiz, _month in of_cohort}):
            tally = shown.get((quiz,))
            told = Group(left_out=1) if tally is None else _of_quiz(tally, with_interval=n_quizzes == 1)
            groups[cohort] = _added(groups[cohort], told)
    has_simulated = any(tally.n_simulated for tally in tallies.values())
    return replace(_page(groups, name_of, note), has_simulated=has_simulated)


def pooled_cohorts(rows: Sequence[PooledSums], name_of: Callable[[str], str], note: str) -> CohortPage:
    """The groups as the nightly sums have them, with every learner as one cluster; small ones are not in them."""
    groups = {}
    for row in rows:
        change = row.change
        told = Group(row.n_learners, change.learners, change.pairs, change.interval, _p(change), row.quizzes_left_out)
        groups[row.cohort] = told
    return replace(_page(groups, name_of, note), hides_some=True, has_simulated=any(row.n_simulated for row in rows))


def _of_quiz(tally: QuizTally, *, with_interval: bool) -> Group:
    change = tally.change
    told = Group(tally.n_learners, change.learners, change.pairs)
    return replace(told, interval=change.interval, p=_p(change)) if with_interval else told


def _added(one: Group, other: Group) -> Group:
    left_out = one.left_out + other.left_out
    if one.learners is None or other.learners is None:
        return replace(one if other.learners is None else other, left_out=left_out)
    pairs, learners = one.pairs + other.pairs, one.learners + other.learners
    return Group(learners, one.matched + other.matched, pairs, left_out=left_out)


def _p(change: QuizChange) -> float | None:
    return PairedChange(change.pairs).mid_p if change.is_one_pair_each else change.cluster_p


def _page(groups: Mapping[str, Group], name_of: Callable[[str], str], note: str) -> CohortPage:
    tested = {cohort: group.p for cohort, group in groups.items() if group.p is not None}
    adjusted = dict(zip(tested, benjamini_hochberg(list(tested.values())), strict=True))
    rows = [_row(name_of(cohort), group, adjusted.get(cohort)) for cohort, group in groups.items()]
    rows.sort(key=lambda row: (row.group.learners is None, -(row.group.learners or 0), row.name))
    hides_some = any(row.group.learners is None for row in rows)
    return CohortPage(tuple(rows), _chart(rows), note, len(tested), hides_some)


def _row(name: str, group: Group, adjusted: float | None) -> CohortRow:
    n = group.matched
    is_told = group.change is not None
    return CohortRow(
        name=name,
        group=group,
        before=percent(group.pairs.pre, n) if is_told else NO_DATA,
        after=percent(group.pairs.post, n) if is_told else NO_DATA,
        points=points(group.change, n),
        limits=points_interval(group.interval, n) if group.interval else "",
        adjusted=adjusted,
        reading=_reading(group),
    )


def _reading(group: Group) -> str:
    if group.learners is None:
        return _("hidden")
    if group.interval is None:
        return _("no interval") if group.change is not None else _("too few")
    words = {Direction.ROSE: _("rose"), Direction.FELL: _("fell"), Direction.UNCLEAR: _("no clear change")}
    return words[direction_of(group.interval)]


def _chart(rows: list[CohortRow]) -> Svg | None:
    drawn = [row for row in rows if row.group.learners is not None][:MOST_IN_CHART]
    if not any(row.group.interval for row in drawn):
        return None
    return change_forest(
        [_forest_row(row) for row in drawn],
        name="cohorts",
        title=_("Change by group of learners"),
        desc=_("The same numbers stand in the table."),
        heading=_("change, points (95% CI)"),
    )


def _forest_row(row: CohortRow) -> ForestRow:
    n, interval = row.group.learners or 0, row.group.interval
    size = ngettext("%(n)s learner", "%(n)s learners", n) % {"n": n}
    if interval is None or row.group.change is None:
        return ForestRow(row.name, size, _("too few for an estimate"), None)
    estimate = Estimate(row.group.change, interval.lower, interval.upper)
    return ForestRow(row.name, size, f"{row.points} ({row.limits})", estimate)
