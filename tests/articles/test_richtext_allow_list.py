import json
import unicodedata
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.richtext import Profile, clean, read_items, write_items

XSS = json.loads((Path(__file__).parent / "fixtures" / "xss.json").read_text(encoding="utf-8"))
VOCABULARY = {
    "p": set(),
    "strong": set(),
    "em": set(),
    "sup": set(),
    "sub": set(),
    "a": {"href"},
    "cite": {"data-ref", "data-loc", "data-xref", "data-note"},
    "ul": set(),
    "ol": set(),
    "li": {"data-kind", "data-source", "data-time-sensitive", "data-result"},
}
LINK_STARTS = ("http://", "https://", "mailto:", "/", "#")
NBSP = "\u00a0"


class Outline(HTMLParser):
    """Everything in the HTML that is not plain text and character references."""

    def __init__(self, html):
        super().__init__(convert_charrefs=False)
        self.problems = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        if tag not in VOCABULARY or {name for name, _ in attrs} - VOCABULARY[tag]:
            self.problems.append((tag, attrs))
        for name, value in attrs:
            if name == "href" and (not value.startswith(LINK_STARTS) or value.startswith("//")):
                self.problems.append((name, value))

    def handle_data(self, data):
        if "<" in data or ">" in data:
            self.problems.append(data)

    def handle_comment(self, data):
        self.problems.append(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def outside_vocabulary(html):
    return Outline(html).problems


@pytest.mark.parametrize(
    ("href", "stored"),
    [
        ("https://doi.org/10.1016/S2352-3026(22)00263-0", "https://doi.org/10.1016/S2352-3026(22)00263-0"),
        (" HTTPS://Example.org/a b ", "https://Example.org/a%20b"),
        ("http://a.org/?x=1&amp;y=2#z", "http://a.org/?x=1&amp;y=2#z"),
        ("mailto:ada@example.org", "mailto:ada@example.org"),
        ("/trials/imroz/", "/trials/imroz/"),
        ("#s-results", "#s-results"),
        ("https://a.org/(b", "https://a.org/%28b"),
        ("https://a.org/)(", "https://a.org/%29%28"),
        ("https://a.org/\\[x]^`{|}", "https://a.org/%5C%5Bx%5D%5E%60%7B%7C%7D"),
        ("https://a.org/Würzburg", "https://a.org/W%C3%BCrzburg"),
        ("/\\evil.org", "/%5Cevil.org"),
    ],
)
def test_clean_keeps_allowed_link(href, stored):
    assert clean(f'<a href="{href}">x</a>', Profile.LINE) == f'<a href="{stored}">x</a>'
    assert clean(f'<a href="{stored}">x</a>', Profile.LINE) == f'<a href="{stored}">x</a>'


@pytest.mark.parametrize(
    "href",
    [
        "",
        "page.html",
        "//evil.org",
        "/\t/evil.org",
        "https://",
        "https:\\\\evil.org",
        "ftp://a.org/",
        "file:///C:/x",
        "javascript:alert(1)",
        "java&#9;script:alert(1)",
        "&#1;javascript:alert(1)",
        "data:text/html,x",
        "VBScript:x",
        "mailto:",
        "#_ftn1",
        "https://a.org:99999/",
    ],
)
def test_clean_drops_link_but_keeps_text(href):
    assert clean(f'see <a href="{href}">the <b>text</b></a>', Profile.LINE) == "see the <strong>text</strong>"


def test_outline_sees_what_is_outside_the_vocabulary():
    html = '<p class="x">a</p><b>b</b><a href="javascript:x">c</a><a href="//d">d</a><!--e--> > f'

    assert outside_vocabulary(html) == [
        ("p", [("class", "x")]),
        ("b", []),
        ("href", "javascript:x"),
        ("href", "//d"),
        "e",
        " > f",
    ]


def test_xss_fixture_is_large_enough():
    assert len({payload["html"] for payload in XSS}) == len(XSS) >= 39


@pytest.mark.parametrize("profile", Profile)
@pytest.mark.parametrize("payload", XSS, ids=lambda payload: payload["name"])
def test_clean_leaves_nothing_outside_the_vocabulary(payload, profile):
    for html in (payload["html"], f"<p><em>{payload['html']}</em></p>", f"<ul><li>a{payload['html']}</ul>"):
        stored = clean(html, profile)

        assert outside_vocabulary(stored) == []
        assert not any(unicodedata.bidirectional(character) in {"RLO", "LRO", "RLI", "LRI"} for character in stored)
        assert clean(stored, profile) == stored


TEXTS = st.text(st.sampled_from(f"ab5 *^~[]\\@#;&<>\n{NBSP}\u0301\u0338\u2003\x00\x0b\u202eé-"), max_size=6)
HREFS = st.sampled_from(["/x", "#a", "https://a.org/(b)", "https://a.org/(b", "javascript:x", "//e", "mailto:a@b.c"])
CITES = st.sampled_from(
    [
        '<cite data-ref="a"></cite>',
        '<cite data-ref="b" data-loc="p. 5; [6]"></cite>',
        '<cite data-xref="t1">T</cite>',
        '<cite data-note="a"></cite>',
        "<cite>c</cite>",
        "<br>",
    ]
)
TAGS = ["p", "strong", "em", "sup", "sub", "b", "i", "div", "li", "ul", "td", "span", "h2", "script", "svg", "o:p"]


def _elements(children):
    content = st.lists(children, max_size=4).map("".join)
    return st.one_of(
        st.builds("<{0}>{1}</{0}>".format, st.sampled_from(TAGS), content),
        st.builds("<{0}>{1}".format, st.sampled_from(TAGS), content),
        st.builds('<a href="{0}">{1}</a>'.format, HREFS, content),
    )


def html_documents():
    pieces = st.recursive(TEXTS | CITES, _elements, max_leaves=12)
    return st.lists(pieces, max_size=4).map("".join)


@settings(max_examples=60, deadline=None)
@given(html_documents(), st.sampled_from(Profile))
def test_clean_is_idempotent_and_within_the_vocabulary(html, profile):
    stored = clean(html, profile)

    assert clean(stored, profile) == stored
    assert outside_vocabulary(stored) == []
    assert unicodedata.is_normalized("NFC", stored)


@settings(max_examples=60, deadline=None)
@given(html_documents(), st.booleans())
def test_items_survive_reading_and_writing(html, ordered):
    items = read_items(clean(html, Profile.ITEMS))

    assert read_items(write_items(items, ordered)) == items
