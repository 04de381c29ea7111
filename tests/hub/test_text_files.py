"""Bytes of files into text."""

import pytest

from hub.text_files import decode_text


@pytest.mark.parametrize(
    ("data", "text", "encoding", "is_guessed", "is_damaged"),
    [
        ("é".encode(), "é", "UTF-8", False, False),
        ("é".encode("utf-8-sig"), "é", "UTF-8", False, False),
        ("é".encode("utf-16"), "é", "UTF-16", False, False),
        ("é–".encode("cp1252"), "é–", "Windows-1252", True, False),
        (b"\x81a", "\ufffda", "Windows-1252", True, True),
        (b"", "", "UTF-8", False, False),
    ],
)
def test_text_of_a_file(data, text, encoding, is_guessed, is_damaged):
    found = decode_text(data)

    assert (found.text, found.encoding, found.is_guessed, found.is_damaged) == (text, encoding, is_guessed, is_damaged)
