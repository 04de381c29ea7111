"""Columns of effect sizes and of what specialists read. Pure."""

from __future__ import annotations

from typing import Any

from hub.formats import percentage
from hub.stats import ChiSquareTest, GuessCorrected, Interval, Size, gain_of

from ..change import PairedChange
from ..measures import Distractors, QuestionMeasures


def effect_columns(change: PairedChange) -> dict[str, Any]:
    """Effect sizes: odds, g, h and gain as plain numbers, none of them in percent."""
    odds = change.odds_ratio
    return {
        "odds_ratio": odds.estimate if odds else None,
        **_plain_limits("odds_ratio", odds.interval if odds else None),
        "cohen_g": change.cohen_g,
        **_plain_limits("cohen_g", change.cohen_g_interval),
        "cohen_g_size": _size(change.cohen_g_sizes),
        "cohen_h": change.cohen_h,
        **_plain_limits("cohen_h", change.cohen_h_interval),
        "cohen_h_size": _size(change.cohen_h_sizes),
        **gain_columns(change.hake_gain),
    }


def gain_columns(gain: float | None) -> dict[str, Any]:
    return {"hake_gain": gain, "hake_gain_size": "" if gain is None else gain_of(gain).value}


def measure_columns(found: QuestionMeasures) -> dict[str, Any]:
    return {
        **_guess_corrected(found.guess_corrected),
        **_chi_square("bowker", found.symmetry),
        **_chi_square("stuart_maxwell", found.homogeneity),
        **_distractors(found.distractors),
    }


def _plain_limits(prefix: str, interval: Interval | None) -> dict[str, Any]:
    return {
        f"{prefix}_lower": interval.lower if interval else None,
        f"{prefix}_upper": interval.upper if interval else None,
    }


def _size(sizes: tuple[Size, Size] | None) -> str:
    """Such as "medium", or "small to medium" where the interval spans both."""
    return " to ".join(dict.fromkeys(size.value for size in sizes)) if sizes else ""


def _guess_corrected(cells: GuessCorrected | None) -> dict[str, Any]:
    printed = cells.printed if cells else None
    return {
        f"guess_corrected_{name}_pct": percentage(getattr(printed, name)) if printed else None
        for name in ("retained", "learned", "unlearned", "never")
    } | {"guess_corrected_is_cut": cells.is_cut if cells else None}


def _chi_square(prefix: str, test: ChiSquareTest | None) -> dict[str, Any]:
    return {
        f"{prefix}_chi2": test.statistic if test else None,
        f"{prefix}_df": test.df if test else None,
        f"{prefix}_p": test.p if test else None,
    }


def _distractors(found: Distractors) -> dict[str, Any]:
    return {
        "distractors": found.n,
        "functional_distractors": found.functional,
        "distractor_efficiency_pct": percentage(found.efficiency),
    }
