from dataclasses import astuple, replace

import pytest

from hub.stats import LearnerSums, PooledChange, learner_sums, pooled_change, pooled_change_from_sums

TWENTY = [(1, 1)] * 10 + [(0, 1)] * 10


def test_pooled_change_of_twenty_learners_by_hand():
    # D = 1/2, every residual 1/2: se**2 = 20/19 * 5/400. t(0.975, 19) = 2.0930240544.
    se = (20 / 19 * 5 / 400) ** 0.5

    result = pooled_change(TWENTY)

    assert (result.estimate, result.learners, result.answers) == (0.5, 20, 20)
    assert astuple(result.interval) == pytest.approx((0.5 - 2.0930240544 * se, 0.5 + 2.0930240544 * se), abs=1e-10)
    assert result.p == pytest.approx(0.000338, abs=5.1e-7)


def test_pooled_change_weights_learners_by_their_questions():
    result = pooled_change([(4, 5), (0, 1), (-1, 2)])

    assert result == PooledChange(estimate=3 / 8, interval=None, p=None, learners=3, answers=8)


def test_pooled_change_below_twenty_learners_has_no_interval():
    result = pooled_change(TWENTY[1:])

    assert (result.interval, result.p, result.learners) == (None, None, 19)


def test_pooled_change_without_variation_has_no_interval():
    assert pooled_change([(2, 3)] * 30) == PooledChange(2 / 3, None, None, 30, 90)
    assert pooled_change([(0, 2)] * 30) == PooledChange(0.0, None, None, 30, 60)


def test_pooled_change_is_cut_at_1():
    assert pooled_change([(1, 1)] * 25 + [(0, 1)]).interval.upper == 1.0
    assert pooled_change([(-1, 1)] * 25 + [(0, 1)]).interval.lower == -1.0


def test_pooled_change_counts_only_learners_with_a_paired_question():
    assert pooled_change([*TWENTY, (0, 0), (0, 0)]) == pooled_change(TWENTY)


@pytest.mark.parametrize("learners", [[], [(0, 0)]])
def test_pooled_change_without_paired_questions_is_none(learners):
    assert pooled_change(learners) is None


def test_pooled_change_is_wider_when_answers_of_one_learner_move_together():
    alone = pooled_change([(1, 1), (0, 1)] * 40)
    together = pooled_change([(4, 4), (0, 4)] * 10)

    assert (alone.estimate, alone.answers) == (together.estimate, together.answers)
    assert together.interval.upper - together.interval.lower > 2 * (alone.interval.upper - alone.interval.lower)


@pytest.mark.parametrize(
    ("learner", "named"), [((3, 2), "3"), ((-3, 2), "-3"), ((0, -1), "-1"), ((0.5, 1), "0.5"), ((1, 0), "1")]
)
def test_pooled_change_refuses_impossible_learners(learner, named):
    with pytest.raises(ValueError, match=named):
        pooled_change([*TWENTY, learner])


def test_pooled_change_refuses_a_level_in_percent():
    with pytest.raises(ValueError, match="95"):
        pooled_change(TWENTY, level=95)


def test_learner_sums_by_hand():
    assert learner_sums([(4, 5), (0, 1), (-1, 2)]) == LearnerSums(
        learners=3, answers=8, change=3, change_squares=17, change_answers=18, answer_squares=30
    )


def test_learner_sums_of_two_groups_add_up_to_those_of_the_union():
    left, right = [(1, 2), (0, 3)] * 9, [(-1, 1), (2, 2), (3, 4)] * 5

    merged = learner_sums(left) + learner_sums(right)

    assert merged == learner_sums(left + right)
    assert pooled_change_from_sums(merged) == pooled_change(right + left)


def test_empty_sums_have_no_change():
    assert learner_sums([]) == LearnerSums() == LearnerSums(0, 0, 0, 0, 0, 0)
    assert pooled_change_from_sums(LearnerSums()) is None


@pytest.mark.parametrize(
    "change", [{"learners": -1}, {"answers": 2}, {"change": 9}, {"change": 1.5}, {"change_squares": 1}]
)
def test_learner_sums_refuse_what_no_learners_can_have(change):
    sums = learner_sums([(4, 5), (0, 1), (-1, 2)])

    with pytest.raises(ValueError, match=str(next(iter(change.values())))):
        replace(sums, **change)
