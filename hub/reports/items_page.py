"""What the section on items and scores of a quiz report shows, ready for the template."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from hub.formats import NO_DATA, fixed
from quizzes import item_sentences
from quizzes.items import Item, ItemAnalysis, ItemPhase, Remark


@dataclass(frozen=True)
class ItemLine:
    """One question. Every number is text, a dash where there is none. remarks: words and the class of their label."""

    item: Item
    anchor: str
    before: str
    after: str
    item_rest: str
    upper_lower: str
    remarks: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ItemsPage:
    """missing: why there is nothing else, "" where there is. notes: sentences under the table."""

    missing: str
    headline: str
    tests: str
    lines: tuple[ItemLine, ...]
    notes: tuple[str, ...]


def items_page(analysis: ItemAnalysis) -> ItemsPage:
    missing = item_sentences.why_no_items(analysis)
    if missing:
        return ItemsPage(missing, "", "", (), ())
    notes = (item_sentences.discrimination_sentence(analysis), item_sentences.consistency_sentence(analysis))
    return ItemsPage(
        missing="",
        headline=item_sentences.score_sentence(analysis.change),
        tests=item_sentences.p_values_sentence(analysis.change),
        lines=tuple(_line(item) for item in analysis.items) if analysis.n else (),
        notes=tuple(note for note in notes if note) if analysis.n else (),
    )


def _line(item: Item) -> ItemLine:
    return ItemLine(
        item=item,
        anchor=f"question-{item.head.question_id}-{item.head.series}",
        before=_right(item.before),
        after=_right(item.after),
        item_rest=_both(item.before.item_rest, item.after.item_rest),
        upper_lower=_both(item.before.upper_lower, item.after.upper_lower),
        remarks=tuple(_remark(remark) for remark in item.remarks),
    )


def _right(phase: ItemPhase) -> str:
    right = phase.right
    return f"{right.count}/{right.n}" if right.estimate is None else right.percent


def _both(before: float | None, after: float | None) -> str:
    """The number before and after, such as "0.31 → 0.28"; a dash where both are missing."""
    if before is None and after is None:
        return NO_DATA
    return " → ".join(NO_DATA if value is None else fixed(value, 2) for value in (before, after))


def _remark(remark: Remark) -> tuple[str, str]:
    return {
        Remark.KNOWN: (_("already known"), ""),
        Remark.GAP: (_("gap persists"), "label--warn"),
        Remark.CHECK_KEY: (_("check the key"), "label--warn"),
        Remark.REVIEW: (_("hardly tells learners apart"), ""),
    }[remark]
