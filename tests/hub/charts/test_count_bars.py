import pytest

from hub.charts import CountBar, funnel_bars, ranked_bars
from tests.drawings import WORDS, of_class, texts

LEARNERS = [CountBar("Started", 200, "200"), CountBar("Completed", 150, "150 (75%)"), CountBar("Surveyed", 0, "0")]
LOADS = [CountBar("Views", 9000, "9,000"), CountBar("Reads", 4500, "4,500")]


def funnel(steps=LEARNERS, loads=LOADS):
    return funnel_bars(steps, heading="Learners", loads=loads, loads_heading="Page loads", **WORDS)


def test_page_loads_have_a_scale_and_a_look_of_their_own():
    bars = [(bar["width"], bar["class"]) for bar in of_class(funnel(), "chart__bar")]

    assert bars == [
        ("100%", "chart__bar chart__bar--open"),
        ("50%", "chart__bar chart__bar--open"),
        ("100%", "chart__bar"),
        ("75%", "chart__bar"),
    ]


def test_steps_keep_their_order_and_their_words():
    assert texts(funnel()) == [
        *("Page loads", "Views", "9,000", "Reads", "4,500"),
        *("Learners", "Started", "200", "Completed", "150 (75%)", "Surveyed", "0"),
    ]
    assert texts(funnel(loads=[]))[0] == "Learners"


def test_zero_and_hidden_counts_have_no_bar_and_one_in_a_million_has():
    steps = [CountBar("a", 1_000_000, ""), CountBar("b", 1, ""), CountBar("c", 0, ""), CountBar("d", None, "hidden")]

    chart = funnel(steps, [])
    assert [bar["width"] for bar in of_class(chart, "chart__bar")] == ["100%", "0.4%"]
    assert len(of_class(chart, "chart__track")) == 4
    assert of_class(funnel([CountBar("a", 0, "0")], []), "chart__bar") == []


def test_groups_are_ranked_with_hidden_ones_and_the_rest_at_the_end():
    bars = [CountBar("Spain", 20, "20"), CountBar("Malta", None, "hidden"), CountBar("Chile", 0, "0")]
    bars += [CountBar("France", 40, "40"), CountBar("Italy", 20, "20")]

    chart = ranked_bars(bars, rest=CountBar("Other", 80, "80"), **WORDS)

    assert texts(chart)[::2] == ["France", "Spain", "Italy", "Chile", "Malta", "Other"]
    assert [(bar["width"], bar["class"]) for bar in of_class(chart, "chart__bar")] == [
        ("50%", "chart__bar"),
        ("25%", "chart__bar"),
        ("25%", "chart__bar"),
        ("100%", "chart__bar chart__bar--rest"),
    ]


def test_nothing_to_rank_gives_an_empty_drawing():
    assert texts(ranked_bars([], **WORDS)) == []


@pytest.mark.parametrize("draw", [lambda bars: funnel(bars), lambda bars: ranked_bars(bars, **WORDS)])
def test_count_below_zero_is_refused(draw):
    with pytest.raises(ValueError, match="-2"):
        draw([CountBar("a", -2, "")])
