"""Caption files: what is read, and which line is named where something is wrong."""

import pytest

from articles.webvtt import LARGEST_CAPTIONS, CaptionsError, read_captions

CUE = "00:01.000 --> 00:04.000\nWelcome.\n"


@pytest.mark.parametrize(
    "text",
    [
        f"WEBVTT\n\n{CUE}",
        f"WEBVTT - a title\n\n{CUE}",
        f"WEBVTT\n\nNOTE a remark\n\nSTYLE\n::cue {{}}\n\n1\n{CUE}",
        "WEBVTT\n\n00:00:01.000 --> 01:00:04.000 align:start line:0\nTwo\nlines & <b>marks</b>",
        f"WEBVTT\n\n\n{CUE}\n{CUE}",
    ],
)
def test_captions_are_read(text):
    assert read_captions(text.encode()) == text


def test_byte_order_mark_and_line_ends_are_made_plain():
    assert read_captions(f"\ufeffWEBVTT\r\n\r\n{CUE}".encode()) == f"WEBVTT\n\n{CUE}"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "line 1 is “”; a WebVTT file begins with WEBVTT"),
        (b"1\n00:00:01,000 --> 00:00:04,000\nHi", "line 1 is “1”; a WebVTT file begins with WEBVTT"),
        (b"WEBVTTX\n", "line 1 is “WEBVTTX”; a WebVTT file begins with WEBVTT"),
        (f"WEBVTT\n{CUE}", "line 2 must be blank: the header ends with line 1"),
        (b"WEBVTT\n", "the file holds no captions: no line such as 00:01.000 --> 00:04.000"),
        (b"WEBVTT\n\nNOTE only", "the file holds no captions: no line such as 00:01.000 --> 00:04.000"),
        (
            b"WEBVTT\n\n" + b"9" * 5_000 + b":00:01.000 --> 00:04.000",
            f"line 3 is “{'9' * 40}…”; write times such as 00:01.000 --> 00:04.000",
        ),
        (b"WEBVTT\n\nHello", "line 3 is “Hello”; times such as 00:01.000 --> 00:04.000 are expected"),
        (
            b"WEBVTT\n\nname\n00:00:01,000 --> 00:00:04,000\nHi",
            "line 4 is “00:00:01,000 --> 00:00:04,000”; write times such as 00:01.000 --> 00:04.000",
        ),
        (
            b"WEBVTT\n\n00:61.000 --> 01:04.000\nHi",
            "line 3 is “00:61.000 --> 01:04.000”; write times such as 00:01.000 --> 00:04.000",
        ),
        (b"WEBVTT\n\n00:04.000 --> 00:01.000\nHi", "line 3: the caption ends before it starts"),
        (f"WEBVTT\n\n00:02.000 --> 00:03.000\nHi\n\n{CUE}", "line 6: the caption starts before the one above it"),
        (
            f"WEBVTT\n\n{CUE}00:05.000 --> 00:06.000\nMore",
            "line 5 holds --> inside a caption; put a blank line before its times",
        ),
        (b"WEBVTT\n\n\xe9", "line 3 is not UTF-8; save the file with the encoding UTF-8"),
        (b"WEBVTT\n\n\0", "line 3 holds a NUL character, which is no text"),
        (b"x" * (LARGEST_CAPTIONS + 1), "this file has 1,000,001 bytes; captions may have at most 1,000,000"),
    ],
)
def test_fault_is_named_with_its_line(content, sentence):
    with pytest.raises(CaptionsError) as caught:
        read_captions(content.encode() if isinstance(content, str) else content)

    assert str(caught.value) == sentence
