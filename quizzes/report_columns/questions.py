"""Columns of the questions of a quiz and of the whole quiz. Pure."""

from __future__ import annotations

from hub.data_dictionary import Entry, Table

from ..report_rows import QuestionRow
from .effects import CHI_SQUARE, DISTRACTORS, EFFECTS, GUESS_CORRECTED
from .phrases import (
    ANSWERS,
    BELOW_20,
    LEARNERS,
    OF_THE_QUIZ,
    PERCENT,
    POINTS,
    PROBABILITY,
    SIMULATED,
    limits,
)

PAIRS = "pairs of answers"
BELOW_10 = "fewer than 10 answers, or the row is that of the whole quiz"
OF_A_QUESTION = "the row is that of one question"
NO_TEST = f"{BELOW_20}, fewer than 6 answers moved, or {OF_THE_QUIZ}"
FEW_WRONG = f"{BELOW_20}, fewer than 10 of them wrong before reading, or {OF_THE_QUIZ}"
FEW_LATER = f"fewer than 20 of them, or {OF_THE_QUIZ}"
NOT_FLAGGED = f"nothing is flagged, {BELOW_20}, or {OF_A_QUESTION}"
UNCORRECTED = "the key was never corrected"


def _share(prefix: str, when: str) -> dict[str, Entry]:
    """Of all unflagged answers of a phase."""
    return {
        prefix: Entry(f"answers {when}, without those of flagged attempts", ANSWERS),
        f"{prefix}_right": Entry("of these the right ones, by the key as it stands", ANSWERS),
        f"{prefix}_pct": Entry(f"right answers {when}", PERCENT, BELOW_10),
        **limits(prefix, f"right answers {when} (Wilson)", PERCENT, BELOW_10),
    }


_ALL_ANSWERS = {
    "number": Entry("place of the question in the report, from 1", empty=OF_THE_QUIZ),
    "question": Entry("its stem, or “All questions”"),
    "series": Entry("number of the series; versions of one series are counted together", empty=OF_THE_QUIZ),
    "versions": Entry("numbers of these versions", empty=OF_THE_QUIZ),
    **_share("all_before", "before reading"),
    **_share("all_after", "after reading"),
    **_share("all_follow_up", "weeks later"),
}
_CHANGE = {
    "matched_learners": Entry("learners who answered before and, within 30 days, after reading", LEARNERS),
    "matched_pairs": Entry("their pairs of answers: one a learner and question", PAIRS),
    "matched_before_pct": Entry("pairs whose answer before reading is right", PERCENT, BELOW_20),
    "matched_after_pct": Entry("pairs whose answer after reading is right", PERCENT, BELOW_20),
    "right_both_times": Entry("pairs that are right both times", PAIRS),
    "right_then_wrong": Entry("pairs that are right before and wrong after reading", PAIRS),
    "wrong_then_right": Entry("pairs that are wrong before and right after reading", PAIRS),
    "wrong_both_times": Entry("pairs that are wrong both times", PAIRS),
    "change_points": Entry("right answers after less those before reading, among pairs", POINTS, BELOW_20),
    **limits(
        "change",
        "the change (Newcombe; clustered by learner for the whole quiz)",
        POINTS,
        f"{BELOW_20}; in the row of the whole quiz also where all of them changed alike",
    ),
}
_LATER = {
    "thrice_learners": Entry("matched learners who answered once more weeks later", LEARNERS, OF_THE_QUIZ),
    "thrice_after_right": Entry("of them those right after reading", LEARNERS, OF_THE_QUIZ),
    "thrice_later_right": Entry("of them those right weeks later", LEARNERS, OF_THE_QUIZ),
    "later_change_points": Entry("right answers weeks later less those after reading, among them", POINTS, FEW_LATER),
    **limits("later_change", "that change (Newcombe)", POINTS, FEW_LATER),
}
_TESTS = {
    "mid_p": Entry("P value of the change (McNemar, mid-p)", PROBABILITY, NO_TEST),
    "mid_p_adjusted": Entry("the same over all questions (Benjamini–Hochberg)", PROBABILITY, NO_TEST),
    "exact_p": Entry("P value of the change (McNemar, exact)", PROBABILITY, NO_TEST),
    "cluster_p": Entry(
        "P value of the change of the quiz, clustered by learner",
        PROBABILITY,
        f"{BELOW_20}, each gave one pair, all changed alike, or {OF_A_QUESTION}",
    ),
    **EFFECTS,
    "newly_right_pct": Entry("of pairs wrong before reading those right after it", PERCENT, FEW_WRONG),
    **limits("newly_right", "that share (Wilson)", PERCENT, FEW_WRONG),
    "guessing_pct": Entry("right answers that guessing alone gives", PERCENT, OF_THE_QUIZ),
    **GUESS_CORRECTED,
    **CHI_SQUARE,
    **DISTRACTORS,
    "conservative_change_points": Entry(
        "the change if those who left after the first quiz learned nothing", POINTS, f"{BELOW_20}, or {OF_THE_QUIZ}"
    ),
}
_LEFT_OUT = {
    "before_only": Entry("learners left out of the change: they answered before reading only", LEARNERS),
    "after_only": Entry("learners left out of the change: they answered after reading only", LEARNERS),
    "late": Entry("learners left out of the change: more than 30 days lie between", LEARNERS),
    "post_before_pre": Entry("learners left out of the change: the answers after reading came first", LEARNERS),
    "flagged_before": Entry(
        "left out because the attempt before reading is flagged", "learners; answers in the row of the whole quiz"
    ),
    "flagged_after": Entry(
        "left out because the attempt after reading is flagged", "learners; answers in the row of the whole quiz"
    ),
    "with_flagged_learners": Entry(
        "matched learners if flagged attempts counted", LEARNERS, f"nothing is flagged, or {OF_A_QUESTION}"
    ),
    "with_flagged_change_points": Entry("the change if flagged attempts counted", POINTS, NOT_FLAGGED),
    **limits("with_flagged_change", "that change", POINTS, NOT_FLAGGED),
}
_DECISIONS = {
    "key_corrected": Entry("day on which another option became the key, in UTC", empty=UNCORRECTED),
    "answers_rescored": Entry("answers that count otherwise since then", ANSWERS, UNCORRECTED),
    "before_right_as_scored": Entry(
        "right answers before reading as they were scored when stored", ANSWERS, UNCORRECTED
    ),
    "after_right_as_scored": Entry("right answers after reading as they were scored when stored", ANSWERS, UNCORRECTED),
    "change_points_as_scored": Entry("the change by these scores", POINTS, f"{UNCORRECTED}, or {BELOW_20}"),
    "withdrawn": Entry(
        "day on which the question was withdrawn, in UTC; it is in no number of the whole quiz",
        empty="the question is still asked",
    ),
    "includes_simulated": SIMULATED,
}
QUESTIONS = Table(
    key="quiz-questions",
    title="Quiz report: questions",
    row="One series of a question; the last row is the whole quiz.",
    row_type=QuestionRow,
    entries=_ALL_ANSWERS | _CHANGE | _LATER | _TESTS | _LEFT_OUT | _DECISIONS,
)
