"""What counts of the five points allow to say."""

import pytest

from hub.shares import Share
from hub.stats import newcombe_independent
from surveys.agreement import NOBODY, Agreement, agreement_of, shift


def test_points_add_up_and_not_applicable_is_passed_over():
    assert agreement_of([(5, 3), (None, 4), (4, 2), (5, 1)]) == Agreement((0, 0, 0, 2, 4))


def test_boxes_are_shares_of_those_who_chose_a_point():
    agreement = Agreement((1, 2, 3, 4, 5))

    assert (agreement.n, agreement.top_two, agreement.bottom_two) == (15, Share(9, 15), Share(3, 15))
    assert agreement.shares == (Share(1, 15), Share(2, 15), Share(3, 15), Share(4, 15), Share(5, 15))


@pytest.mark.parametrize(
    ("counts", "quartiles"),
    [
        ((0, 0, 0, 0, 0), None),
        ((0, 0, 0, 19, 0), None),
        # 20 answers in order: the 5th and 6th are 1 and 2, the 15th and 16th both 4.
        ((5, 5, 0, 10, 0), (1.5, 4.0)),
        # 22 answers: a quarter of them is 5.5, so the 6th; three quarters 16.5, so the 17th.
        ((0, 6, 4, 6, 6), (2.0, 5.0)),
        ((0, 0, 0, 0, 40), (5.0, 5.0)),
    ],
)
def test_quartiles_need_twenty_answers(counts, quartiles):
    assert Agreement(counts).quartiles == quartiles


def test_quartiles_are_those_of_definition_2():
    """Of 1, 1, 2, 4, 5, each five times: 25 answers, ranks 6.25 and 18.75."""
    agreement = Agreement((10, 5, 0, 5, 5))

    assert (agreement.quantile(1, 4), agreement.median, agreement.quantile(3, 4)) == (1.0, 2.0, 4.0)


def test_mean_and_deviation_by_hand():
    """Twenty answers: ten times 2 and ten times 4 have the mean 3 and 20 squared deviations of 1 over 19."""
    agreement = Agreement((0, 10, 0, 10, 0))

    assert agreement.mean == 3
    assert agreement.sd == pytest.approx((20 / 19) ** 0.5)
    assert (Agreement((0, 10, 0, 9, 0)).mean, Agreement((0, 10, 0, 9, 0)).sd, NOBODY.mean) == (None, None, None)


def test_shift_is_the_difference_of_top_two_boxes():
    before, after = Agreement((5, 5, 0, 10, 0)), Agreement((0, 0, 6, 12, 12))

    found = shift(before, after)

    assert found.estimate == pytest.approx(24 / 30 - 10 / 20)
    assert found.interval == newcombe_independent(24, 30, 10, 20)


@pytest.mark.parametrize(("before", "after"), [(19, 100), (100, 19), (0, 0)])
def test_shift_needs_twenty_in_both(before, after):
    assert shift(Agreement((0, 0, 0, before, 0)), Agreement((0, 0, 0, after, 0))) is None
