"""Confidence beside correctness, from hand-made counts."""

import pytest

from hub.stats import Interval, LearnerSums, NetAgreement, Pairs, newcombe_paired
from quizzes.confidence import ConfidenceCount, ConfidenceSquare, analyse_confidence
from quizzes.confidence_sentences import confidently_wrong_sentence, quiz_confidence_sentence, shift_sentence
from quizzes.items import ItemHead

HEAD = ItemHead(7, 1, 1, "Which trial?")
OTHER = ItemHead(8, 1, 2, "Which dose?")

# Sixty learners: confident and wrong before 24, of whom 6 stay so; 2 become so.
SIXTY = [
    ConfidenceCount(before=4, right_before=False, after=5, right_after=True, learners=18),
    ConfidenceCount(before=5, right_before=False, after=5, right_after=False, learners=6),
    ConfidenceCount(before=2, right_before=False, after=4, right_after=False, learners=2),
    ConfidenceCount(before=3, right_before=True, after=5, right_after=True, learners=20),
    ConfidenceCount(before=4, right_before=True, after=3, right_after=True, learners=10),
    ConfidenceCount(before=1, right_before=False, after=1, right_after=False, learners=4),
]


def report(counts, *, others=(), sums=None):
    found = {(7, 1): counts} | ({(8, 1): others} if others else {})
    return analyse_confidence([HEAD, OTHER], found, sums or LearnerSums())


def question(counts):
    (one,) = report(counts).questions
    return one


def test_distributions_squares_and_moves_of_sixty_learners():
    one = question(SIXTY)

    assert (one.head, one.n) == (HEAD, 60)
    assert (one.before, one.after) == ((4, 2, 20, 28, 6), (4, 0, 10, 2, 44))
    assert one.square_before == ConfidenceSquare(
        confident_right=10, confident_wrong=24, unsure_right=20, unsure_wrong=6
    )
    assert one.square_after == ConfidenceSquare(confident_right=38, confident_wrong=8, unsure_right=10, unsure_wrong=4)
    assert (one.square_before.n, one.square_after.n) == (60, 60)
    assert (one.up, one.same, one.down) == (40, 10, 10)
    assert (one.confident_before.count, one.confident_after.count) == (34, 46)


def test_confidently_wrong_is_a_paired_change():
    change = question(SIXTY).confidently_wrong

    assert change.pairs == Pairs(retained=6, unlearned=18, learned=2, never=34)
    assert change.interval == newcombe_paired(Pairs(6, 18, 2, 34))
    assert confidently_wrong_sentence(change) == (
        "Confidently wrong answers fell from 40% (95% CI 29 to 53) to 13% (7 to 24) among 60 learners who said both times "
        "how sure they were: −27 points (95% CI −39 to −13)."
    )


def test_shift_of_sixty_learners():
    one = question(SIXTY)

    # Wilson of 40 and of 10 in 60, correlation -sqrt(40 * 10/(20 * 50)).
    assert one.net_shift == NetAgreement(
        pytest.approx(0.5), Interval(pytest.approx(0.2833, abs=5e-5), pytest.approx(0.6628, abs=5e-5))
    )
    assert one.signed_rank.p < 1e-5
    assert shift_sentence(one) == (
        "40 of 60 learners were surer after reading, 10 less sure, 10 as sure as before: a net shift of +50 points "
        "(95% CI +28 to +66). Wilcoxon signed-rank test, zeros ranked (Pratt), P <0.001."
    )


def test_fewer_than_twenty_learners_are_counted_in_words():
    one = question([ConfidenceCount(4, False, 5, True, 12), ConfidenceCount(5, True, 4, True, 1)])

    assert (one.net_shift, one.signed_rank, one.confidently_wrong.interval) == (None, None, None)
    assert confidently_wrong_sentence(one.confidently_wrong) == (
        "13 learners said both times how sure they were: 12 were confidently wrong before reading, 0 after; too few for "
        "an estimate."
    )
    assert shift_sentence(one) == (
        "12 of 13 learners were surer after reading, 1 less sure, 0 as sure as before; too few for an estimate."
    )


def test_no_p_value_where_fewer_than_six_moved():
    one = question([ConfidenceCount(3, True, 3, True, 30), ConfidenceCount(3, True, 4, True, 5)])

    assert one.signed_rank is None
    assert one.net_shift.estimate == pytest.approx(1 / 7)


def test_interval_that_includes_no_change_says_so():
    one = question([ConfidenceCount(5, False, 5, True, 4), ConfidenceCount(1, True, 5, False, 3), *SIXTY[3:4]])

    assert confidently_wrong_sentence(one.confidently_wrong).endswith("The interval includes no change.")


def test_questions_without_stated_confidence_are_left_out():
    assert report([]).questions == ()
    assert quiz_confidence_sentence(report([])) == ""


def test_quiz_of_one_question_has_no_sum():
    assert quiz_confidence_sentence(report(SIXTY)) == ""


def test_quiz_of_two_questions_takes_learners_as_clusters():
    # Every learner gave two pairs; 36 gained one less confidently wrong answer on the two, 4 one more, 20 none.
    others = [
        ConfidenceCount(5, False, 5, True, 20),
        ConfidenceCount(3, True, 5, False, 2),
        ConfidenceCount(1, True, 1, True, 38),
    ]
    sums = LearnerSums(learners=60, answers=120, change=-34, change_squares=40, change_answers=-68, answer_squares=240)

    two = report(SIXTY, others=others, sums=sums)

    assert two.change.pairs == Pairs(6, 38, 4, 72)
    assert quiz_confidence_sentence(two).startswith(
        "Over 2 questions 60 learners gave 120 pairs of answers; confidently wrong fell from 37% to 8%: −28 points (95% CI −"
    )


def test_quiz_of_two_questions_below_twenty_learners_has_no_estimate():
    few = [ConfidenceCount(5, False, 5, True, 5)]
    sums = LearnerSums(learners=5, answers=10, change=-10, change_squares=20, change_answers=-20, answer_squares=20)

    assert quiz_confidence_sentence(report(few, others=few, sums=sums)) == (
        "Over 2 questions 5 learners gave 10 pairs of answers; too few for an estimate."
    )
