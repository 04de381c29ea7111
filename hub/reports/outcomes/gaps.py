"""What remains to be learned, and what became of questions that were revised."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from hub.formats import percent
from hub.shares import FEWEST_FOR_ESTIMATE

from .blocks import Block, Column, Heading, Points, Section, Table, Words, columns
from .learning import numbered
from .rows import OptionOutcome, Outcomes, QuestionOutcome
from .wording import change_text, number, percent_text, share_text, short, versions_text

LOW_AFTER = 0.6
"""Fewer right answers after reading are a gap that remains."""

MUCH_UNLEARNED = 0.1
"""More learners who had it right and then wrong speak against the text."""


@dataclass(frozen=True)
class Gap:
    """A question with what is wrong with it. chosen: the wrong option chosen most after reading, None where none was."""

    place: int
    question: QuestionOutcome
    reasons: tuple[str, ...]
    chosen: OptionOutcome | None


def gaps(report: Outcomes) -> list[Gap]:
    """Questions with enough learners and a gap, fewest right answers after reading first."""
    found = []
    for place, question in numbered(report):
        pairs = question.pairs
        if pairs.n < FEWEST_FOR_ESTIMATE:
            continue
        reasons = []
        if pairs.post < LOW_AFTER:
            reasons.append(_("%(after)s right after reading") % {"after": percent(pairs.post, pairs.n)})
        if pairs.unlearned > MUCH_UNLEARNED * pairs.n:
            share = percent(pairs.unlearned / pairs.n, pairs.n)
            reasons.append(_("%(share)s went from right to wrong") % {"share": share})
        if reasons:
            found.append(Gap(place, question, tuple(reasons), _top_distractor(question)))
    return sorted(found, key=lambda gap: gap.question.pairs.post)


def _top_distractor(question: QuestionOutcome) -> OptionOutcome | None:
    wrong = [option for option in question.options if not option.is_key and option.letter and option.after]
    return max(wrong, key=lambda option: option.after, default=None)


def remaining(report: Outcomes) -> Section:
    found = gaps(report)
    blocks: list[Block] = []
    if not found:
        judged = any(question.pairs.n >= FEWEST_FOR_ESTIMATE for question in report.questions)
        text = (
            _("After reading, at least 60% answered every question correctly, and nowhere did more than 10% unlearn.")
            if judged
            else _("No question has enough answers yet to say what remains.")
        )
        blocks.append(Words(text))
    else:
        rows = tuple(
            (
                f"{gap.place}. {short(gap.question.stem)}",
                "; ".join(gap.reasons),
                _chosen(gap),
                gap.question.objective or "–",
            )
            for gap in found
        )
        names = (_("Question"), _("Gap"), _("Wrong answer chosen most after reading"), _("Learning objective"))
        note = _(
            "A gap: fewer than 60%% right after reading, or more than 10%% who went from right to wrong, among at least "
            "%(n)s learners."
        ) % {"n": FEWEST_FOR_ESTIMATE}
        head = tuple(Column(name, is_number=False) for name in names)
        blocks += [
            Table(_("Gaps that remain"), head, rows, note),
            Heading(_("What the editors do with this")),
            Points(
                (
                    _("Each question in the table is on the editors’ worklist, with the passage that proves its key."),
                    _("They decide whether the passage, the question or nothing changes, and record why."),
                    _("A changed question begins a new series; a later report shows it beside the one before."),
                )
            ),
        ]
    return Section("gaps", _("Gaps that remain"), (*blocks, *_revised(report)), has_own_page=bool(found))


def _chosen(gap: Gap) -> str:
    if gap.chosen is None:
        return "–"
    return f"{gap.chosen.letter}. {gap.chosen.text}: {share_text(gap.chosen.after, gap.question.answered[1])}"


def _revised(report: Outcomes) -> tuple[Block, ...]:
    """Questions with several series, the earlier one above the later."""
    series: dict[tuple[str, int], list[QuestionOutcome]] = {}
    for question in report.questions:
        series.setdefault((question.slug, question.question_id), []).append(question)
    rows = [
        (
            short(question.stem),
            versions_text(question.versions),
            number(question.pairs.n),
            percent_text(question.report.change.before),
            percent_text(question.report.change.after),
            change_text(question.report.change),
        )
        for found in series.values()
        if len(found) > 1
        for question in sorted(found, key=lambda one: one.series)
    ]
    if not rows:
        return ()
    head = columns(_("Question"), _("Versions"), "n", _("Before"), _("After"), _("Change"))
    note = _("Other learners answered each version, so the changes are set side by side and not subtracted.")
    return Heading(_("Before and after a revision")), Table(_("Revised questions"), head, tuple(rows), note)
