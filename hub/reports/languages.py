"""How right a question was answered before reading in each language, to find faults of translation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hub.formats import percent
from hub.shares import FEWEST_FOR_ESTIMATE, Share
from hub.stats import newcombe_independent
from hub.suppression import STAFF, release
from quizzes.cut import COHORTS, Cut
from quizzes.month_spans import inside
from quizzes.rollups.reading import question_tallies
from quizzes.tallies import QuestionTally

from .filter_choices import language_name
from .small_groups import spans_of_values

LANGUAGE = COHORTS[-1]
_OTHERS = object()
"""Stands for the learners of months that no language shows."""


@dataclass(frozen=True)
class LanguageRow:
    """share: right answers before reading; None where a dash stands. differs: from the language with most answers."""

    name: str
    share: Share | None
    differs: bool = False


@dataclass(frozen=True)
class LanguageTable:
    """rows: the language with most answers first."""

    rows: tuple[LanguageRow, ...]
    sentence: str

    @property
    def differs(self) -> bool:
        return any(row.differs for row in self.rows)


def by_language(cut: Cut) -> dict[int, LanguageTable]:
    """By series of the question of the cut, where it was answered in several languages. Two queries. Raises TooSlow.

    Languages are shown in whole months as every group of learners is; what is hidden of them amounts to STAFF at least.
    """
    spans = spans_of_values(replace(cut, question=None), LANGUAGE)
    answered: dict[int, dict[str, QuestionTally]] = defaultdict(lambda: defaultdict(QuestionTally))
    everyone: dict[int, int] = defaultdict(int)
    for (quiz, _question, series, language, month), tally in question_tallies(cut, (LANGUAGE, "month")).items():
        everyone[series] += tally.n_before
        shown = inside({(quiz, month): tally}, spans.get(language, {}))
        answered[series][language] += shown.get((quiz, month), QuestionTally())
    return {
        series: _table({language: tally.before for language, tally in found.items()}, everyone[series])
        for series, found in answered.items()
        if len(found) > 1
    }


def _table(shares: Mapping[str, Share], n: int) -> LanguageTable:
    learners: dict[object, int] = {language: share.n for language, share in shares.items()}
    learners[_OTHERS] = n - sum(learners.values())
    released = release(learners, STAFF).shown
    shown = {language: share for language, share in shares.items() if released[language]}
    most = max(shown, key=lambda language: (shown[language].n, language), default=None)
    judged = [
        language
        for language, share in shown.items()
        if language != most and min(share.n, shown[most].n) >= FEWEST_FOR_ESTIMATE
    ]
    differing = [language for language in judged if _differ(shown[language], shown[most], len(judged))]
    rows = [
        LanguageRow(language_name(language), shown.get(language), differs=language in differing) for language in shares
    ]
    rows.sort(key=lambda row: (row.share is None, -(row.share.n if row.share else 0), row.name))
    return LanguageTable(tuple(rows), _sentence(differing, judged, shown, most))


def _differ(share: Share, other: Share, comparisons: int) -> bool:
    """By Newcombe's interval for independent samples, its level adjusted for all comparisons of the table (Bonferroni)."""
    interval = newcombe_independent(share.count, share.n, other.count, other.n, 1 - 0.05 / comparisons)
    return interval is not None and not interval.lower <= 0 <= interval.upper


def _sentence(differing: list[str], judged: list[str], shown: Mapping[str, Share], most: str | None) -> str:
    if most is None or not judged:
        return _("Fewer than two languages have the 20 answers that a comparison needs.")
    values = {"most": language_name(most), "share": percent(shown[most].estimate, shown[most].n)}
    if not differing:
        return _("No language differs clearly from %(most)s, where %(share)s were right before reading.") % values
    told = ", ".join(
        f"{language_name(language)} ({percent(shown[language].estimate, shown[language].n)})" for language in differing
    )
    return ngettext(
        "%(told)s differs from %(most)s (%(share)s): compare the translation with the original, its key first. Learners "
        "of two languages may also know different things.",
        "%(told)s differ from %(most)s (%(share)s): compare the translations with the original, their keys first. "
        "Learners of several languages may also know different things.",
        len(differing),
    ) % (values | {"told": told})
