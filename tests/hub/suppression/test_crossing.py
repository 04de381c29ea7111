"""Rows and columns: what is hidden, and that neither sums nor what is possible at all give anybody away."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.suppression import release_cross
from tests.subtraction import derived, examples, most

K = 5


def cells(*lines):
    """Lines of numbers as cells of rows a, b, … and columns w, x, …"""
    return {
        (row, column): n
        for row, line in zip("abcd", lines, strict=False)
        for column, n in zip("wxyz", line, strict=False)
    }


def shown(table):
    rows, columns = sorted({row for row, _ in table.cells}), sorted({column for _, column in table.cells})
    return [[table.cells[row, column] for column in columns] for row in rows]


def test_large_cells_are_all_shown():
    table = release_cross(cells([9, 0], [5, 30]), K)

    assert shown(table) == [[9, 0], [5, 30]]
    assert (table.rows, table.columns) == ({"a": 9, "b": 35}, {"w": 14, "x": 30})


def test_a_small_cell_hides_three_more():
    table = release_cross(cells([3, 20, 40], [30, 8, 50], [60, 70, 80]), K)

    assert shown(table) == [[None, None, 40], [None, None, 50], [60, 70, 80]]


def test_hidden_parts_of_rows_and_columns_are_large():
    """Two small cells in one row make two together: a third column is hidden, and a second row."""
    table = release_cross(cells([1, 1, 20, 40], [30, 30, 30, 30], [90, 90, 90, 90]), K)

    assert shown(table) == [[None, None, None, 40], [None, None, None, 30], [90, 90, 90, 90]]


def test_an_option_that_few_chose_shows_no_cell():
    """Its total stands on other pages. That nobody of x chose it would tell of whom they were, so x hides a cell that is not empty."""
    table = release_cross(cells([2, 0], [20, 0], [30, 40]), K)

    assert shown(table) == [[None, None], [None, None], [None, None]]
    assert (table.rows, table.columns) == ({"a": 2, "b": 20, "c": 70}, {"w": 52, "x": 40})


def test_a_cohort_with_a_hidden_total_shows_no_cell():
    """y has 4 learners, so x is hidden with it; cells of both are known as one sum, which is large."""
    table = release_cross(cells([30, 6, 2], [40, 5, 2]), K)

    assert table.columns == {"w": 70, "x": None, "y": None}
    assert shown(table) == [[30, None, None], [40, None, None]]


def test_a_total_hidden_beside_a_small_one_does_not_follow_from_its_cells():
    """y has 4 learners, so w is hidden with it. The cells of w are large, and would add up to its total."""
    table = release_cross(cells([30, 6, 4], [5, 60, 0]), K)

    assert table.columns == {"w": None, "x": 66, "y": None}
    assert shown(table) == [[None, 6, None], [None, 60, None]]


def test_rows_may_be_cohorts_as_well():
    table = release_cross(cells([30, 6], [2, 1], [40, 50]), K, rows_are_cohorts=True)

    assert (table.rows, table.columns) == ({"a": None, "b": None, "c": 90}, {"w": 72, "x": 57})
    assert shown(table) == [[None, None], [None, None], [40, 50]]


def test_one_cohort_alone_hides_all_that_is_small():
    assert shown(release_cross(cells([2], [30]), K)) == [[None], [None]]
    assert shown(release_cross({}, K)) == []


def test_small_and_zero_look_alike():
    table = release_cross(cells([3, 20, 40], [30, 8, 0], [60, 70, 80]), K)

    assert shown(table) == [[None, None, 40], [None, None, None], [60, 70, 80]]


tables = st.integers(2, 3).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 9) | st.integers(0, 40), min_size=width, max_size=width), min_size=2, max_size=4
    ).map(lambda lines: cells(*lines))
)


def known_sets(table, learners):
    """All learners; and the totals and cells that are shown."""
    yield set(learners)
    yield from ({cell for cell in learners if cell[0] == row} for row, n in table.rows.items() if n is not None)
    yield from (
        {cell for cell in learners if cell[1] == column} for column, n in table.columns.items() if n is not None
    )
    yield from ({cell} for cell, n in table.cells.items() if n is not None)


def is_known_anyhow(one, learners, alone, *, rows_are_cohorts):
    """Whole rows whose totals stand on other pages, or the whole table: but for cells that are known to be empty."""
    rows = {row for row, _ in one}
    rest = {cell for cell in learners if cell[0] in rows} - one
    is_whole_table = not {cell for cell in learners if learners[cell]} - one
    return is_whole_table or (not rows_are_cohorts and all(alone.get(cell) == 0 for cell in rest))


@pytest.mark.parametrize("rows_are_cohorts", [False, True])
@examples(25)
@given(learners=tables, k=st.sampled_from([3, 5]))
def test_no_small_number_follows(rows_are_cohorts, learners, k):
    table = release_cross(learners, k, rows_are_cohorts=rows_are_cohorts)

    found = list(derived(learners, known_sets(table, learners)))
    alone = {next(iter(one)): n for one, n in found if len(one) == 1}
    breaches = [
        one
        for one, n in found
        if 0 < n < k and not is_known_anyhow(one, learners, alone, rows_are_cohorts=rows_are_cohorts)
    ]
    assert breaches == []
    assert all(n == learners[cell] for cell, n in table.cells.items() if n is not None)


@pytest.mark.parametrize("rows_are_cohorts", [False, True])
@examples(25)
@given(learners=tables, k=st.sampled_from([3, 5]))
def test_a_row_with_one_filled_cell_does_not_tell_of_whom(rows_are_cohorts, learners, k):
    """The exception above for whole rows must not hide a single cell that follows while several columns are filled."""
    table = release_cross(learners, k, rows_are_cohorts=rows_are_cohorts)

    filled = {column for (_row, column), n in learners.items() if n}
    found = derived(learners, known_sets(table, learners))
    assert len(filled) < 2 or [one for one, n in found if len(one) == 1 and 0 < n < k] == []


@examples(25)
@given(learners=tables, k=st.sampled_from([3, 5]))
def test_hidden_cells_may_be_large_for_all_that_anybody_knows(learners, k):
    """Even where all totals are known, and that nobody is counted less than zero times."""
    table = release_cross(learners, k)

    hidden = {cell for cell, n in table.cells.items() if n is None}
    rows = {row: sum(n for cell, n in learners.items() if cell[0] == row) for row, _ in learners}
    columns = {column: sum(n for cell, n in learners.items() if cell[1] == column) for _, column in learners}
    for cell in hidden:
        if learners[cell] and rows[cell[0]] >= k and all(total >= k for total in columns.values()):
            assert most(learners, hidden, cell) >= k


@examples(30)
@given(learners=tables)
def test_order_makes_no_difference(learners):
    backwards = dict(reversed(learners.items()))

    assert release_cross(backwards, K).cells == release_cross(learners, K).cells


def test_a_large_table_takes_no_time():
    learners = {(str(row), str(column)): (row * 7 + column * 13) % 50 for row, column in product(range(60), range(40))}

    table = release_cross(learners, K)

    assert sum(n is not None for n in table.cells.values()) < len(learners)
