"""Which causes a question gets from its answers, and in which order."""

from collections import Counter

import pytest

from hub.shares import Share
from quizzes.analysis import analyse_question
from quizzes.causes import Cause, CauseFound, LanguageFacility, Reading, affected, causes_of, learners_of
from quizzes.counts import QuestionHead, ReportOption, Timing
from quizzes.tallies import MoveCount, QuestionTally

OPTIONS = (
    ReportOption("1", "A", "Alpha", is_key=False),
    ReportOption("2", "B", "Beta", is_key=True),
    ReportOption("3", "C", "Gamma", is_key=False),
    ReportOption("4", "D", "Delta", is_key=False),
    ReportOption(None, "", "I do not know", is_key=False),
)
KEY = "2"


NOTHING = "nothing"


def question(moves, options=OPTIONS, **head):
    """A report from {(slot before, slot after): learners}; None is "I do not know", NOTHING no answer in that phase."""
    told, cells = [], Counter()
    for (old, new), n in moves.items():
        is_pair = NOTHING not in (old, new)
        told.append(MoveCount(_stored(old), _stored(new), Timing.MATCHED if is_pair else Timing.NONE, n))
        cells["n_before"] += n if old != NOTHING else 0
        cells["n_after"] += n if new != NOTHING else 0
        cells["right_before"] += n if old == KEY else 0
        cells["right_after"] += n if new == KEY else 0
        if is_pair:
            cells[_CELLS[old == KEY, new == KEY]] += n
    return analyse_question(1, QuestionHead(1, 1, "Which?", (1,), options, **head), QuestionTally(**cells), told)


_CELLS = {(True, True): "retained", (True, False): "unlearned", (False, True): "learned", (False, False): "never"}


def _stored(slot):
    return None if slot == NOTHING else slot or ""


SOUND = {("2", "2"): 40, ("1", "2"): 14, ("3", "2"): 14, ("4", "2"): 14, ("1", "1"): 6, ("3", "3"): 6, ("4", "4"): 6}
"""100 learners, 40 right before and 82 after; nobody unlearns, and each wrong option is chosen by 20."""

FAULTY = {
    "ceiling": ({("2", "2"): 92, ("1", "2"): 2, ("3", "2"): 2, ("4", "4"): 4}, Cause.CEILING),
    "no gain": (
        {("2", "2"): 55, ("1", "2"): 8, ("2", "1"): 7, ("1", "1"): 10, ("3", "3"): 10, ("4", "4"): 10},
        Cause.NO_GAIN,
    ),
    "reversal": (
        {("2", "2"): 61, ("2", "1"): 19, ("1", "2"): 4, ("1", "1"): 5, ("3", "3"): 5, ("4", "4"): 6},
        Cause.REVERSAL,
    ),
    "miskey": (
        {("2", "2"): 12, ("2", "1"): 18, ("1", "1"): 30, ("3", "1"): 12, ("4", "1"): 8, ("3", "2"): 10, ("4", "3"): 10},
        Cause.MISKEY,
    ),
    "dead distractor": (
        {("2", "2"): 40, ("1", "2"): 29, ("3", "2"): 14, ("1", "1"): 8, ("3", "3"): 7, ("4", "2"): 2},
        Cause.DEAD_DISTRACTOR,
    ),
}


def causes(report, **more):
    return [found.cause for found in causes_of(report, **more)]


@pytest.mark.parametrize(("moves", "cause"), FAULTY.values(), ids=FAULTY)
def test_each_of_five_faulty_items_gets_its_cause_and_no_other(moves, cause):
    assert causes(question(moves)) == [cause]


def test_sound_item_gets_none():
    assert causes_of(question(SOUND), [LanguageFacility("en", "English", Share(40, 100))], Reading(90, 100)) == ()


@pytest.mark.parametrize(
    ("name", "sentence", "size"),
    [
        (
            "ceiling",
            "Before reading, 92 of 100 answers were right already: 92% (95% CI 85 to 96). Hardly anybody can learn from it.",
            0.07,
        ),
        (
            "no gain",
            "Among 100 learners who answered both times the change is +1 points (95% CI −7 to +9). The interval includes no change.",
            0.3,
        ),
        (
            "reversal",
            "Of 100 learners who answered both times, 19 went from right to wrong and 4 from wrong to right: "
            "−15 points (95% CI −24 to −6).",
            0.19,
        ),
        (
            "miskey",
            "After reading, 68 of 100 learners chose A “Alpha” and 22 chose the key, B “Beta”: is the key right?",
            0.68,
        ),
        (
            "dead distractor",
            "Fewer than 5% of 100 learners chose D “Delta” (2) before reading: it distracts nobody.",
            1 / 3 - 1 / 4,
        ),
    ],
)
def test_cause_says_its_numbers(name, sentence, size):
    moves, cause = FAULTY[name]

    assert causes_of(question(moves)) == (CauseFound(cause, sentence, pytest.approx(size)),)


def test_several_dead_distractors_are_listed_together():
    (found,) = causes_of(question({("2", "2"): 40, ("1", "2"): 50, ("1", "1"): 10}))

    assert (found.cause, found.sentence) == (
        Cause.DEAD_DISTRACTOR,
        "Fewer than 5% of 100 learners chose C “Gamma” (0), D “Delta” (0) before reading: they distract nobody.",
    )
    assert found.size == pytest.approx(1 / 2 - 1 / 4)


def test_unlearned_and_gap_stand_beside_each_other():
    moves = {("2", "2"): 35, ("2", "1"): 15, ("1", "2"): 20, ("1", "1"): 10, ("3", "3"): 10, ("4", "4"): 10}

    assert [(found.cause, found.sentence) for found in causes_of(question(moves))] == [
        (
            Cause.UNLEARNED,
            "15 of 100 learners who answered both times (15%) were right before reading and wrong after.",
        ),
        (Cause.GAP, "After reading, 55 of 100 answers were right: 55% (95% CI 45 to 64)."),
        (
            Cause.NO_GAIN,
            "Among 100 learners who answered both times the change is +5 points (95% CI −7 to +16). The interval includes no "
            "change.",
        ),
    ]


def test_unclear_reversal_says_so_and_stands_last():
    moves = {("2", "2"): 40, ("2", "1"): 9, ("1", "2"): 8, ("1", "1"): 23, ("3", "3"): 10, ("4", "4"): 10}

    assert [(found.cause, found.is_clear) for found in causes_of(question(moves))] == [
        (Cause.GAP, True),
        (Cause.REVERSAL, False),
    ]
    assert causes_of(question(moves))[1].sentence.endswith("The interval includes no change, so this may be chance.")


@pytest.mark.parametrize(
    ("name", "learners"),
    [("ceiling", 19), ("no gain", 49), ("reversal", 19), ("miskey", 19), ("dead distractor", 49)],
)
def test_no_cause_from_too_few(name, learners):
    """The same answers, each cell cut down, so that in all one learner fewer answered than the cause needs."""
    moves, cause = FAULTY[name]
    total = sum(moves.values())
    cut = {move: n * learners // total for move, n in moves.items()}
    cut[max(cut, key=cut.get)] += learners - sum(cut.values())

    assert cause not in causes(question(cut))


def test_option_that_leads_the_key_by_chance_is_no_miskey():
    moves = {("1", "1"): 12, ("3", "2"): 11, ("4", "3"): 7}

    assert Cause.MISKEY not in causes(question(moves))


def test_dont_know_is_neither_a_miskey_nor_a_distractor():
    moves = {(None, None): 80, ("2", "2"): 10, ("1", "2"): 10}

    assert causes(question(moves)) == [Cause.GAP, Cause.DEAD_DISTRACTOR]


def test_withdrawn_question_has_no_cause():
    assert causes_of(question(FAULTY["miskey"][0], withdrawn_at="2026-03-02")) == ()


def test_question_without_answers_or_key_has_no_cause():
    assert causes_of(question({})) == ()
    keyless = tuple(option for option in OPTIONS if not option.is_key)
    assert Cause.MISKEY not in causes(question({("1", "1"): 60}, options=keyless))


def languages(*shares):
    names = {"en": "English", "de": "German", "fr": "French"}
    return [LanguageFacility(code, names[code], Share(*share)) for code, share in zip(names, shares, strict=False)]


def test_one_mistranslated_language_is_named():
    (found,) = causes_of(question(SOUND), languages=languages((60, 100), (20, 50), (30, 50)))

    assert found == CauseFound(
        Cause.LANGUAGE,
        "Before reading, 40% of 50 answers in German were right and 60% of 150 in other languages: −20 points "
        "(95% CI −34 to −4). Is it translated well?",
        pytest.approx(0.2 * 50 / 200),
    )


@pytest.mark.parametrize(
    "shares",
    [
        pytest.param([(60, 100), (45, 50)], id="the higher one"),
        pytest.param([(60, 100), (8, 19)], id="too few in it"),
        pytest.param([(12, 19), (20, 50)], id="too few in the others"),
        pytest.param([(600, 1000), (460, 1000)], id="14 points"),
        pytest.param([(12, 20), (9, 20)], id="may be chance"),
        pytest.param([(40, 100)], id="one language"),
        pytest.param([(0, 50), (0, 50)], id="nobody right"),
    ],
)
def test_language_is_not_named(shares):
    named = [found.sentence for found in causes_of(question(SOUND), languages=languages(*shares))]

    assert not any("German" in sentence for sentence in named)


def test_language_found_by_one_comparison_of_many_is_not_named():
    """Alone P is 0.03; as one of three it is 0.09."""
    two = languages((30, 50), (19, 50))
    three = [*two, LanguageFacility("fr", "French", Share(25, 50))]

    assert causes(question(SOUND), languages=two) == [Cause.LANGUAGE]
    assert causes(question(SOUND), languages=three) == []


def test_few_readers_are_named_where_the_question_shows_no_learning():
    poor = question({("1", "1"): 10, ("3", NOTHING): 60, ("2", NOTHING): 40, ("4", NOTHING): 20})

    assert [(found.cause, found.sentence) for found in causes_of(poor, reading=Reading(13, 130))] == [
        (
            Cause.LOW_READERS,
            "The article was read to its end 13 times, while 130 learners answered before reading: most of them cannot "
            "have read it.",
        )
    ]
    assert causes(question(SOUND), reading=Reading(0, 100)) == []
    assert causes(poor, reading=Reading(65, 130)) == []
    assert causes(poor, reading=Reading(0, 19)) == []
    assert "read to its end not once" in causes_of(poor, reading=Reading(0, 130))[0].sentence
    assert "read to its end once" in causes_of(poor, reading=Reading(1, 130))[0].sentence


def test_learners_affected_are_those_who_answered_times_the_size():
    report = question({("2", "1"): 10, ("1", "1"): 90, (NOTHING, "1"): 30, ("3", NOTHING): 70})

    assert learners_of(report) == 200
    assert affected(report, CauseFound(Cause.UNLEARNED, "", 0.1)) == 20
    assert affected(report, CauseFound(Cause.UNLEARNED, "", 0.101)) == 21
    assert affected(report, CauseFound(Cause.CEILING, "", 0.0)) == 1


def test_causes_are_ordered_by_severity():
    assert [cause.value for cause in sorted(Cause, key=lambda cause: cause.severity)] == [
        "miskey", "reversal", "language", "unlearned", "gap", "no-gain", "low-readers", "ceiling", "dead-distractor",
    ]  # fmt: skip
