"""Tone, traces of pasting, objectives."""

import pytest

from articles.checks import wording
from tests.articles.checks.contents import ITEM, content_of, found, said


@pytest.mark.parametrize(
    ("text", "is_promotional"),
    [
        ("This is a breakthrough.", True),
        ("A game-changer for patients.", True),
        ("The best-in-class antibody.", True),
        ("It worked!", True),
        ("It had breakthrough therapy designation.", False),
        ("Breakthrough infections were rare.", False),
        ("It was effective.", False),
    ],
)
def test_words_of_advertising(text, is_promotional):
    assert found(wording.tone, content_of(text)) == ([("TXT-PROMO", "warning", ITEM)] if is_promotional else [])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("At 2·5 mg/kg.", "“2·5” holds a middle dot as decimal point; write a full stop."),
        ("At 10-5.", None),
        ("At 10-5 it was so.", "“10-5” holds a lost superscript."),
        ("At 10–5 it was so.", "“10–5” holds a lost superscript."),
        ("At 10^-5^ it was so.", None),
        ("From 10–50 of them.", None),
        ("Within 10-5 months.", None),
        ("multi\u00adple", "The text holds a soft hyphen."),
        ("sym\uf0b7bol", "The text holds a character that no font shows; compare with the source."),
        ("zero\u200bwidth", "The text holds an invisible control character."),
        ("plain text", None),
    ],
)
def test_traces_of_pasting(text, message):
    assert said(wording.pasted, content_of(text)) == ([message] if message else [])


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("recall the trials", []),
        ("understand the trials", ["OBJ-VERB"]),
        ("To be aware of the trials", ["OBJ-VERB"]),
        ("recall the uses and compare the trials", ["OBJ-DOUBLE"]),
        ("know the uses and trials", ["OBJ-VERB", "OBJ-DOUBLE"]),
        ("list knowledge gaps", []),
    ],
)
def test_objective_can_be_tested(text, rules):
    content = content_of(objectives=[{"id": "LO1", "text": text}])

    assert [rule for rule, _severity, _where in found(wording.objective_verbs, content)] == rules


def test_vague_verb_gets_a_suggestion():
    content = content_of(objectives=[{"id": "LO1", "text": "Understand the trials"}])

    assert said(wording.objective_verbs, content) == ["“understand” cannot be tested; write explain or summarize."]
