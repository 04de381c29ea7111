"""How a page explains abbreviations and protects names and numbers."""

import pytest

from articles.abbreviations import Glossary, Marker

GLOSSARY = Glossary(
    terms={"MRD": "minimal residual disease", "mAb": "monoclonal antibody", "CI": "confidence interval"},
    plurals={"mAb": "monoclonal antibodies"},
    names=("IMROZ", "isatuximab", "Isa-VRd"),
)


def marker(*texts, glossary=GLOSSARY):
    return Marker(glossary, texts)


def test_the_first_use_is_spelled_out_and_later_ones_are_abbr():
    page = marker()

    assert page.text("<p>MRD fell, and MRD stayed low.</p>") == (
        '<p>MRD (minimal residual disease) fell, and <abbr title="minimal residual disease">MRD</abbr> stayed low.</p>'
    )
    assert page.used == {"MRD": "minimal residual disease"}


def test_a_definition_of_the_author_stands_and_nothing_is_spelled_out_again():
    text = "<p>Use minimal residual disease (MRD) as MRD.</p>"

    assert marker("Use minimal residual disease (MRD) as MRD.").text(text) == (
        '<p>Use minimal residual disease (MRD) as <abbr title="minimal residual disease">MRD</abbr>.</p>'
    )


def test_what_only_the_author_defines_is_explained_too():
    page = marker("overall survival (OS)", glossary=Glossary())

    assert page.text("overall survival (OS), then OS") == (
        'overall survival (OS), then <abbr title="overall survival">OS</abbr>'
    )
    assert page.used == {"OS": "overall survival"}


def test_inside_parentheses_the_expansion_stands_in_brackets():
    assert marker().text("(CI of the ratio)") == "(CI [confidence interval] of the ratio)"


def test_a_joined_word_waits_for_a_plain_use():
    assert marker().text("MRD-negative, then MRD") == (
        '<abbr title="minimal residual disease">MRD</abbr>-negative, then MRD (minimal residual disease)'
    )


def test_a_plural_is_spelled_out_in_the_plural():
    page = marker()

    assert page.text("mAbs and a mAb") == (
        'mAbs (monoclonal antibodies) and a <abbr title="monoclonal antibody">mAb</abbr>'
    )
    assert page.used == {"mAb": "monoclonal antibody"}


def test_labels_are_explained_and_never_spelled_out():
    page = marker()

    assert page.label("MRD & more") == '<abbr title="minimal residual disease">MRD</abbr> &amp; more'
    assert page.text("MRD") == "MRD (minimal residual disease)"


def test_a_cell_of_a_table_has_no_room_for_the_long_form():
    page = marker()

    assert page.text("MRD", is_running=False) == '<abbr title="minimal residual disease">MRD</abbr>'
    assert page.text("MRD") == "MRD (minimal residual disease)"


def test_names_and_numbers_are_kept_from_translation():
    assert marker().text("<p>In IMROZ (NCT03319667), Isatuximab: 63.2% at 60 months; 0.41–0.79.</p>") == (
        '<p>In <span translate="no">IMROZ</span> (<span translate="no">NCT03319667</span>), '
        '<span translate="no">Isatuximab</span>: <span translate="no">63.2%</span> at <span translate="no">60</span> '
        'months; <span translate="no">0.41–0.79</span>.</p>'
    )  # fmt: skip


def test_words_with_digits_entities_and_tags_stay():
    html = 'CD38 &#824; &amp;lt; <a href="/trials/12/">1st</a>'

    assert marker().text(html) == html


def test_citations_stay():
    html = 'x<sup class="cite" id="c1"><a href="#ref-1" aria-label="Reference 1">1</a>(p540)</sup>'

    assert marker().text(html) == html


def test_text_in_links_is_explained_but_not_spelled_out():
    assert marker().text('<a href="/x">MRD</a>') == (
        '<a href="/x"><abbr title="minimal residual disease">MRD</abbr></a>'
    )


def test_a_hostile_expansion_is_escaped():
    page = marker(glossary=Glossary(terms={"AB": 'x"><script>'}))

    assert page.text("AB and AB") == (
        'AB (x&quot;&gt;&lt;script&gt;) and <abbr title="x&quot;&gt;&lt;script&gt;">AB</abbr>'
    )


def test_names_are_added_once():
    assert Glossary(names=("a",)).with_names(["b", "", "a"]) == Glossary(names=("a", "b"))


def test_where_both_mean_the_same_the_glossary_gives_the_number():
    page = marker("by hazard ratios (HR)", glossary=Glossary(terms={"HR": "hazard ratio"}))

    assert page.text("by hazard ratios (HR): HR 0.57") == (
        'by hazard ratios (HR): <abbr title="hazard ratio">HR</abbr> <span translate="no">0.57</span>'
    )
    assert page.used == {"HR": "hazard ratio"}


@pytest.mark.parametrize(
    ("texts", "told", "expected"),
    [
        (["MRD rates", "CI"], "", "CI, confidence interval; MRD, minimal residual disease."),
        (["MRD", "OS"], "OS, overall survival.", "OS, overall survival; MRD, minimal residual disease."),
        (["MRDs"], "MRD, measured residual disease", "MRD, measured residual disease."),
        (["PFS"], "", ""),
    ],
)
def test_the_line_of_a_table_says_what_its_author_left_out(texts, told, expected):
    assert marker().line_of_table(texts, told) == expected
