"""What holds for every chart: escaping, an accessible name, all inside the drawing, nothing that a strict policy drops."""

import re
from math import isfinite

import pytest
from django.template import Context, Template
from hypothesis import given, settings
from hypothesis import strategies as st

from hub import charts
from hub.charts import CountBar, Estimate, Svg
from tests.charted import all_charts
from tests.drawings import SVG, parsed, texts

modest = settings(max_examples=8, deadline=None, derandomize=True)
WORDS = {"name": "c", "title": "Title", "desc": "Description"}
HOSTILE = "\"><script>alert(1)</script>&'"

counts = st.one_of(st.integers(0, 3), st.integers(0, 2_000_000))
hidden_or_counts = st.none() | counts
labels = st.one_of(st.sampled_from(["", HOSTILE, "x" * 300, "word " * 60, "骨髄腫" * 100]), st.text(max_size=20))
rows = st.integers(0, 3)


@st.composite
def estimates(draw, lowest=0.0):
    lower, value, upper = sorted(draw(st.lists(st.floats(lowest, 1), min_size=3, max_size=3)))
    return Estimate(value, lower, upper)


def sizes(chart):
    """Every number in an attribute of a mark, without its unit, by attribute."""
    for element in parsed(chart).iter():
        for key, value in element.attrib.items():
            if key in {"x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height"}:
                yield key, value, float(value.rstrip("%"))


def assert_sound(chart):
    """Valid XML, finite numbers, no mark that lies or ends outside."""
    root = parsed(chart)
    height = float(root.attrib["height"])
    for key, value, number in sizes(chart):
        assert isfinite(number)
        if value.endswith("%"):
            assert 0 <= number <= 100
        elif key in {"y", "y1", "y2", "cy"}:
            assert 0 <= number <= height
    for bar in root.iter(f"{SVG}rect"):
        x, width = bar.attrib["x"], bar.attrib["width"]
        assert float(width.rstrip("%")) >= 0
        assert not x.endswith("%") or float(x.rstrip("%")) + float(width.rstrip("%")) <= 100.02
        assert float(bar.attrib["y"]) + float(bar.attrib["height"]) <= height
    assert not re.search(r"\bnan\b|\binf\b", re.sub(r">[^<]*<", "><", chart))


@pytest.mark.parametrize("kind", all_charts())
def test_everything_is_escaped(kind):
    chart = all_charts(HOSTILE, name=HOSTILE, title=HOSTILE, desc=HOSTILE)[kind]

    assert "<script" not in chart
    assert parsed(chart).find(f"{SVG}title").text == HOSTILE


@pytest.mark.parametrize("kind", all_charts())
def test_no_style_attribute_and_an_accessible_name(kind):
    root = parsed(all_charts()[kind])

    assert not [element for element in root.iter() if "style" in element.attrib]
    assert root.attrib["role"] == "img"
    named = [root.find(f".//*[@id='{name}']") for name in root.attrib["aria-labelledby"].split()]
    assert [element.text for element in named] == ["Title", "Description"]


@pytest.mark.parametrize("label", ["plain", "x" * 300, "word " * 60, "骨髄腫" * 100, "", "\x00\x0b\ud800￾"])
def test_any_label_gives_a_sound_drawing_at_any_width(label):
    for chart in [*all_charts(label, title=label).values(), *all_charts(label, width=640).values()]:
        assert_sound(chart)


def test_pinned_width_gives_a_drawing_with_a_size_of_its_own():
    for chart in all_charts(width=640).values():
        root = parsed(chart).attrib
        assert (root["width"], root["viewBox"]) == ("640", f"0 0 640 {root['height']}")


def test_template_puts_a_chart_out_as_it_is():
    assert Template("{{ chart }}").render(Context({"chart": Svg("<svg/>")})) == "<svg/>"


@pytest.mark.parametrize(
    "numbers",
    [(0.5, 0.6, 0.7), (0.5, 0.2, 0.4), (float("nan"), 0, 1), (0.5, 0.2, float("inf")), (0.5, 0.2, 1.1), (-0.5, -2, 0)],
)
def test_estimate_out_of_order_or_no_number_is_refused(numbers):
    with pytest.raises(ValueError, match="between its limits"):
        Estimate(*numbers)


def test_estimate_with_noise_in_its_last_bits_stays_in_the_drawing():
    at_the_end = Estimate(1.0, 0.8, 0.9999999999999999)

    assert_sound(charts.dumbbell([charts.DumbbellRow("", at_the_end, at_the_end, "")], heading="", **WORDS))


@modest
@given(n=rows, label=labels, before=estimates(), after=estimates())
def test_dumbbell_is_sound(n, label, before, after):
    chart = charts.dumbbell([charts.DumbbellRow(label, before, after, label)] * n, heading=label, **WORDS)

    assert_sound(chart)


@modest
@given(n=rows, label=labels, changes=st.lists(st.none() | estimates(lowest=-1.0), max_size=4))
def test_change_forest_is_sound(n, label, changes):
    groups = [charts.ForestRow(label, label, label, change) for change in [*changes, *changes[:1] * n]]

    assert_sound(charts.change_forest(groups, heading=label, **WORDS))


@modest
@given(
    n=rows,
    label=labels,
    shares=st.lists(st.tuples(st.none() | estimates(), st.none() | estimates()), max_size=4),
    marks=st.lists(st.floats(-1, 70), max_size=5),
)
def test_trend_is_sound(n, label, shares, marks):
    months = [charts.TrendPoint(label, *pair) for pair in [*shares, *shares[:1] * n]]

    assert_sound(charts.trend(months, [charts.TrendMark(at, label) for at in marks], **WORDS))


@modest
@given(n=rows, label=labels, numbers=st.lists(hidden_or_counts, max_size=5))
def test_counts_are_sound(n, label, numbers):
    numbers = [*numbers, *numbers[:1] * n]
    bars = [CountBar(label, number, label) for number in numbers]

    assert_sound(charts.months_line([charts.MonthCount(label, number) for number in numbers], **WORDS))
    assert_sound(charts.funnel_bars(bars, heading=label, loads=bars, loads_heading=label, **WORDS))
    assert_sound(charts.ranked_bars(bars, rest=CountBar(label, 3, label), **WORDS))


@modest
@given(n=rows, label=labels, points=st.tuples(*[counts] * 5).filter(any))
def test_likert_bars_are_sound(n, label, points):
    table = [charts.LikertRow(label, points, "")] * n + [charts.LikertRow(label, points[::-1], "")]

    for neutral in ("split", "apart"):
        assert_sound(charts.likert_bars(table, neutral=neutral, **WORDS))


@modest
@given(label=labels, numbers=st.lists(hidden_or_counts, min_size=16, max_size=16), k=st.integers(1, 4))
def test_tables_are_sound(label, numbers, k):
    table = [numbers[4 * row : 4 * row + k] for row in range(k)]
    options = [charts.HeatOption(label, is_key=place == 0) for place in range(k)]
    phases = [charts.AccuracyConfidence(label, *numbers[4 * place : 4 * place + 4]) for place in range(k)]

    assert_sound(charts.heat_map(charts.HeatTable(options, table, label, label, label), **WORDS))
    assert_sound(charts.accuracy_confidence(phases, charts.ConfidenceWords(*[label] * 5), **WORDS))


@modest
@given(numbers=st.lists(counts, min_size=1, max_size=60).filter(any), label=labels)
def test_bars_and_legends_are_sound(numbers, label):
    assert_sound(charts.stacked_bar([charts.Segment(n, label, is_strong=True) for n in numbers], **WORDS))
    assert_sound(charts.legend([charts.LegendItem(label, label) for _ in numbers], **WORDS))


def test_texts_that_do_not_fit_end_with_an_ellipsis():
    for kind, chart in all_charts("word " * 60).items():
        long = [words for words in texts(chart) if words.startswith("word")]
        assert all(len(words) <= 44 for words in long), kind
        assert kind == "stacked_bar" or any(words.endswith("…") for words in long), kind


def test_sixty_rows_are_sound():
    one, change = Estimate(0.4, 0.3, 0.5), Estimate(-0.4, -0.5, -0.3)
    label = "word " * 60

    assert_sound(charts.dumbbell([charts.DumbbellRow(label, one, one, label)] * 60, heading="", **WORDS))
    assert_sound(charts.change_forest([charts.ForestRow(label, "n = 9", "", change)] * 60, heading="", **WORDS))
    assert_sound(charts.trend([charts.TrendPoint(label, one, one)] * 60, [charts.TrendMark(9, label)] * 60, **WORDS))
    assert_sound(charts.months_line([charts.MonthCount(label, n) for n in range(60)], **WORDS))
    assert_sound(charts.likert_bars([charts.LikertRow(label, (1, 2, 3, 4, 5), "")] * 60, **WORDS))
    assert_sound(charts.ranked_bars([CountBar(label, n, label) for n in range(60)], **WORDS))
