"""The methods of a quiz of several questions, of confidence and of surveys."""

from django.utils.translation import gettext as _

from hub.shares import FEWEST_FOR_ESTIMATE
from quizzes.items import (
    FEWEST_FOR_ALPHA,
    FEWEST_FOR_DISCRIMINATION,
    FEWEST_FOR_T,
    FEWEST_ITEMS_FOR_ALPHA,
    GAP_AFTER,
    KNOWN_BEFORE,
    LOW_DISCRIMINATION,
    STEADY_FROM,
)
from surveys.sentences import LOW_RESPONSE

from .sections import Entry, Section


def several_questions() -> Section:
    return Section(
        "pooled",
        _("Several questions at once"),
        (
            Entry(
                "clusters",
                _("Change over several questions"),
                _(
                    "All matched pairs together: sum of changes over number of pairs. The answers of one learner resemble "
                    "each other, so learners are the clusters: the spread between learners gives the interval, with Student's "
                    "t. Taking the pairs for independent finds changes that are not there in 9 to 15 of 100 quizzes. Printed "
                    "with learners and answers, for they differ; no interval below %(n)s learners."
                )
                % {"n": FEWEST_FOR_ESTIMATE},
            ),
            Entry(
                "mix",
                _("Pooled is not the whole story"),
                _(
                    "A pooled percentage also moves when easier questions are answered more often. So the questions stand "
                    "one by one beside it, and groups are compared on the same questions only."
                ),
            ),
        ),
    )


def items() -> Section:
    return Section(
        "items",
        _("Items and scores"),
        (
            Entry(
                "item-learners",
                _("Whose answers"),
                _(
                    "Learners who answered all questions of the newest answered version both times, as matched pairs. A quiz "
                    "of one question has no such section."
                ),
            ),
            Entry(
                "score-change",
                _("Change in score"),
                _(
                    "Questions right after reading less questions right before, by learner: mean with t interval, median, and "
                    "how many improved, stayed the same, declined. Paired t test from %(n)s learners on; Wilcoxon's "
                    "signed-rank test with unchanged learners ranked (Pratt); exact sign test of improved against declined."
                )
                % {"n": FEWEST_FOR_T},
            ),
            Entry(
                "dz",
                _("Standardised change dz"),
                _("Mean change in score over the standard deviation of the changes, with limits by the noncentral t."),
            ),
            Entry(
                "facility",
                _("Facility"),
                _(
                    "Share right. More than %(known)s%% before reading: already known, little to gain. Fewer than %(gap)s%% "
                    "after: the gap persists."
                )
                % {"known": round(100 * KNOWN_BEFORE), "gap": round(100 * GAP_AFTER)},
            ),
            Entry(
                "item-rest",
                _("Item–rest correlation"),
                _(
                    "Does who has this question right also have more of the others right? From −1 to 1; Moodle calls it "
                    "discrimination index. Below 0: check the key. Below %(low)s: review. From %(n)s learners on, and "
                    "unstable below %(steady)s."
                )
                % {"low": LOW_DISCRIMINATION, "n": FEWEST_FOR_DISCRIMINATION, "steady": STEADY_FROM},
            ),
            Entry(
                "upper-lower",
                _("Upper less lower 27%"),
                _(
                    "Share right among the best 27% by score, less share right among the last 27%. Learners of equal score at "
                    "the cut count by the same fraction each."
                ),
            ),
            Entry(
                "efficiency",
                _("Discriminative efficiency, in the CSV"),
                _(
                    "Covariance of question and rest over the largest that as many right answers could have. Moodle doubts "
                    "a question below 0.15."
                ),
            ),
            Entry(
                "alpha",
                _("Consistency (KR-20, Cronbach's alpha)"),
                _(
                    "How far the questions measure one thing, before and after apart, with Feldt's interval. From %(items)s "
                    "questions and %(n)s learners on. It can be below 0 where questions work against each other."
                )
                % {"items": FEWEST_ITEMS_FOR_ALPHA, "n": FEWEST_FOR_ALPHA},
            ),
        ),
    )


def confidence() -> Section:
    return Section(
        "confidence",
        _("Confidence"),
        (
            Entry(
                "confidently-wrong",
                _("Confidently wrong"),
                _(
                    "Wrong answers given with “very” or “completely” sure, over all answers that state it both times. Who is "
                    "sure and wrong may act on it: this is the number of safety. Its change has the interval of a change."
                ),
            ),
            Entry(
                "net-shift",
                _("Net shift"),
                _(
                    "Share of learners who were surer after reading less share who were less sure. The interval combines the "
                    "Wilson intervals of the two shares, which exclude each other, with their correlation."
                ),
            ),
            Entry(
                "no-mean-confidence",
                _("No average"),
                _("Confidence has five ordered words. It is not knowledge and is never averaged with right answers."),
            ),
        ),
    )


def surveys() -> Section:
    return Section(
        "surveys",
        _("Surveys"),
        (
            Entry(
                "response",
                _("Response"),
                _(
                    "Learners who answered, of those who came as far as the survey. Below %(low)s%% they have chosen "
                    "themselves, and the page says so."
                )
                % {"low": round(100 * LOW_RESPONSE)},
            ),
            Entry(
                "top-two-box",
                _("Top two, bottom two"),
                _(
                    "Share of those who chose a point that agree or strongly agree, or that disagree or strongly disagree, "
                    "with Wilson's interval. Not applicable and blank are counted apart."
                ),
            ),
            Entry(
                "net-agreement",
                _("Net agreement"),
                _("Top two less bottom two, with the normal interval for two shares that exclude each other."),
            ),
            Entry(
                "median",
                _("Median"),
                _("The middle answer. Points are ordered words, not measures, so a mean would claim equal steps."),
            ),
        ),
    )
