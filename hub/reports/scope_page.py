"""What the page of several quizzes shows: the change over all of them, their questions, and the months."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hub.charts import DumbbellRow, Svg, dumbbell, estimate_of
from hub.formats import p_value, points, points_interval
from hub.shares import FEWEST_FOR_ESTIMATE, after_of, before_of
from hub.stats import Pairs, benjamini_hochberg
from quizzes.change import PairedChange
from quizzes.cut import Cut
from quizzes.models import PooledSums, QuestionVersion, Withdrawal
from quizzes.month_spans import Span, inside, without_months
from quizzes.rollups.reading import question_tallies, quiz_tallies
from quizzes.sentences import quiz_sentence
from quizzes.tallies import QuizTally

from .quiz_page import Reading, reading
from .small_groups import shown_months
from .trends import Trend, months_of

MOST_IN_CHART = 40
"""Questions in the chart; more would be no picture. The table has them all."""

MOST_TESTED = 200
"""Questions that are tested as one family; among more, no single P value says anything."""


@dataclass(frozen=True)
class ScopeQuestion:
    """One series of a question in one quiz. key: quiz, question and series. What is printed is made when it is."""

    key: tuple[int, int, int]
    change: PairedChange
    title: str
    stem: str

    @property
    def quiz_id(self) -> int:
        return self.key[0]

    @property
    def question_id(self) -> int:
        return self.key[1]

    @property
    def points(self) -> str:
        return points(self.change.estimate, self.change.pairs.n)

    @property
    def limits(self) -> str:
        return points_interval(self.change.interval, self.change.pairs.n) if self.change.interval else ""

    @property
    def adjusted_p(self) -> str:
        return p_value(self.change.adjusted_p)

    @property
    def reading(self) -> Reading:
        return reading(self.change)


@dataclass(frozen=True)
class ScopePage:
    """headline: with an interval where the nightly sums have one. note: of which day it is, or why there is none.

    mean_sentence: "" where fewer than two questions have an estimate. trend: None for a group of learners. left_out: on the
    quizzes whose group is hidden, "" for none.
    """

    headline: str
    note: str
    mean_sentence: str
    n_quizzes: int
    tally: QuizTally
    questions: tuple[ScopeQuestion, ...]
    chart: Svg | None
    trend: Trend | None
    left_out: str = ""

    @property
    def has_simulated(self) -> bool:
        return self.tally.n_simulated > 0


def scope_page(cut: Cut, titles: Mapping[int, str], pooled: PooledSums | None, why_no_interval: str) -> ScopePage:
    """The page of the quizzes of `cut`, by primary key in `titles`. A fixed number of queries.

    pooled: the nightly sums of exactly this cut; None with the reason in `why_no_interval`.
    """
    months = shown_months(cut)
    spans = months.spans if months else None
    monthly = inside(quiz_tallies(cut, ("month",)), spans)
    tallies = without_months(monthly)
    total = sum(tallies.values(), QuizTally())
    questions = scope_questions(cut, titles, spans)
    headline, note = _headline(total, pooled, why_no_interval)
    return ScopePage(
        headline=headline,
        note=note,
        mean_sentence=_mean_sentence(questions),
        n_quizzes=sum(bool(tally.n_before or tally.n_after) for tally in tallies.values()),
        tally=total,
        questions=questions,
        chart=_chart(questions),
        trend=None
        if months
        else months_of(
            pairs_by_month(monthly), (), name="months", title=_("Correct answers by month"), is_one_each=False
        ),
        left_out=months.sentence if months else "",
    )


def pairs_by_month(monthly: Mapping[tuple, QuizTally]) -> dict[date, Pairs]:
    """Matched pairs of all quizzes, by the first day of the month of their second answer. monthly: by quiz and month."""
    found: dict[date, Pairs] = {}
    for (_quiz, month), tally in monthly.items():
        found[month] = found.get(month, Pairs(0, 0, 0, 0)) + tally.pairs
    return found


def _headline(total: QuizTally, pooled: PooledSums | None, why: str) -> tuple[str, str]:
    if pooled is not None and pooled.clusters:
        return quiz_sentence(pooled.change), _(
            "Each learner counts once, whatever they answered; as it was on %(day)s. The numbers below are of now."
        ) % {"day": _day(pooled.taken_at)}
    pairs = total.pairs
    if not pairs.n:
        return _("Nobody has answered a quiz both times yet."), ""
    counts = ngettext("%(n)s pair of answers", "%(n)s pairs of answers", pairs.n) % {"n": f"{pairs.n:,}"}
    before, after = before_of(pairs), after_of(pairs)
    if total.matched < FEWEST_FOR_ESTIMATE:
        return _("%(pairs)s: %(before)s correct before reading, %(after)s after; too few for an estimate.") % {
            "pairs": counts,
            "before": before.count,
            "after": after.count,
        }, ""
    sentence = _("Over %(pairs)s correct answers went from %(before)s to %(after)s: %(points)s points.") % {
        "pairs": counts,
        "before": before.percent,
        "after": after.percent,
        "points": points(pairs.change, pairs.n),
    }
    return sentence, why


def _day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j F Y")


def scope_questions(cut: Cut, titles: Mapping[int, str], spans: Mapping[int, Span] | None) -> tuple[ScopeQuestion, ...]:
    """With an estimate first, those with most left to learn at the top."""
    found = question_tallies(cut) if spans is None else without_months(inside(question_tallies(cut, ("month",)), spans))
    tallies = {key: tally for key, tally in found.items() if key[0] in titles}
    changes = {key: PairedChange(tally.pairs) for key, tally in tallies.items()}
    heads = _stems({key[1] for key in tallies})
    standing = set(Withdrawal.objects.standing().values_list("question", "series"))
    asked = {key: change for key, change in changes.items() if key[1:] not in standing}
    is_tested = len(asked) <= MOST_TESTED
    tested = {key: p for key, change in asked.items() if is_tested and (p := change.mid_p) is not None}
    adjusted = dict(zip(tested, benjamini_hochberg(list(tested.values())), strict=True))
    order = sorted(asked, key=lambda key: (asked[key].estimate is None, asked[key].pairs.post or 0.0, key))
    return tuple(
        ScopeQuestion(key, replace(asked[key], adjusted_p=adjusted.get(key)), titles[key[0]], heads[key[1:]])
        for key in order
    )


def _stems(questions: Iterable[int]) -> dict[tuple[int, int], str]:
    """The newest wording of each series."""
    versions = QuestionVersion.objects.filter(question__in=set(questions)).order_by("number")
    return {(question, series): stem for question, series, stem in versions.values_list("question", "series", "stem")}


def _mean_sentence(questions: Sequence[ScopeQuestion]) -> str:
    changes = [one.change.estimate for one in questions if one.change.estimate is not None]
    if len(changes) < 2:
        return ""
    return _(
        "The plain mean of the changes of %(n)s questions is %(points)s points. Where it differs much from the change "
        "above, a few questions have most of the answers."
    ) % {"n": len(changes), "points": points(sum(changes) / len(changes), len(changes), decimals=1)}


def _chart(questions: Sequence[ScopeQuestion]) -> Svg | None:
    drawn = [one for one in questions if one.change.is_estimable]
    if not drawn or len(drawn) > MOST_IN_CHART:
        return None
    rows = [
        DumbbellRow(
            one.stem, estimate_of(one.change.before), estimate_of(one.change.after), f"{one.points} ({one.limits})"
        )
        for one in drawn
    ]
    return dumbbell(
        rows,
        name="questions",
        title=_("Correct answers before and after reading, by question"),
        desc=_("The same numbers stand in the table."),
        heading=_("change, points (95% CI)"),
    )
