import pytest

from hub.stats import COHEN_G, COHEN_H, Gain, Interval, Size, gain_of, size_of, sizes_within


@pytest.mark.parametrize(
    ("effect", "size"),
    [
        (0.0, Size.NEGLIGIBLE),
        (0.19, Size.NEGLIGIBLE),
        (0.2, Size.SMALL),
        (-0.2, Size.SMALL),
        (0.5, Size.MEDIUM),
        (-0.79, Size.MEDIUM),
        (0.8, Size.LARGE),
        (3.1, Size.LARGE),
    ],
)
def test_size_of_h_whatever_its_sign(effect, size):
    assert size_of(effect, COHEN_H) == size


@pytest.mark.parametrize(("effect", "size"), [(0.04, Size.NEGLIGIBLE), (0.05, Size.SMALL), (0.25, Size.LARGE)])
def test_size_of_g(effect, size):
    assert size_of(effect, COHEN_G) == size


@pytest.mark.parametrize(
    ("lower", "upper", "sizes"),
    [
        (0.25, 0.6, (Size.SMALL, Size.MEDIUM)),
        (-0.6, -0.25, (Size.SMALL, Size.MEDIUM)),
        (-0.3, 0.9, (Size.NEGLIGIBLE, Size.LARGE)),
        (-0.9, 0.3, (Size.NEGLIGIBLE, Size.LARGE)),
        (0.9, 1.4, (Size.LARGE, Size.LARGE)),
    ],
)
def test_interval_is_given_the_words_of_its_least_and_its_greatest_effect(lower, upper, sizes):
    assert sizes_within(Interval(lower, upper), COHEN_H) == sizes


@pytest.mark.parametrize(
    ("gain", "word"),
    [
        (-0.01, Gain.NEGATIVE),
        (0.0, Gain.LOW),
        (0.299, Gain.LOW),
        (0.3, Gain.MEDIUM),
        (0.7, Gain.HIGH),
        (1.0, Gain.HIGH),
    ],
)
def test_gain_in_hakes_words(gain, word):
    assert gain_of(gain) == word
