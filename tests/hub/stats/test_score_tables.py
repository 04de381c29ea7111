from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.stats import ScoreTable, cronbach_alpha, item_statistics, score_table

modest = settings(max_examples=25, deadline=None, derandomize=True)

# Ten learners at three items; the totals are 3, 3, 2, 2, 2, 1, 1, 1, 1, 0.
TEN = [
    ((1, 1, 1), 2),
    ((1, 1, 0), 1),
    ((0, 1, 1), 2),
    ((1, 0, 0), 3),
    ((0, 0, 1), 1),
    ((0, 0, 0), 1),
]


def test_table_counts_learners_and_right_answers_by_total():
    assert score_table(TEN, 3) == ScoreTable(learners=(1, 4, 3, 2), right=((0, 3, 1, 2), (0, 0, 3, 2), (0, 1, 2, 2)))


def test_upper_lower_splits_ties_at_the_cut_by_fractions():
    table = score_table(TEN, 3)

    # 2.7 learners a group. Top: the two with 3, and 0.7 of one of the three with 2: 0.7/3 of their right answers.
    # Bottom: the one with 0, and 1.7 of the four with 1: 1.7/4 of theirs.
    top = [2 + 0.7 / 3 * 1, 2 + 0.7 / 3 * 3, 2 + 0.7 / 3 * 2]
    bottom = [1.7 / 4 * 3, 0, 1.7 / 4 * 1]
    expected = [(high - low) / 2.7 for high, low in zip(top, bottom, strict=True)]
    assert [table.upper_lower(item) for item in range(3)] == pytest.approx(expected, rel=1e-12)


def test_upper_lower_where_all_totals_are_equal_is_0():
    table = score_table([((1, 0), 5), ((0, 1), 3)], 2)

    assert [table.upper_lower(item) for item in (0, 1)] == [0.0, 0.0]


def test_upper_lower_of_a_clean_split_is_1():
    table = score_table([((1, 1), 50), ((0, 0), 50)], 2)

    assert [table.upper_lower(item) for item in (0, 1)] == [1.0, 1.0]


def test_item_against_the_rest_has_a_negative_item_rest_correlation():
    table = score_table([((1, 0, 0), 10), ((0, 1, 1), 10)], 3)

    assert table.item_rest(0) == pytest.approx(-1)
    # Rests 1 and 1: nothing to correlate with.
    assert table.item_rest(1) is None


def test_table_of_nobody_determines_nothing():
    table = score_table([], 2)

    assert (table.n, table.mean, table.sd, table.alpha()) == (0, None, None, None)
    assert (table.facility(0), table.item_rest(0), table.upper_lower(0), table.efficiency(0)) == (None,) * 4


def test_tables_of_two_groups_add_up_to_that_of_the_union():
    assert score_table(TEN[:2], 3) + score_table(TEN[2:], 3) == score_table(TEN, 3)


patterns = st.integers(2, 5).flatmap(
    lambda items: st.dictionaries(
        st.sampled_from(list(product((0, 1), repeat=items))), st.integers(1, 9), min_size=1, max_size=12
    )
)


@modest
@given(patterns)
def test_table_has_the_statistics_of_its_rows(counts):
    rows = [marks for marks, n in counts.items() for _ in range(n)]
    items = len(rows[0])
    table = score_table(counts.items(), items)

    quiz = item_statistics(rows, [1] * items)

    def percent(share):
        return share if share is None else 100 * share

    def close(value):
        return value if value is None else pytest.approx(value, rel=1e-9, abs=1e-9)

    assert (table.mean, table.sd) == (close(quiz.mean), close(quiz.sd))
    for item, expected in enumerate(quiz.items):
        assert table.facility(item) == close(expected.facility)
        assert percent(table.item_rest(item)) == close(expected.discrimination)
        assert percent(table.efficiency(item)) == close(expected.efficiency)
    alpha = cronbach_alpha(rows)
    assert (table.alpha() is None) == (alpha is None)
    if alpha is not None:
        assert table.alpha().alpha == close(alpha.alpha)
        assert table.alpha().interval.lower == close(alpha.interval.lower)


@modest
@given(patterns)
def test_upper_lower_lies_between_the_extremes(counts):
    items = len(next(iter(counts)))
    table = score_table(counts.items(), items)

    assert all(-1 - 1e-9 <= table.upper_lower(item) <= 1 + 1e-9 for item in range(items))


@pytest.mark.parametrize(
    ("learners", "right", "named"),
    [
        ((1, 1), ((0, 1), (0, 0)), "2 items need 3"),
        ((1, 1, 0), ((0, 1, 0), (0, 1, 0)), "no 1 learners"),
        ((0, 0, 1), ((0, 0, 2), (0, 0, 0)), "no 1 learners"),
        ((0, -1, 0), ((0, 0, 0), (0, 0, 0)), "-1"),
    ],
)
def test_table_refuses_counts_that_no_learners_can_have(learners, right, named):
    with pytest.raises(ValueError, match=named):
        ScoreTable(learners, right)


@pytest.mark.parametrize("marks", [(1,), (1, 2), (1, 0, 1)])
def test_table_refuses_marks_that_are_not_one_0_or_1_an_item(marks):
    with pytest.raises(ValueError, match="must be 2 of 0 or 1"):
        score_table([(marks, 1)], 2)
