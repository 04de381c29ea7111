import json
import unicodedata
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from articles.markup import MarkupError, keys_in, notes_in, to_html, to_markup, xrefs_in
from articles.richtext import Item, Profile, clean, read_items, write_items

XSS = json.loads((Path(__file__).parent / "fixtures" / "xss.json").read_text(encoding="utf-8"))
DEMO_ARTICLE = Path(__file__).resolve().parents[2] / "hub" / "demo" / "anti-cd38.json"
TEXT_KEYS = {"lead", "summary", "rationale", "feedback"}
TEXT_LISTS = {"key_learnings", "findings", "items"}
NBSP = "\u00a0"

# Bundle text in canonical form, and the paragraphs it stands for.
CANONICAL = [
    ("", ""),
    ("plain", "<p>plain</p>"),
    ("one\n\ntwo", "<p>one</p><p>two</p>"),
    (f"5{NBSP}mg", f"<p>5{NBSP}mg</p>"),
    ("<b>&amp; \"q\" 'r'", "<p>&lt;b&gt;&amp;amp; \"q\" 'r'</p>"),
    ("*a* **b** ***c***", "<p><em>a</em> <strong>b</strong> <strong><em>c</em></strong></p>"),
    ("**a *b* c**", "<p><strong>a <em>b</em> c</strong></p>"),
    ("*a **b** c*", "<p><em>a <strong>b</strong> c</em></p>"),
    ("***a** b*", "<p><em><strong>a</strong> b</em></p>"),
    ("***a* b**", "<p><strong><em>a</em> b</strong></p>"),
    ("*a***b**", "<p><em>a</em><strong>b</strong></p>"),
    ("**a***b*", "<p><strong>a</strong><em>b</em></p>"),
    ("**a*b**c*", "<p><strong>a<em>b</em></strong><em>c</em></p>"),
    ("H~2~O, 10^−5^", "<p>H<sub>2</sub>O, 10<sup>−5</sup></p>"),
    ("x^a*b*^", "<p>x<sup>a<em>b</em></sup></p>"),
    ("x^*a*b^", "<p>x<sup><em>a</em>b</sup></p>"),
    ("[^18^F]FDG", "<p>[<sup>18</sup>F]FDG</p>"),
    ("a.[@k]", '<p>a.<cite data-ref="k"></cite></p>'),
    ("**a[@k]**", '<p><strong>a<cite data-ref="k"></cite></strong></p>'),
    ("**[@a]**[@b]", '<p><strong><cite data-ref="a"></cite></strong><cite data-ref="b"></cite></p>'),
    ("[@a; @b]", '<p><cite data-ref="a"></cite><cite data-ref="b"></cite></p>'),
    ("[@a p. 540; @b]", '<p><cite data-ref="a" data-loc="p. 540"></cite><cite data-ref="b"></cite></p>'),
    ("[@A.b:c-d_1]", '<p><cite data-ref="A.b:c-d_1"></cite></p>'),
    ("[@a] [@b]", '<p><cite data-ref="a"></cite> <cite data-ref="b"></cite></p>'),
    ("see [#t1] and 5[^a]", '<p>see <cite data-xref="t1"></cite> and 5<cite data-note="a"></cite></p>'),
    ("[#t1][^a][^b][@k]", '<p><cite data-xref="t1"></cite><cite data-note="a"></cite><cite data-note="b"></cite>'
     '<cite data-ref="k"></cite></p>'),
    ("[label](https://a.org/x)", '<p><a href="https://a.org/x">label</a></p>'),
    ("[a](https://a.org/S2(22)9-0).", '<p><a href="https://a.org/S2(22)9-0">a</a>.</p>'),
    ("[mail](mailto:a@b.c) [part](#s-1)", '<p><a href="mailto:a@b.c">mail</a> <a href="#s-1">part</a></p>'),
    ("[a](/x)[b](/y)", '<p><a href="/x">a</a><a href="/y">b</a></p>'),
    ("[a *b* c](/x)", '<p><a href="/x">a <em>b</em> c</a></p>'),
    ("[**a**](/x)", '<p><a href="/x"><strong>a</strong></a></p>'),
    ("**a [b](/x) c**", '<p><strong>a <a href="/x">b</a> c</strong></p>'),
    ("**[b](/x) c**", '<p><strong><a href="/x">b</a> c</strong></p>'),
    ("**a [b** c](/x)", '<p><strong>a </strong><a href="/x"><strong>b</strong> c</a></p>'),
    ("[[18F]FDG](/x)", '<p><a href="/x">[18F]FDG</a></p>'),
    ("[\\@agency](/x) [\\#1](/y)", '<p><a href="/x">@agency</a> <a href="/y">#1</a></p>'),
    ("\\*a\\*", "<p>*a*</p>"),
    ("2\\*3\\*4 at 10^-5, ~6", "<p>2*3*4 at 10^-5, ~6</p>"),
    ("x\\^2\\^ at 10^-5", "<p>x^2^ at 10^-5</p>"),
    ("*a\\*b*", "<p><em>a*b</em></p>"),
    ("\\[@k]", "<p>[@k]</p>"),
    ("\\[a\\](/x)", "<p>[a](/x)</p>"),
    ("\\[# of patients]", "<p>[# of patients]</p>"),
    ("a\\\\**b**", "<p>a\\<strong>b</strong></p>"),
]  # fmt: skip

# Text that stays as it is: nothing in it is a token, and no backslash is needed.
READABLE = [
    "MRD was read at 10^-5 by NGS.",
    "MRD at 10^-5 by NGS or 10^-6 by flow cytometry.",
    "Follow-up of ~5 to ~7 months (range ~3 to ~40).",
    "A dose of 5 * 3 * 2 mg.",
    "HR 0.60 [95% CI 0.41–0.88; p < 0.001]; see C:\\temp & co.",
    "The *only star and the only ~tilde.",
    "Rows of **** or ^^ or ~~ stay.",
    "Tracer [18F]FDG (n = 3).",
    "*~^*^~ and *^*",
    "a*~^*^~b",
    "*a * b, c *d *e",
    "5 * 3* 2",
    "After 60 months 63.2% were free of progression (HR 0.60; 98.5% CI 0.41–0.88).[@imroz; @fda-isa]",
    "MRD negativity (10⁻⁵, ≥CR) was 60.9% versus 39.4%; CAR T cells were not given.",
]

# Other spellings, with their canonical form.
VARIANTS = [
    ("one\n \t\n\n\ntwo\r\n\r\nthree\rstill", "one\n\ntwo\n\nthree still"),
    ("  one\nline  of   text ", "one line of text"),
    ("one\r\rtwo", "one\n\ntwo"),
    ("[@\x00a;@b][@c]", "[@a; @b; @c]"),
    ("[@a   p.\n540 ]", "[@a p. 540]"),
    ("[ a ](/x)b", "[a](/x) b"),
    ("[a[@k]](HTTPS://a.org/)", "[a](https://a.org/)[@k]"),
    ("**[a](/x)**", "[**a**](/x)"),
    ("^[@k]^", "[@k]"),
    ("\\~5 \\^ \\[x\\]", "~5 ^ [x]"),
    ("*a**b*", "*a**b*"),
    ("***a** b", "***a** b"),
]


@pytest.mark.parametrize(("text", "html"), CANONICAL)
def test_canonical_text_and_html_are_inverse(text, html):
    assert to_html(text, Profile.PARAGRAPHS) == html
    assert clean(html, Profile.PARAGRAPHS) == html
    assert to_markup(html, Profile.PARAGRAPHS) == text


@pytest.mark.parametrize("profile", Profile)
@pytest.mark.parametrize("text", READABLE)
def test_readable_text_round_trips_without_backslash(text, profile):
    assert to_markup(to_html(text, profile), profile) == text


@pytest.mark.parametrize(("text", "canonical"), VARIANTS)
def test_variant_becomes_canonical(text, canonical):
    html = to_html(text, Profile.PARAGRAPHS)

    assert to_markup(html, Profile.PARAGRAPHS) == canonical
    assert to_html(canonical, Profile.PARAGRAPHS) == html


def test_readable_text_holds_no_mark():
    for text in READABLE:
        assert not {"strong", "em", "sup", "sub", "a"} & set(Tags(to_html(text, Profile.PARAGRAPHS)).names)


def _texts_of(value):
    """Every text of a bundle in which tokens may stand."""
    if isinstance(value, dict):
        yield from (value[key] for key in TEXT_KEYS & value.keys())
        if value.get("block") == "paragraph":
            yield value["text"]
        for key in TEXT_LISTS & value.keys():
            yield from (entry if isinstance(entry, str) else entry["text"] for entry in value[key])
    for child in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _texts_of(child)


@pytest.mark.skipif(not DEMO_ARTICLE.exists(), reason="hub/demo/anti-cd38.json is not in this checkout")
def test_texts_of_demo_article_round_trip_byte_for_byte():
    texts = list(_texts_of(json.loads(DEMO_ARTICLE.read_text(encoding="utf-8"))))

    assert len(texts) > 30
    assert [to_markup(to_html(text, profile), profile) for profile in Profile for text in texts] == texts * 3
    assert "\\" not in "".join(texts)


def test_line_joins_paragraphs_by_a_space():
    assert to_html("one\n\n*two*", Profile.LINE) == "one <em>two</em>"
    assert to_markup("<p>one</p><p>two</p>", Profile.LINE) == "one two"
    assert to_markup("", Profile.LINE) == ""


def test_item_text_is_inline_or_several_paragraphs():
    assert to_html("one[@k]", Profile.ITEMS) == 'one<cite data-ref="k"></cite>'
    assert to_html("one\n\ntwo", Profile.ITEMS) == "<p>one</p><p>two</p>"
    assert to_markup("one", Profile.ITEMS) == "one"
    assert to_markup("<p>one</p><p>two</p>", Profile.ITEMS) == "one\n\ntwo"


@pytest.mark.parametrize(
    ("text", "part_of_message"),
    [
        ("[@ ]", 'Citation "[@ ]" is not like "[@key]"'),
        ("[@]", 'Citation "[@]" is not like'),
        ("a [@key", '"[@key" has no closing "]"'),
        ("[@key\n\n]", '"[@key" has no closing "]"'),
        ("[@a; b]", 'Citation "[@a; b]" is not like'),
        ("[@a;]", 'Citation "[@a;]" is not like'),
        ("[@a, p. 5]", 'Citation "[@a, p. 5]" is not like'),
        ("[@-a]", 'Citation "[@-a]" is not like'),
        ("[@a @b]", 'The locator in citation "[@a @b]"'),
        ("[@a p. [5]]", 'The locator in citation "[@a p. [5]]"'),
        ("[# t 1]", '"[# t 1]" does not name a table or figure'),
        ("[#t1", '"[#t1" has no closing "]"'),
        ("[^ ]", '"[^ ]" does not name a table footnote'),
        ("[^a", '"[^a" has no closing "]"'),
        ("[x](javascript:alert(1))", 'Link "[x](javascript:alert(1))" must lead to'),
        ("[x](java&#9;script:alert(1))", "must lead to"),
        ("[x](data:text/html,x)", "must lead to"),
        ("[x](//evil.example)", "must lead to"),
        ("[x](page.html)", "must lead to"),
        ("[x]()", "must lead to"),
        ("[x](https://a.org:99999/)", "must lead to"),
        ("[x](/a", 'Link "[x](/a" has no closing ")"'),
        ("[x](/a b)", 'Link "[x](/a" has no closing ")"'),
        ("[ ](/a)", 'Link "[ ](/a)" has no label'),
        ("[a [b](/x) c](/y)", "inside the label of another link"),
        ("[@" + "x" * 80, '"[@' + "x" * 38 + '…" has no'),
    ],
)
def test_broken_token_is_refused_with_a_sentence(text, part_of_message):
    with pytest.raises(MarkupError) as refusal:
        to_html(text, Profile.PARAGRAPHS)

    assert part_of_message in str(refusal.value)
    assert str(refusal.value).endswith(".")


def test_keys_in_order_with_repeats():
    html = to_html("a[@b; @a p. 5] [#t2] b[^x]\n\nc[@b][#t1] [^x]", Profile.PARAGRAPHS)

    assert keys_in(html) == ["b", "a", "b"]
    assert xrefs_in(html) == ["t2", "t1"]
    assert notes_in(html) == ["x", "x"]
    assert keys_in(write_items([Item('x<cite data-ref="k"></cite>')])) == ["k"]
    assert keys_in("") == []


class Tags(HTMLParser):
    """Names of the tags in the HTML, and its text."""

    def __init__(self, html):
        super().__init__()
        self.names = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.names.append(tag)

    def handle_data(self, data):
        self.text += data


def _visible(text):
    kept = "".join(sign for sign in text if unicodedata.category(sign) != "Cc" or sign.isspace())
    kept = "".join(sign for sign in kept if sign not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    return "".join(kept.split())


@pytest.mark.parametrize("payload", XSS, ids=lambda payload: payload["name"])
def test_html_in_bundle_text_comes_out_as_escaped_text(payload):
    html = to_html(payload["html"], Profile.PARAGRAPHS)

    tags = Tags(html)
    assert set(tags.names) == {"p"}
    assert _visible(tags.text) == _visible(payload["html"])
    assert clean(html, Profile.PARAGRAPHS) == html


SNIPPETS = [
    "a",
    "b",
    "5",
    " ",
    "*",
    "**",
    "***",
    "^",
    "~",
    "[",
    "]",
    "\\",
    "(",
    ")",
    "](/x)",
    "[@k]",
    "[@k p. 5]",
    "[#t1]",
]
SNIPPETS += ["[^a]", "[@", "[^", "[#", "@", ";", "<", "&", "\n", "\n\n", NBSP, "\u0301", "\u0338", "\u2003", "é", "-"]
BUNDLE_TEXTS = st.lists(st.sampled_from(SNIPPETS), max_size=14).map("".join)
INLINE = ["strong", "em", "sup", "sub", 'a href="/x"', 'a href="https://a.org/(b"', 'a href="/@"', "p", "li"]
LEAVES = st.text(st.sampled_from(f"a5 *^~[]\\@#;()<&{NBSP}\u0301\u2003é-"), max_size=6).map(
    lambda text: text.replace("&", "&amp;").replace("<", "&lt;")
) | st.sampled_from(
    ['<cite data-ref="a"></cite>', '<cite data-ref="b" data-loc="p. 5"></cite>', "<cite data-xref='t'>"]
)


def _wrapped(children):
    content = st.lists(children, max_size=4).map("".join)
    return st.builds(lambda tag, inner: f"<{tag}>{inner}</{tag.split()[0]}>", st.sampled_from(INLINE), content)


STORED = st.lists(st.recursive(LEAVES, _wrapped, max_leaves=12), max_size=4).map("".join)


@settings(max_examples=60, deadline=None)
@given(STORED, st.sampled_from([Profile.PARAGRAPHS, Profile.LINE]))
def test_clean_html_survives_the_way_through_markup(source, profile):
    html = clean(source, profile)

    text = to_markup(html, profile)

    assert to_html(text, profile) == html
    assert to_markup(to_html(text, profile), profile) == text


@settings(max_examples=60, deadline=None)
@given(STORED)
def test_items_survive_the_way_through_markup(source):
    items = read_items(clean(source, Profile.ITEMS))

    texts = [to_markup(item.html, Profile.ITEMS) for item in items]

    assert [to_html(text, Profile.ITEMS) for text in texts] == [item.html for item in items]


@settings(max_examples=60, deadline=None)
@given(BUNDLE_TEXTS, st.sampled_from(Profile))
def test_bundle_text_gives_clean_html_and_a_stable_canonical_text(text, profile):
    try:
        html = to_html(text, profile)
    except MarkupError:
        assume(False)
    canonical = to_markup(html, profile)

    assert to_html(canonical, profile) == html
    assert to_markup(html, profile) == canonical
    if profile is not Profile.ITEMS:
        assert clean(html, profile) == html
