"""The methods of one question: who counts, its change, effect sizes, and its options."""

from django.utils.translation import gettext as _

from hub.shares import FEWEST_FOR_ESTIMATE, FEWEST_FOR_PERCENT
from quizzes.analysis import FEWEST_FOR_DISTRACTORS, FUNCTIONAL_SHARE
from quizzes.change import CEILING, FEWEST_MOVED
from quizzes.counts import MATCH_WITHIN

from .sections import Entry, Section


def who_counts() -> Section:
    return Section(
        "who",
        _("Who counts"),
        (
            Entry(
                "learner",
                _("Learner"),
                _(
                    "A pseudonym: a random key of a browser or, after signing in, of an account. Whoever signs in on a second "
                    "device becomes one learner. Every number counts different learners, unless it says answers."
                ),
            ),
            Entry(
                "matched",
                _("Matched pair"),
                _(
                    "The first answer of a learner before reading and the first after reading, to the same series of a "
                    "question, the second no more than %(days)s days after the first. Only matched pairs enter a change."
                )
                % {"days": MATCH_WITHIN.days},
            ),
            Entry(
                "all-answers",
                _("All answers"),
                _(
                    "Right answers of everybody who answered in a phase, matched or not. The two phases are not the same "
                    "people, so one is never subtracted from the other."
                ),
            ),
            Entry(
                "left-out-learners",
                _("Left out of the change"),
                _(
                    "Learners who answered once, too late, or after reading first, and flagged attempts: of staff, of "
                    "programs, too fast, or by one person twice. Flags delete nothing; the page counts them by reason and says "
                    "what the change would be with them."
                ),
            ),
            Entry(
                "series",
                _("Series"),
                _(
                    "Versions of a question that differ in wording only are counted together. A change of key, options or "
                    "meaning begins a new series, which is never pooled with the old one. Where a wrong key was corrected, "
                    "answers count by the key as it stands, and the report says beside it how they were scored at first."
                ),
            ),
            Entry(
                "dont-know",
                _("I do not know"),
                _("Counts as not correct, and has a row of its own in the table of moves."),
            ),
        ),
    )


def change_of_a_question() -> Section:
    return Section(
        "change",
        _("The change of a question"),
        (
            Entry(
                "percent-right",
                _("Right before, right after"),
                _(
                    "Share of matched learners who chose the key, with Wilson's 95% interval, which solves for the shares "
                    "that would make the observed one no surprise. It stays inside 0 and 100% and holds for few learners too."
                ),
            ),
            Entry(
                "points",
                _("Change, in percentage points"),
                _(
                    "Share right after less share right before: those who went from wrong to right, less those who went from "
                    "right to wrong, over all matched learners. The 95% interval is Newcombe's method 10: it combines the two "
                    "Wilson intervals and allows for the correlation of the two answers of one learner. Over "
                    "97 settings counted out in full it held the truth in at least 93 of 100 reports, and was narrower than "
                    "other methods that do."
                ),
            ),
            Entry(
                "reading",
                _("Rose, fell, no clear change"),
                _(
                    "These words come from the interval alone: rose or fell only where all of it lies on one side of no change."
                ),
            ),
            Entry(
                "mid-p",
                _("Mid-p"),
                _(
                    "McNemar's test: if learning and unlearning were equally likely, how often would the answers that moved "
                    "be split as unevenly as here? The outcome seen counts half. The mid-p keeps its level where the exact "
                    "test, which is in the CSV, is too cautious. Given from %(n)s learners and %(moved)s moved answers on."
                )
                % {"n": FEWEST_FOR_ESTIMATE, "moved": FEWEST_MOVED},
            ),
            Entry(
                "adjusted",
                _("Adjusted mid-p"),
                _(
                    "Benjamini and Hochberg's adjustment over all P values of one table: calling those below 0.05 changes "
                    "makes at most 5% of such calls wrong on average. The caption says how many there are."
                ),
            ),
            Entry(
                "quadrants",
                _("How answers moved"),
                _(
                    "Right both times (retained), wrong then right (learned), right then wrong (unlearned), wrong both times "
                    "(never). The four add up to all matched learners."
                ),
            ),
            Entry(
                "newly-right",
                _("Right after, of those wrong before"),
                _(
                    "Learned over learned and never. Of learners who guess among k options one in k becomes right by luck, "
                    "and is said beside it; the share means little without that."
                ),
            ),
            Entry(
                "conservative",
                _("Conservative change"),
                _(
                    "Learned less unlearned over matched learners and those who answered only before reading: the change if "
                    "everybody who left had learned nothing."
                ),
            ),
            Entry(
                "weeks-later",
                _("Weeks later"),
                _(
                    "Matched learners who answered once more, 6 to 12 weeks after. Their change is from after reading to then, "
                    "with the same interval; those who come back may differ from those who do not."
                ),
            ),
        ),
    )


def effect_sizes() -> Section:
    return Section(
        "effect-sizes",
        _("Effect sizes, in the CSV"),
        (
            Entry(
                "odds-ratio",
                _("Odds ratio"),
                _(
                    "Learned over unlearned, with mid-p limits. Infinite where nobody unlearned: then the lower limit alone "
                    "says something. Not defined where no answer moved."
                ),
            ),
            Entry(
                "cohen-g",
                _("Cohen's g"),
                _(
                    "Share of learned among the answers that moved, less one half; 0.05 is called small, 0.15 medium, 0.25 "
                    "large. It ignores everybody whose answer did not move: 6 movers among 1000 can be large."
                ),
            ),
            Entry(
                "cohen-h",
                _("Cohen's h"),
                _(
                    "Twice the arc sine of the root of the share after, less the same before; 0.2 is called small, 0.5 "
                    "medium, 0.8 large. Its interval allows for pairing; the measure itself does not. Where an interval spans "
                    "two words both are given, such as small to medium."
                ),
            ),
            Entry(
                "hake-gain",
                _("Normalised gain (Hake)"),
                _(
                    "Change over the change that was possible: (after − before)/(1 − before), of the group, not a mean over "
                    "learners. Below 0.3 low, from 0.7 on high. Left out from %(ceiling)s%% right before on, where one "
                    "learner turns it upside down, and below %(n)s learners. Never a target."
                )
                % {"ceiling": round(100 * CEILING), "n": FEWEST_FOR_ESTIMATE},
            ),
            Entry(
                "guess-corrected",
                _("Guess-corrected moves"),
                _(
                    "The four cells as they would be had nobody guessed, if those who do not know pick evenly among the "
                    "options. Sampling can push one below 0 or above 100%: it is printed as 0 or 100, and the CSV says so. "
                    "Wrong options are seldom equally tempting, so this shows how much guessing could matter, and no more."
                ),
            ),
        ),
    )


def options() -> Section:
    return Section(
        "options",
        _("Options"),
        (
            Entry(
                "moves",
                _("Where each answer went"),
                _(
                    "Matched learners by option before (row) and after (column). Read the wrong option chosen most before, "
                    "where its takers went, and wrong options that gained from the key: there the text may mislead."
                ),
            ),
            Entry(
                "move-tests",
                _("Bowker and Stuart–Maxwell, in the CSV"),
                _(
                    "Bowker asks whether as many went from one option to another as came back; Stuart–Maxwell whether every "
                    "option is as popular after as before."
                ),
            ),
            Entry(
                "distractors",
                _("Functional distractor"),
                _(
                    "A wrong option that at least %(share)s%% chose before reading. Distractor efficiency, in the CSV, is the "
                    "share of functional ones among all. Judged from %(n)s answers on: of fewer, %(share)s%% are one or two "
                    "learners."
                )
                % {"share": round(100 * FUNCTIONAL_SHARE), "n": FEWEST_FOR_DISTRACTORS},
            ),
            Entry(
                "guessing",
                _("Random guess score"),
                _(
                    "One over the number of options: what guessing alone makes right. “I do not know” is no option to guess. "
                    "No percentage of right answers is given below %(n)s learners."
                )
                % {"n": FEWEST_FOR_PERCENT},
            ),
        ),
    )
