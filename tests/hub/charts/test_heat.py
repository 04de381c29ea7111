import pytest

from hub.charts import HeatOption, HeatTable, heat_map, heat_step
from tests.drawings import WORDS, of_class, texts


@pytest.mark.parametrize(
    ("count", "most", "step"),
    [(0, 0, 0), (0, 9, 0), (1, 100, 1), (5, 9, 5), (45, 90, 5), (46, 90, 5), (51, 90, 6), (9, 9, 9)],
)
def test_heat_step_is_in_proportion_to_the_largest(count, most, step):
    assert heat_step(count, most) == step


def moves(counts, keys=(1,), **words):
    options = [HeatOption(letter, is_key=place in keys) for place, letter in enumerate("ABCDEFGH"[: len(counts)])]
    return heat_map(HeatTable(options, counts, before="Before", after="After", key="key"), **WORDS | words)


def test_moves_stand_in_rows_and_columns_of_options_with_the_key_named_and_framed():
    chart = moves([[30, 10], [0, 1234]])

    # "key" and two spaces take 11.34% of the narrowest width; the two columns share the rest.
    assert [(cell["class"], cell["x"], cell["y"], cell["width"]) for cell in of_class(chart, "chart__cell")] == [
        ("chart__cell h1", "11.34%", "62", "44.33%"),
        ("chart__cell h1", "55.67%", "62", "44.33%"),
        ("chart__cell h0", "11.34%", "98", "44.33%"),
        ("chart__cell h9", "55.67%", "98", "44.33%"),
    ]
    assert [
        (frame["x"], frame["y"], frame["width"], frame["height"]) for frame in of_class(chart, "chart__outline")
    ] == [("11.34%", "98", "88.66%", "36"), ("55.67%", "62", "44.33%", "72")]
    assert texts(chart) == ["↓ Before", "After →", "A", "A", "B", "key", "B", "key", "30", "10", "0", "1,234"]
    assert [text["class"] for text in of_class(chart, "chart__value--strong")] == ["chart__value chart__value--strong"]


def test_hidden_count_is_a_dash_without_shade():
    chart = moves([[None, 3], [2, 1]], keys=())

    assert [cell["class"][-2:] for cell in of_class(chart, "chart__cell")] == ["h0", "h9", "h6", "h3"]
    assert texts(chart)[-4:] == ["–", "3", "2", "1"]
    assert of_class(chart, "chart__outline") == []


def test_moves_of_nobody_are_zeros_without_shade():
    assert [cell["class"] for cell in of_class(moves([[0, 0], [0, 0]]), "chart__cell")] == ["chart__cell h0"] * 4


@pytest.mark.parametrize("counts", [[], [[1, 2]], [[1], [2]], [[1, 2], [3, -1]]])
def test_what_is_no_square_of_counts_is_refused(counts):
    options = [HeatOption("A", is_key=True)] * 2 if counts else []

    with pytest.raises(ValueError, match="square of counts"):
        heat_map(HeatTable(options, counts, "", "", ""), **WORDS)
