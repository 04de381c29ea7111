from datetime import UTC, datetime

import pytest

from hub import pdf

MADE_AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOSTILE = '#panic("no") $x$ *b* _i_ `c` @ref <l> \\ " \' // /* ] } #include "/etc/passwd"'
LABELS = ("owner", "made_on", "before", "after", "follow_up", "survey", "note", "page")


def record(**changes) -> dict:
    entry = {"title": "Title", "day": "2 March", "before": ["1 of 3", "2 March"], "after": [], "follow_up": []}
    return {
        "language": "en",
        "title": "Learning record",
        "hub": "Example Hub",
        "owner": "Dan",
        "made_on": "2 March 2026",
        "intro": "Introduction",
        "empty": "Nothing",
        "labels": {label: label for label in LABELS},
        "entries": [entry | {"survey": "", "note": ""} | changes],
    }


def make(**changes) -> bytes:
    return pdf.render("learning-record", record(**changes), made_at=MADE_AT)


def test_same_data_and_instant_give_the_same_bytes():
    first = make()

    assert first.startswith(b"%PDF-")
    assert first == make()


def test_pdf_is_tagged_and_names_language_title_and_day():
    page = make()

    for sign in (b"/MarkInfo", b"/StructTreeRoot", b"/Lang", b"pdfuaid:part", b"Learning record", b"2026-03-02"):
        assert sign in page


def test_text_is_never_read_as_markup():
    """Where any of these texts were code, rendering would fail or differ from plain text of the same length."""
    assert make(title=HOSTILE, note=f"{HOSTILE}\n{HOSTILE}", before=[HOSTILE, HOSTILE]).startswith(b"%PDF-")


def test_any_text_gives_a_page():
    """Scripts that no font here may have, control characters, one word and one note longer than a page."""
    texts = ["Ελληνικά Кириллица", "日本語", "عربي", "🙂", "\x01\x1f", "x" * 5_000, "word " * 4_000]
    entries = [record(title=text, note=text)["entries"][0] for text in texts]

    assert pdf.render("learning-record", record() | {"entries": entries}, made_at=MADE_AT).startswith(b"%PDF-")


def test_record_without_entries_gives_a_page():
    assert pdf.render("learning-record", record() | {"entries": []}, made_at=MADE_AT).startswith(b"%PDF-")


def test_missing_data_are_an_error_with_the_reason():
    with pytest.raises(pdf.PdfError, match="labels"):
        pdf.render("learning-record", {}, made_at=MADE_AT)


def test_time_is_bounded():
    with pytest.raises(pdf.PdfError, match="timed out"):
        pdf.render("learning-record", record(), made_at=MADE_AT, seconds=0.001)
