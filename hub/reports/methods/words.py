"""What a report cannot say, the words it uses, and where its methods come from."""

from django.utils.translation import gettext as _

from hub.shares import FEWEST_FOR_ESTIMATE, FEWEST_FOR_PERCENT
from quizzes.analysis import FEWEST_FOR_DISTRACTORS
from quizzes.change import CEILING, FEWEST_MOVED
from quizzes.items import FEWEST_FOR_ALPHA, FEWEST_FOR_DISCRIMINATION, FEWEST_FOR_T, FEWEST_ITEMS_FOR_ALPHA, STEADY_FROM

from .sections import Entry, Section


def thresholds() -> tuple[tuple[str, str], ...]:
    """What is shown, and from when on."""
    return (
        (_("Counts"), _("always, but for small groups of learners")),
        (_("Percentages"), _("%(n)s learners") % {"n": FEWEST_FOR_PERCENT}),
        (_("Changes, intervals, effect sizes"), _("%(n)s learners") % {"n": FEWEST_FOR_ESTIMATE}),
        (
            _("P values"),
            _("%(n)s learners, %(moved)s of them with another answer")
            % {"n": FEWEST_FOR_ESTIMATE, "moved": FEWEST_MOVED},
        ),
        (
            _("Normalised gain"),
            _("%(n)s learners, fewer than %(ceiling)s%% right before")
            % {"n": FEWEST_FOR_ESTIMATE, "ceiling": round(100 * CEILING)},
        ),
        (_("Paired t test"), _("%(n)s learners") % {"n": FEWEST_FOR_T}),
        (
            _("Discrimination"),
            _("%(n)s learners; unstable below %(steady)s") % {"n": FEWEST_FOR_DISCRIMINATION, "steady": STEADY_FROM},
        ),
        (
            _("Consistency"),
            _("%(items)s questions, %(n)s learners") % {"items": FEWEST_ITEMS_FOR_ALPHA, "n": FEWEST_FOR_ALPHA},
        ),
        (_("Functional distractors"), _("%(n)s answers before reading") % {"n": FEWEST_FOR_DISTRACTORS}),
    )


def limits() -> Section:
    return Section(
        "limits",
        _("What these numbers cannot say"),
        (
            Entry(
                "no-cause",
                _("After reading, not because of it"),
                _(
                    "One group answers the same question twice. Part of a change is having seen the question before, and the "
                    "question itself hints at what to look for. Without a group that did not read there is no cause to name."
                ),
            ),
            Entry(
                "recall",
                _("Recall is not retention"),
                _(
                    "Answers right after reading show what was understood then. Only answers weeks later speak of what stayed."
                ),
            ),
            Entry(
                "self-selection",
                _("Those who answer choose themselves"),
                _(
                    "Who answers twice may know more, or care more, than who leaves. The reports count who left and give the "
                    "change as if they had learned nothing."
                ),
            ),
            Entry(
                "regression",
                _("Extremes move back"),
                _(
                    "The questions answered worst look better the next time by chance alone. Never pick them and then report "
                    "their gain on the same answers."
                ),
            ),
            Entry(
                "intention",
                _("Intention is not practice"),
                _(
                    "A survey right after reading says what learners mean to do, not what they do, nor how patients fare."
                ),
            ),
        ),
    )


def left_out() -> Section:
    return Section(
        "left-out",
        _("What is left out, and why"),
        (
            Entry(
                "no-mean-gain",
                _("Gain of single learners"),
                _("For one question right or wrong it has no meaning, and its mean is pulled by chance."),
            ),
            Entry(
                "no-wald",
                _("Wald intervals, continuity corrections"),
                _("The first cover too little with few learners, the second make tests too cautious."),
            ),
            Entry(
                "no-mean-agreement",
                _("Means of points of agreement"),
                _("They treat words as measures and hide the spread."),
            ),
            Entry(
                "no-ranks",
                _("Rankings of people, of institutions, of funders"),
                _("Reports are made to improve questions and texts."),
            ),
        ),
    )


def glossary() -> Section:
    words = (
        ("stem", _("Stem"), _("The text of a question, without its options.")),
        ("key", _("Key"), _("The right option.")),
        ("distractor", _("Distractor"), _("A wrong option.")),
        ("phase", _("Phase"), _("Before reading, after reading, or weeks later.")),
        ("attempt", _("Attempt"), _("One sitting of one learner in one phase; there is one a phase.")),
        (
            "discordant",
            _("Discordant pair"),
            _("A matched pair with one right and one wrong answer: learned or unlearned."),
        ),
        (
            "interval",
            _("95% interval (95% CI)"),
            _("Made so that, over many reports, 95 of 100 such intervals hold the true value."),
        ),
        (
            "p-value",
            _("P value"),
            _(
                "How often chance alone would show at least as much, if nothing had changed. It is no size of an effect."
            ),
        ),
        ("point", _("Percentage point"), _("The unit of a difference of percentages: from 40% to 65% are 25 points.")),
        (
            "statement",
            _("Statement"),
            _("One line of a survey, answered on five points from strongly disagree to strongly agree."),
        ),
    )
    return Section("glossary", _("Words"), tuple(Entry(*word) for word in words))


SOURCES = (
    "Wilson 1927, Journal of the American Statistical Association 22:209",
    "Newcombe 1998, Statistics in Medicine 17:857, 17:873 and 17:2635",
    "McNemar 1947, Psychometrika 12:153",
    "Fagerland, Lydersen and Laake 2013, BMC Medical Research Methodology 13:91",
    "Benjamini and Hochberg 1995, Journal of the Royal Statistical Society B 57:289",
    "Cochran 1977, Sampling Techniques, sections 6.3 and 9A",
    "Cohen 1988, Statistical Power Analysis, chapters 5 and 6",
    "Hake 1998, American Journal of Physics 66:64",
    "Walstad and Wagner 2016, Journal of Economic Education 47:121; Smith and Wagner 2018, 49:307",
    "Bowker 1948, Journal of the American Statistical Association 43:572",
    "Stuart 1955, Biometrika 42:412; Maxwell 1970, British Journal of Psychiatry 116:651",
    "Student 1908, Biometrika 6:1",
    "Wilcoxon 1945, Biometrics Bulletin 1:80; Pratt 1959, Journal of the American Statistical Association 54:655",
    "Steiger and Fouladi 1997, in Harlow, Mulaik and Steiger, What if there were no significance tests?",
    "Cronbach 1951, Psychometrika 16:297; Feldt, Woodruff and Salih 1987, Applied Psychological Measurement 11:93",
    "Kelley 1939, Journal of Educational Psychology 30:17; Ebel and Frisbie 1991, Essentials of Educational Measurement",
    "Moodle documentation, Quiz statistics calculations",
    "Zou and Donner 2008, Statistics in Medicine 27:1693",
    "Heiberger and Robbins 2014, Journal of Statistical Software 57(5)",
    "BMC Medical Education 2024;24:445, on functional distractors",
)
