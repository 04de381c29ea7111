import time
from pathlib import Path

import pytest

from articles.richtext import (
    Item,
    Profile,
    clean,
    is_ordered,
    plain_text,
    read_items,
    reading_minutes,
    word_count,
    write_items,
)

FIXTURES = Path(__file__).parent / "fixtures"
NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("html", "stored"),
    [
        ("", ""),
        (" \n\t ", ""),
        ("plain", "<p>plain</p>"),
        ("<p>one</p><p>two</p>", "<p>one</p><p>two</p>"),
        ("<p>a</p><p> </p><p>&nbsp;</p><p><strong> </strong></p><p>b</p>", "<p>a</p><p>b</p>"),
        ("<b>a</b> <i>b</i>", "<p><strong>a</strong> <em>b</em></p>"),
        ("one<br>two<br/><br>three", "<p>one</p><p>two</p><p>three</p>"),
        ("<div>one<div>two</div>three</div>", "<p>one</p><p>two</p><p>three</p>"),
        ("<h2>Head</h2>text", "<p>Head</p><p>text</p>"),
        ("<b><p>a</p><p>b</p></b>", "<p><strong>a</strong></p><p><strong>b</strong></p>"),
        ("<ul><li>a<li>b</ul>", "<p>a</p><p>b</p>"),
        ("<table><tr><th>Arm</th><td>n</td></tr><tr><td>Kd</td></tr></table>", "<p>Arm n</p><p>Kd</p>"),
        ("<span class='x'>a</span><u>b</u><font color=red>c</font>", "<p>abc</p>"),
        ("<a href='/x'>a </a><a href='/y'> b</a>", '<p><a href="/x">a</a> <a href="/y">b</a></p>'),
        ("in <cite>Blood</cite>", "<p>in Blood</p>"),
        ("was <del>299</del>312", "<p>was 312</p>"),
        ("a<script>alert(1)</script><style>p{}</style><xml><w:View>Normal</w:View></xml>b", "<p>ab</p>"),
        (
            "a<a href='/x'> b </a>c<a href='/y'> d</a> <a href='/x'>e </a>f",
            '<p>a <a href="/x">b</a> c <a href="/y">d</a> <a href="/x">e</a> f</p>',
        ),
        ("&lt;b&gt; &amp;amp; &quot;q&quot; &mdash; &#8722;5", '<p>&lt;b&gt; &amp;amp; "q" — −5</p>'),
        ("a<sup>2</sup><sup>3</sup>", "<p>a<sup>23</sup></p>"),
        ("<em></em>a<strong><em></em></strong>", "<p>a</p>"),
        ("<strong><strong>a</strong> b</strong>", "<p><strong>a b</strong></p>"),
        ("<em><strong>a</strong></em>", "<p><strong><em>a</em></strong></p>"),
        ("<em>a <strong>b</strong> c</em>", "<p><em>a <strong>b</strong> c</em></p>"),
        ("<strong>a </strong>b <em> c</em>", "<p><strong>a</strong> b <em>c</em></p>"),
        ("<sup>a, b</sup>", "<p><sup>a,</sup> <sup>b</sup></p>"),
    ],
)
def test_clean_paragraphs(html, stored):
    assert clean(html, Profile.PARAGRAPHS) == stored
    assert clean(stored, Profile.PARAGRAPHS) == stored


@pytest.mark.parametrize(
    ("html", "stored"),
    [
        ("<p>one</p><p>two</p>", "one two"),
        ("a<br>b", "a b"),
        ("<ul><li><b>a</b></li></ul>", "<strong>a</strong>"),
        ("<p>[<sup>18</sup>F]FDG</p>", "[<sup>18</sup>F]FDG"),
    ],
)
def test_clean_line_joins_blocks_by_a_space(html, stored):
    assert clean(html, Profile.LINE) == stored


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        (f"5{NBSP}mg", f"5{NBSP}mg"),
        (f"10{NBSP}%", f"10{NBSP}%"),
        (f"10{NBSP}000", f"10{NBSP}000"),
        (f"6{NBSP}months", f"6{NBSP}months"),
        (f"phase{NBSP}3", "phase 3"),
        (f"p{NBSP}&lt;{NBSP}0.001", "p &lt; 0.001"),
        (f"5{NBSP}{NBSP}mg", "5 mg"),
        (f"5{NBSP} mg", "5 mg"),
        (f"{NBSP}a{NBSP}", "a"),
        (f"5<em>{NBSP}mg</em>", f"5{NBSP}<em>mg</em>"),
        (f'5<cite data-ref="k"></cite>{NBSP}mg', '5<cite data-ref="k"></cite> mg'),
    ],
)
def test_clean_keeps_no_break_space_only_between_digit_and_word(text, stored):
    assert clean(text, Profile.LINE) == stored
    assert clean(stored, Profile.LINE) == stored


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("a\x00b\x08c\x1bd\x7fe\x9ff", "abcdef"),
        ("a&#1;b&#127;c", "abc"),
        ("a\x0bb\x0cc\u2028d", "a b c d"),
        ("a\ufeffb\ufffcc", "abc"),
        ("dose \u202e01\u202c mg", "dose 01 mg"),
        ("lone \ud800 surrogate", "lone surrogate"),
        ("lost \ufffd sign", "lost \ufffd sign"),
        ("e\u0301 A\u030a", "é Å"),
        ("e\x01\u0301", "é"),
        ("<em>a</em>\u0338", "<em>a</em>&#824;"),
        ("a<b>\u0338c</b>", "a<strong>&#824;c</strong>"),
    ],
)
def test_clean_normalises_characters(text, stored):
    assert clean(text, Profile.LINE) == stored
    assert clean(stored, Profile.LINE) == stored


def test_clean_never_splits_a_link_by_a_mark():
    html = '<strong>a<a href="/x">b</a></strong><a href="/x">c</a> <a href="/y"> <em>d</em> </a>e'

    stored = '<strong>a</strong><a href="/x"><strong>b</strong>c</a> <a href="/y"><em>d</em></a> e'

    assert clean(html, Profile.LINE) == stored


@pytest.mark.parametrize(
    ("html", "stored"),
    [
        ('<cite data-ref="smith">[1]</cite>', '<cite data-ref="smith"></cite>'),
        ('<cite data-loc="p. 540" data-ref="smith"></cite>', '<cite data-ref="smith" data-loc="p. 540"></cite>'),
        (
            '<cite data-ref="a" data-loc=" @p.&nbsp;5;  [x]\\ "></cite>',
            '<cite data-ref="a" data-loc="p. 5, (x)/"></cite>',
        ),
        (
            '<cite data-ref="a" data-loc="&lt;&quot;&amp;"></cite>',
            '<cite data-ref="a" data-loc="&lt;&quot;&amp;"></cite>',
        ),
        ('<cite data-xref="t1" data-loc="p. 5">T</cite>', '<cite data-xref="t1"></cite>'),
        ('<cite data-note="a"></cite>', '<cite data-note="a"></cite>'),
        ('<cite data-ref="a" data-xref="t1">x</cite>', "x"),
        ('<cite data-ref="not a key">x</cite>', "x"),
        ('<cite data-ref="-a">x</cite>', "x"),
        ('<sup><cite data-ref="a"></cite></sup>', '<cite data-ref="a"></cite>'),
        ('<a href="/x">b<cite data-ref="a"></cite></a>', '<a href="/x">b</a><cite data-ref="a"></cite>'),
        ('<b>b<cite data-ref="a"></cite></b>', '<strong>b<cite data-ref="a"></cite></strong>'),
        ('<cite data-ref="a"><cite data-ref="b"></cite></cite>c', '<cite data-ref="a"></cite>c'),
    ],
)
def test_clean_cite(html, stored):
    assert clean(html, Profile.LINE) == stored
    assert clean(stored, Profile.LINE) == stored


@pytest.mark.parametrize(
    ("html", "stored"),
    [
        ("", ""),
        ("<ul><li></li><li data-kind='finding'> </li></ul>", ""),
        ("<ul><li><p>a</p></li><li><p>b</p><p>c</p></li></ul>", "<ul><li>a</li><li><p>b</p><p>c</p></li></ul>"),
        ("<ol><li>a</li></ol><ul><li>b</li></ul>", "<ol><li>a</li><li>b</li></ol>"),
        ("<ul><li>a<ol><li>b</li></ol></li></ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("before<ul><li>a</li></ul><p>x</p><p>y</p>", "<ul><li>before</li><li>a</li><li>x</li><li>y</li></ul>"),
        ("<ul><li>a</li><li>b</li>", "<ul><li>a</li><li>b</li></ul>"),
        (
            '<ul><li data-result="r1" data-time-sensitive="true" class="x" data-source="publication" data-kind="outlook">'
            "a</li></ul>",
            '<ul><li data-kind="outlook" data-source="publication" data-time-sensitive="true" data-result="r1">a</li></ul>',
        ),
        (
            '<ul><li data-kind="rumour" data-source="x" data-time-sensitive="false" data-result="a b">a</li></ul>',
            "<ul><li>a</li></ul>",
        ),
    ],
)
def test_clean_items(html, stored):
    assert clean(html, Profile.ITEMS) == stored
    assert clean(stored, Profile.ITEMS) == stored


def test_clean_word_paste():
    paste = (FIXTURES / "word_paste.html").read_text(encoding="utf-8")

    paragraphs = [
        "Second-line therapy",
        f"In <strong>CANDOR</strong>, carfilzomib 56{NBSP}mg/m<sup>2</sup> with <em>daratumumab</em> was given to 312 "
        f"patients. MRD was read at 10<sup>−5</sup>; CO<sub>2</sub>{NBSP}retention was not measured.",
        "Hazard ratio 0.63 (95% CI 0.46–0.85)",
        "Europe &amp; North America, p &lt; 0.001",
        "data on file",
        "<strong>Arm</strong>",
        "Kd",
        'See the <a href="https://doi.org/10.1016/S0140-6736(20)30734-0">primary report</a>.',
    ]
    assert clean(paste, Profile.PARAGRAPHS) == "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    assert clean(paste, Profile.ITEMS) == f"<ul>{''.join(f'<li>{paragraph}</li>' for paragraph in paragraphs)}</ul>"
    assert clean(paste, Profile.LINE) == " ".join(paragraphs)


def test_clean_refuses_unknown_profile():
    with pytest.raises(ValueError, match="paragraph"):
        clean("a", "paragraph")


ITEMS = [
    Item(html="<strong>a</strong>"),
    Item(html="<p>b</p><p>c</p>", kind="finding", source_kind="expert_opinion", time_sensitive=True, result="pfs-60"),
]
ITEMS_HTML = (
    "<ul><li><strong>a</strong></li>"
    '<li data-kind="finding" data-source="expert_opinion" data-time-sensitive="true" data-result="pfs-60">'
    "<p>b</p><p>c</p></li></ul>"
)


def test_items_read_and_written():
    assert read_items(ITEMS_HTML) == ITEMS
    assert write_items(ITEMS) == ITEMS_HTML
    assert write_items(ITEMS, ordered=True) == f"<ol{ITEMS_HTML[3:-5]}</ol>"


def test_write_items_cleans_and_drops_empty_ones():
    assert write_items([Item("<p>a</p>"), Item("<p> </p>"), Item("<b onclick=x>b</b>")]) == (
        "<ul><li>a</li><li><strong>b</strong></li></ul>"
    )
    assert write_items([]) == ""
    assert read_items("") == []


@pytest.mark.parametrize("values", [{"kind": "rumour"}, {"source_kind": "press"}, {"result": "a b"}])
def test_item_refuses_unknown_value(values):
    with pytest.raises(ValueError, match=next(iter(values.values()))):
        Item(html="a", **values)


def test_is_ordered():
    assert is_ordered("<ol><li>a</li></ol>")
    assert not is_ordered("<ul><li>a</li></ul>")
    assert not is_ordered("")


def test_plain_text_leaves_out_tags_and_citations():
    html = f'<p>5{NBSP}mg <em>of</em> D<cite data-ref="k">1</cite>.</p><p><cite data-ref="k"/></p><p>&lt;b&gt;</p>'

    assert plain_text(html) == "5 mg of D.\n<b>"


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("", 0),
        ("<p>–</p>", 0),
        ("<p>Isa-VRd versus VRd – 63.2% and 45.2%</p><p>p &lt; 0.001</p>", 8),
        ("<ul><li>one two</li><li>three</li></ul>", 3),
        ('<p>one<cite data-ref="k"></cite> 10<sup>−5</sup></p>', 2),
    ],
)
def test_word_count(html, words):
    assert word_count(html) == words


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (1, 1), (200, 1), (201, 2), (400, 2), (1001, 6)])
def test_reading_minutes_round_up(words, minutes):
    assert reading_minutes(words) == minutes


def test_reading_minutes_refuses_negative_count():
    with pytest.raises(ValueError, match="-1"):
        reading_minutes(-1)


def test_many_citations_are_cleaned_in_proportion_to_their_number():
    start = time.process_time()

    clean('<p>a<cite data-ref="a"></cite></p>' + '<cite data-ref="a"></cite>' * 8_000, Profile.PARAGRAPHS)

    assert time.process_time() - start < 2
