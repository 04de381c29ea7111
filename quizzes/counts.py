"""What a quiz report counts by: timing, options and series. Pure.

A series is all versions of a question that pool; its options are known by slot.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

MATCH_WITHIN = timedelta(days=30)


class Timing(IntEnum):
    """How the two attempts of one learner lie to each other; NONE where one is missing or flagged."""

    NONE = 0
    MATCHED = 1
    LATE = 2
    REVERSED = 3


@dataclass(frozen=True)
class ReportOption:
    """A choice of a series; slot None stands for "I do not know", which has no letter."""

    slot: str | None
    letter: str
    text: str
    is_key: bool


@dataclass(frozen=True)
class QuestionHead:
    """One series of a question: what it asks, in its newest wording. version_numbers: those that pool here.

    key_corrected_at: of the last decision on its key. withdrawn_at: since when learners are no longer asked.
    """

    question_id: int
    series: int
    stem: str
    version_numbers: tuple[int, ...]
    options: tuple[ReportOption, ...]
    key_corrected_at: datetime | None = None
    withdrawn_at: datetime | None = None
