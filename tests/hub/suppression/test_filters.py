"""Several filters at once."""

from itertools import combinations, product

from hypothesis import given
from hypothesis import strategies as st

from hub.suppression import may_show
from tests.subtraction import examples

K = 5


def test_every_part_that_filters_cut_has_to_be_large_or_empty():
    assert may_show({(True, True): 8, (True, False): 5, (False, True): 0, (False, False): 90}, K)
    assert may_show({(True,): 8, (False,): 90}, K)
    # Taking the second filter away would add two learners.
    assert not may_show({(True, True): 8, (True, False): 2, (False, True): 40, (False, False): 90}, K)
    # Turning both round would show three.
    assert not may_show({(True, True): 8, (True, False): 9, (False, True): 40, (False, False): 3}, K)
    assert may_show({(): 3}, K) is False
    assert may_show({}, K)


@examples(30)
@given(st.integers(1, 3).flatmap(lambda n: st.lists(st.integers(0, 12), min_size=2**n, max_size=2**n)))
def test_two_views_that_may_be_shown_differ_by_none_or_many(numbers):
    """A view asks each filter to pass, to fail, or not at all."""
    n_filters = len(numbers).bit_length() - 1
    parts = dict(zip(product([True, False], repeat=n_filters), numbers, strict=True))
    if not may_show(parts, K):
        return

    def seen(view):
        return {
            part for part in parts if all(asked in (None, passed) for asked, passed in zip(view, part, strict=True))
        }

    views = [seen(view) for view in product([True, False, None], repeat=n_filters)]
    for first, second in combinations(views, 2):
        if first <= second or second <= first:
            n = sum(parts[part] for part in first ^ second)
            assert n == 0 or n >= K
