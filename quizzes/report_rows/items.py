"""Items of a quiz of several questions, and a row on its scores. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from hub.formats import percentage
from hub.stats import CronbachAlpha

from ..items import Item, ItemAnalysis, ItemPhase, ScoreChange


@dataclass(frozen=True)
class ItemRow:
    """One question, or the scores of all where `number` is None. Learners who answered all questions both times.

    facility: right answers in percent. item_rest, upper_lower, efficiency: -1 to 1, from 30 learners on. score_*: in
    questions; *_p of ranks and signs where at least 6 scores moved, t_p from 30 learners on. alpha_*: KR-20, from five
    questions and 30 learners on.
    """

    number: int | None
    question: str
    series: int | None
    questions: int
    learners: int
    before_right: int | None
    before_facility_pct: float | None
    after_right: int | None
    after_facility_pct: float | None
    item_rest_before: float | None
    item_rest_after: float | None
    upper_lower_before: float | None
    upper_lower_after: float | None
    efficiency_before: float | None
    efficiency_after: float | None
    remarks: str
    score_mean_before: float | None
    score_mean_after: float | None
    score_sd_before: float | None
    score_sd_after: float | None
    score_change_mean: float | None
    score_change_lower: float | None
    score_change_upper: float | None
    score_change_median: float | None
    improved: int | None
    same: int | None
    declined: int | None
    t_p: float | None
    wilcoxon_pratt_p: float | None
    sign_p: float | None
    dz: float | None
    dz_lower: float | None
    dz_upper: float | None
    alpha_before: float | None
    alpha_before_lower: float | None
    alpha_before_upper: float | None
    alpha_after: float | None
    alpha_after_lower: float | None
    alpha_after_upper: float | None


_EMPTY: dict[str, Any] = dict.fromkeys(ItemRow.__dataclass_fields__)


def item_rows(analysis: ItemAnalysis) -> Iterator[ItemRow]:
    """A row for each question, then one for the scores; none for a quiz without several questions."""
    for item in analysis.items:
        yield _item_row(item, analysis)
    if analysis.items:
        yield _score_row(analysis)


def _item_row(item: Item, analysis: ItemAnalysis) -> ItemRow:
    known: dict[str, Any] = {
        "number": item.head.place,
        "question": item.head.stem,
        "series": item.head.series,
        "questions": len(analysis.items),
        "learners": analysis.n,
        "remarks": ", ".join(remark.value for remark in item.remarks),
        **_phase("before", item.before),
        **_phase("after", item.after),
    }
    return ItemRow(**_EMPTY | known)


def _phase(name: str, phase: ItemPhase) -> dict[str, Any]:
    return {
        f"{name}_right": phase.right.count,
        f"{name}_facility_pct": percentage(phase.right.estimate),
        f"item_rest_{name}": phase.item_rest,
        f"upper_lower_{name}": phase.upper_lower,
        f"efficiency_{name}": phase.efficiency,
    }


def _score_row(analysis: ItemAnalysis) -> ItemRow:
    change = analysis.change
    is_estimable = change.is_estimable
    known: dict[str, Any] = {
        "question": "All questions",
        "questions": len(analysis.items),
        "learners": analysis.n,
        "remarks": "",
        "score_mean_before": analysis.before.mean if is_estimable else None,
        "score_mean_after": analysis.after.mean if is_estimable else None,
        "score_sd_before": analysis.before.sd if is_estimable else None,
        "score_sd_after": analysis.after.sd if is_estimable else None,
        **_change(change),
        **_alpha("before", analysis.alpha_before),
        **_alpha("after", analysis.alpha_after),
    }
    return ItemRow(**_EMPTY | known)


def _change(change: ScoreChange) -> dict[str, Any]:
    t = change.t
    interval, dz_interval = (t.interval, t.dz_interval) if t else (None, None)
    return {
        "score_change_mean": t.mean if t else None,
        "score_change_lower": interval.lower if interval else None,
        "score_change_upper": interval.upper if interval else None,
        "score_change_median": change.median,
        "improved": change.improved,
        "same": change.same,
        "declined": change.declined,
        "t_p": change.t_p,
        "wilcoxon_pratt_p": change.signed_rank.p if change.signed_rank else None,
        "sign_p": change.sign_p,
        "dz": t.dz if t else None,
        "dz_lower": dz_interval.lower if dz_interval else None,
        "dz_upper": dz_interval.upper if dz_interval else None,
    }


def _alpha(name: str, alpha: CronbachAlpha | None) -> dict[str, Any]:
    return {
        f"alpha_{name}": alpha.alpha if alpha else None,
        f"alpha_{name}_lower": alpha.interval.lower if alpha else None,
        f"alpha_{name}_upper": alpha.interval.upper if alpha else None,
    }
