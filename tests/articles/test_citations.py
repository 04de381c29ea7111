import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.citations import (
    CitationRenderer,
    Cite,
    cites_in,
    cluster_links,
    collapse,
    locator_text,
    number,
)

NUMBERING = {"a": 1, "b": 2, "c": 3, "d": 4, "e": 5, "f": 6}
HAIR = "\u200a"


def cite(key, locator=""):
    return f'<cite data-ref="{key}"' + (f' data-loc="{locator}"' if locator else "") + "></cite>"


def link(target):
    return f'<a href="#ref-{target}" aria-label="Reference {target}">{target}</a>'


def sup(place, inner):
    return f'<sup class="cite" id="c{place}">{inner}</sup>'


MISSING = '<sup class="cite cite--missing">?</sup>'


@pytest.mark.parametrize(
    ("keys", "expected"),
    [([], {}), (["b", "a", "b", "c", "a"], {"b": 1, "a": 2, "c": 3})],
)
def test_number_by_first_mention(keys, expected):
    assert list(number(iter(keys)).items()) == list(expected.items())


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([], ""),
        ([6], "6"),
        ([2, 3], "2,3"),
        ([5, 4], "4,5"),
        ([2, 3, 4], "2-4"),
        ([9, 5, 4, 3, 1], "1,3-5,9"),
        ([3, 1, 2, 3, 1], "1-3"),
        ([1, 2, 4, 5, 7, 8, 9], "1,2,4,5,7-9"),
        ([9, 10, 11], "9-11"),
    ],
)
def test_collapse_as_ama_prints_it(numbers, expected):
    assert collapse(numbers) == expected


def test_cluster_links_carry_their_targets():
    pieces = [("1", 1), (",", None), ("3", 3), ("-", None), ("5", 5), (",", None), ("9", 9), (",", None), ("10", 10)]

    assert cluster_links([10, 9, 5, 4, 3, 1]) == pieces


@given(st.sets(st.integers(1, 60)))
def test_collapse_keeps_every_number(numbers):
    expanded = set()
    for part in filter(None, collapse(numbers).split(",")):
        first, _, last = part.partition("-")
        expanded |= set(range(int(first), int(last or first) + 1))

    assert expanded == numbers


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>No citation, 1 < 2.</p>", []),
        (f"<p>x.{cite('a')}</p>", [Cite("a")]),
        (f"{cite('a', 'p. 540')} {cite('b')}{cite('a')}", [Cite("a", "p. 540"), Cite("b"), Cite("a")]),
        ("<cite data-loc='Table 2' class=\"x\" data-ref='a'></cite>", [Cite("a", "Table 2")]),
        ("<CITE DATA-REF=a>\n</CITE >", [Cite("a")]),
        ('<cite data-ref="a&amp;b" data-loc="&quot;x&quot;"></cite>', [Cite("a&b", '"x"')]),
        ('<cite data-ref="a">[1]</cite>', [Cite("a")]),
        ('<cite data-xref="t1"></cite><cite data-note="a"></cite><cite>Blood</cite>', []),
        ("<a title=\"<cite data-ref='a'></cite>\">x</a><!-- <cite data-ref='b'></cite> -->", []),
        ('<cite data-ref=""></cite>', [Cite("")]),
    ],
)
def test_cites_in_stored_html(html, expected):
    assert cites_in(html) == expected


@pytest.mark.parametrize(
    ("locator", "expected"),
    [
        ("p. 540", "p540"),
        ("p540", "p540"),
        ("page  3", "p3"),
        ("540", "p540"),
        ("pp. 540–2, 550", "pp540-2,550"),
        ("p. 540-542", "pp540-542"),
        ("p. e812", "pe812"),
        ("Table 2", "Table 2"),
        ("2nd column", "2nd column"),
        ("fig. 1", "fig. 1"),
    ],
)
def test_locator_text(locator, expected):
    assert locator_text(locator) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>plain &amp; simple</p>", "<p>plain &amp; simple</p>"),
        (f"<p>expression.{cite('f')}</p>", f"<p>expression.{sup(1, link(6))}</p>"),
        (f"x{cite('b')} {cite('a')}, y{cite('c')}", f"x{sup(1, link(1) + ',' + link(2))}, y{sup(2, link(3))}"),
        (f"x{cite('b')}&nbsp;{cite('c')}{cite('d')} end", f"x{sup(1, link(2) + '-' + link(4))} end"),
        (f"x{cite('a')} and {cite('b')}", f"x{sup(1, link(1))} and {sup(2, link(2))}"),
        (f"x{cite('a', 'p. 540')}", f"x{sup(1, link(1) + '(p540)')}"),
        (
            f"x{cite('b', 'p. 5')}{cite('c')}{cite('d')}{cite('e')}{cite('b', 'p. 9')}{cite('b', 'p9')}{cite('b')}",
            f"x{sup(1, link(2) + '(p5,p9),' + link(3) + '-' + link(5))}",
        ),
        (
            f"x{cite('a')}{cite('b')}{cite('c', 'p. 5')}",
            f"x{sup(1, link(1) + ',' + link(2) + ',' + link(3) + '(p5)')}",
        ),
        (f"x{cite('a', '&lt;b&gt;&quot;')}", f"x{sup(1, link(1) + '(&lt;b&gt;&quot;)')}"),
        (f"x{cite('nope')}", f"x{MISSING}"),
        (f"x{cite('nope')}{cite('b')} {cite('gone')}.", f"x{sup(1, link(2))}{MISSING}{MISSING}."),
        ('x<cite data-xref="t1"></cite>', 'x<cite data-xref="t1"></cite>'),
    ],
)
def test_render_prints_clusters(html, expected):
    assert CitationRenderer(NUMBERING).render(html) == expected


@pytest.mark.parametrize(
    ("before", "space"),
    [
        ("GMMG-HD7", HAIR),
        ("<strong>HD7</strong>", HAIR),
        ("<a href='#7'>seven</a>", ""),
        ("10<sup>-5</sup>", HAIR),
        ("10²", HAIR),
        ("&#55;", HAIR),
        ("<p>7</p><p>", ""),
        ("7.", ""),
        ("7 ", ""),
        (cite("a") + "<br>", ""),
        ("<b>HD7" + cite("a") + "</b>", ""),
    ],
)
def test_render_keeps_a_cluster_off_a_digit(before, space):
    renderer = CitationRenderer({"a": 1, "b": 2})
    opening = renderer.render(before)

    html = CitationRenderer({"a": 1, "b": 2}).render(before + cite("b"))

    assert html == opening + space + sup(2 if "cite" in before else 1, link(2))


def test_render_keeps_an_unknown_key_off_a_digit():
    assert CitationRenderer({}).render(f"HD7{cite('a')}") == f"HD7{HAIR}{MISSING}"


def test_ids_run_over_all_calls_and_lead_back():
    renderer = CitationRenderer(NUMBERING)

    heading = renderer.cluster([Cite("f")], before="GMMG-HD7")
    text = renderer.render(f"<p>x{cite('b')}{cite('c')}{cite('d')}</p><p>y{cite('c')}{cite('c')}{cite('nope')}</p>")

    assert heading == HAIR + sup(1, link(6))
    assert re.findall(r'id="(\w+)"', text) == ["c2", "c3"]
    assert renderer.cluster_ids == {6: ["c1"], 2: ["c2"], 3: ["c2", "c3"], 4: ["c2"]}


def test_cluster_without_citations_is_empty():
    renderer = CitationRenderer(NUMBERING)

    assert renderer.cluster([], before="7") == ""
    assert renderer.cluster_ids == {}


def test_label_is_translated_and_escaped():
    html = CitationRenderer({"a": 1}, label='"Quelle"').render(cite("a"))

    assert html == sup(1, '<a href="#ref-1" aria-label="&quot;Quelle&quot; 1">1</a>')


def test_citation_inside_an_attribute_stays_text():
    html = "<a title=\"<cite data-ref='a'></cite> onclick=x\">y</a>"

    assert CitationRenderer(NUMBERING).render(html) == html


@given(
    st.lists(st.sampled_from(["<p>", "</p>", "text 7", " ", "&nbsp;", "<br>", "<", '"', "<cite>", "</cite>", "<!--"]))
)
def test_html_without_citations_is_returned_unchanged(pieces):
    html = "".join(pieces)

    assert CitationRenderer(NUMBERING).render(html) == html


def test_mention_links_to_the_list_without_a_way_back():
    renderer = CitationRenderer({"a": 1})

    assert renderer.mention("a") == '<sup class="cite"><a href="#ref-1" aria-label="Reference 1">1</a></sup>'
    assert (renderer.mention("unknown"), renderer.cluster_ids) == ("", {})
