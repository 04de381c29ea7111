"""Charts: geometry, numbers, escaping, and nothing that a strict style policy would drop."""

from xml.etree import ElementTree

import pytest
from django.template import Context, Template

from hub.charts import DumbbellRow, Estimate, LikertRow, Segment, Svg, dumbbell, heat_step, likert_bars, stacked_bar

SVG = "{http://www.w3.org/2000/svg}"
WORDS = {"name": "c", "title": "Title", "desc": "Description"}


def parsed(chart):
    return ElementTree.fromstring(chart)


def texts(chart):
    return [element.text for element in parsed(chart).iter(f"{SVG}text")]


def of_class(chart, css_class):
    return [element.attrib for element in parsed(chart).iter() if css_class in element.attrib.get("class", "").split()]


def one_row(before=0.25, after=0.75, **changes):
    row = DumbbellRow("Question 1", Estimate(before, 0.2, 0.3), Estimate(after, 0.7, 0.8), "+50 (+40 to +60)")
    return dumbbell([row], heading="change", **WORDS | changes)


def test_stacked_bar_is_exactly_this():
    chart = stacked_bar([Segment(30, "a", True), Segment(0, "b", False), Segment(10, "c", False)], **WORDS)

    assert chart == (
        '<svg xmlns="http://www.w3.org/2000/svg" class="chart" width="100%" height="40" role="img" '
        'aria-labelledby="c-title c-desc"><title id="c-title">Title</title><desc id="c-desc">Description</desc>'
        '<rect class="chart__segment a" x="0%" y="2" width="75%" height="36"/>'
        '<text x="37.5%" y="25" class="chart__value chart__value--strong" text-anchor="middle">30</text>'
        '<rect class="chart__segment c" x="75%" y="2" width="25%" height="36"/>'
        '<text x="87.5%" y="25" class="chart__value chart__value--soft" text-anchor="middle">10</text></svg>'
    )


def test_narrow_segment_goes_without_its_number():
    assert texts(stacked_bar([Segment(92, "a", True), Segment(8, "b", True)], **WORDS)) == ["92"]


def test_dumbbell_places_dots_and_intervals_on_one_axis():
    chart = one_row()

    # 2% stay free at both ends: 25% stands at 2 + 96 * 0.25.
    assert [dot["cx"] for dot in of_class(chart, "chart__dot")] == ["26%", "74%"]
    assert [(line["x1"], line["x2"]) for line in of_class(chart, "chart__interval")] == [
        ("21.2%", "30.8%"),
        ("69.2%", "78.8%"),
    ]
    assert [line["x1"] for line in of_class(chart, "chart__grid")] == ["2%", "26%", "50%", "74%", "98%"]
    assert texts(chart) == ["change", "0%", "25%", "50%", "75%", "100%", "Question 1", "+50 (+40 to +60)"]


def test_dumbbell_shows_the_direction_by_class():
    assert (len(of_class(one_row(), "chart__gain")), len(of_class(one_row(), "chart__loss"))) == (1, 0)
    fell = one_row(before=0.75, after=0.25)
    assert (len(of_class(fell, "chart__gain")), len(of_class(fell, "chart__loss"))) == (0, 1)


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


def test_bar_without_learners_is_refused():
    with pytest.raises(ValueError, match="learners"):
        stacked_bar([Segment(0, "a", True)], **WORDS)


def test_pinned_width_gives_a_drawing_with_a_size_of_its_own():
    root = parsed(one_row(width=640)).attrib

    assert (root["width"], root["height"], root["viewBox"]) == ("640", "106", "0 0 640 106")


def all_charts(text):
    row = DumbbellRow(text, Estimate(0, 0, 0), Estimate(1, 1, 1), text)
    words = {"name": text, "title": text, "desc": text}
    return [
        dumbbell([row], heading=text, **words),
        stacked_bar([Segment(1, text, True)], **words),
        likert_bars([LikertRow(text, (1, 1, 1, 1, 1), text)], **words),
    ]


def test_everything_is_escaped():
    for chart in all_charts("\"><script>&'"):
        assert "<script" not in chart
        assert parsed(chart).find(f"{SVG}title").text == "\"><script>&'"


def test_no_style_attribute_and_an_accessible_name():
    for chart in all_charts("plain"):
        root = parsed(chart)
        assert not [element for element in root.iter() if "style" in element.attrib]
        assert root.attrib["role"] == "img"
        named = [root.find(f".//*[@id='{name}']") for name in root.attrib["aria-labelledby"].split()]
        assert [element.text for element in named] == ["plain", "plain"]


def test_template_puts_a_chart_out_as_it_is():
    assert Template("{{ chart }}").render(Context({"chart": Svg("<svg/>")})) == "<svg/>"


@pytest.mark.parametrize(
    ("count", "most", "step"),
    [(0, 0, 0), (0, 9, 0), (1, 100, 1), (5, 9, 5), (45, 90, 5), (46, 90, 5), (51, 90, 6), (9, 9, 9)],
)
def test_heat_step_is_in_proportion_to_the_largest(count, most, step):
    assert heat_step(count, most) == step
