import pytest

from hub.stats import ChiSquareTest, bowker, mcnemar, stuart_maxwell

# Unaided vision of 7477 women, right eye by left eye: Stuart 1955.
VISION = [[1520, 266, 124, 66], [234, 1512, 432, 78], [117, 362, 1772, 205], [36, 82, 179, 492]]
# An option that nobody left or reached: the zero-division example of Uebersax's MH program.
UNTOUCHED = [[30, 0, 0], [0, 10, 2], [0, 4, 8]]


def test_bowker_vision_example():
    result = bowker(VISION)

    assert (result.statistic, result.df) == (pytest.approx(19.11, abs=5.1e-3), 6)
    assert result.p == pytest.approx(0.0040, abs=5.1e-5)


def test_stuart_maxwell_vision_example():
    result = stuart_maxwell(VISION)

    assert (result.statistic, result.df) == (pytest.approx(11.96, abs=5.1e-3), 3)
    assert result.p == pytest.approx(0.00753, abs=5.1e-6)


def test_untouched_options_keep_their_degrees_of_freedom():
    symmetry, homogeneity = bowker(UNTOUCHED), stuart_maxwell(UNTOUCHED)

    assert (symmetry.statistic, symmetry.df) == (pytest.approx(2 / 3, rel=1e-12), 3)
    assert symmetry.p == pytest.approx(0.8810, abs=5.1e-5)
    assert (homogeneity.statistic, homogeneity.df) == (pytest.approx(2 / 3, rel=1e-12), 2)
    assert homogeneity.p == pytest.approx(0.717, abs=5.1e-4)


def test_both_tests_of_two_options_are_mcnemar():
    expected = mcnemar(9, 2)

    for result in (bowker([[5, 2], [9, 4]]), stuart_maxwell([[5, 2], [9, 4]])):
        assert (result.statistic, result.df, result.p) == pytest.approx((expected.chi2, 1, expected.chi2_p), rel=1e-12)


@pytest.mark.parametrize("test", [bowker, stuart_maxwell])
def test_moves_there_and_back_alike_have_p_1(test):
    assert test([[1, 5], [5, 1]]) == ChiSquareTest(statistic=0.0, df=1, p=1.0)


def test_stuart_maxwell_adds_up_separate_groups_of_options():
    table = [[3, 1, 0, 0], [5, 2, 0, 0], [0, 0, 1, 7], [0, 0, 2, 4]]

    assert stuart_maxwell(table).statistic == pytest.approx(4**2 / 6 + 5**2 / 9, rel=1e-12)


def test_stuart_maxwell_ignores_moves_that_cancel_out():
    circle = [[0, 5, 0], [0, 0, 5], [5, 0, 0]]

    assert (stuart_maxwell(circle).statistic, stuart_maxwell(circle).p) == (0.0, 1.0)
    assert bowker(circle).statistic == 15.0


@pytest.mark.parametrize("test", [bowker, stuart_maxwell])
@pytest.mark.parametrize("table", [[[0, 0], [0, 0]], [[7, 0, 0], [0, 1, 0], [0, 0, 3]]])
def test_tables_without_moved_answers_give_none(test, table):
    assert test(table) is None


@pytest.mark.parametrize("test", [bowker, stuart_maxwell])
@pytest.mark.parametrize(
    ("table", "named"),
    [
        ([], "0"),
        ([[1]], "1"),
        ([[1, 2], [3]], r"\[3\]"),
        ([[1, 2, 3], [4, 5, 6]], r"\[1, 2, 3\]"),
        ([[1, -2], [3, 4]], "-2"),
        ([[1, 2.5], [3, 4]], "2.5"),
    ],
)
def test_tables_must_be_square_counts(test, table, named):
    with pytest.raises(ValueError, match=named):
        test(table)
