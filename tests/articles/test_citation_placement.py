"""Citations move behind the full stop or comma they stand before, on every cleaning."""

import pytest

from articles.markup import to_html, to_markup
from articles.richtext import Profile, clean


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("expression[@x].", "expression.[@x]"),
        ("expression [@x], and", "expression,[@x] and"),
        ("so[@x][@y p. 5]. Next", "so.[@x; @y p. 5] Next"),
        ("**bold** [@a] [@b].", "**bold**.[@a; @b]"),
        ("so[@x].” Next", "so.[@x]” Next"),
        ("so.[@x]", "so.[@x]"),
        ("so.[@x].", "so.[@x]."),
        ("0[@x].5", "0[@x].5"),
        ("so[@x]; then", "so[@x]; then"),
        ("so[@x]...", "so[@x]..."),
        ("[@x]. Then", "[@x]. Then"),
        ("see [#t1].", "see [#t1]."),
        ("(so[@x]).", "(so[@x])."),
    ],
)
def test_citation_is_placed(typed, stored):
    html = to_html(typed, Profile.PARAGRAPHS)

    assert to_markup(html, Profile.PARAGRAPHS) == stored
    assert clean(html, Profile.PARAGRAPHS) == html
    assert to_html(stored, Profile.PARAGRAPHS) == html


def test_saving_moves_a_citation_of_the_editor():
    typed = '<ul><li>It was so<cite data-ref="a"></cite>.</li></ul>'

    assert clean(typed, Profile.ITEMS) == '<ul><li>It was so.<cite data-ref="a"></cite></li></ul>'
