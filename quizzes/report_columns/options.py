"""Columns of the options of a question, and of the moves between them. Pure."""

from __future__ import annotations

from hub.data_dictionary import Entry, Table

from ..report_rows import OptionRow, TransitionRow
from .phrases import ANSWERS, LEARNERS, PERCENT, PLACE, SIMULATED

DONT_KNOW = "the row is that of “I do not know”"
OPTIONS = Table(
    key="quiz-options",
    title="Quiz report: options",
    row="One option of a question.",
    row_type=OptionRow,
    entries=PLACE
    | {
        "option": Entry("its letter", empty=DONT_KNOW),
        "text": Entry("its text"),
        "is_key": Entry("whether it is right as the key stands"),
        "before": Entry("how many chose it before reading", ANSWERS),
        "before_of": Entry("answers to the question before reading", ANSWERS),
        "before_pct": Entry("share of the first in the second", PERCENT, "fewer than 10 answers"),
        "after": Entry("how many chose it after reading", ANSWERS),
        "after_of": Entry("answers to the question after reading", ANSWERS),
        "after_pct": Entry("share of the first in the second", PERCENT, "fewer than 10 answers"),
        "under_5_pct_before": Entry("a wrong option that fewer than 5% of at least 50 chose before reading"),
        "includes_simulated": SIMULATED,
    },
)
TRANSITIONS = Table(
    key="quiz-transitions",
    title="Quiz report: moves between options",
    row="One option before reading and one after it.",
    row_type=TransitionRow,
    entries=PLACE
    | {
        "option_before": Entry("letter of the option before reading", empty="“I do not know” before reading"),
        "text_before": Entry("its text"),
        "option_after": Entry("letter of the option after reading", empty="“I do not know” after reading"),
        "text_after": Entry("its text"),
        "learners": Entry("matched learners who chose the one and then the other", LEARNERS),
        "includes_simulated": SIMULATED,
    },
)
