import pytest

from hub.charts import LikertRow, likert_bars
from tests.drawings import WORDS, of_class, texts


def test_likert_bars_share_one_zero_line():
    rows = [LikertRow("Clear", (10, 10, 20, 40, 20), "n = 100"), LikertRow("Relevant", (0, 0, 0, 50, 50), "n = 100")]

    chart = likert_bars(rows, **WORDS)

    # 30% lie left of zero in the first row, 100% right in the second: 84 / 130 of the width for each percent.
    zero = of_class(chart, "chart__zero")[0]["x1"]
    assert zero == f"{30 * 84 / 130:.2f}%"
    first_agree, second_agree = of_class(chart, "likert--4")
    assert float(first_agree["x"].rstrip("%")) == pytest.approx((30 + 10) * 84 / 130, abs=0.005)
    assert second_agree["x"] == zero
    assert [segment["width"] for segment in of_class(chart, "likert--5")] == [
        f"{20 * 84 / 130:.2f}%",
        f"{50 * 84 / 130:.2f}%",
    ]
    assert texts(chart) == ["Clear", "20", "40", "20", "n = 100", "Relevant", "50", "50", "n = 100"]


def test_long_label_takes_two_lines_and_no_more():
    chart = likert_bars([LikertRow("word " * 40, (0, 0, 1, 0, 0), "n = 1")], **WORDS)

    first, second, *_ = texts(chart)
    assert (len(first) <= 44, len(second) <= 44, second.endswith(" …")) == (True, True, True)


@pytest.mark.parametrize("counts", [(0, 0, 0, 0, 0), (1, 2, 3)])
def test_likert_row_without_five_answered_points_is_refused(counts):
    with pytest.raises(ValueError, match="five points"):
        likert_bars([LikertRow("Clear", counts, "")], **WORDS)


def test_middle_point_apart_stands_at_the_right_on_a_line_of_its_own():
    rows = [LikertRow("Clear", (10, 10, 20, 40, 20), "n = 100"), LikertRow("Relevant", (0, 0, 50, 50, 0), "n = 100")]

    chart = likert_bars(rows, neutral="apart", **WORDS)

    # 20% lie left of zero, 60% right, 50% apart; 4% of the width between: 80 / 130 of the width for each percent.
    scale = 80 / 130
    assert [line["x1"] for line in of_class(chart, "chart__zero")] == [f"{20 * scale:.2f}%"] * 2
    assert [bar["x"] for bar in of_class(chart, "likert--4")] == [f"{20 * scale:.2f}%"] * 2
    assert [(bar["x"], bar["width"]) for bar in of_class(chart, "likert--3")] == [
        (f"{84 - 50 * scale:.2f}%", f"{20 * scale:.2f}%"),
        (f"{84 - 50 * scale:.2f}%", f"{50 * scale:.2f}%"),
    ]


def test_no_middle_point_needs_no_room_apart():
    rows = [LikertRow("Clear", (0, 0, 0, 50, 50), "")]

    assert likert_bars(rows, neutral="apart", **WORDS) == likert_bars(rows, **WORDS)


def test_row_below_zero_is_refused():
    with pytest.raises(ValueError, match="five points"):
        likert_bars([LikertRow("Clear", (1, -1, 0, 0, 5), "")], **WORDS)
