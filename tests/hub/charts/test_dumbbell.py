from hub.charts import DumbbellRow, Estimate, dumbbell
from tests.drawings import SVG, WORDS, of_class, parsed, texts

LOW, HIGH = Estimate(0.25, 0.2, 0.3), Estimate(0.75, 0.7, 0.8)


def one_row(before=LOW, after=HIGH, label="Question 1", **changes):
    return dumbbell([DumbbellRow(label, before, after, "+50 (+40 to +60)")], heading="change", **WORDS | changes)


def test_dumbbell_places_dots_and_intervals_on_one_axis():
    chart = one_row()

    # 2% stay free at both ends: 25% stands at 2 + 96 * 0.25.
    assert [dot["cx"] for dot in of_class(chart, "chart__dot")] == ["26%", "74%"]
    assert [(line["x1"], line["x2"]) for line in of_class(chart, "chart__interval")] == [
        ("21.2%", "30.8%"),
        ("69.2%", "78.8%"),
    ]
    assert [line["x1"] for line in of_class(chart, "chart__grid")] == ["2%", "26%", "50%", "74%", "98%"]
    assert texts(chart) == ["change", "Question 1", "+50 (+40 to +60)", "0%", "25%", "50%", "75%", "100%"]


def test_dumbbell_shows_the_direction_by_class():
    assert (len(of_class(one_row(), "chart__gain")), len(of_class(one_row(), "chart__loss"))) == (1, 0)
    fell = one_row(before=HIGH, after=LOW)
    assert (len(of_class(fell, "chart__gain")), len(of_class(fell, "chart__loss"))) == (0, 1)


def test_pinned_width_gives_a_drawing_with_a_size_of_its_own():
    root = parsed(one_row(width=640)).attrib

    assert (root["width"], root["height"], root["viewBox"]) == ("640", "106", "0 0 640 106")


def test_note_without_room_beside_the_label_stands_below_it():
    long = one_row(label="Which antibody was given under the skin")

    rows = [(element.text, element.attrib["y"]) for element in parsed(long).iter(f"{SVG}text")]
    assert rows[1:3] == [("Which antibody was given under the skin", "42"), ("+50 (+40 to +60)", "60")]
    assert parsed(long).attrib["height"] == "124"
    # 640 pixels have room for both.
    assert parsed(one_row(label="Which antibody was given under the skin", width=640)).attrib["height"] == "106"
