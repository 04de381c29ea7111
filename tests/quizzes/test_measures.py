"""What specialists read of one question, from hand-made counts."""

import pytest

from hub.stats import GuessCorrected
from quizzes.analysis import analyse_question
from quizzes.counts import QuestionHead, ReportOption, Timing
from quizzes.measures import Distractors, measures
from quizzes.tallies import MoveCount, QuestionTally

OPTIONS = tuple(
    ReportOption(slot, letter, f"Option {letter}", slot == "3") for slot, letter in zip("1234", "ABCD", strict=True)
)
DONT_KNOW = ReportOption(None, "", "I do not know", is_key=False)


def question(moves, before=None, options=OPTIONS):
    """moves: matched learners by slot before and after. before: others who answered before reading alone, by slot."""
    before = before or {}
    cells = {"retained": (True, True), "unlearned": (True, False), "learned": (False, True), "never": (False, False)}
    pairs = {
        name: sum(n for (first, second), n in moves.items() if (first == "3", second == "3") == cell)
        for name, cell in cells.items()
    }
    return analyse_question(
        1,
        QuestionHead(1, 1, "Which?", (1,), options),
        QuestionTally(n_before=sum(moves.values()) + sum(before.values()), **pairs),
        [
            *(MoveCount(first, second, Timing.MATCHED, n) for (first, second), n in moves.items()),
            *(MoveCount(slot, None, Timing.NONE, n) for slot, n in before.items()),
        ],
    )


def test_measures_of_a_question_by_hand():
    report = question(
        {("3", "3"): 10, ("1", "3"): 12, ("3", "1"): 2, ("1", "2"): 6}, before={"1": 18, "2": 3, "3": 8, "4": 1}
    )

    found = measures(report)

    # Of 60 answers before, option B has 3 (5%: it works), D has 1.
    assert found.distractors == Distractors(3, 2)
    assert found.distractors.efficiency == pytest.approx(2 / 3)
    # Moves A to C and back 12 and 2, A to B 6 and 0: 100/14 + 6; six pairs of options.
    assert (found.symmetry.statistic, found.symmetry.df) == (pytest.approx(100 / 14 + 6), 6)
    assert found.homogeneity.df == 3
    # k = 4, n = 30: learned 4 (36 - 6)/270, unlearned 4 (6 - 6)/270, never 16 * 6/270.
    assert found.guess_corrected == GuessCorrected(
        retained=pytest.approx(1 - 120 / 270 - 96 / 270),
        unlearned=0.0,
        learned=pytest.approx(120 / 270),
        never=96 / 270,
    )


def test_distractors_below_fifty_answers_are_not_judged():
    report = question({}, before={"1": 40, "3": 9})

    assert measures(report).distractors == Distractors(3, None)
    assert measures(report).distractors.efficiency is None


def test_i_do_not_know_is_no_distractor_and_no_guess():
    report = question({("", "3"): 20}, before={"": 50}, options=(*OPTIONS, DONT_KNOW))

    found = measures(report)

    assert found.distractors == Distractors(3, 0)
    assert found.guess_corrected.learned == pytest.approx(4 * 3 * 20 / (20 * 9))
    # A table of five rows: the four options and not knowing.
    assert found.symmetry.df == 10


def test_nothing_is_measured_below_twenty_learners():
    found = measures(question({("1", "3"): 19}))

    assert (found.guess_corrected, found.symmetry, found.homogeneity) == (None, None, None)


def test_tests_of_moves_are_unknown_where_nobody_moved():
    found = measures(question({("3", "3"): 25}))

    assert (found.symmetry, found.homogeneity) == (None, None)
    assert found.guess_corrected.retained == 1.0


def test_question_of_one_option_is_neither_guessed_nor_tested():
    found = measures(question({("3", "3"): 25}, before={"3": 35}, options=OPTIONS[2:3]))

    assert (found.guess_corrected, found.symmetry, found.distractors) == (None, None, Distractors(0, 0))
    assert found.distractors.efficiency is None
