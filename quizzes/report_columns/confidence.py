"""Columns of confidence beside correctness. Pure."""

from __future__ import annotations

from hub.data_dictionary import Entry, Table

from ..report_rows import ConfidenceRow
from .phrases import LEARNERS, PERCENT, PLACE, POINTS, PROBABILITY, limits

OF_BEFORE = "the row is that of the answers before reading"
BELOW_10 = "fewer than 10 learners said so both times"
FEW = f"fewer than 20 learners said so both times, or {OF_BEFORE}"
_POINTS = ("not at all", "slightly", "fairly", "very", "completely")

CONFIDENCE = Table(
    key="quiz-confidence",
    title="Quiz report: confidence",
    row="One question in one phase, as matched learners answered it who said both times how sure they were.",
    row_type=ConfidenceRow,
    entries=PLACE
    | {
        "number": Entry("place of the question in the version that was answered last, from 1"),
        "phase": Entry("before or after reading"),
        "learners": Entry("learners who said both times how sure they were", LEARNERS),
        **{
            f"points_{point}": Entry(f"those who were “{words}” sure", LEARNERS)
            for point, words in enumerate(_POINTS, start=1)
        },
        "confident_right": Entry("those very or completely sure, and right", LEARNERS),
        "confident_wrong": Entry("those very or completely sure, and wrong", LEARNERS),
        "unsure_right": Entry("those less sure, and right", LEARNERS),
        "unsure_wrong": Entry("those less sure, and wrong", LEARNERS),
        "confidently_wrong_pct": Entry("share of the confidently wrong", PERCENT, BELOW_10),
        **limits("confidently_wrong", "that share (Wilson)", PERCENT, BELOW_10),
        "surer_after": Entry("learners who were surer after reading", LEARNERS, OF_BEFORE),
        "as_sure_after": Entry("learners who were as sure after reading", LEARNERS, OF_BEFORE),
        "less_sure_after": Entry("learners who were less sure after reading", LEARNERS, OF_BEFORE),
        "net_shift_points": Entry("share of the surer less that of the less sure", POINTS, FEW),
        **limits("net_shift", "that difference", POINTS, FEW),
        "wilcoxon_pratt_p": Entry(
            "P value of the shift (Wilcoxon, zeros after Pratt)",
            PROBABILITY,
            f"fewer than 20 learners said so both times, fewer than 6 moved, or {OF_BEFORE}",
        ),
        "confidently_wrong_change_points": Entry(
            "confidently wrong answers after less those before reading", POINTS, FEW
        ),
        **limits("confidently_wrong_change", "that change (Newcombe)", POINTS, FEW),
    },
)
