"""Scores of learners who did something more beside those of learners who did not, a row a phase. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from hub.formats import percentage

from ..score_groups import GroupScores, ScoreContrast, ScoreContrasts
from .columns import limit_columns


@dataclass(frozen=True)
class ContrastRow:
    """One phase. did_*: learners who did it, with their answers and the right ones; did_not_*: the others.

    Limits are None where all learners of a group scored alike over several questions.
    """

    phase: str
    what: str
    did: int
    did_answers: int
    did_right: int
    did_pct: float | None
    did_lower: float | None
    did_upper: float | None
    did_not: int
    did_not_answers: int
    did_not_right: int
    did_not_pct: float | None
    did_not_lower: float | None
    did_not_upper: float | None
    difference_points: float | None
    difference_lower: float | None
    difference_upper: float | None


def contrast_rows(scores: ScoreContrasts | None, what: str) -> Iterator[ContrastRow]:
    """Before and after reading; none where nothing is compared. what: it is that the one group did."""
    if scores is not None:
        yield _row("before", what, scores.before)
        yield _row("after", what, scores.after)


def _row(phase: str, what: str, contrast: ScoreContrast) -> ContrastRow:
    return ContrastRow(
        phase=phase,
        what=what,
        **_group("did", contrast.did),
        **_group("did_not", contrast.did_not),
        difference_points=percentage(contrast.estimate),
        **limit_columns("difference", contrast.interval),
    )


def _group(prefix: str, scores: GroupScores) -> dict[str, Any]:
    return {
        prefix: scores.learners,
        f"{prefix}_answers": scores.share.n,
        f"{prefix}_right": scores.share.count,
        f"{prefix}_pct": percentage(scores.estimate),
        **limit_columns(prefix, scores.interval),
    }
