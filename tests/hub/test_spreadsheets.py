"""Guarded cells give their text back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.spreadsheets import reversible_text, safe_text, unguarded_text

NASTY = st.text(alphabet="'=+-@\t\r\n 1a\u200b＝\u00a0", max_size=8)


@pytest.mark.parametrize(
    ("text", "cell"),
    [("=1+1", "'=1+1"), ("'=1+1", "''=1+1"), ("''=1", "'''=1"), ("-5", "-5"), ("'-5", "'-5"), ("'tis", "'tis"), ("", "")],
)  # fmt: skip
def test_a_guard_is_told_from_an_apostrophe(text, cell):
    assert (reversible_text(text), unguarded_text(cell)) == (cell, text)


@given(NASTY | st.text(max_size=20))
def test_every_text_comes_back_and_no_cell_is_run(text):
    cell = reversible_text(text)

    assert unguarded_text(cell) == text
    assert safe_text(cell) == cell
