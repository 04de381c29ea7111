from dataclasses import astuple
from math import sqrt

import pytest

from hub.stats import ItemStatistics, cronbach_alpha, item_statistics


def test_quiz_of_two_items_by_hand():
    quiz = item_statistics([[1, 1], [1, 0], [0, 0], [1, 1]], [1, 1])

    # Deviations of the totals 3/4, -1/4, -5/4, 3/4: squares 11/4, cubes -9/8, fourth powers 197/64.
    skewness = (4 * -9 / 8 / 6) / (11 / 12) ** 1.5
    kurtosis = (20 * 197 / 64 - 9 * (11 / 4) ** 2) / 6 / (11 / 12) ** 2
    assert astuple(quiz)[1:] == pytest.approx(
        (1.25, sqrt(11 / 12), skewness, kurtosis, 100 * 8 / 11, 100 * sqrt(3 / 11), 0.5), rel=1e-12
    )


def test_items_of_a_quiz_by_hand():
    first, second = item_statistics([[1, 1], [1, 0], [0, 0], [1, 1]], [1, 1]).items

    # Variances 1/4 and 1/3, covariance 1/6, also when sorted; covariances with the total 5/12 and 1/2.
    correlation = 100 * (1 / 6) / sqrt(1 / 12)
    roots = sqrt(5 / 12) + sqrt(1 / 2)
    assert astuple(first) == pytest.approx((0.75, 0.5, correlation, 100, 100 * sqrt(5 / 12) / roots), rel=1e-12)
    assert astuple(second) == pytest.approx((0.5, sqrt(1 / 3), correlation, 100, 100 * sqrt(1 / 2) / roots), rel=1e-12)


def test_facility_is_relative_to_the_maximum_and_sd_is_in_marks():
    item = item_statistics([[3, 1], [5, 0], [4, 1]], [10, 1]).items[0]

    assert (item.facility, item.sd) == pytest.approx((0.4, 1.0))


def test_efficiency_compares_with_the_best_order_of_the_same_marks():
    # Rests 0, 0, 1, 2 against marks 1, 0, 0, 1: covariance 1/2, sorted 3/2 (both times 3).
    item = item_statistics([[1, 0], [0, 0], [0, 1], [1, 2]], [1, 2]).items[0]

    assert item.efficiency == pytest.approx(100 / 3, rel=1e-12)


def test_item_against_the_total_has_no_effective_weight():
    against, first, second = item_statistics([[1, 0, 0], [0, 1, 1], [0, 1, 1], [1, 0, 0]], [1, 1, 1]).items

    assert (against.effective_weight, against.discrimination) == (None, pytest.approx(-100))
    assert (first.effective_weight, second.effective_weight) == pytest.approx((50, 50))


def test_item_everyone_got_right_has_no_discrimination():
    right = item_statistics([[1, 1], [1, 0], [1, 1]], [1, 1]).items[0]

    assert right == ItemStatistics(facility=1.0, sd=0.0, discrimination=None, efficiency=None, effective_weight=0.0)


def test_quiz_of_one_item_has_neither_discrimination_nor_consistency():
    quiz = item_statistics([[1], [0], [1], [1]], [1])

    assert quiz.items == (ItemStatistics(0.75, 0.5, None, None, 100.0),)
    assert (quiz.mean, quiz.sd, quiz.consistency, quiz.error_ratio, quiz.standard_error) == (
        0.75,
        0.5,
        None,
        None,
        None,
    )


def test_quiz_of_one_learner_has_means_alone():
    quiz = item_statistics([[1, 0]], [1, 2])

    assert quiz.items == (ItemStatistics(1.0, None, None, None, None), ItemStatistics(0.0, None, None, None, None))
    assert astuple(quiz)[1:] == (1.0, None, None, None, None, None, None)


def test_quiz_of_two_learners_has_everything_but_the_shape_of_its_totals():
    quiz = item_statistics([[1, 2], [0, 0]], [1, 2])

    # Deviations of a half and of 1, of the total of 3/2; covariances with the total 3/2 and 3.
    shares = [100 / (1 + sqrt(2)), 100 * sqrt(2) / (1 + sqrt(2))]
    assert astuple(quiz.items[0]) == pytest.approx((0.5, sqrt(0.5), 100, 100, shares[0]), rel=1e-12)
    assert astuple(quiz.items[1]) == pytest.approx((0.5, sqrt(2), 100, 100, shares[1]), rel=1e-12)
    alpha = 2 * (1 - (0.5 + 2) / 4.5)
    expected = (1.5, sqrt(4.5), 100 * alpha, 100 * sqrt(1 - alpha), sqrt(4.5) * sqrt(1 - alpha))
    assert (quiz.skewness, quiz.kurtosis) == (None, None)
    assert (quiz.mean, quiz.sd, quiz.consistency, quiz.error_ratio, quiz.standard_error) == pytest.approx(expected)


def test_quiz_with_equal_totals_has_no_consistency():
    quiz = item_statistics([[0.1, 0.2, 0.3], [0.3, 0.2, 0.1], [0.2, 0.1, 0.3], [0.3, 0.1, 0.2]], [1, 1, 1])

    assert astuple(quiz)[1:] == (pytest.approx(0.6), 0.0, None, None, None, None, None)
    assert [item.effective_weight for item in quiz.items] == [None, None, None]


@pytest.mark.parametrize(("learners", "known"), [(2, (False, False)), (3, (True, False)), (4, (True, True))])
def test_shape_of_the_totals_needs_three_and_four_learners(learners, known):
    quiz = item_statistics([[1, 1], [1, 0], [0, 0], [1, 1]][:learners], [1, 1])

    assert (quiz.skewness is not None, quiz.kurtosis is not None) == known


def test_consistency_is_alpha_in_percent():
    rows = [[1, 0, 1], [1, 1, 1], [0, 0, 1], [0, 0, 0], [1, 0, 0]]

    assert item_statistics(rows, [1, 1, 1]).consistency == pytest.approx(100 * cronbach_alpha(rows).alpha, rel=1e-12)


def test_item_statistics_accept_tuples_and_generators_of_database_rows():
    rows = [(1, 1), (1, 0), (0, 0), (1, 1)]

    assert item_statistics(rows, (1, 1)) == item_statistics([list(row) for row in rows], [1, 1])


@pytest.mark.parametrize(("rows", "max_marks"), [([], [1, 1]), ([], []), ([[], []], [])])
def test_item_statistics_of_nothing_are_none(rows, max_marks):
    assert item_statistics(rows, max_marks) is None


@pytest.mark.parametrize(
    ("rows", "max_marks", "named"),
    [
        ([[1, 0], [1]], [1, 1], r"\[1\]"),
        ([[1, 0]], [1, 1, 1], r"\[1, 0\]"),
        ([[1, 3]], [1, 2], "3"),
        ([[-1, 0]], [1, 1], "-1"),
        ([[1, float("nan")]], [1, 1], "nan"),
        ([[0, 0]], [1, 0], "above 0, got 0"),
        ([[0, 0]], [1, float("nan")], "nan"),
    ],
)
def test_item_statistics_refuse_impossible_marks(rows, max_marks, named):
    with pytest.raises(ValueError, match=named):
        item_statistics(rows, max_marks)
