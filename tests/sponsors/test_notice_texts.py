import pytest

from sponsors.models import Notice
from sponsors.notice_texts import ABOUT_SUPPORT, PLACEHOLDERS, filled, unknown_placeholders


@pytest.mark.parametrize(
    ("kind", "text", "unknown"),
    [
        ("strip", "{hub} by {publisher}", []),
        ("statement_one", "{funders} paid {publisher}", []),
        ("statement_one", "{in_kind}", ["{in_kind}"]),
        ("quiz_intro", "{funders}", ["{funders}"]),
        ("gate", "{funders}", ["{funders}"]),
        ("strip", "{funder} {funder} { hub } {}", ["{funder}", "{ hub }", "{}"]),
        ("strip", "a { b } c {hub", ["{ b }", "{"]),
    ],
)
def test_unknown_placeholders(kind, text, unknown):
    assert unknown_placeholders(kind, text) == unknown


def test_filled_replaces_in_one_pass_and_leaves_what_has_no_value():
    assert filled("{hub}: {funders} {in_kind}", {"hub": "{funders}", "funders": "A"}) == "{funders}: A {in_kind}"


def test_every_kind_has_its_placeholders():
    assert list(PLACEHOLDERS) and set(PLACEHOLDERS) == set(Notice.Kind.values) >= set(ABOUT_SUPPORT)
