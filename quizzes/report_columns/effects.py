"""Columns of effect sizes and of what specialists read of one question. Pure."""

from __future__ import annotations

from hub.data_dictionary import Entry

from .phrases import BELOW_20, OF_THE_QUIZ, PERCENT, PROBABILITY, limits

FEW = f"{BELOW_20}, or {OF_THE_QUIZ}"
NONE_MOVED = f"{BELOW_20}, no answer moved, or {OF_THE_QUIZ}"
NO_MOVES = f"{BELOW_20}, none chose another option, the question has one option only, or {OF_THE_QUIZ}"
NO_GUESS = f"{BELOW_20}, guessing alone is always right, or {OF_THE_QUIZ}"
NO_GAIN = f"{BELOW_20}, or 90% and more were right before reading"
SIZES = "negligible, small, medium or large; two where the interval spans them"

EFFECTS = {
    "odds_ratio": Entry("wrong-then-right over right-then-wrong", "ratio", NONE_MOVED),
    **limits("odds_ratio", "that ratio (mid-p)", "ratio", NONE_MOVED),
    "cohen_g": Entry("Cohen’s g of the discordant pairs", "proportion, -0.5 to 0.5", NONE_MOVED),
    **limits("cohen_g", "g", "proportion, -0.5 to 0.5", NONE_MOVED),
    "cohen_g_size": Entry(f"size of g in words: {SIZES}", empty=NONE_MOVED),
    "cohen_h": Entry("Cohen’s h of the change", "radians", BELOW_20),
    **limits("cohen_h", "h, with the pairing allowed for", "radians", FEW),
    "cohen_h_size": Entry(f"size of h in words: {SIZES}", empty=FEW),
    "hake_gain": Entry("normalised gain: the change as a share of what was left to gain", "ratio, at most 1", NO_GAIN),
    "hake_gain_size": Entry("size of the gain in words (Hake 1998)", empty=NO_GAIN),
}
GUESS_CORRECTED = {
    **{
        f"guess_corrected_{name}_pct": Entry(f"pairs that are {what}, had nobody guessed", PERCENT, NO_GUESS)
        for name, what in {
            "retained": "right both times",
            "learned": "wrong before and right after reading",
            "unlearned": "right before and wrong after reading",
            "never": "wrong both times",
        }.items()
    },
    "guess_corrected_is_cut": Entry(
        "whether one of the four fell outside 0 to 100 and stands at the end", empty=NO_GUESS
    ),
}


def _chi_square(prefix: str, test: str) -> dict[str, Entry]:
    return {
        f"{prefix}_chi2": Entry(f"statistic of {test}", "chi-square", NO_MOVES),
        f"{prefix}_df": Entry("its degrees of freedom", "degrees of freedom", NO_MOVES),
        f"{prefix}_p": Entry("its P value", PROBABILITY, NO_MOVES),
    }


CHI_SQUARE = {
    **_chi_square("bowker", "Bowker’s test: moves between two options are as frequent both ways"),
    **_chi_square("stuart_maxwell", "the Stuart–Maxwell test: options are as popular after as before"),
}
DISTRACTORS = {
    "distractors": Entry("wrong options of the question", "options", OF_THE_QUIZ),
    "functional_distractors": Entry(
        "those of them that 5% or more chose before reading",
        "options",
        f"fewer than 50 answers before reading, or {OF_THE_QUIZ}",
    ),
    "distractor_efficiency_pct": Entry(
        "their share in all wrong options",
        PERCENT,
        f"fewer than 50 answers before reading, no wrong option, or {OF_THE_QUIZ}",
    ),
}
