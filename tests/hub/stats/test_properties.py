"""What must hold for any data, on examples that hypothesis draws the same way every time."""

from collections import Counter
from dataclasses import astuple
from itertools import chain
from math import isfinite

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub import stats
from hub.stats import Interval, Pairs

modest = settings(max_examples=25, deadline=None, derandomize=True)

counts = st.one_of(st.integers(0, 6), st.integers(0, 3000))
all_pairs = st.builds(Pairs, counts, counts, counts, counts)
some_pairs = all_pairs.filter(lambda pairs: pairs.n)
probabilities = st.floats(0, 1)
learners = st.lists(st.integers(1, 6).flatmap(lambda m: st.tuples(st.integers(-m, m), st.just(m))), max_size=40)
marks = st.integers(1, 4).flatmap(lambda k: st.lists(st.lists(st.integers(0, 3), min_size=k, max_size=k), max_size=12))

PAIRED = [stats.newcombe_paired, stats.tango, stats.bonett_price]


def numbers(value):
    """Every float inside a result."""
    if isinstance(value, (int, float)):
        return [value]
    return [] if value is None else list(chain.from_iterable(map(numbers, value)))


@pytest.mark.parametrize("method", PAIRED)
@modest
@given(pairs=some_pairs)
def test_exchanging_learned_and_unlearned_mirrors_the_interval(method, pairs):
    mirrored = Pairs(pairs.retained, pairs.learned, pairs.unlearned, pairs.never)

    interval, mirror = method(pairs), method(mirrored)

    assert (mirror.lower, mirror.upper) == pytest.approx((-interval.upper, -interval.lower), abs=1e-12)


@pytest.mark.parametrize("method", PAIRED)
@modest
@given(pairs=some_pairs)
def test_paired_intervals_lie_inside_plus_minus_one_and_contain_the_change(method, pairs):
    interval = method(pairs)

    assert -1 <= interval.lower <= pairs.change <= interval.upper <= 1
    assert interval.lower < interval.upper


@pytest.mark.parametrize("method", PAIRED)
@modest
@given(pairs=some_pairs)
def test_paired_intervals_widen_with_the_level(method, pairs):
    narrow, wide = method(pairs, 0.8), method(pairs, 0.99)

    assert wide.lower <= narrow.lower <= narrow.upper <= wide.upper


@modest
@given(pairs=some_pairs)
def test_newcombe_and_tango_agree_roughly_in_large_samples(pairs):
    large = Pairs(*(cell + 500 for cell in astuple(pairs)))

    assert astuple(stats.newcombe_paired(large)) == pytest.approx(astuple(stats.tango(large)), abs=0.005)


@modest
@given(first=all_pairs, second=all_pairs)
def test_merged_rollup_rows_equal_their_union(first, second):
    union = Pairs(*(x + y for x, y in zip(astuple(first), astuple(second), strict=True)))

    merged = first + second

    assert (merged, merged.n) == (union, first.n + second.n)
    assert stats.newcombe_paired(merged) == stats.newcombe_paired(union)


@modest
@given(first=learners, second=learners)
def test_merged_learner_sums_equal_their_union(first, second):
    merged = stats.learner_sums(first) + stats.learner_sums(second)

    assert stats.pooled_change_from_sums(merged) == stats.pooled_change(second + first)


@modest
@given(n=st.integers(1, 3000), share=probabilities)
def test_wilson_contains_the_proportion_and_mirrors(n, share):
    successes = round(n * share)

    interval, mirror = stats.wilson(successes, n), stats.wilson(n - successes, n)

    assert 0 <= interval.lower <= successes / n <= interval.upper <= 1
    assert (mirror.lower, mirror.upper) == pytest.approx((1 - interval.upper, 1 - interval.lower), abs=1e-12)


@modest
@given(x1=counts, more1=counts, x2=counts, more2=counts)
def test_newcombe_independent_contains_the_difference_inside_plus_minus_one(x1, more1, x2, more2):
    interval = stats.newcombe_independent(x1, x1 + more1, x2, x2 + more2)

    if x1 + more1 and x2 + more2:
        assert -1 <= interval.lower <= x1 / (x1 + more1) - x2 / (x2 + more2) <= interval.upper <= 1
    else:
        assert interval is None


@modest
@given(learned=counts, unlearned=counts)
def test_mid_p_never_exceeds_the_exact_p(learned, unlearned):
    result = stats.mcnemar(learned, unlearned)

    assert 0 <= result.mid_p <= result.exact <= 1
    assert result == stats.mcnemar(unlearned, learned)


@modest
@given(learned=st.integers(1, 400), unlearned=st.integers(1, 400))
def test_discordant_odds_ratio_inverts_with_its_counts(learned, unlearned):
    result, inverse = (stats.discordant_odds_ratio(*order) for order in ((learned, unlearned), (unlearned, learned)))

    assert result.interval.lower < result.estimate < result.interval.upper
    assert inverse.interval.lower == pytest.approx(1 / result.interval.upper, rel=1e-12)


@modest
@given(p_values=st.lists(probabilities, max_size=30))
def test_benjamini_hochberg_keeps_order_and_never_lowers_a_p_value(p_values):
    adjusted = stats.benjamini_hochberg(p_values)

    in_order = [adjusted[index] for index in sorted(range(len(p_values)), key=p_values.__getitem__)]
    assert in_order == sorted(adjusted)
    assert all(p <= q * (1 + 1e-12) and q <= 1 for p, q in zip(p_values, adjusted, strict=True))


@modest
@given(differences=st.lists(st.integers(-6, 6), max_size=70), zeros=st.sampled_from(["pratt", "wilcox"]))
def test_signed_rank_does_not_depend_on_direction_or_order(differences, zeros):
    result = stats.wilcoxon_signed_rank(differences, zeros)

    assert stats.wilcoxon_signed_rank([-d for d in reversed(differences)], zeros) == result
    assert (result is None) == (not any(differences))
    assert result is None or 0 < result.p <= 1


@modest
@given(scores=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=2, max_size=9))
def test_paired_t_mirrors_and_its_interval_excludes_0_when_p_is_small(scores):
    pre, post = [before for before, _ in scores], [after for _, after in scores]

    result, mirror = stats.paired_t(pre, post), stats.paired_t(post, pre)

    assert mirror.mean == -result.mean
    if result.interval is not None and abs(result.p - 0.05) > 1e-9:
        assert (result.interval.lower > 0 or result.interval.upper < 0) == (result.p < 0.05)
        assert (result.dz_interval.lower > 0 or result.dz_interval.upper < 0) == (result.p < 0.05)


@modest
@given(rows=marks)
def test_item_statistics_and_alpha_are_numbers_or_none(rows):
    quiz = stats.item_statistics(rows, [3] * len(rows[0])) if rows else None
    alpha = stats.cronbach_alpha(rows)

    if quiz is not None:
        weights = [item.effective_weight for item in quiz.items if item.effective_weight is not None]
        assert sum(weights) == pytest.approx(100) or not weights
        assert all(isfinite(value) for value in numbers(astuple(quiz)))
        assert quiz.consistency == (None if alpha is None else pytest.approx(100 * alpha.alpha, abs=1e-9))


@modest
@given(size=st.integers(2, 5), data=st.data())
def test_square_tables_do_not_depend_on_the_order_of_the_options(size, data):
    table = data.draw(st.lists(st.lists(st.integers(0, 5), min_size=size, max_size=size), min_size=size, max_size=size))
    order = data.draw(st.permutations(range(size)))
    reordered = [[table[i][j] for j in order] for i in order]

    for test in (stats.bowker, stats.stuart_maxwell):
        result, again = test(table), test(reordered)

        assert (result is None) == (again is None)
        assert result is None or astuple(again) == pytest.approx(astuple(result), rel=1e-9)


@modest
@given(agree=counts, neutral=counts, disagree=counts)
def test_net_agreement_contains_its_estimate_inside_plus_minus_one(agree, neutral, disagree):
    result = stats.net_agreement(agree, neutral, disagree)

    if result is not None and result.interval is not None:
        assert -1 <= result.interval.lower <= result.estimate <= result.interval.upper <= 1
        assert result.interval != Interval(result.estimate, result.estimate)


@modest
@given(pairs=some_pairs, options=st.integers(2, 8))
def test_guess_corrected_cells_add_up_to_1(pairs, options):
    assert sum(astuple(stats.guess_corrected(pairs, options))) == pytest.approx(1, abs=1e-9)


@modest
@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
def test_net_shift_mirrors_and_contains_its_estimate_inside_plus_minus_one(up, same, down):
    result = stats.net_shift(up, same, down)

    if result is None:
        assert (up, same, down) == (0, 0, 0)
        return
    assert -1 <= result.interval.lower <= result.estimate <= result.interval.upper <= 1
    mirrored = stats.net_shift(down, same, up)
    assert mirrored.interval.lower == pytest.approx(-result.interval.upper, abs=1e-12)


@modest
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=70))
def test_counts_of_differences_give_the_statistics_of_the_scores(scores):
    differences = [post - pre for pre, post in scores]
    by_size = Counter(differences)

    assert stats.signed_rank_from_counts(by_size) == stats.wilcoxon_signed_rank(differences)
    ours = stats.paired_t_from_counts(by_size)
    expected = stats.paired_t([pre for pre, _ in scores], [post for _, post in scores])
    if expected is None:
        assert ours is None
        return
    assert (ours.mean, ours.t, ours.p) == (
        pytest.approx(expected.mean, abs=1e-12),
        expected.t if expected.t is None else pytest.approx(expected.t, rel=1e-9, abs=1e-9),
        expected.p if expected.p is None else pytest.approx(expected.p, rel=1e-9),
    )
