"""The change by group on one axis, and right or wrong beside how sure learners were."""

from django.utils.translation import gettext as _

from hub.charts import (
    AccuracyConfidence,
    ConfidenceWords,
    Estimate,
    ForestRow,
    accuracy_confidence,
    change_forest,
)
from hub.formats import p_value
from hub.shares import TOO_FEW, Share
from hub.stats import benjamini_hochberg
from quizzes.change import PairedChange, QuizChange

from .blocks import Column, Figure, Section, Table, Words, columns
from .learning import SEE_TABLE
from .rows import SMALLEST_GROUP, Cohort, Confidence, Outcomes
from .wording import change_text, group_name, number, share_text


def cohorts(report: Outcomes) -> Section | None:
    """The change by specialty and country on one axis; adjusted P over all groups."""
    groups = [cohort for cohort in report.cohorts if cohort.value]
    if not groups:
        return None
    p_values = {place: p for place, cohort in enumerate(groups) if (p := _p(cohort)) is not None}
    adjusted = dict(zip(p_values, benjamini_hochberg(list(p_values.values())), strict=True))
    title = _("Change by specialty and country, percentage points")
    figure = change_forest(
        [_forest_row(_("All learners"), report.change, is_whole=True)]
        + [_forest_row(group_name(cohort.dimension, cohort.value), cohort.change) for cohort in groups],
        name="cohorts",
        title=title,
        desc=_(SEE_TABLE),
        heading=_("change, points (95% CI)"),
    )
    whole = Cohort("", "", report.pairs, report.sums)
    named = [group_name(cohort.dimension, cohort.value) for cohort in groups]
    lines = [
        _row(name, cohort, adjusted.get(place)) for place, (name, cohort) in enumerate(zip(named, groups, strict=True))
    ]
    rows = (_row(_("All learners"), whole, None), *lines)
    head = columns(_("Group"), _("Learners"), _("Answers"), _("Before"), _("After"), _("Change"), "P")
    note = _(
        "Groups of at least %(k)s learners. Learners chose what to tell, so groups are not samples of their professions, and they may "
        "have answered different questions."
    ) % {"k": SMALLEST_GROUP}
    if p_values:
        note += " " + _("P: learners as clusters, adjusted for the %(n)s groups tested.") % {"n": len(p_values)}
    words = ", ".join(f"{row[0]} {row[5]}" for row in rows)
    return Section(
        "groups", _("Change by group"), (Figure(figure, f"{title}: {words}."), Table(title, head, rows, note))
    )


def _row(name: str, cohort: Cohort, adjusted_p: float | None) -> tuple[str, ...]:
    return (
        name,
        number(cohort.sums.learners),
        number(cohort.pairs.n),
        _percent_of(cohort, cohort.change.before),
        _percent_of(cohort, cohort.change.after),
        change_text(cohort.change),
        p_value(adjusted_p),
    )


def _p(cohort: Cohort) -> float | None:
    if cohort.change.is_one_pair_each:
        return PairedChange(cohort.pairs).mid_p
    return cohort.change.cluster_p


def _percent_of(cohort: Cohort, share: Share) -> str:
    return share.percent if cohort.change.is_estimable else "–"


def _forest_row(label: str, change: QuizChange, *, is_whole: bool = False) -> ForestRow:
    interval = change.interval
    return ForestRow(
        label=label,
        size=f"n = {number(change.learners)}",
        note=change_text(change) if interval else TOO_FEW,
        change=Estimate(change.estimate, interval.lower, interval.upper) if interval else None,
        is_whole=is_whole,
    )


def confidence(report: Outcomes) -> Section | None:
    """Right or wrong by sure or not, before and after; None where nobody was asked."""
    cells = report.confidence
    if cells is None:
        return None
    title = _("Right or wrong, sure or not")
    figure = accuracy_confidence(
        [_phase(cells, place, label) for place, label in enumerate((_("before"), _("after")))],
        ConfidenceWords(
            right=_("right"),
            wrong=_("wrong"),
            unsure=_("unsure"),
            confident=_("sure"),
            wrong_confident=_("sure and wrong"),
        ),
        name="confidence",
        title=title,
        desc=_(SEE_TABLE),
    )
    rows = tuple(
        (name, *(share_text(n, cells.n) for n in pair))
        for name, pair in (
            (_("Right and sure"), cells.right_sure),
            (_("Right and unsure"), cells.right_unsure),
            (_("Wrong and sure"), cells.wrong_sure),
            (_("Wrong and unsure"), cells.wrong_unsure),
        )
    )
    sentence = _(
        "Answers that were wrong and given with confidence: %(before)s before reading, %(after)s after, of %(n)s answers by "
        "%(learners)s learners."
    ) % {
        "before": share_text(cells.wrong_sure[0], cells.n),
        "after": share_text(cells.wrong_sure[1], cells.n),
        "n": number(cells.n),
        "learners": number(cells.learners),
    }
    head = (Column(_("Answer"), is_number=False), Column(_("Before")), Column(_("After")))
    note = _("Sure: 4 or 5 of 5 points. How sure somebody is, is no knowledge, and never averaged with it.")
    return Section(
        "confidence",
        _("Confidence"),
        (Words(sentence, "headline"), Figure(figure, sentence), Table(title, head, rows, note)),
    )


def _phase(cells: Confidence, place: int, label: str) -> AccuracyConfidence:
    return AccuracyConfidence(
        label=f"{label}, n = {number(cells.n)}",
        right_unsure=cells.right_unsure[place],
        right_confident=cells.right_sure[place],
        wrong_unsure=cells.wrong_unsure[place],
        wrong_confident=cells.wrong_sure[place],
    )
