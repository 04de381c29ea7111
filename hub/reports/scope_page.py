"""What the page of several quizzes shows: the change over all of them, their questions, and the months."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hub.charts import DumbbellRow, Estimate, Svg, dumbbell
from hub.formats import p_value, points, points_interval
from hub.stats import Pairs, benjamini_hochberg
from quizzes.change import PairedChange, QuizChange
from quizzes.cut import Cut
from quizzes.models import PooledSums, QuestionVersion, Withdrawal
from quizzes.rollups.reading import question_tallies, quiz_tallies
from quizzes.sentences import quiz_sentence
from quizzes.tallies import QuizTally

from .quiz_page import Reading, reading
from .trends import Trend, months_of

MOST_IN_CHART = 40
"""Questions in the chart; more would be no picture. The table has them all."""


@dataclass(frozen=True)
class ScopeQuestion:
    """One series of a question in one quiz."""

    quiz_id: int
    title: str
    stem: str
    series: int
    change: PairedChange
    points: str
    limits: str
    adjusted_p: str
    reading: Reading


@dataclass(frozen=True)
class ScopePage:
    """headline: with an interval where the nightly sums have one. note: of which day it is, or why there is none.

    mean: of the changes of the questions, in points, "" without an estimate. n_questions: those with an estimate.
    """

    headline: str
    note: str
    mean_sentence: str
    n_quizzes: int
    tally: QuizTally
    questions: tuple[ScopeQuestion, ...]
    chart: Svg | None
    trend: Trend | None

    @property
    def has_simulated(self) -> bool:
        return self.tally.n_simulated > 0


def scope_page(cut: Cut, titles: Mapping[int, str], pooled: PooledSums | None, why_no_interval: str) -> ScopePage:
    """The page of the quizzes of `cut`, by primary key in `titles`. A fixed number of queries.

    pooled: the nightly sums of exactly this cut; None with the reason in `why_no_interval`.
    """
    tallies = quiz_tallies(cut)
    total = sum(tallies.values(), QuizTally())
    questions = _questions(cut, titles)
    by_month: dict[date, Pairs] = {}
    for (_quiz, month), tally in quiz_tallies(cut, ("month",)).items():
        by_month[month] = by_month.get(month, Pairs(0, 0, 0, 0)) + tally.pairs
    headline, note = _headline(total, pooled, why_no_interval)
    return ScopePage(
        headline=headline,
        note=note,
        mean_sentence=_mean_sentence(questions),
        n_quizzes=sum(bool(tally.n_before or tally.n_after) for tally in tallies.values()),
        tally=total,
        questions=questions,
        chart=_chart(questions),
        trend=months_of(by_month, (), name="months", title=_("Correct answers by month")),
    )


def _headline(total: QuizTally, pooled: PooledSums | None, why: str) -> tuple[str, str]:
    if pooled is not None and pooled.clusters:
        return quiz_sentence(pooled.change), _(
            "Each learner counts once, whatever they answered; as it was on %(day)s. The numbers below are of now."
        ) % {"day": _day(pooled.taken_at)}
    pairs = total.pairs
    if not pairs.n:
        return _("Nobody has answered a quiz both times yet."), ""
    counts = ngettext("%(n)s pair of answers", "%(n)s pairs of answers", pairs.n) % {"n": f"{pairs.n:,}"}
    if total.matched < 20:
        return _("%(pairs)s: %(before)s correct before reading, %(after)s after; too few for an estimate.") % {
            "pairs": counts,
            "before": pairs.retained + pairs.unlearned,
            "after": pairs.retained + pairs.learned,
        }, ""
    change = QuizChange(pairs, replace(total.change.sums))
    sentence = _("Over %(pairs)s correct answers went from %(before)s to %(after)s: %(points)s points.") % {
        "pairs": counts,
        "before": change.before.percent,
        "after": change.after.percent,
        "points": points(pairs.change, pairs.n),
    }
    return sentence, why


def _day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j F Y")


def _questions(cut: Cut, titles: Mapping[int, str]) -> tuple[ScopeQuestion, ...]:
    """With an estimate first, those with most left to learn at the top."""
    tallies = {key: tally for key, tally in question_tallies(cut).items() if key[0] in titles}
    changes = {key: PairedChange(tally.pairs) for key, tally in tallies.items()}
    heads = _stems({key[1] for key in tallies})
    standing = set(Withdrawal.objects.standing().values_list("question", "series"))
    asked = {key: change for key, change in changes.items() if key[1:] not in standing}
    tested = {key: change.mid_p for key, change in asked.items() if change.mid_p is not None}
    adjusted = dict(zip(tested, benjamini_hochberg(list(tested.values())), strict=True))
    rows = [
        _question(key, replace(change, adjusted_p=adjusted.get(key)), titles[key[0]], heads[key[1:]])
        for key, change in asked.items()
    ]
    return tuple(sorted(rows, key=lambda row: (row.change.estimate is None, row.change.pairs.post or 0, row.stem)))


def _stems(questions: Iterable[int]) -> dict[tuple[int, int], str]:
    """The newest wording of each series."""
    versions = QuestionVersion.objects.filter(question__in=set(questions)).order_by("number")
    return {(question, series): stem for question, series, stem in versions.values_list("question", "series", "stem")}


def _question(key: tuple[int, int, int], change: PairedChange, title: str, stem: str) -> ScopeQuestion:
    n = change.pairs.n
    return ScopeQuestion(
        quiz_id=key[0],
        title=title,
        stem=stem,
        series=key[2],
        change=change,
        points=points(change.estimate, n),
        limits=points_interval(change.interval, n) if change.interval else "",
        adjusted_p=p_value(change.adjusted_p),
        reading=reading(change),
    )


def _mean_sentence(questions: Sequence[ScopeQuestion]) -> str:
    changes = [one.change.estimate for one in questions if one.change.estimate is not None]
    if len(changes) < 2:
        return ""
    return _(
        "The plain mean of the changes of %(n)s questions is %(points)s points. Where it differs much from the change "
        "above, a few questions have most of the answers."
    ) % {"n": len(changes), "points": points(sum(changes) / len(changes), len(changes), decimals=1)}


def _chart(questions: Sequence[ScopeQuestion]) -> Svg | None:
    rows = [
        DumbbellRow(
            label=one.stem,
            before=_estimate(one.change.before),
            after=_estimate(one.change.after),
            note=f"{one.points} ({one.limits})",
        )
        for one in questions
        if one.change.interval is not None
    ]
    if not rows or len(rows) > MOST_IN_CHART:
        return None
    return dumbbell(
        rows,
        name="questions",
        title=_("Correct answers before and after reading, by question"),
        desc=_("The same numbers stand in the table."),
        heading=_("change, points (95% CI)"),
    )


def _estimate(share) -> Estimate:
    return Estimate(share.estimate, share.interval.lower, share.interval.upper)
