import pytest

from hub.charts import Estimate, ForestRow, change_forest
from tests.drawings import SVG, WORDS, of_class, parsed, texts


def forest(*changes, **words):
    rows = [ForestRow(f"Group {n}", "n = 20", f"note {n}", change) for n, change in enumerate(changes, start=1)]
    return change_forest(rows, heading="change", **WORDS | words)


def test_dots_and_intervals_stand_on_one_axis_with_a_line_at_no_change():
    chart = forest(Estimate(0.25, 0.10, 0.40), Estimate(-0.10, -0.20, 0.0))

    # From -20 to +40 in six steps of 10; 2% stay free at both ends: +25 stands at 2 + 96 * 45 / 60.
    assert [dot["cx"] for dot in of_class(chart, "chart__dot")] == ["74%", "18%"]
    assert [(line["x1"], line["x2"]) for line in of_class(chart, "chart__interval")] == [
        ("50%", "98%"),
        ("50%", "50%"),
        ("98%", "98%"),
        ("2%", "34%"),
        ("2%", "2%"),
        ("34%", "34%"),
    ]
    assert [line["x1"] for line in of_class(chart, "chart__zero")] == ["34%", "34%"]
    ticks = ["−20", "−10", "0", "+10", "+20", "+30", "+40"]
    assert texts(chart) == ["change", "Group 1, n = 20", "note 1", "Group 2, n = 20", "note 2", *ticks]


def test_interval_that_goes_on_beyond_the_axis_has_an_arrow_there():
    chart = forest(Estimate(0.0, -0.9, 0.36))

    # 25 points to either side stretch the axis: it ends at -30 and +30.
    assert [
        (mark.attrib["x"], mark[0].attrib["d"]) for mark in parsed(chart).iter(f"{SVG}svg") if "y" in mark.attrib
    ] == [
        ("2%", "M7 -5L0 0L7 5"),
        ("98%", "M-7 -5L0 0L-7 5"),
    ]
    assert [(line["x1"], line["x2"]) for line in of_class(chart, "chart__interval")] == [("2%", "98%")]


@pytest.mark.parametrize(
    ("changes", "ticks"),
    [
        ([Estimate(0.02, 0.01, 0.04)], ["0", "+5"]),
        ([Estimate(-0.02, -0.04, -0.01)], ["−5", "0"]),
        ([Estimate(0.0, 0.0, 0.0)], ["0", "+5"]),
        ([Estimate(0.12, -0.05, 0.29)], ["−10", "0", "+10", "+20", "+30"]),
        ([Estimate(1.0, 0.9, 1.0), Estimate(-1.0, -1.0, -0.9)], ["−100", "−50", "0", "+50", "+100"]),
        ([Estimate(0.8, 0.7, 0.9)], ["0", "+20", "+40", "+60", "+80", "+100"]),
    ],
)
def test_axis_holds_every_change_and_no_change_in_few_steps(changes, ticks):
    assert texts(forest(*changes))[-len(ticks) :] == ticks


def test_group_without_an_estimate_says_so_in_words_and_has_no_mark():
    note = "too few for an estimate: 3 of 9 before, 5 of 9 after"
    chart = change_forest([ForestRow("Pharmacy", "n = 9", note, None)], heading="change", **WORDS)

    assert texts(chart) == ["change", "Pharmacy, n = 9", "too few for an estimate: 3 of 9 before, 5 of", "9 after"]
    assert of_class(chart, "chart__dot") == of_class(chart, "chart__grid") == []


def test_long_forest_repeats_its_numbers_at_the_top():
    one = Estimate(0.02, 0.01, 0.04)

    assert [texts(forest(*[one] * n)).count("+5") for n in (10, 11)] == [1, 2]


def test_all_groups_together_stand_out_by_weight():
    row = ForestRow("All learners", "n = 90", "+2", Estimate(0.02, 0.01, 0.04), is_whole=True)

    label, note = of_class(change_forest([row], heading="", **WORDS), "chart__value")
    assert (label["x"], note["x"]) == ("0%", "100%")
