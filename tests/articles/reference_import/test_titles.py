"""Titles with the markup that entries can show."""

import pytest

from articles.ama import reference_html
from articles.reference_import.titles import bare_title, clean_title, nearly_equal_to


@pytest.mark.parametrize(
    ("text", "title", "taken"),
    [
        ("CD38<sup>+</sup> <em>in vivo</em>", "CD38<sup>+</sup> <i>in vivo</i>", []),
        ("<jats:italic>BRAF</jats:italic> H<inf>2</inf>O", "<i>BRAF</i> H<sub>2</sub>O", []),
        ("<mml:math><mml:mi>x</mml:mi></mml:math> and <b>bold</b>", "x and bold", []),
        ("<i>a<sup>2</sup> b</i>", "<i>a</i><sup>2</sup> <i>b</i>", []),
        ("<i>open", "open", []),
        ("</i>shut", "shut", []),
        ("p <0.05 and x < y > z", "p <0.05 and x < y > z", []),
        ("<i>p<0.05</i>", "p<0.05", []),
        ("Salt &amp; pepper &lt;i&gt;x&lt;/i&gt; AT&T &nosuch;", "Salt & pepper <i>x</i> AT&T &nosuch;", []),
        ("<script>alert(1)</script>Two", "alert(1)Two", ["script"]),
        ('<img src=x onerror="a()">One <a href="javascript:b()">link</a>', "One link", ["img", "a"]),
        ("<SCRIPT SRC=//x></SCRIPT >T", "T", ["script"]),
        ("<i onclick=x>T</i>", "<i>T</i>", []),
    ],
)
def test_title_is_cleaned(text, title, taken):
    assert clean_title(text) == (title, taken)
    assert "<script" not in reference_html({"title": text}).lower()


def test_titles_are_compared_by_their_words():
    assert bare_title("CD38<sup>+</sup> Cells: what’s new?") == "cd38 cells what s new"


@pytest.mark.parametrize(
    ("other", "is_near"),
    [
        ("isatuximab in multiple myeloma", True),
        ("isatuximab in multiple myelomas", True),
        ("isatuximab for relapsed myeloma", False),
        ("", False),
    ],
)
def test_titles_are_near_by_nine_characters_of_ten(other, is_near):
    assert nearly_equal_to("isatuximab in multiple myeloma")(other) is is_near


def test_title_that_is_missing_is_like_no_other():
    assert nearly_equal_to("")("") is False
