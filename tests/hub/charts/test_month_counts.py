import pytest

from hub.charts import MonthCount, months_line
from tests.drawings import WORDS, of_class, texts


def line_of(*counts, **words):
    return months_line([MonthCount("Jan", n) for n in counts], **WORDS | words)


def test_counts_stand_on_a_scale_from_zero():
    chart = line_of(0, 30, 100)

    # 0 stands at 168, 100 at 28.
    assert [dot["cy"] for dot in of_class(chart, "chart__dot")] == ["168", "126", "28"]
    assert [(line["y1"], line["y2"]) for line in of_class(chart, "chart__line")] == [("168", "126"), ("126", "28")]
    assert texts(chart) == ["0", "50", "100", "0", "30", "100", "Jan", "Jan", "Jan"]


def test_month_without_a_count_leaves_a_gap_and_is_no_zero():
    chart = line_of(5, None, 7, 8)

    assert (len(of_class(chart, "chart__dot")), len(of_class(chart, "chart__line"))) == (3, 1)
    # 8 steps over 140 pixels, 0 at 168; a number stands 10 pixels above its dot.
    assert [label["y"] for label in of_class(chart, "chart__value")] == ["70.5", "35.5", "18"]


def test_many_months_print_the_largest_count_alone():
    chart = line_of(*range(1200, 1230), 1229)

    assert [words for words in texts(chart) if words == "1,229" or words == "1,228"] == ["1,229"]


@pytest.mark.parametrize(
    ("most", "ticks"),
    [
        (0, ["0", "1"]),
        (1, ["0", "1"]),
        (4, ["0", "1", "2", "3", "4"]),
        (5, ["0", "2", "4", "6"]),
        (21, ["0", "10", "20", "30"]),
        (1_000_000, ["0", "500,000", "1,000,000"]),
    ],
)
def test_scale_has_few_round_steps(most, ticks):
    assert texts(line_of(most))[: len(ticks)] == ticks


def test_no_months_and_no_known_month_give_an_empty_scale():
    assert texts(months_line([], **WORDS)) == ["0", "1"]
    assert of_class(line_of(None, None), "chart__dot") == []


def test_count_below_zero_is_refused():
    with pytest.raises(ValueError, match="-1"):
        line_of(3, -1)
