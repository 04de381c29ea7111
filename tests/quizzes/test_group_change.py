"""The change over questions that belong together, in words. No database."""

import pytest

from hub.stats import LearnerSums, Pairs
from quizzes.change import Direction, PairedChange, QuizChange
from quizzes.group_change import GroupChange, group_sentence

RISE, FALL, UNCLEAR = Pairs(30, 2, 28, 20), Pairs(20, 28, 2, 30), Pairs(20, 10, 10, 20)
FEW = Pairs(5, 1, 6, 3)


def group(*pairs: Pairs, quizzes: int = 2, **fields) -> GroupChange:
    return GroupChange(tuple(map(PairedChange, pairs)), quizzes, **fields)


def test_questions_of_several_quizzes_add_up_without_an_interval():
    found = group(RISE, FALL, UNCLEAR, FEW)

    assert found.pairs == Pairs(75, 41, 46, 73)
    assert found.estimate == pytest.approx(5 / 235)
    assert found.directions == {Direction.ROSE: 1, Direction.FELL: 1, Direction.UNCLEAR: 1}
    assert group_sentence(found) == (
        "4 questions in 2 quizzes, 235 pairs of answers: correct answers went from 49.4% to 51.5%, +2.1 points. One "
        "learner can have given several pairs, so no interval is given. Of 3 questions with at least 20 pairs, correct "
        "answers rose in 1, fell in 1 and changed in no clear way in 1."
    )


def test_few_pairs_of_every_question_are_too_few_however_many_questions():
    found = group(FEW, FEW, FEW)

    assert (found.pairs.n, found.estimate) == (45, None)
    assert group_sentence(found) == (
        "3 questions in 2 quizzes, 45 pairs of answers: 18 of 45 correct before reading, 33 of 45 after; too few for an "
        "estimate."
    )


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (group(quizzes=0), "No question belongs here."),
        (group(Pairs(0, 0, 0, 0), quizzes=1), "Nobody has answered these questions both times yet."),
    ],
)
def test_nothing_to_pool_is_said(found, sentence):
    assert (found.estimate, group_sentence(found)) == (None, sentence)


def test_questions_of_one_quiz_are_told_with_learners_as_clusters():
    sums = LearnerSums(learners=40, answers=80, change=26, change_squares=38, change_answers=52, answer_squares=160)
    within = QuizChange(Pairs(30, 2, 28, 20), sums)

    assert group_sentence(group(RISE, quizzes=1, within=within)).startswith(
        "40 learners answered both times and gave 80 pairs of answers. Correct answers rose from 40% to 73%: +33 points"
    )
