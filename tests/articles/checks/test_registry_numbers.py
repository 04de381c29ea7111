"""Checks of registry numbers, of trials and in the text."""

from datetime import date

import pytest

from articles.checks import content_findings

ON = date(2026, 3, 2)


def content(ids=(("NCT", "NCT03319667"),), other_ids=(("NCT", "NCT03652064"),), **article) -> dict:
    def trial(slug, numbers):
        pairs = [{"registry": registry, "value": value} for registry, value in numbers]
        return {"slug": slug, "acronym": slug.upper(), "ids": pairs}

    return {
        "article": {"title": "T", "body": [{"block": "trial", "trial": "imroz", "findings": ["A finding."]}]} | article,
        "trials": [trial("imroz", ids), trial("cepheus", other_ids)],
    }


def findings(content) -> list[tuple]:
    found = content_findings(content, ON)
    return [(one.rule, one.severity, one.message, one.where) for one in found if one.rule.startswith("TRI-ID")]


def block(text: str) -> dict:
    return {"body": [{"block": "trial", "trial": "imroz", "findings": [{"text": text, "kind": "finding"}]}]}


@pytest.mark.parametrize(
    ("given", "finding"),
    [
        (
            {"ids": [("DRKS", "D1")]},
            ("TRI-IDFORMAT", "error", "IMROZ: D1 is not a DRKS number, which looks like DRKS00005115.", "trials[0].ids[0]"),
        ),
        (
            {"ids": [("NCT", "NCT93319667")]},
            (
                "TRI-IDFORMAT", "warning",
                "IMROZ: NCT93319667 does not begin with NCT0 as every NCT number so far; look it up.", "trials[0].ids[0]",
            ),
        ),
        (
            {"other_ids": [("EudraCT", "2018-004614-18"), ("other", "nct03319667")]},
            ("TRI-IDDUP", "error", "CEPHEUS: nct03319667 is the number of IMROZ as well.", "trials[1].ids[1]"),
        ),
        (
            {"lead": "Read NCT03710603."},
            (
                "TRI-IDTEXT", "warning",
                "NCT03710603 is the number of no trial of this article. Correct it, or add the trial.", "article.lead",
            ),
        ),
        (
            {"key_learnings": ["IMROZ (NCT#331966O) is new."]},
            (
                "TRI-IDTEXT", "warning",
                "NCT331966O has 7 digits; an NCT number has 8. The letter O stands for a digit as well.",
                "article.key_learnings[0]",
            ),
        ),
        (
            block("See (NCT03652064)[@a]."),
            ("TRI-IDTEXT", "warning", "NCT03652064 is CEPHEUS, and stands in the block on another trial.", "article.body[0].findings[0]"),
        ),
        (
            {"body": [{"block": "list", "items": ["A", "NCTO3319667"]}]},
            ("TRI-IDTEXT", "warning", "NCTO3319667 has the letter O for a zero. Write NCT03319667.", "article.body[0].items[1]"),
        ),
    ],
)  # fmt: skip
def test_each_fault_is_found_where_it_stands(given, finding):
    assert findings(content(**given)) == [finding]


@pytest.mark.parametrize(
    "given",
    [
        {},
        block("IMROZ (NCT03319667), once more NCT 03319667."),
        {"body": [{"block": "paragraph", "text": "CEPHEUS (NCT03652064) and NCTS."}]},
        {"ids": [("EudraCT", "2018-004614-18"), ("other", "MMY3019")]},
    ],
)
def test_right_numbers_pass(given):
    assert findings(content(**given)) == []
