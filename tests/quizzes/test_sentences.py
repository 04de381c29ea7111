"""The sentences under the figures, word for word."""

from datetime import UTC, datetime

import pytest

from hub.stats import Pairs, learner_sums
from quizzes.analysis import AsScored, QuizLearners, analyse_question
from quizzes.change import PairedChange, QuizChange
from quizzes.counts import QuestionHead, ReportOption, Timing
from quizzes.sentences import (
    answers_sentence,
    change_sentence,
    conservative_sentence,
    correction_sentence,
    learners_sentence,
    newly_right_sentence,
    option_sentence,
    p_sentence,
    quiz_sentence,
    withdrawal_sentence,
)
from quizzes.tallies import MoveCount, QuestionTally

OPTIONS = (
    ReportOption("1", "A", "Alpha", is_key=False),
    ReportOption("2", "B", "Beta", is_key=True),
    ReportOption("3", "C", "Gamma", is_key=False),
    ReportOption(None, "", "I do not know", is_key=False),
)

NOBODY = QuizLearners(0, 0, 0, 0, 0, 0, flags=())


def question(moves, before_only=0, then="2", **head):
    """A report of a question from {(slot before, slot after): learners}; "2" is the key, `then` was it at first."""
    head = QuestionHead(1, 1, "Which?", (1,), OPTIONS, **head)
    found = [MoveCount(old or "", new or "", Timing.MATCHED, n) for (old, new), n in moves.items()]
    alone = [MoveCount("1", None, Timing.NONE, before_only)] if before_only else []
    as_scored = None
    if head.key_corrected_at:
        stored = tally(found, alone, then)
        changed = sum(one.learners for one in [*found, *alone] for slot in slots(one) if slot in ("2", then))
        as_scored = AsScored(stored.before, stored.after, PairedChange(stored.pairs), changed)
    return analyse_question(1, head, tally(found, alone, "2"), [*found, *alone], as_scored)


def slots(move):
    return [slot for slot in (move.slot_before, move.slot_after) if slot is not None]


def tally(found, alone, key):
    def n(moves, before, after):
        return sum(
            one.learners
            for one in moves
            if (before is None or (one.slot_before == key) == before)
            and (after is None or (one.slot_after == key) == after)
        )

    return QuestionTally(
        n_before=n(found + alone, None, None),
        right_before=n(found + alone, True, None),
        n_after=n(found, None, None),
        right_after=n(found, None, True),
        retained=n(found, True, True),
        unlearned=n(found, True, False),
        learned=n(found, False, True),
        never=n(found, False, False),
    )


@pytest.mark.parametrize(
    ("pairs", "sentence"),
    [
        (Pairs(0, 0, 0, 0), "Nobody has answered this question both times yet."),
        (
            Pairs(3, 1, 5, 3),
            "12 learners answered both times: 4 of 12 correct before reading, 8 of 12 after; too few for an estimate.",
        ),
        (
            Pairs(0, 0, 1, 0),
            "1 learner answered both times: 0 of 1 correct before reading, 1 of 1 after; too few for an estimate.",
        ),
        (
            Pairs(30, 10, 35, 25),
            "Correct answers rose from 40% (95% CI 31 to 50) to 65% (55 to 74) among 100 learners who answered both "
            "times: +25 points (95% CI +12 to +37).",
        ),
        (
            Pairs(30, 35, 10, 25),
            "Correct answers fell from 65% (95% CI 55 to 74) to 40% (31 to 50) among 100 learners who answered both "
            "times: −25 points (95% CI −37 to −12).",
        ),
        (
            Pairs(10, 5, 6, 9),
            "Correct answers went from 50% (95% CI 33 to 67) to 53% (36 to 70) among 30 learners who answered both "
            "times: +3 points (95% CI −18 to +24). The interval includes no change.",
        ),
    ],
)
def test_change_sentence_takes_its_verb_from_the_interval(pairs, sentence):
    assert change_sentence(PairedChange(pairs)) == sentence


def test_change_sentence_has_one_decimal_from_two_hundred_learners():
    assert change_sentence(PairedChange(Pairs(70, 20, 50, 60))) == (
        "Correct answers rose from 45.0% (95% CI 38.3 to 51.9) to 60.0% (53.1 to 66.5) among 200 learners who answered "
        "both times: +15.0 points (95% CI +6.9 to +22.8)."
    )


def test_answers_sentence_keeps_the_phases_apart():
    assert answers_sentence(question({("1", "2"): 8, ("2", "2"): 4}, before_only=3)) == (
        "Of all answers, 4 of 15 (27%, 95% CI 11 to 52) were correct before reading and 12 of 12 (100%, 95% CI 76 to "
        "100) after. These are not all the same learners, so the one is not subtracted from the other."
    )


def test_answers_sentence_gives_counts_below_ten():
    assert answers_sentence(question({("1", "2"): 9})) == (
        "Of all answers, 0 of 9 were correct before reading and 9 of 9 after. "
        "These are not all the same learners, so the one is not subtracted from the other."
    )


def test_newly_right_sentence_stands_beside_the_guess():
    assert newly_right_sentence(question({("1", "2"): 18, ("3", "3"): 16, ("2", "2"): 26})) == (
        "Of 34 learners who were wrong before, 18 (53%, 95% CI 37 to 69) were right after. "
        "Guessing alone would make 1 in 3 of them right."
    )
    assert newly_right_sentence(question({("2", "2"): 26})) == ""


def test_newly_right_sentence_gives_counts_below_twenty_pairs():
    assert newly_right_sentence(question({("1", "2"): 7, ("3", "3"): 5})) == (
        "Of 12 learners who were wrong before, 7 were right after. Guessing alone would make 1 in 3 of them right."
    )


def test_conservative_sentence_counts_those_who_left():
    assert conservative_sentence(question({("1", "2"): 20}, before_only=5)) == (
        "Counting 5 learners who answered only before reading as unchanged, the difference is +80 points."
    )
    assert conservative_sentence(question({("1", "2"): 20})) == ""
    assert conservative_sentence(question({("1", "2"): 19}, before_only=5)) == ""


def test_p_sentence_names_the_family():
    # 22 moves, 18 of them up: mid-p 10903 / 2**22.
    change = PairedChange(Pairs(22, 4, 18, 16), adjusted_p=0.012)
    assert p_sentence(change, family=1) == "McNemar mid-p = 0.0026."
    assert p_sentence(change, family=3) == (
        "McNemar mid-p = 0.0026; adjusted for the 3 questions tested in this quiz, 0.012."
    )
    assert p_sentence(PairedChange(Pairs(20, 0, 0, 0)), family=0) == ""


def test_option_sentence_follows_the_strongest_distractor():
    moves = {("1", "2"): 5, ("1", "1"): 2, ("3", "2"): 3, (None, "2"): 9, ("2", "3"): 2, ("2", "2"): 4}
    assert option_sentence(question(moves)) == (
        "The wrong answer chosen most before reading was A “Alpha” (7 of 25 learners who answered both times); 5 of "
        "these 7 chose the key after. 2 learners who had the key before chose C “Gamma” after."
    )
    assert option_sentence(question({("2", "2"): 4})) == (
        "Nobody who answered both times chose a wrong option before reading."
    )
    assert option_sentence(question({})) == ""


@pytest.mark.parametrize(
    ("pairs", "clusters", "sentence"),
    [
        (Pairs(0, 0, 0, 0), [], "Nobody has answered the quiz both times yet."),
        (
            Pairs(1, 0, 1, 0),
            [(1, 2)],
            "1 learner answered both times and gave 2 pairs of answers: 1 of 2 correct before reading, 2 of 2 after; too "
            "few for an estimate.",
        ),
        (
            Pairs(10, 0, 20, 10),
            [(2, 2)] * 10 + [(0, 2)] * 10,
            "20 learners answered both times and gave 40 pairs of answers. Correct answers rose from 25% to 75%: +50 "
            "points (95% CI +26 to +74).",
        ),
        (
            Pairs(0, 0, 40, 0),
            [(2, 2)] * 20,
            "20 learners answered both times and gave 40 pairs of answers. Correct answers went from 0% to 100%: +100 "
            "points. All learners changed alike, so there is no interval.",
        ),
        (
            Pairs(30, 10, 35, 25),
            [(1, 1)] * 35 + [(-1, 1)] * 10 + [(0, 1)] * 55,
            change_sentence(PairedChange(Pairs(30, 10, 35, 25))),
        ),
    ],
)
def test_quiz_sentence_names_learners_and_answers(pairs, clusters, sentence):
    assert quiz_sentence(QuizChange(pairs, learner_sums(clusters))) == sentence


def test_learners_sentence_says_how_many_enter_the_change():
    assert learners_sentence(NOBODY) == "Nobody has answered this quiz yet."
    assert learners_sentence(QuizLearners(60, 50, 0, matched=40, late=3, reversed=1, flags=())) == (
        "66 learners answered: 60 before reading, 50 after. 40 answered both times within 30 days and enter the change."
    )


DAY = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def test_correction_sentence_shows_both_scores():
    corrected = question({("1", "2"): 9, ("1", "1"): 3, ("2", "2"): 4}, then="1", key_corrected_at=DAY)

    assert correction_sentence(corrected) == (
        "The key was corrected on 2 March 2026: 32 answers changed. Of the learners who answered both times, as scored "
        "then: 75% (12 of 16) before, 19% (3 of 16) after; by the key as it stands: 25% (4 of 16) before, 81% (13 of "
        "16) after."
    )


def test_correction_sentence_without_pairs_gives_the_answers_alone():
    assert correction_sentence(question({}, before_only=1, then="1", key_corrected_at=DAY)) == (
        "The key was corrected on 2 March 2026: 1 answer changed."
    )
    assert correction_sentence(question({("1", "2"): 9})) == ""


def test_withdrawal_sentence_gives_the_day():
    assert withdrawal_sentence(question({}, withdrawn_at=DAY)) == (
        "Withdrawn on 2 March 2026: its answers are kept and enter no number of the quiz."
    )
    assert withdrawal_sentence(question({})) == ""
