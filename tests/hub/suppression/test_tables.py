"""One table: what is hidden, what is hidden beside it, and that nothing small follows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.suppression import PUBLISHED, STAFF, Released, release
from tests.subtraction import examples, small


@pytest.mark.parametrize(
    ("learners", "shown", "hidden"),
    [
        ({"a": 20, "b": 0, "c": 5}, {"a": 20, "b": 0, "c": 5}, 0),
        # One small number would be the total less the others, so the smallest other is hidden too.
        ({"a": 20, "b": 3, "c": 9}, {"a": 20, "b": None, "c": None}, 12),
        # Small numbers that make k together protect each other.
        ({"a": 20, "b": 3, "c": 2}, {"a": 20, "b": None, "c": None}, 5),
        # Among dashes nobody can tell a zero.
        ({"a": 20, "b": 0, "c": 3, "": 9}, {"a": 20, "b": None, "c": None, "": None}, 12),
        ({"a": 4, "b": 0}, {"a": None, "b": None}, 4),
        ({"a": 3, "b": 9}, {"a": None, "b": None}, 12),
        # Of two numbers alike the earlier name is hidden, whatever the order of the table.
        ({"b": 9, "a": 9, "c": 1}, {"b": 9, "a": None, "c": None}, 10),
        ({}, {}, 0),
    ],
)
def test_small_numbers_are_hidden_and_what_would_tell_them(learners, shown, hidden):
    assert release(learners, STAFF) == Released(shown, hidden)


def test_the_order_of_the_table_stays():
    assert list(release({"b": 9, "a": 30, "c": 1}, STAFF).shown) == ["b", "a", "c"]


def test_what_is_published_needs_ten():
    assert release({"a": 9, "b": 40, "c": 30}, PUBLISHED).shown == {"a": None, "b": 40, "c": None}
    assert release({"a": 10, "b": 40}, PUBLISHED).shown == {"a": 10, "b": 40}


def test_a_value_that_the_table_lacks_looks_like_a_zero():
    assert release({"a": 9}, STAFF).learners("z") == 0
    assert release({"a": 9, "b": 1}, STAFF).learners("z") is None
    assert release({"a": 9, "b": 12}, STAFF).learners("b") == 12


@pytest.mark.parametrize(("learners", "k"), [({"a": -1}, 5), ({"a": 7}, 1)])
def test_impossible_counts_are_refused(learners, k):
    with pytest.raises(ValueError):
        release(learners, k)


@examples(30)
@given(st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 12)), st.sampled_from([2, 3, 5]))
def test_no_small_number_follows(learners, k):
    table = release(learners, k)

    known = [set(learners), *({value} for value, n in table.shown.items() if n is not None)]
    if sum(learners.values()) >= k:
        assert small(learners, known, k) == []
    assert {n for n in table.shown.values() if n} <= set(learners.values())
    assert table.hidden == sum(n for value, n in learners.items() if table.shown[value] is None)
    assert not (table.hides_some and 0 in table.shown.values())


@examples(30)
@given(st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 12)), st.sampled_from([2, 3, 5]))
def test_no_more_is_hidden_than_needed(learners, k):
    """Showing the largest number that was hidden beside the small ones would leave a small rest."""
    table = release(learners, k)

    beside = [n for value, n in learners.items() if n >= k and table.shown[value] is None]
    assert not beside or 0 < table.hidden - max(beside) < k
