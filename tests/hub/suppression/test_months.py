"""Months of cohorts: how blocks are cut, what ranges show, and that no two of them differ by few."""

from datetime import date
from itertools import combinations_with_replacement

from hypothesis import given
from hypothesis import strategies as st

from hub.suppression import Block, Span, month_blocks, release, shown_span
from tests.subtraction import derived, examples

K = 5


def month(number):
    return date(2026 + (number - 1) // 12, (number - 1) % 12 + 1, 1)


def by_month(**values):
    """Lists of learners by value, from January 2026 on."""
    length = max(map(len, values.values()))
    return {month(number + 1): {value: counts[number] for value, counts in values.items()} for number in range(length)}


def cut(learners, k=K):
    return [(block.value, block.first.month, block.last.month, block.n) for block in month_blocks(learners, k)]


def test_months_of_many_learners_stand_alone():
    assert cut(by_month(a=[9, 7], b=[5, 30])) == [("a", 1, 1, 9), ("b", 1, 1, 5), ("a", 2, 2, 7), ("b", 2, 2, 30)]


def test_months_of_one_cohort_are_joined_until_they_hold_enough():
    """While a and b wait they make 5 together; what c shows then tells nothing of either."""
    learners = by_month(a=[2, 2, 2, 1], b=[3, 3, 3, 1], c=[50, 60, 70, 80])

    assert cut(learners)[:5] == [("c", 1, 1, 50), ("c", 2, 2, 60), ("a", 1, 3, 6), ("b", 1, 3, 9), ("c", 3, 3, 70)]
    # Only two learners of the fourth month would be left, so c waits with them.
    assert cut(learners)[5:] == []


def test_the_only_other_cohort_waits_too():
    """The total of January less c would be a."""
    assert cut(by_month(a=[2, 2, 2, 0], c=[50, 60, 70, 80])) == [("a", 1, 3, 6), ("c", 1, 3, 180), ("c", 4, 4, 80)]


def test_the_smallest_large_cohort_waits_with_a_small_one():
    learners = by_month(a=[2, 9], b=[7, 8], c=[50, 60])

    assert cut(learners) == [("c", 1, 1, 50), ("a", 1, 2, 11), ("b", 1, 2, 15), ("c", 2, 2, 60)]


def test_rests_over_several_months_count():
    """After January a small rest of c would follow from February alone, and after that from both months together."""
    learners = by_month(a=[9, 9], b=[9, 9], c=[3, 4], d=[3, 9])

    assert cut(learners) == [
        ("a", 1, 1, 9),
        ("b", 1, 1, 9),
        ("a", 2, 2, 9),
        ("b", 2, 2, 9),
        ("c", 1, 2, 7),
        ("d", 1, 2, 12),
    ]


def test_ranges_show_the_blocks_inside_them():
    learners = by_month(a=[2, 9], b=[7, 8], c=[50, 60])
    blocks = month_blocks(learners, K)

    assert shown_span(blocks, "c") == Span(month(1), month(2), 110)
    assert shown_span(blocks, "c", month(2)) == Span(month(2), month(2), 60)
    assert shown_span(blocks, "c", last=month(1)) == Span(month(1), month(1), 50)
    assert shown_span(blocks, "a", month(1), month(2)) == Span(month(1), month(2), 11)
    assert shown_span(blocks, "a", month(2)) is None
    assert shown_span(blocks, "a", last=month(1)) is None
    assert shown_span(blocks, "z") is None


def test_months_without_answers_may_be_missing():
    learners = {month(3): {"a": 3, "b": 9}, month(7): {"a": 3, "b": 9}}

    assert month_blocks(learners, K) == (Block("a", month(3), month(7), 6), Block("b", month(3), month(7), 18))
    assert month_blocks({}, K) == ()


tables = (
    st.integers(2, 3)
    .flatmap(
        lambda width: st.lists(
            st.lists(st.integers(0, 9) | st.integers(0, 3), min_size=width, max_size=width), min_size=1, max_size=3
        )
    )
    .map(lambda lines: {month(number + 1): dict(zip("abc", line, strict=False)) for number, line in enumerate(lines)})
)


@examples(30)
@given(tables, st.sampled_from([2, 3, 5]))
def test_no_small_number_follows_from_totals_of_months_and_blocks(learners, k):
    counts = {(value, one): n for one, values in learners.items() for value, n in values.items()}
    months = [{cell for cell in counts if cell[1] == one} for one in learners]
    blocks = [
        {cell for cell in counts if cell[0] == block.value and block.first <= cell[1] <= block.last}
        for block in month_blocks(learners, k)
    ]

    # The total of a month is no cohort, and months of up to k − 1 learners are known as such.
    plain = {frozenset().union(*chosen) for chosen in _choices(months)}
    found = list(derived(counts, [*months, *blocks]))
    empty = {cell for one, n in found if not n for cell in one}
    assert [one for one, n in found if 0 < n < k and {one - empty}.isdisjoint(whole - empty for whole in plain)] == []


def _choices(months):
    return [[one for place, one in enumerate(months) if bits >> place & 1] for bits in range(2 ** len(months))]


many_months = st.lists(
    st.fixed_dictionaries({value: st.integers(0, 9) for value in "abcd"}), min_size=1, max_size=14
).map(lambda rows: {month(number + 1): row for number, row in enumerate(rows)})


@examples(25)
@given(many_months)
def test_two_ranges_of_a_cohort_differ_by_none_or_many(learners):
    blocks = month_blocks(learners, K)
    ranges = list(combinations_with_replacement(learners, 2))

    for value in "abcd":
        shown = {one: shown_span(blocks, value, *one) for one in ranges}
        counts = {one: span.n if span else 0 for one, span in shown.items()}
        differences = {
            abs(counts[first] - counts[second])
            for first in ranges
            for second in ranges
            if first[0] <= second[0] and second[1] <= first[1]
        }
        assert [n for n in differences if 0 < n < K] == []
        assert all(
            span.n == sum(learners[one][value] for one in learners if span.first <= one <= span.last)
            for span in shown.values()
            if span
        )


@examples(25)
@given(many_months)
def test_later_months_change_no_block(learners):
    blocks = month_blocks(learners, K)

    for last in learners:
        until = {one: values for one, values in learners.items() if one <= last}
        assert month_blocks(until, K) == tuple(block for block in blocks if block.last <= last)


@examples(25)
@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 12)))
def test_a_single_month_shows_what_a_table_shows(learners):
    shown = {value: n for value, n in release(learners, K).shown.items() if n}

    assert {block.value: block.n for block in month_blocks({month(1): learners}, K)} == shown
