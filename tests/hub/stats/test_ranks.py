import pytest

from hub.stats import SignedRank, wilcoxon_signed_rank


def test_signed_rank_of_darwins_plants():
    differences = [6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75]

    assert wilcoxon_signed_rank(differences) == SignedRank(24.0, 0.041259765625, exact=True)


def test_signed_rank_of_the_depression_example():
    # Hollander and Wolfe 1973, section 3.1: V = 40 of 45, one-sided P 0.01953.
    before = [1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30]
    after = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29]

    result = wilcoxon_signed_rank([y - x for x, y in zip(before, after, strict=True)])

    assert result == SignedRank(5.0, 0.0390625, exact=True)


def test_signed_rank_counts_every_sign_with_ties():
    # Three ranks of 2: of 8 assignments of signs, 4 give a positive sum of 2 or less.
    assert wilcoxon_signed_rank([1, 1, -1]) == SignedRank(2.0, 1.0, exact=True)
    assert wilcoxon_signed_rank([1, 1, 1, 1]) == SignedRank(0.0, 2 / 16, exact=True)


def test_signed_rank_zero_rules_differ():
    differences = [0, 0, -1, -2, 3, 4]

    # Pratt keeps ranks 3, 4, 5, 6: sums up to 7 from {}, 3, 4, 5, 6, 3 + 4. Wilcoxon ranks 1 to 4: {}, 1, 2, 3, 1 + 2.
    assert wilcoxon_signed_rank(differences) == SignedRank(7.0, 12 / 16, exact=True)
    assert wilcoxon_signed_rank(differences, zeros="wilcox") == SignedRank(3.0, 10 / 16, exact=True)


def test_signed_rank_is_exact_up_to_fifty_differences_that_are_not_zero():
    fifty = list(range(1, 51))

    assert wilcoxon_signed_rank(fifty) == SignedRank(0.0, 2.0**-49, exact=True)
    assert wilcoxon_signed_rank([*fifty, 0, 0]).exact
    assert not wilcoxon_signed_rank([*fifty, 51]).exact


def test_signed_rank_normal_limit_by_hand():
    # Ranks 1 to 51, the 51 negative: mean 663, variance 51 * 52 * 103/24 = 11381.5, z = 612/106.684.
    result = wilcoxon_signed_rank([*range(1, 51), -51])

    assert result == SignedRank(51.0, pytest.approx(9.66e-9, rel=1e-3), exact=False)


@pytest.mark.parametrize("differences", [[], [0], [0, 0, 0.0]])
@pytest.mark.parametrize("zeros", ["pratt", "wilcox"])
def test_signed_rank_without_differences_is_none(differences, zeros):
    assert wilcoxon_signed_rank(differences, zeros) is None


@pytest.mark.parametrize("wrong", [float("nan"), float("inf")])
def test_signed_rank_refuses_values_that_are_not_finite(wrong):
    with pytest.raises(ValueError, match=str(wrong)):
        wilcoxon_signed_rank([1, wrong])


def test_signed_rank_refuses_an_unknown_zero_rule():
    with pytest.raises(ValueError, match="zsplit"):
        wilcoxon_signed_rank([1, 2], zeros="zsplit")
