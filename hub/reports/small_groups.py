"""Which numbers on a group of learners a page may show: those of whole blocks of months, by the rules of `suppression`.

Everything decides by the learners of a quiz with an answer before or after reading, so all pages show the same months
of a group, and none of them can be subtracted from another. Numbers over all learners are known for every day.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hub.suppression import STAFF, nested_blocks
from hub.time_limits import TooSlow
from quizzes.cut import Cut, Evidence, month_after
from quizzes.month_spans import Span
from quizzes.rollups.reading import SECONDS, quiz_tallies

Told = tuple[Hashable, ...]
Months = dict[date, dict[Told, int]]


@dataclass(frozen=True)
class Hidden:
    """The reason, in a sentence, why a page shows no number."""

    sentence: str


@dataclass(frozen=True)
class ShownMonths:
    """spans: by quiz the months that may be shown. left_out: quizzes with answers of whose group nothing is."""

    spans: Mapping[int, Span]
    left_out: int

    @property
    def sentence(self) -> str:
        """What a page over several quizzes leaves out; "" for nothing."""
        if not self.left_out:
            return ""
        return ngettext(
            "%(n)s quiz is left out: fewer than %(k)s learners of this group answered it, or too few others.",
            "%(n)s quizzes are left out: fewer than %(k)s learners of this group answered each, or too few others.",
            self.left_out,
        ) % {"n": self.left_out, "k": STAFF}


def shown_cut(cut: Cut) -> Cut | Hidden:
    """The part of a cut of one quiz that may be shown: the cut itself where it narrows no learners, else whole months.

    Raises TooSlow.
    """
    shown = shown_months(cut)
    if shown is None:
        return cut
    (quiz,) = cut.quizzes or ()
    if quiz not in shown.spans:
        return Hidden(_hidden_sentence(cut))
    first, last = shown.spans[quiz]
    return replace(cut, first=first, last=month_after(last) - timedelta(days=1))


def shown_months(cut: Cut) -> ShownMonths | None:
    """The months of each quiz of the cut that may be shown; None for all days, where the cut narrows no learners.

    One query however many quizzes, and one more for each set of lacks of evidence in the cut. Raises TooSlow.
    """
    if not cut.cohorts:
        return None
    if cut.is_empty or cut.whole_months is None:
        return ShownMonths({}, 0)
    wanted = _wanted(cut)
    until = time.monotonic() + SECONDS
    spans, left_out = {}, 0
    for quiz, months in _learners(cut).items():
        if time.monotonic() > until:
            raise TooSlow(f"no blocks after {SECONDS:g} s")
        span = _span(months, wanted, cut)
        if span is not None:
            spans[quiz] = span
        elif any(_is_inside(cut, month, month) for month in months):
            left_out += 1
    return ShownMonths(spans, left_out)


def spans_of_values(cut: Cut, dimension: str) -> dict[Hashable, dict[int, Span]]:
    """By value of a dimension and by quiz, the months of the cut that may be shown; the cut narrows no learners.

    One query. Raises TooSlow.
    """
    months: dict[int, Months] = defaultdict(lambda: defaultdict(dict))
    for (quiz, value, month), tally in quiz_tallies(Cut(quizzes=cut.quizzes), (dimension, "month")).items():
        months[quiz][month][(value,)] = tally.n_learners
    spans: dict[Hashable, dict[int, Span]] = defaultdict(dict)
    for quiz, of_months in months.items():
        for wanted in {told for month in of_months.values() for told in month}:
            span = _span(of_months, wanted, cut)
            if span is not None:
                spans[wanted[0]][quiz] = span
    return spans


def months_sentence(shown: Cut) -> str:
    """Which months of a group a page shows; "" for a cut that narrows no learners."""
    if not shown.cohorts or shown.first is None or shown.last is None:
        return ""
    return _(
        "Shown are the answers of %(months)s. A group of learners is shown in whole months, and only up to the month "
        "with which at least %(k)s more of them, and of the others, have answered."
    ) % {"months": months_words((shown.first, shown.last)), "k": STAFF}


def months_words(span: Span) -> str:
    """Such as January 2026 to March 2026."""
    first, last = (date_format(day, "F Y") for day in span)
    return first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}


def _hidden_sentence(cut: Cut) -> str:
    if cut.whole_months is None:
        return _(
            "A group of learners is shown in whole months, and there is no whole month between these days. Choose the "
            "first and the last day of a month."
        )
    return _(
        "Fewer than %(k)s learners, or none, stand behind this filter in whole months, or fewer than %(k)s others do. No "
        "number is shown, for it could tell what single learners answered. Take a part of the filter away."
    ) % {"k": STAFF}


def _span(months: Months, wanted: Told, cut: Cut) -> Span | None:
    """From the first month of the first block inside the days of the cut to the last of the last; None for no block."""
    if sum(told.get(wanted, 0) for told in months.values()) < STAFF:
        return None
    blocks = nested_blocks(months, wanted, STAFF)
    inside = [block for block in blocks if _is_inside(cut, block.first, block.last)]
    return (inside[0].first, inside[-1].last) if inside else None


def _is_inside(cut: Cut, first: date, last: date) -> bool:
    """Whether the whole months from `first` to `last`, given by their first days, lie in the days of the cut."""
    ends = month_after(last) - timedelta(days=1)
    return (cut.first is None or cut.first <= first) and (cut.last is None or ends <= cut.last)


def _wanted(cut: Cut) -> Told:
    return (*(getattr(cut, name) for name in _dimensions(cut)), *(True for _lack in cut.without))


def _dimensions(cut: Cut) -> tuple[str, ...]:
    return tuple(name for name in cut.cohorts if name != "without")


def _learners(cut: Cut) -> dict[int, Months]:
    """By quiz and month the learners, by what they are in each dimension of the cut and whether they lack each evidence.

    Those who lack nothing of a set are counted by the database; how many lack the one and not the other follows.
    """
    dimensions = _dimensions(cut)
    everyone = Cut(quizzes=cut.quizzes)
    lacks = sorted(cut.without, key=str)
    having = {
        passed: quiz_tallies(replace(everyone, without=frozenset(passed)), (*dimensions, "month"))
        for passed in _subsets(lacks)
    }
    found: dict[int, dict[date, dict[Told, int]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    for passed in having:
        pattern = tuple(lack in passed for lack in lacks)
        for more in _subsets([lack for lack in lacks if lack not in passed]):
            sign = -1 if len(more) % 2 else 1
            for (quiz, *told, month), tally in having[tuple(sorted({*passed, *more}, key=str))].items():
                found[quiz][month][(*told, *pattern)] += sign * tally.n_learners
    # Between two queries somebody may have answered: then a difference can be below zero for a moment.
    return {
        quiz: {month: {told: max(0, n) for told, n in of_month.items()} for month, of_month in months.items()}
        for quiz, months in found.items()
    }


def _subsets(lacks: list[Evidence]) -> Iterator[tuple[Evidence, ...]]:
    for size in range(len(lacks) + 1):
        yield from combinations(lacks, size)
