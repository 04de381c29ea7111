from hub.charts import LegendItem, legend
from tests.drawings import SVG, WORDS, of_class, parsed, texts

ITEMS = [LegendItem("before", "before"), LegendItem("after", "after"), LegendItem("interval", "95% interval")]
POINTS = [LegendItem(f"likert--{point}", "Neither agree nor disagree") for point in (1, 2, 3)]


def places(chart):
    return [group.attrib["transform"] for group in parsed(chart).iter(f"{SVG}g")]


def test_marks_are_those_of_the_charts():
    chart = legend(ITEMS, **WORDS)

    assert [dot["class"] for dot in of_class(chart, "chart__dot")] == ["chart__dot chart__dot--pre", "chart__dot"]
    assert len(of_class(chart, "chart__interval")) == 1
    assert texts(chart) == ["before", "after", "95% interval"]
    # 26 pixels of mark, 7 a letter, 18 apart.
    assert places(chart) == ["translate(0 4)", "translate(86 4)", "translate(165 4)"]
    assert [mark["class"] for mark in of_class(legend(POINTS[:1], **WORDS), "chart__segment")] == [
        "chart__segment likert--1"
    ]


def test_items_go_on_below_where_the_width_ends():
    assert places(legend(POINTS, **WORDS)) == ["translate(0 4)", "translate(0 26)", "translate(0 48)"]
    assert places(legend(POINTS[:1], width=100, **WORDS)) == ["translate(0 4)"]
    assert places(legend(POINTS, width=640, **WORDS)) == ["translate(0 4)", "translate(226 4)", "translate(0 26)"]
