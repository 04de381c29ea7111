"""What the counts of one question or quiz allow to say."""

import pytest

from hub.stats import Interval, LearnerSums, Pairs, Size
from quizzes.change import PairedChange, QuizChange

# Of 100 learners 40 were right before, 65 after.
EXAMPLE = PairedChange(Pairs(retained=35, unlearned=5, learned=30, never=30))


def test_gain_of_a_hundred_learners():
    assert EXAMPLE.hake_gain == pytest.approx(25 / 60)


@pytest.mark.parametrize(
    ("pairs", "gain"),
    [
        # 89 of 100 right before; 90 of 100; everyone; 19 learners.
        (Pairs(85, 4, 6, 5), pytest.approx(2 / 11)),
        (Pairs(85, 5, 6, 4), None),
        (Pairs(30, 0, 0, 0), None),
        (Pairs(5, 1, 8, 5), None),
        # Worse after: the gain is below 0.
        (Pairs(5, 5, 0, 10), pytest.approx(-0.5)),
    ],
)
def test_gain_is_left_out_from_ninety_percent_on_and_below_twenty_learners(pairs, gain):
    assert PairedChange(pairs).hake_gain == gain


def test_gain_of_a_quiz_keeps_the_same_limits():
    def gain(pairs, learners):
        sums = LearnerSums(learners, pairs.n, pairs.learned - pairs.unlearned, 60, 60, 300)
        return QuizChange(pairs, sums).hake_gain

    assert gain(Pairs(20, 10, 20, 10), 30) == pytest.approx(1 / 3)
    assert gain(Pairs(55, 0, 3, 2), 30) is None
    assert gain(Pairs(20, 10, 20, 10), 19) is None


def test_effect_sizes_of_a_hundred_learners_have_intervals_and_words():
    assert EXAMPLE.cohen_g == pytest.approx(30 / 35 - 0.5)
    # Mid-p limits of 30 in 35 by scipy, less one half.
    assert EXAMPLE.cohen_g_interval == Interval(pytest.approx(0.21138, abs=5e-6), pytest.approx(0.44572, abs=5e-6))
    # 0.21 is medium, 0.44 large; h lies between 0.27 and 0.74.
    assert EXAMPLE.cohen_g_sizes == (Size.MEDIUM, Size.LARGE)
    assert EXAMPLE.cohen_h == pytest.approx(0.50605, abs=5e-6)
    assert EXAMPLE.cohen_h_sizes == (Size.SMALL, Size.MEDIUM)


def test_effect_sizes_below_twenty_learners_are_unknown():
    few = PairedChange(Pairs(5, 1, 8, 5))

    assert (few.cohen_g_interval, few.cohen_h_interval, few.cohen_g_sizes, few.cohen_h_sizes) == (None,) * 4


def test_g_without_moved_answers_is_unknown_and_h_is_not():
    still = PairedChange(Pairs(20, 0, 0, 20))

    assert (still.cohen_g, still.cohen_g_interval, still.cohen_g_sizes) == (None, None, None)
    assert (still.cohen_h, still.cohen_h_sizes) == (0.0, (Size.NEGLIGIBLE, Size.NEGLIGIBLE))
