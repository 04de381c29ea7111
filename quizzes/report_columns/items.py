"""Columns of the items of a quiz of several questions and of its scores. Pure."""

from __future__ import annotations

from hub.data_dictionary import Entry, Table

from ..report_rows import ItemRow
from .phrases import LEARNERS, PERCENT, PROBABILITY, limits

OF_SCORES = "the row is that of the scores"
OF_A_QUESTION = "the row is that of one question"
FEW_ITEMS = f"fewer than 30 learners, all had the same, or {OF_SCORES}"
FEW_SCORES = f"fewer than 20 learners, or {OF_A_QUESTION}"
FEW_MOVED = f"fewer than 20 learners, fewer than 6 scores that moved, or {OF_A_QUESTION}"
NO_T = f"fewer than 30 learners, all changed alike, or {OF_A_QUESTION}"
ALIKE = f"fewer than 20 learners, all changed alike, or {OF_A_QUESTION}"
NO_ALPHA = f"fewer than five questions or 30 learners, all scored alike, or {OF_A_QUESTION}"
QUESTIONS, CORRELATION, SDS = "questions", "correlation, -1 to 1", "standard deviations"


def _of_phase(name: str, when: str) -> dict[str, Entry]:
    return {
        f"{name}_right": Entry(f"those right {when}", LEARNERS, OF_SCORES),
        f"{name}_facility_pct": Entry(
            f"facility {when}: right answers", PERCENT, f"fewer than 10 learners, or {OF_SCORES}"
        ),
        f"item_rest_{name}": Entry(
            f"correlation {when} of the question with the score of the others", CORRELATION, FEW_ITEMS
        ),
        f"upper_lower_{name}": Entry(
            f"right answers {when} of the 27% with the highest scores less those of the 27% with the lowest",
            "difference of proportions, -1 to 1",
            FEW_ITEMS,
        ),
        f"efficiency_{name}": Entry(
            f"discriminative efficiency {when}: covariance with the score of the others, as a share of the largest possible",
            "ratio, at most 1",
            FEW_ITEMS,
        ),
        f"score_mean_{name}": Entry(f"mean score {when}", QUESTIONS, FEW_SCORES),
        f"score_sd_{name}": Entry(f"standard deviation of the scores {when}", QUESTIONS, FEW_SCORES),
        f"alpha_{name}": Entry(f"KR-20 (Cronbach’s alpha) {when}", "ratio, at most 1", NO_ALPHA),
        **limits(f"alpha_{name}", "KR-20 (Feldt)", "ratio, at most 1", NO_ALPHA),
    }


ITEMS = Table(
    key="quiz-items",
    title="Quiz report: items and scores",
    row="One question, as learners answered it who answered all questions both times; the last row is on their scores.",
    row_type=ItemRow,
    entries={
        "number": Entry("place of the question in the version that was answered last, from 1", empty=OF_SCORES),
        "question": Entry("its stem, or “All questions”"),
        "series": Entry("number of the series; versions of one series are counted together", empty=OF_SCORES),
        "questions": Entry("questions of the quiz", QUESTIONS),
        "learners": Entry("learners who answered all of them before and, within 30 days, after reading", LEARNERS),
        **_of_phase("before", "before reading"),
        **_of_phase("after", "after reading"),
        "remarks": Entry(
            "already known: more than 85% right before; gap persists: fewer than 50% right after; check the key: item-rest "
            "below 0 before; low discrimination: below 0.2",
            empty="nothing of that is so",
        ),
        "score_change_mean": Entry("mean change of the score", QUESTIONS, FEW_SCORES),
        **limits("score_change", "the mean change (Student’s t)", QUESTIONS, ALIKE),
        "score_change_median": Entry("median change of the score", QUESTIONS, FEW_SCORES),
        "improved": Entry("those with a higher score after reading", LEARNERS, OF_A_QUESTION),
        "same": Entry("those with the same score", LEARNERS, OF_A_QUESTION),
        "declined": Entry("those with a lower score after reading", LEARNERS, OF_A_QUESTION),
        "t_p": Entry("P value of the mean change (paired t test)", PROBABILITY, NO_T),
        "wilcoxon_pratt_p": Entry(
            "P value of the ranks of the changes (Wilcoxon, zeros after Pratt)", PROBABILITY, FEW_MOVED
        ),
        "sign_p": Entry("P value of improved against declined (exact sign test)", PROBABILITY, FEW_MOVED),
        "dz": Entry("mean change over the standard deviation of the changes", SDS, ALIKE),
        **limits("dz", "it", SDS, ALIKE),
    },
)
