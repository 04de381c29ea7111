"""Objects and lists of the format: key order, empty values, unknown keys, repeats."""

import pytest

from articles.bundle.shape import (
    Boolean,
    Either,
    Integer,
    Key,
    ListOf,
    OneOrMany,
    Record,
    ReferenceKey,
    RichText,
    Tagged,
    Text,
    TextMap,
    Unwritten,
    canonical,
    leaves,
    loadable,
    problems,
    reference_keys,
    rewritten,
    rich_texts,
)
from articles.richtext import Profile

PERSON = Record({"name": Text(20), "age": Integer(), "is_old": Boolean()}, required=("name",))
ITEM = Either(
    RichText(Profile.ITEMS),
    Record({"text": RichText(Profile.ITEMS), "new": Boolean()}, required=("text",)),
    short=lambda item: item["text"] if set(item) == {"text"} else None,
)
BLOCK = Tagged(
    "block",
    {
        "text": Record({"id": Key(), "text": RichText(Profile.PARAGRAPHS)}, required=("text",)),
        "list": Record({"id": Key(), "items": ListOf(ITEM), "cites": reference_keys()}),
    },
)
BODY = ListOf(BLOCK, unique="id")
PERIOD = OneOrMany(
    Record({"arm": Key(), "value": Integer()}),
    ListOf(Record({"arm": Key(), "value": Integer()})),
    stands_alone=lambda period: "arm" not in period,
)


def lines(value, node, path="x"):
    return list(map(str, problems(value, node, path)))


def test_record_is_written_in_the_order_of_its_fields_without_empty_values():
    written = canonical({"is_old": False, "age": 0, "_note": 1, "name": " Ada "}, PERSON)

    assert list(written.items()) == [("name", "Ada"), ("age", 0)]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"name": "Ada", "_anything": {"goes": []}}, []),
        ({"name": "Ada", "age": None}, []),
        ({"nam": "Ada"}, ['x.nam: unknown key; did you mean "name"?', "x.name: is missing"]),
        ({"name": "Ada", "zzzz": 1}, ["x.zzzz: unknown key"]),
        ({"name": None}, ["x.name: is missing"]),
        ({"name": "  "}, ["x.name: is missing"]),
        ({"name": 5}, ["x.name: a text is expected here, not a number"]),
        ([], ["x: an object is expected here, not a list"]),
        ("Ada", ["x: an object is expected here, not a text"]),
    ],
)
def test_problems_of_a_record(value, expected):
    assert lines(value, PERSON) == expected


def test_defaults_are_written_once_a_record_says_anything():
    node = Record({"a": Text(5), "list": ListOf(Text(5)), "mode": Text(5)}, defaults={"mode": "auto"})

    assert [canonical(value, node) for value in ({}, {"a": None}, {"list": []}, {"mode": "x"})] == [
        {},
        {},
        {"mode": "auto"},
        {"mode": "x"},
    ]


def test_implied_value_is_left_out():
    node = Record({"mode": Text(5)}, implied={"mode": "all"})

    assert [canonical({"mode": mode}, node) for mode in ("all", "one")] == [{}, {"mode": "one"}]


def test_list_that_is_always_written_stays_when_empty_but_must_be_given():
    node = Record({"body": ListOf(Text(5))}, required=("body",), always=("body",))

    assert (canonical({"body": []}, node), lines({"body": []}, node)) == ({"body": []}, [])
    assert lines({"body": None}, node) == ["x.body: is missing"]


def test_checks_see_the_canonical_record():
    def is_odd(record):
        if record.get("age", 0) % 2:
            yield "age", "is odd"
            yield "", "of the whole"

    node = Record({"age": Integer()}, checks=(is_odd,))

    assert lines({"age": "3"}, node) == ["x.age: is odd", "x: of the whole"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (["a", "b"], []),
        ("a", ["x: a list is expected here, not a text"]),
        (["a", None, " ", {}], ["x[1]: is empty", "x[2]: is empty", "x[3]: is empty"]),
        (["a", "a "], ['x[1]: the topic "a" is used twice']),
        (["a", 1], ["x[1]: a text is expected here, not a number"]),
    ],
)
def test_problems_of_a_list(value, expected):
    assert lines(value, ListOf(Text(20), unique="", noun="topic")) == expected


def test_item_of_nothing_that_can_be_seen_is_empty():
    assert lines(["\x00", " ", {"text": "\x00", "new": True}], ListOf(ITEM)) == [
        "x[0]: is empty",
        "x[1]: is empty",
        "x[2].text: is missing",
    ]


def test_keys_of_records_are_used_once():
    node = ListOf(Record({"key": Key()}), unique="key")

    assert lines([{"key": "a"}, {}, {"key": "a"}], node) == ["x[1]: is empty", 'x[2].key: the key "a" is used twice']


def test_citation_keys_have_a_length_together():
    assert lines(["k" * 80] * 7, reference_keys()) == ["x: the entries have more than 500 characters together"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("plain", "plain"),
        ({"text": "plain"}, "plain"),
        ({"text": "plain", "new": False}, "plain"),
        ({"new": True, "text": "plain"}, {"text": "plain", "new": True}),
    ],
)
def test_item_is_as_short_as_it_can_be(value, expected):
    assert canonical(value, ITEM) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (5, ["x: a text or an object is expected here, not a number"]),
        ({"new": True}, ["x.text: is missing"]),
        (
            "[x](y z)",
            [
                'x: Link "[x](y" has no closing ")", or white space in its address. If the bracket is meant as text, write "\\[".'
            ],
        ),
    ],
)
def test_problems_of_an_item(value, expected):
    assert lines(value, ITEM) == expected


def test_block_is_written_with_its_type_and_id_first():
    block = canonical({"cites": ["a"], "items": ["i"], "id": "b1", "block": "list"}, BLOCK)

    assert list(block) == ["block", "id", "items", "cites"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"block": "tabel"}, ['x.block: "tabel" is not one of text, list']),
        ({"block": ["text"]}, ["x.block: \"['text']\" is not one of text, list"]),
        ({"text": "t"}, ["x.block: is missing; it is one of text, list"]),
        ({"block": "text", "items": []}, ["x.items: unknown key", "x.text: is missing"]),
        (None, ["x: an object is expected here, not null"]),
    ],
)
def test_problems_of_a_block(value, expected):
    assert lines(value, BLOCK) == expected


def test_one_record_stands_alone_and_several_in_a_list():
    values = [
        {"value": 1},
        [{"value": 1}],
        [{"arm": "e", "value": 1}],
        {"arm": "e", "value": 1},
        [{"value": 1}, {"value": 2}],
    ]

    assert [canonical(value, PERIOD) for value in values] == [
        {"value": 1},
        {"value": 1},
        [{"arm": "e", "value": 1}],
        [{"arm": "e", "value": 1}],
        [{"value": 1}, {"value": 2}],
    ]


def test_map_is_written_in_the_order_of_its_keys():
    node = TextMap(Text(5), Text(5))

    assert list(canonical({"b": "2", "_x": "y", "a": "1", "c": None}, node).items()) == [("a", "1"), ("b", "2")]
    assert lines({"toolong": 5}, node) == [
        "x.toolong: the text has 7 characters; 5 fit here",
        "x.toolong: a text is expected here, not a number",
    ]


def test_canonical_keeps_positions_of_what_is_broken():
    body = [{"block": "nonsense"}, {"block": "list", "items": [5, "[@", "sound [@k]"]}, None]

    held = loadable(body, BODY)

    assert held == [{}, {"block": "list", "items": [None, None, "sound [@k]"]}, {}]
    assert [path for path, _held, _leaf in leaves(held, BODY, "body")] == ["body[1].items[2]"]


def test_rich_texts_come_with_path_and_profile():
    body = canonical(
        [{"block": "text", "text": "One"}, {"block": "list", "items": ["Two", {"text": "3", "new": True}]}], BODY
    )

    assert list(rich_texts(body, BODY, "article.body")) == [
        ("article.body[0].text", "One", Profile.PARAGRAPHS),
        ("article.body[1].items[0]", "Two", Profile.ITEMS),
        ("article.body[1].items[1].text", "3", Profile.ITEMS),
    ]


def test_rewriting_reaches_every_value():
    node = Record({"body": BODY, "extra": Unwritten(Text(5)), "of": PERIOD, "map": TextMap(Text(5), Text(5))})
    value = {
        "body": [{"block": "list", "items": ["i"], "cites": ["old", "other"]}],
        "extra": "x",
        "of": [{"arm": "old", "value": 1}],
        "map": {"old": "old"},
    }

    changed = rewritten(
        value, node, lambda leaf, held: "new" if isinstance(leaf, ReferenceKey) and held == "old" else held
    )

    assert changed == value | {"body": [{"block": "list", "items": ["i"], "cites": ["new", "other"]}]}


@pytest.mark.parametrize("value", [None, 0, "", "x", True, [], {}, [[]], {"block": {}}, [{"items": {"a": 1}}], 1.5])
def test_nothing_trusts_the_type_of_a_value(value):
    for node in (PERSON, ITEM, BLOCK, BODY, PERIOD, TextMap(Text(1), Text(1)), reference_keys()):
        problems(value, node)
        list(leaves(loadable(value, node) or [], BODY) if node is BODY else [])
        assert canonical(canonical(value, node), node) == canonical(value, node)
