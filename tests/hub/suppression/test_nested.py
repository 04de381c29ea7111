"""Groups that several filters make together: what may be shown of them, and that nothing small follows."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.suppression import Block, month_blocks, nested_blocks
from tests.subtraction import examples, small

K = 5
MONTHS = [date(2026, month, 1) for month in (1, 2, 3)]
JAN, FEB, MAR = MONTHS
TOLD = [("A", "X"), ("A", "Y"), ("B", "X"), ("B", "Y")]


def test_one_filter_has_the_blocks_of_its_value():
    learners = {JAN: {("A",): 6, ("B",): 7}, FEB: {("A",): 2, ("B",): 5}, MAR: {("A",): 3, ("B",): 9}}
    plain = {month: {value: n for (value,), n in told.items()} for month, told in learners.items()}

    expected = [Block(("A",), one.first, one.last, one.n) for one in month_blocks(plain, K) if one.value == "A"]

    assert expected == [Block(("A",), JAN, JAN, 6), Block(("A",), FEB, MAR, 5)]
    assert list(nested_blocks(learners, ("A",), K)) == expected


def test_two_filters_are_shown_with_the_month_in_which_all_four_parts_are_large():
    learners = {
        JAN: {("A", "X"): 5, ("A", "Y"): 5, ("B", "X"): 5, ("B", "Y"): 4},
        FEB: {("A", "X"): 5, ("A", "Y"): 5, ("B", "X"): 5, ("B", "Y"): 6},
    }

    assert list(nested_blocks(learners, ("A", "X"), K)) == [Block(("A", "X"), JAN, FEB, 10)]


def test_block_of_two_filters_ends_only_where_those_of_each_filter_end():
    # In January all of A are X, so nine of A until February less seven of both would be two people of February.
    learners = {
        JAN: {("A", "X"): 7, ("B", "X"): 9, ("B", "Y"): 9},
        FEB: {("A", "Y"): 2, ("B", "X"): 9, ("B", "Y"): 9},
    }

    assert list(nested_blocks(learners, ("A", "X"), K)) == [Block(("A", "X"), JAN, JAN, 7)]
    assert list(nested_blocks(learners, ("A", "Y"), K)) == []


def test_group_of_nobody_and_group_of_a_few_look_the_same():
    learners = {JAN: {("A", "X"): 20, ("B", "Y"): 3, ("A", "Y"): 20, ("B", "X"): 20}}

    assert nested_blocks(learners, ("B", "Y"), K) == nested_blocks(learners, ("C", "Y"), K) == ()


@pytest.mark.parametrize("wanted", [("A",), ("A", "X")])
def test_nobody_answered(wanted):
    assert nested_blocks({}, wanted, K) == ()


@examples(60)
@given(
    st.lists(
        st.lists(st.one_of(st.just(0), st.integers(1, 8), st.integers(5, 20)), min_size=4, max_size=4),
        min_size=1,
        max_size=3,
    )
)
def test_no_subtraction_of_any_filters_and_ranges_leaves_a_few(counts):
    learners = {month: dict(zip(TOLD, numbers, strict=True)) for month, numbers in zip(MONTHS, counts, strict=False)}
    cells = {(month, told): n for month, of_month in learners.items() for told, n in of_month.items()}
    months = [{cell for cell in cells if cell[0] == month} for month in learners]
    known = list(months)
    for place, values in enumerate(("AB", "XY")):
        alone = {month: _by(place, told) for month, told in learners.items()}
        for value in values:
            known += [_inside(cells, block, {place: value}) for block in nested_blocks(alone, (value,), K)]
    known += [_inside(cells, block, dict(enumerate("AX"))) for block in nested_blocks(learners, ("A", "X"), K)]

    # A month in which few have answered at all is known anyhow.
    assert [one for one in small(cells, known, K) if one not in small(cells, months, K)] == []


def _by(place, told):
    sums = {}
    for key, n in told.items():
        sums[key[place],] = sums.get((key[place],), 0) + n
    return sums


def _inside(cells, block, wanted):
    return {
        (month, told)
        for month, told in cells
        if block.first <= month <= block.last and all(told[place] == value for place, value in wanted.items())
    }
