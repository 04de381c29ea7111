"""Columns on what stayed weeks later, and on scores of two groups of learners. Pure."""

from __future__ import annotations

from hub.data_dictionary import Entry, Table

from ..report_rows import ContrastRow, RetentionRow
from .phrases import ANSWERS, LEARNERS, PERCENT, POINTS, limits

OF_ALL = "the row is that of all questions"
FEW = "fewer than 20 learners answered three times"
FEW_KEPT = "fewer than 20 learners were right after reading"
ALIKE = "or all of them answered alike over several questions"
FEW_IN_ONE = "fewer than 20 learners in one of the two groups"

RETENTION = Table(
    key="quiz-retention",
    title="Quiz report: weeks later",
    row="One series of a question that is not withdrawn; the last row is on all of them.",
    row_type=RetentionRow,
    entries={
        "number": Entry("place of the question in the report, from 1", empty=OF_ALL),
        "question": Entry("its stem, or “All questions”"),
        "series": Entry("number of the series; versions of one series are counted together", empty=OF_ALL),
        "learners": Entry("matched learners who answered once more weeks later", LEARNERS),
        "answers": Entry("answers that each of the three times has: one a learner and question", ANSWERS),
        "before_right": Entry("of them those right before reading", ANSWERS),
        "after_right": Entry("of them those right after reading", ANSWERS),
        "later_right": Entry("of them those right weeks later", ANSWERS),
        "kept": Entry("right after reading and still right weeks later", ANSWERS),
        "kept_pct": Entry("their share in those right after reading", PERCENT, FEW_KEPT),
        **limits(
            "kept",
            "that share (Wilson; clustered by learner for several questions)",
            PERCENT,
            f"{FEW_KEPT}, {ALIKE}",
        ),
        "since_reading_points": Entry("right answers weeks later less those after reading", POINTS, FEW),
        **limits(
            "since_reading",
            "that change (Newcombe; clustered by learner for several questions)",
            POINTS,
            f"{FEW}, {ALIKE}",
        ),
        "since_before_points": Entry("right answers weeks later less those before reading", POINTS, FEW),
        **limits(
            "since_before",
            "that change (Newcombe; clustered by learner for several questions)",
            POINTS,
            f"{FEW}, {ALIKE}",
        ),
    },
)


def _group(prefix: str, who: str) -> dict[str, Entry]:
    few = "fewer than 20 of them"
    return {
        prefix: Entry(f"learners {who}", LEARNERS),
        f"{prefix}_answers": Entry("their answers in the phase", ANSWERS),
        f"{prefix}_right": Entry("the right ones of these", ANSWERS),
        f"{prefix}_pct": Entry("their right answers", PERCENT, few),
        **limits(prefix, "their right answers", PERCENT, f"{few}, {ALIKE}"),
    }


CONTRASTS = Table(
    key="quiz-scores",
    title="Scores of those who did something more and of those who did not",
    row="One phase of a quiz. The groups are different people: a difference tells who answered, not what answering did.",
    row_type=ContrastRow,
    entries={
        "phase": Entry("before or after reading"),
        "what": Entry("what the one group did and the other did not"),
        **_group("did", "who did it"),
        **_group("did_not", "who did not"),
        "difference_points": Entry("right answers of the first less those of the second", POINTS, FEW_IN_ONE),
        **limits("difference", "that difference (Newcombe)", POINTS, f"{FEW_IN_ONE}, {ALIKE}"),
    },
)
