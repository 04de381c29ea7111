"""Correct answers of matched learners month by month, as chart and table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.models import ArticleVersion
from hub.charts import Estimate, Svg, TrendMark, TrendPoint, estimate_of, trend
from hub.shares import Share, after_of, before_of
from hub.stats import Pairs
from quizzes.cut import Cut, month_after
from quizzes.models import Quiz
from quizzes.rollups.reading import quiz_tallies

MOST_MONTHS = 36
"""Months of the chart, the newest; the table has the same."""


@dataclass(frozen=True)
class TrendRow:
    """A month with its matched pairs."""

    month: date
    name: str
    before: Share
    after: Share


@dataclass(frozen=True)
class Trend:
    """has_intervals: not where one learner gave several pairs, which resemble each other. chart: None where no month has enough pairs for a percentage. rows: every month from the first to the last."""

    chart: Svg | None
    rows: tuple[TrendRow, ...]
    n_earlier: int
    has_intervals: bool = True


@dataclass(frozen=True)
class Mark:
    """Something that came on a day, such as a new version."""

    day: date
    label: str


def months_of(
    pairs: Mapping[date, Pairs], marks: Iterable[Mark], *, name: str, title: str, is_one_each: bool = True
) -> Trend | None:
    """The trend of pairs by first day of month; None where they lie in fewer than two months.

    is_one_each: whether no learner gave more than one pair, without which Wilson's interval would be too narrow.
    """
    answered = {month: found for month, found in pairs.items() if found.n}
    if len(answered) < 2:
        return None
    months = list(_from_to(min(answered), max(answered)))
    shown = months[-MOST_MONTHS:]
    rows = tuple(_row(month, answered.get(month, Pairs(0, 0, 0, 0))) for month in shown)
    chart = _chart(rows, list(marks), name, title, is_one_each)
    return Trend(chart, rows, n_earlier=len(months) - len(shown), has_intervals=is_one_each)


def version_marks(quiz: Quiz) -> list[Mark]:
    """Where each version of the article came out after the first, in the days of its hub; one query."""
    zone = quiz.article.hub.zone
    released = ArticleVersion.objects.released().filter(article=quiz.article_id).order_by("number")
    return [
        Mark(timezone.localdate(live_from, zone), _("Version %(number)s") % {"number": number})
        for number, live_from in list(released.values_list("number", "live_from"))[1:]
    ]


def quiz_trend(quiz: Quiz, cut: Cut) -> Trend | None:
    """The pairs of all questions of a quiz by month, with lines where a new version of its article came. Two queries."""
    tallies = {key[-1]: tally for key, tally in quiz_tallies(replace(cut, quizzes=(quiz.pk,)), ("month",)).items()}
    return months_of(
        {month: tally.pairs for month, tally in tallies.items()},
        version_marks(quiz),
        name="months",
        title=_("Correct answers by month"),
        is_one_each=all(tally.change.is_one_pair_each for tally in tallies.values()),
    )


def _from_to(first: date, last: date) -> Iterator[date]:
    month = first
    while month <= last:
        yield month
        month = month_after(month)


def _row(month: date, pairs: Pairs) -> TrendRow:
    return TrendRow(
        month,
        date_format(month, "M Y"),
        before_of(pairs),
        after_of(pairs),
    )


def _chart(rows: tuple[TrendRow, ...], marks: list[Mark], name: str, title: str, has_intervals: bool) -> Svg | None:
    points = [
        TrendPoint(row.name, _estimate(row.before, has_intervals), _estimate(row.after, has_intervals)) for row in rows
    ]
    if not any(point.before for point in points):
        return None
    first, last = rows[0].month, month_after(rows[-1].month)
    return trend(
        points,
        [TrendMark(_months_since(first, mark.day), mark.label) for mark in marks if first <= mark.day < last],
        name=name,
        title=title,
        desc=_("The same numbers stand in the table below."),
    )


def _months_since(first: date, day: date) -> float:
    length = (month_after(day) - day.replace(day=1)).days
    return 12 * (day.year - first.year) + day.month - first.month + (day.day - 1) / length


def _estimate(share: Share, has_interval: bool) -> Estimate | None:
    if has_interval or share.estimate is None:
        return estimate_of(share)
    return Estimate(share.estimate, share.estimate, share.estimate)
