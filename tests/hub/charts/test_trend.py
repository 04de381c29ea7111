from hub.charts import Estimate, TrendMark, TrendPoint, trend
from tests.drawings import SVG, WORDS, of_class, parsed, texts

BEFORE, AFTER = Estimate(0.4, 0.3, 0.5), Estimate(0.65, 0.55, 0.75)
MONTH = TrendPoint("Jan 2026", BEFORE, AFTER)
GAP = TrendPoint("Feb 2026", None, None)


def test_both_series_stand_on_one_scale_of_percent():
    chart = trend([MONTH, MONTH], **WORDS)

    # Two months share 11% to 98.5% of the width; 100% stands 16 pixels down, 0% at 216.
    assert [(dot["cx"], dot["cy"], "chart__dot--pre" in dot["class"]) for dot in of_class(chart, "chart__dot")] == [
        ("32.88%", "136", True),
        ("76.62%", "136", True),
        ("32.88%", "86", False),
        ("76.62%", "86", False),
    ]
    assert [(line["y1"], line["y2"]) for line in of_class(chart, "chart__interval")] == [
        ("116", "156"),
        ("116", "156"),
        ("66", "106"),
        ("66", "106"),
    ]
    assert [(line["class"], line["y1"], line["y2"]) for line in of_class(chart, "chart__line")] == [
        ("chart__line chart__line--pre", "136", "136"),
        ("chart__line", "86", "86"),
    ]
    assert texts(chart) == ["0%", "25%", "50%", "75%", "100%", "Jan 2026", "Jan 2026"]


def test_month_without_an_estimate_leaves_a_gap_in_its_own_line():
    before_only = TrendPoint("Mar 2026", BEFORE, None)
    chart = trend([MONTH, before_only, GAP, MONTH], **WORDS)

    assert [line["class"] for line in of_class(chart, "chart__line")] == ["chart__line chart__line--pre"]
    assert len(of_class(chart, "chart__dot")) == 5


def test_new_version_is_a_line_at_its_moment_with_its_label():
    chart = trend([MONTH, MONTH], [TrendMark(0.5, "version 2"), TrendMark(2, "version 3")], **WORDS)

    # 11% + 87.5% * 0.5 / 2; the label stands on the side that has room.
    assert [line["x1"] for line in of_class(chart, "chart__mark")] == ["32.88%", "98.5%"]
    assert [(label["x"], label.get("text-anchor", "start")) for label in of_class(chart, "chart__over")] == [
        ("32.88%", "start"),
        ("98.5%", "end"),
    ]
    assert texts(chart)[5:7] == ["version 2", "version 3"]


def test_labels_that_would_meet_stand_below_each_other():
    marks = [TrendMark(0.5, "version 2"), TrendMark(0.6, "version 3"), TrendMark(1.9, "version 4")]
    chart = trend([MONTH, MONTH], marks, **WORDS)

    assert [label["y"] for label in of_class(chart, "chart__over")] == ["14", "32", "14"]
    assert [line["y1"] for line in of_class(chart, "chart__mark")] == ["4", "22", "4"]


def test_labels_of_the_right_half_reach_to_the_left():
    marks = [TrendMark(0.1, "v2"), TrendMark(1.95, "version 3"), TrendMark(1.8, "v4"), TrendMark(1.2, "v5")]
    chart = trend([MONTH, MONTH], marks, **WORDS)

    # v4 would stand in the label of version 3, which ends at its line; v5 stands left of both.
    assert [label["y"] for label in of_class(chart, "chart__over")] == ["14", "14", "32", "14"]

    # The label of 1.5 begins at 51.6%, before the line of 1.2 at 63.5%.
    near = trend([MONTH, MONTH], [TrendMark(1.2, "v5"), TrendMark(1.5, "version 3")], **WORDS)
    assert [label["y"] for label in of_class(near, "chart__over")] == ["14", "32"]


def test_last_name_keeps_inside():
    names = of_class(trend([MONTH] * 7, **WORDS), "chart__faint")[5:]

    # The seventh month stands at 92.25%, where half of "Jan 2026" has no room.
    assert [(name["x"], name["text-anchor"]) for name in names] == [
        ("17.25%", "middle"),
        ("42.25%", "middle"),
        ("67.25%", "middle"),
        ("100%", "end"),
    ]


def test_as_many_months_are_named_as_have_room():
    months = [TrendPoint(f"{month:02} 2026", BEFORE, AFTER) for month in range(1, 13)]

    # "01 2026" and two spaces take 20.4% of the narrowest width: 12 of them need every third month.
    assert texts(trend(months, **WORDS))[5:] == ["01 2026", "04 2026", "07 2026", "10 2026"]
    assert len(texts(trend(months, width=1200, **WORDS))[5:]) == 12


def test_no_months_give_an_empty_scale():
    assert texts(trend([], **WORDS)) == ["0%", "25%", "50%", "75%", "100%"]


def test_series_are_moved_apart_and_labels_from_their_lines():
    chart = trend([MONTH], [TrendMark(0, "first"), TrendMark(1, "last")], **WORDS)

    assert [group.attrib["transform"] for group in parsed(chart).iter(f"{SVG}g")] == [
        *("translate(-3)", "translate(3)"),
        *("translate(5)", "translate(-5)"),
    ]
