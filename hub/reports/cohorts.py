"""Which part of a cut on a cohort a report on one quiz may show, so that no few learners follow from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hub.suppression import STAFF, may_show, month_blocks, shown_span
from quizzes.cut import Cut, before_month, month_after, month_of
from quizzes.rollups.reading import quiz_tallies
from quizzes.tallies import QuizTally

MOST_AT_ONCE = 2
"""Restrictions by learner or page: three tables that each cross two of them are not set against one another."""

Months = Mapping[date, Mapping[Hashable, int]]


@dataclass(frozen=True)
class ShownCut:
    """cut: what is counted; None where nothing may be shown. remark: why it is not what was asked for, else ""."""

    cut: Cut | None
    remark: str = ""


def shown_cut(cut: Cut, k: int = STAFF) -> ShownCut:
    """The cut itself where it is of no cohort; else its whole months up to which k learners fill each block.

    cut: of one quiz. One query for one cohort, up to four for what is crossed; raises TooSlow as the sums do.
    """
    asked = cut.cohorts
    if not asked:
        return ShownCut(cut)
    if len(asked) > MOST_AT_ONCE:
        return ShownCut(
            None,
            _("Of learners, at most two things are asked for at once, so that nobody can be told apart. Remove one."),
        )
    whole = cut.whole_months
    if whole is None:
        return ShownCut(
            None, _("A part of the learners is shown in whole months. Choose days from the first of a month.")
        )
    months, wanted = _of_one(cut, asked[0]) if len(asked) == 1 and asked[0] != "without" else _of_parts(cut, asked)
    months = dict(sorted(months.items()))
    first, last = (day and month_of(day) for day in (whole.first, whole.last))
    span = shown_span(month_blocks(months, k), wanted, first, last)
    if span is None or (len(asked) > 1 and not may_show(_total(months, span.first, span.last), k)):
        return ShownCut(
            None,
            _(
                "Not shown: numbers on fewer than %(k)s learners could be worked out from this part of them. Choose a wider part."
            )
            % {"k": k},
        )
    if span.n == _total(months, first, last)[wanted]:
        return ShownCut(
            whole,
            ""
            if whole == cut
            else _("A part of the learners is shown in whole months: days around them are left out."),
        )
    shown = replace(cut, first=span.first, last=before_month(month_after(span.last)))
    words = {"first": date_format(span.first, "F Y"), "last": date_format(span.last, "F Y"), "k": k}
    return ShownCut(
        shown,
        _(
            "Shown are the months from %(first)s to %(last)s: the others hold fewer than %(k)s learners who could be told apart."
        )
        % words,
    )


def _learners(tally: QuizTally) -> int:
    """Everybody with an attempt that counts, once."""
    return tally.n_before + tally.n_after - tally.matched - tally.late - tally.reversed


def _of_one(cut: Cut, name: str) -> tuple[Months, Hashable]:
    """Learners by month and value of one thing, and the value that is asked for."""
    found: dict[date, dict[Hashable, int]] = defaultdict(dict)
    for (_quiz, month, value), tally in quiz_tallies(Cut(quizzes=cut.quizzes), ("month", name)).items():
        found[month][value] = _learners(tally)
    return found, getattr(cut, name)


def _of_parts(cut: Cut, names: Sequence[str]) -> tuple[Months, Hashable]:
    """Learners by month and by which of the restrictions they pass, and the part that passes all."""
    passing: dict[tuple[bool, ...], dict[date, int]] = {}
    for asked in product([True, False], repeat=len(names)):
        kept = {name: getattr(cut, name) for name, is_asked in zip(names, asked, strict=True) if is_asked}
        tallies = quiz_tallies(Cut(quizzes=cut.quizzes, **kept), ("month",))
        passing[asked] = {month: _learners(tally) for (_quiz, month), tally in tallies.items()}
    found: dict[date, dict[Hashable, int]] = defaultdict(lambda: dict.fromkeys(passing, 0))
    for part in passing:
        for month in passing[(False,) * len(names)]:
            found[month][part] = _exactly(part, passing, month)
    return found, (True,) * len(names)


def _exactly(part: tuple[bool, ...], passing: Mapping[tuple[bool, ...], Mapping[date, int]], month: date) -> int:
    """Learners who pass these restrictions and no other, by inclusion and exclusion."""
    wider = [asked for asked in passing if all(not inside or has for inside, has in zip(part, asked, strict=True))]
    return sum((-1) ** (sum(asked) - sum(part)) * passing[asked].get(month, 0) for asked in wider)


def _total(months: Months, first: date | None, last: date | None) -> dict[Hashable, int]:
    found: dict[Hashable, int] = defaultdict(int)
    for month, learners in months.items():
        if (first is None or month >= first) and (last is None or month <= last):
            for value, n in learners.items():
                found[value] += n
    return found
