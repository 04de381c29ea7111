"""Tables as editors type and paste them."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.grid import GridError, cleaned_cells, read_grid, read_notes, write_grid, write_notes
from articles.richtext import Profile, clean

CITED = '<cite data-ref="imroz" data-loc="p. 5"></cite>'


@pytest.mark.parametrize(
    ("text", "header", "rows"),
    [
        ("a | b\nc | d", ["a", "b"], [["c", "d"]]),
        ("a\tb\r\nc\td\r\n", ["a", "b"], [["c", "d"]]),
        ("a\tb | c\nd\te", ["a", "b | c"], [["d", "e"]]),
        (" | b\n\n  \nc | ", ["", "b"], [["c", ""]]),
        ("\tb\nc\t", ["", "b"], [["c", ""]]),
        ("P(A|B) | x\ny | ", ["P(A|B)", "x"], [["y", ""]]),
        ("only\none", ["only"], [["one"]]),
        (
            "a | b\n10^-5^[^a] | *x*[@imroz p. 5]",
            ["a", "b"],
            [['10<sup>-5</sup><cite data-note="a"></cite>', f"<em>x</em>{CITED}"]],
        ),
        ("a | <b>\n<script> | &", ["a", "&lt;b&gt;"], [["&lt;script&gt;", "&amp;"]]),
    ],
)
def test_text_is_read_as_cells(text, header, rows):
    assert read_grid(text) == (header, rows)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", ["The first line is the header of the table: write at least one word into it."]),
        (" | \na | b", ["The first line is the header of the table: write at least one word into it."]),
        ("a | b", ["The table has a header and no rows."]),
        (
            "a | b\nc | d\nIMROZ | 1 | 2\nx\n | y | z",
            [
                "Row 2 (“IMROZ”) has 3 cells, the header has 2.",
                "Row 3 (“x”) has 1 cell, the header has 2.",
                "Row 4 has 3 cells, the header has 2.",
            ],
        ),
        ("\t".join("abcdefghijklm") + "\n" + "\t" * 12, ["The table has a header and no rows."]),
        (
            "\t".join("abcdefghijklm") + "\nx" + "\t" * 12,
            ["The header has 13 cells; a table holds 12 columns."],
        ),
        ("a\n" + "[x\n" * 40_000, ["The cells have 120,002 characters; a table holds 100,000."]),
        (
            "a\n" + "b | c\n" * 30,
            [
                *(f"Row {row} (“b”) has 2 cells, the header has 1." for row in range(1, 21)),
                "And 10 more faults of this kind.",
            ],
        ),
        ("a\n" + "b\n" * 101, ["The table has 101 rows; a table holds 100."]),
        (
            "a | [@\nb | [x](no)",
            [
                'Header, column 2: "[@" has no closing "]". If the bracket is meant as text, write "\\[".',
                'Row 1, column 2: Link "[x](no)" must lead to an http, https or mailto address, or begin with / or #. '
                'If the bracket is meant as text, write "\\[".',
            ],
        ),
    ],
    ids=["nothing", "empty header", "no rows", "ragged", "blank row", "wide", "huge", "many faults", "long", "markup"],
)
def test_faults_get_sentences_that_name_the_row(text, sentences):
    with pytest.raises(GridError) as refused:
        read_grid(text)

    assert refused.value.sentences == sentences


CELL = st.text("ab |*^~[]\\<&1\u00a0", max_size=6).map(lambda text: clean(text.replace("<", "&lt;"), Profile.LINE))


@given(st.integers(1, 4).flatmap(lambda n: st.lists(st.lists(CELL, min_size=n, max_size=n), min_size=1, max_size=3)))
@example([["", "|"], ["", "a | b"]])
def test_what_is_written_is_read_again(rows):
    """The first column carries a word: a row of empty cells alone is no row."""
    header, *cells = [["h", *row[1:]] for row in [rows[0], *rows]]

    assert read_grid(write_grid(header, cells)) == (header, cells)


def test_notes_are_read_and_written_in_order():
    notes = read_notes("b: Two.\n\naa. Three[@imroz]\na)One: more")

    assert notes == {"b": "Two.", "aa": 'Three<cite data-ref="imroz"></cite>', "a": "One: more"}
    assert write_notes(notes) == "a: One: more\nb: Two.\naa: Three[@imroz]"


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            "Stratified test\na: x\na: y\nb:",
            [
                "“Stratified test” is no footnote; a footnote looks like “a: Stratified log-rank test.”",
                "The footnote a stands twice.",
                "“b:” is no footnote; a footnote looks like “a: Stratified log-rank test.”",
            ],
        ),
        ("a: [@", ['Footnote a: "[@" has no closing "]". If the bracket is meant as text, write "\\[".']),
    ],
)
def test_faults_of_notes_get_sentences(text, sentences):
    with pytest.raises(GridError) as refused:
        read_notes(text)

    assert refused.value.sentences == sentences


def test_cells_are_cleaned_however_deep():
    hostile = "<script>alert(1)</script><p>a</p><p onclick=x>b</p>"

    assert cleaned_cells([hostile, [hostile, 5], {"a": hostile}]) == ["a b", ["a b", ""], {"a": "a b"}]
