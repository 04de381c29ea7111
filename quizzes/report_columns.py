"""What the columns of the quiz report's tables mean. Pure."""

from __future__ import annotations

from hub.data_dictionary import Entry, Table

from .report_rows import OptionRow, QuestionRow, TransitionRow

LEARNERS, ANSWERS, PERCENT, POINTS = "learners", "answers", "percent, 0 to 100", "percentage points, -100 to 100"
PAIRS = "pairs of answers"
OF_THE_QUIZ = "the row is that of the whole quiz"
OF_A_QUESTION = "the row is that of one question"
BELOW_10 = "fewer than 10 answers, or the row is that of the whole quiz"
BELOW_20 = "fewer than 20 learners answered both times"
NO_TEST = f"{BELOW_20}, fewer than 6 answers moved, or {OF_THE_QUIZ}"
NONE_MOVED = f"{BELOW_20}, no answer moved, or {OF_THE_QUIZ}"
FEW_WRONG = f"{BELOW_20}, fewer than 10 of them wrong before reading, or {OF_THE_QUIZ}"
FEW_LATER = f"fewer than 20 of them, or {OF_THE_QUIZ}"
NOT_FLAGGED = f"nothing is flagged, {BELOW_20}, or {OF_A_QUESTION}"
UNCORRECTED = "the key was never corrected"
SIMULATED = Entry("whether simulated learners are among the numbers of the report")


def _share(prefix: str, when: str) -> dict[str, Entry]:
    """Of all unflagged answers of a phase."""
    return {
        prefix: Entry(f"answers {when}, without those of flagged attempts", ANSWERS),
        f"{prefix}_right": Entry("of these the right ones, by the key as it stands", ANSWERS),
        f"{prefix}_pct": Entry(f"right answers {when}", PERCENT, BELOW_10),
        **_limits(prefix, f"right answers {when} (Wilson)", PERCENT, BELOW_10),
    }


def _limits(prefix: str, what: str, unit: str, empty: str) -> dict[str, Entry]:
    return {
        f"{prefix}_lower": Entry(f"lower limit of the 95% interval of {what}", unit, empty),
        f"{prefix}_upper": Entry(f"upper limit of the 95% interval of {what}", unit, empty),
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
    **_limits(
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
    **_limits("later_change", "that change (Newcombe)", POINTS, FEW_LATER),
}
_TESTS = {
    "mid_p": Entry("P value of the change (McNemar, mid-p)", "probability, 0 to 1", NO_TEST),
    "mid_p_adjusted": Entry("the same over all questions (Benjamini–Hochberg)", "probability, 0 to 1", NO_TEST),
    "exact_p": Entry("P value of the change (McNemar, exact)", "probability, 0 to 1", NO_TEST),
    "cluster_p": Entry(
        "P value of the change of the quiz, clustered by learner",
        "probability, 0 to 1",
        f"{BELOW_20}, each gave one pair, all changed alike, or {OF_A_QUESTION}",
    ),
    "odds_ratio": Entry("wrong-then-right over right-then-wrong", "ratio", NONE_MOVED),
    **_limits("odds_ratio", "that ratio", "ratio", NONE_MOVED),
    "cohen_g": Entry("Cohen’s g of the discordant pairs", "proportion", NONE_MOVED),
    "cohen_h": Entry("Cohen’s h of the change", "radians", f"{BELOW_20}, or {OF_THE_QUIZ}"),
    "newly_right_pct": Entry("of pairs wrong before reading those right after it", PERCENT, FEW_WRONG),
    **_limits("newly_right", "that share (Wilson)", PERCENT, FEW_WRONG),
    "guessing_pct": Entry("right answers that guessing alone gives", PERCENT, OF_THE_QUIZ),
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
    **_limits("with_flagged_change", "that change", POINTS, NOT_FLAGGED),
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

_PLACE = {
    "number": Entry("place of the question in the report, from 1"),
    "question": Entry("its stem"),
    "series": Entry("number of the series; versions of one series are counted together"),
}
DONT_KNOW = "the row is that of “I do not know”"
OPTIONS = Table(
    key="quiz-options",
    title="Quiz report: options",
    row="One option of a question.",
    row_type=OptionRow,
    entries=_PLACE
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
    entries=_PLACE
    | {
        "option_before": Entry("letter of the option before reading", empty="“I do not know” before reading"),
        "text_before": Entry("its text"),
        "option_after": Entry("letter of the option after reading", empty="“I do not know” after reading"),
        "text_after": Entry("its text"),
        "learners": Entry("matched learners who chose the one and then the other", LEARNERS),
        "includes_simulated": SIMULATED,
    },
)
