import pytest

from hub.stats import benjamini_hochberg

# Benjamini and Hochberg 1995, section 3.2: thrombolysis in myocardial infarction.
PAPER = [
    0.0001,
    0.0004,
    0.0019,
    0.0095,
    0.0201,
    0.0278,
    0.0298,
    0.0344,
    0.0459,
    0.3240,
    0.4262,
    0.5719,
    0.6528,
    0.7590,
    1,
]


def test_benjamini_hochberg_rejects_the_four_of_the_paper():
    adjusted = benjamini_hochberg(PAPER)

    assert [p <= 0.05 for p in adjusted] == [True] * 4 + [False] * 11
    assert sum(p * 15 <= 0.05 for p in PAPER) == 3


def test_benjamini_hochberg_by_hand_in_the_order_given():
    # Ranked 0.01, 0.03, 0.04, 0.5: times 4/rank 0.04, 0.06, 0.0533, 0.5; then the smallest from there upwards.
    assert benjamini_hochberg([0.04, 0.5, 0.01, 0.03]) == pytest.approx([0.16 / 3, 0.5, 0.04, 0.16 / 3], rel=1e-12)


def test_benjamini_hochberg_of_one_value_is_the_value():
    assert benjamini_hochberg([0.03]) == [0.03]


def test_benjamini_hochberg_of_nothing_is_nothing():
    assert benjamini_hochberg([]) == []


@pytest.mark.parametrize("wrong", [-0.01, 1.01, float("nan")])
def test_benjamini_hochberg_refuses_what_is_no_probability(wrong):
    with pytest.raises(ValueError, match=str(wrong)):
        benjamini_hochberg([0.5, wrong])
