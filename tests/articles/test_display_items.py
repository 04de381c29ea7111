"""Numbers and anchors of tables and figures."""

from articles.display_items import display_items, in_order, texts_of_item


def test_each_kind_is_counted_by_itself_and_a_repeated_key_counts_once():
    body = [
        {"block": "figure", "id": "f"},
        {"block": "table", "id": "t"},
        {"block": "paragraph", "text": "x"},
        {"block": "table"},
        {"block": "figure", "id": "t"},
        {"block": "table", "id": "t1"},
    ]

    assert [(item.label, item.anchor) for _block, item in display_items(body)] == [
        ("Figure 1", "t-f"),
        ("Table 1", "t-t"),
        ("Table 2", "table-2"),
        ("Figure 2", "figure-2"),
        ("Table 3", "t-t1"),
    ]


def test_moving_a_block_renumbers():
    first, second = {"block": "table", "id": "one"}, {"block": "table", "id": "two"}

    assert [item.label for block, item in display_items([first, second]) if block is second] == ["Table 2"]
    assert [item.label for block, item in display_items([second, first]) if block is second] == ["Table 1"]


def test_texts_stand_in_reading_order():
    table = {
        "caption": "C",
        "header": ["h1", "h2"],
        "rows": [["1", "2"], ["3", ""]],
        "footnotes": {"aa": "third", "b": "second", "a": "first"},
    }

    assert texts_of_item(table) == ["C", "h1", "h2", "1", "2", "3", "", "first", "second", "third"]
    assert in_order(["aa", "c", "b"]) == ["b", "c", "aa"]
