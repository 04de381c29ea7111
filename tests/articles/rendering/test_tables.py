"""Tables of the text: numbers, pointers, footnotes, cells; and figures, as far as they share the numbers."""

import re
from datetime import date

import pytest

from articles.rendering import BodyFrame, blocks, numbering_of, render_body
from articles.rendering.blocks import BlockView
from tests.articles.rendering.test_body import words

FRAME = BodyFrame(objective_stem="", language="en", version_number=1, published_on=date(2026, 2, 1))
TABLE = {
    "block": "table",
    "id": "t1",
    "caption": "Rates[^a]",
    "header": ["", "New", "Old[^b]"],
    "rows": [["PFS", "63.2%[^a][@two]", ""], ["", "10^-5^", "a & b"]],
    "source_cites": ["one"],
    "footnotes": {"b": "Once daily.", "a": "By review; see [#t1].[@two]", "c": "Unused."},
    "abbreviations": "PFS, progression-free survival.",
}


def text(words):
    return {"block": "paragraph", "text": words}


def body(*blocks, **article):
    references = [{"id": key, "type": "book", "title": key} for key in ("one", "two")]
    content = {"article": {"slug": "s", "title": "T", "body": list(blocks), **article}, "references": references}
    return render_body(content, numbering_of(content), {}, FRAME)


def table_of(html):
    (table,) = re.findall(
        r'<div class="table-block".*?</div>\s*(?:<p class="table-block__note".*?</p>\s*)*</div>', html, re.S
    )
    return re.sub(r">\n+<", "><", table)


def mark(number, of, place):
    return f'<sup class="cite"><a id="m{number}-{of}-{place}" href="#n{number}-{of}" aria-label="Footnote {of}">{of}</a></sup>'


def cite(cluster, number):
    return (
        f'<sup class="cite" id="c{cluster}"><a href="#ref-{number}" aria-label="Reference {number}">{number}</a></sup>'
    )


def back(of, place):
    label = f"Back to mark {place} of footnote {of}"
    return f'<a class="table-block__back" href="#m1-{of}-{place}" aria-label="{label}">↑</a>'


def test_whole_table():
    assert table_of(body(TABLE)) == (
        '<div class="table-block" id="t-t1">'
        '<div class="data-table" id="s-t1" role="region" tabindex="0" aria-label="Table 1">'
        '<table><caption><span class="table-block__caption"><b>Table 1.</b> '
        f"Rates{mark(1, 'a', 1)}{cite(1, 1)}</span></caption>"
        f'<thead><tr><td></td><th scope="col">New</th><th scope="col">Old{mark(1, "b", 1)}</th></tr></thead>'
        f'<tbody><tr><th scope="row">PFS</th><td><span translate="no">63.2%</span>{mark(1, "a", 2)}{cite(2, 2)}</td><td></td></tr>'
        '<tr><td></td><td><span translate="no">10</span><sup>-5</sup></td><td>a &amp; b</td></tr></tbody></table></div>'
        '<p class="table-block__note">Abbreviations: PFS, progression-free survival.</p>'
        f'<p class="table-block__note" id="n1-a"><sup>a</sup> By review; see <a href="#t-t1">Table&nbsp;1</a>.{cite(3, 2)} '
        f"{back('a', 1)} {back('a', 2)}</p>"
        f'<p class="table-block__note" id="n1-b"><sup>b</sup> Once daily. {back("b", 1)}</p>'
        '<p class="table-block__note" id="n1-c"><sup>c</sup> Unused.</p></div>'
    )


@pytest.fixture
def figures(monkeypatch):
    """A figure block as its own modules will show it: by label and anchor, through the template of headings."""

    def view(block, page):
        return BlockView("heading", page.anchor(block), text=page.label(block))

    monkeypatch.setitem(blocks._VIEWS, "figure", view)


def test_pointers_carry_kind_and_number_and_lead_to_the_block(figures):
    html = body(
        text("See [#f1], [#t2][@one] and [#t1]."),
        TABLE,
        {"block": "figure", "id": "f0"},
        {"block": "figure", "id": "f1"},
        TABLE | {"id": "t2"},
        key_learnings=["As in [#t2]"],
    )

    assert re.findall(r'<a href="#(t-\w+)">([^<]+)</a>(.?)', html)[:4] == [
        ("t-t2", "Table&nbsp;2", "<"),
        ("t-f1", "Figure&nbsp;2", ","),
        ("t-t2", "Table&nbsp;2", "\u200a"),
        ("t-t1", "Table&nbsp;1", "."),
    ]
    assert re.findall(r'id="(t-\w+)"', html) == ["t-t1", "t-f0", "t-f1", "t-t2"]
    assert re.findall(r">((?:Table|Figure) \d)", html) == ["Table 1", "Figure 1", "Figure 2", "Table 2"]


def test_labels_speak_the_language_of_the_article(monkeypatch):
    monkeypatch.setattr(
        "articles.rendering.body.translation.gettext", lambda word: "Tabelle" if word == "Table" else word
    )
    german = BodyFrame(objective_stem="", language="de", version_number=1, published_on=date(2026, 2, 1))
    content = {"article": {"slug": "s", "title": "T", "body": [text("Siehe [#t1]."), TABLE]}}

    html = render_body(content, {}, {}, german)

    assert ">Tabelle&nbsp;1</a>" in html
    assert "<b>Tabelle 1.</b>" in html


@pytest.mark.parametrize("pointer", ["[#gone]", "[^a]", "[#p1]"])
def test_pointer_to_nothing_shows_a_question_mark(pointer):
    html = body(text(f"See {pointer} here.") | {"id": "p1"})

    assert 'See <sup class="cite cite--missing">?</sup> here.' in html


def test_caption_that_ends_in_a_digit_keeps_its_source_apart():
    assert "Part 2\u200a<sup" in body(TABLE | {"caption": "Part 2"})


def test_tables_of_the_same_key_have_ids_of_their_own():
    ids = re.findall(r'\sid="([^"]+)"', body(TABLE, dict(TABLE), TABLE | {"id": ""}))

    assert sorted(set(ids)) == sorted(ids)
    assert [one for one in ids if one.startswith(("t-", "table"))] == ["t-t1", "table-2", "table-3"]


def test_everything_is_escaped():
    hostile = "<script>alert(1)</script>"
    html = body(
        TABLE
        | {
            "caption": hostile,
            "header": [hostile, hostile, hostile],
            "rows": [[hostile] * 3],
            "footnotes": {"a": hostile},
            "abbreviations": hostile,
        }
    )

    assert "<script>" not in html
    assert words(html).count(hostile) == 9


def test_words_of_cells_are_counted():
    without = words(body(text("word " * 195)))
    with_table = words(body(text("word " * 195), TABLE))

    assert ("about 1 minute" in without, "about 2 minutes" in with_table) == (True, True)
