"""Which products a text names: hand-worked cases."""

import pytest

from sponsors.products.recognition import key_of, mentions, named_in

SPELLINGS = {"isatuximab": ["Sarclisa", "isatuximab-irfc"], "daratumumab": ["Darzalex Faspro", "Dara"]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Isatuximab and ISATUXIMAB", {"isatuximab": (2,)}),
        ("isatuximab-irfc", {"isatuximab": (1,)}),
        ("isatuximab-VRd", {"isatuximab": (1,)}),
        ("anti-CD38 (isatuximab)", {"isatuximab": (1,)}),
        ("isatuximabs, neoisatuximab, isatuximab2", {}),
        ("Isa-VRd and D-VRd", {}),
        ("Dara-VRd, Dara\u2011R", {"daratumumab": (2,)}),
        ("Daratumumab in Darwin", {"daratumumab": (1,)}),
        ("Darzalex\n Faspro; Darzalex alone", {"daratumumab": (1,)}),
        ("isatuximab\u2010irfc", {"isatuximab": (1,)}),
        ("", {}),
    ],
)
def test_names_are_whole_words_in_any_case(text, expected):
    assert mentions([[text]], SPELLINGS) == expected


def test_combination_counts_only_by_a_listed_spelling():
    assert mentions([["Isa-VRd"]], {"isatuximab": ["Isa-VRd"]}) == {"isatuximab": (1,)}
    assert mentions([["Isa-VRd"]], {"isatuximab": ["Isa"]}) == {"isatuximab": (1,)}
    assert mentions([["Isa-VRd"]], {"isatuximab": []}) == {}


def test_mentions_are_counted_by_section():
    found = mentions([["isatuximab", "Dara"], [], ["Sarclisa, isatuximab"]], SPELLINGS)

    assert found == {"isatuximab": (1, 0, 2), "daratumumab": (1, 0, 0)}


def test_signs_in_a_spelling_are_no_pattern():
    assert mentions([["a.b and axb"]], {"x": ["a.b"]}) == {"x": (1,)}


def test_nothing_is_known_of_an_empty_register():
    assert mentions([["isatuximab"]], {}) == {}
    assert named_in(["isatuximab"], {}) == []


def test_named_products_keep_the_order_of_the_register():
    assert named_in(["Dara, then isatuximab"], SPELLINGS) == ["isatuximab", "daratumumab"]


def test_one_name_has_one_key():
    assert key_of("  Sanofi \n Genzyme ") == key_of("SANOFI GENZYME")
