import pytest

from hub.charts import AccuracyConfidence, ConfidenceWords, accuracy_confidence
from tests.drawings import WORDS, of_class, texts

NAMES = ConfidenceWords("Right", "Wrong", "unsure", "confident", "Confidently wrong")
BEFORE = AccuracyConfidence("Before, n = 120", 20, 28, 40, 32)
AFTER = AccuracyConfidence("After, n = 120", 18, 70, 20, 12)


def square(*phases):
    return accuracy_confidence(phases, NAMES, **WORDS)


def test_every_cell_has_its_count_and_its_share_of_the_phase():
    assert texts(square(BEFORE, AFTER)) == [
        *("Before, n = 120", "unsure", "confident", "20", "17%", "28", "23%", "40", "33%", "32", "27%"),
        *("After, n = 120", "unsure", "confident", "18", "15%", "70", "58%", "20", "17%", "12", "10%"),
        *("Right", "Wrong", "Confidently wrong"),
    ]


def test_phases_stand_side_by_side_and_confidently_wrong_is_framed():
    chart = square(BEFORE, AFTER)

    # Two squares of 47% with 6% between them; 28 of 120 are 23%, the third of nine steps.
    assert [(cell["x"], cell["class"]) for cell in of_class(chart, "chart__cell")] == [
        *(("0%", "chart__cell h2"), ("23.5%", "chart__cell h3"), ("0%", "chart__cell h3"), ("23.5%", "chart__cell h3")),
        *(
            ("53%", "chart__cell h2"),
            ("76.5%", "chart__cell h6"),
            ("53%", "chart__cell h2"),
            ("76.5%", "chart__cell h1"),
        ),
    ]
    frames = [(frame["x"], frame["y"], frame["width"]) for frame in of_class(chart, "chart__outline")]
    assert frames[:2] == [("23.5%", "152", "23.5%"), ("76.5%", "152", "23.5%")]
    assert [cell["y"] for cell in of_class(chart, "chart__cell")][:4] == ["80", "80", "152", "152"]


def test_few_learners_have_counts_without_percent():
    assert texts(square(AccuracyConfidence("n = 9", 2, 3, 4, 0)))[3:7] == ["2", "3", "4", "0"]
    assert texts(square(AccuracyConfidence("n = 10", 2, 3, 4, 1)))[3:5] == ["2", "20%"]


def test_hidden_count_hides_the_shares_that_would_tell_it():
    chart = square(AccuracyConfidence("After", 18, 70, None, 12))

    assert texts(chart)[3:7] == ["18", "70", "–", "12"]
    assert [cell["class"] for cell in of_class(chart, "chart__cell")] == ["chart__cell h0"] * 4


def test_phase_of_nobody_has_zeros_and_no_percent():
    assert texts(square(AccuracyConfidence("After", 0, 0, 0, 0)))[3:7] == ["0", "0", "0", "0"]


def test_count_below_zero_is_refused():
    with pytest.raises(ValueError, match="-1"):
        square(AccuracyConfidence("After", 1, -1, 0, 0))
