"""Editorial checks over a bundle, each rule by a content that breaks it and one that does not."""

from datetime import date

import pytest

from articles.checks import content_findings
from articles.markup import literal, to_html
from articles.reading_order import plain_texts
from articles.richtext import Profile, plain_text

ON = date(2026, 3, 2)


@pytest.fixture
def content():
    return {
        "article": {
            "title": "Title",
            "summary": "A summary of sufficient length to be of use in lists and search engines.",
            "lead": "Lead.[@a]",
            "byline": [{"slug": "w", "name": "Wendy", "disclosed_on": "2026-01-01"}],
            "objectives": [{"id": "LO1", "text": "recall"}],
            "body": [
                {"block": "heading", "level": 2, "text": "Heading"},
                {"block": "trial", "trial": "t", "findings": ["A finding.[@a]"]},
            ],
        },
        "trials": [
            {
                "slug": "t",
                "acronym": "TRIAL",
                "ids": [{"registry": "NCT", "value": "NCT01234567"}],
                "results": [
                    {
                        "endpoint": "pfs",
                        "checked": {"by": "r", "on": "2026-01-01"},
                        "comparison": {
                            "measure": "HR", "value": "0.57", "ci_pct": "95", "ci_lower": "0.41", "ci_upper": "0.79",
                            "p_op": "=", "p_value": "0.0005",
                        },
                    }
                ],
            }
        ],
        "references": [{"id": "a", "type": "article-journal", "title": "On A", "DOI": "10.1000/a"}],
    }  # fmt: skip


def rules(content):
    return [(finding.rule, finding.severity, finding.where) for finding in content_findings(content, ON)]


def test_complete_content_has_no_finding(content):
    assert rules(content) == []


def article(content):
    return content["article"]


def result(content):
    return content["trials"][0]["results"][0]


@pytest.mark.parametrize(
    ("break_it", "finding"),
    [
        (lambda c: article(c).update(lead="Lead.[@gone]"), ("REF-MISSING", "error", "references")),
        (lambda c: c["references"].append({"id": "b", "title": "B"}), ("REF-UNCITED", "warning", "references")),
        (lambda c: c["references"][0].update(status="retracted"), ("REF-RETRACTED", "error", "references")),
        (lambda c: c["references"][0].update(DOI="11.5/x"), ("REF-DOI", "error", "references")),
        (lambda c: article(c).update(objectives=[]), ("OBJ-NONE", "error", "article.objectives")),
        (lambda c: article(c).update(summary="Short."), ("WEB-META", "warning", "article.summary")),
        (lambda c: article(c).update(title="Supported by {funder}"), ("TXT-PLACEHOLDER", "error", "article")),
        (lambda c: article(c)["body"][0].update(level=4), ("TXT-HEAD", "error", "article.body[0]")),
        (lambda c: c["trials"][0].pop("ids"), ("TRI-NOID", "warning", "trials[0]")),
        (lambda c: result(c).pop("checked"), ("TRI-UNVERIFIED", "error", "trials[0].results[0]")),
        (lambda c: result(c)["comparison"].update(ci_lower="0.14"), ("STAT-ASYM", "warning", "trials[0].results[0]")),
        (lambda c: article(c)["body"][1].update(findings=[]), ("TRI-NORESULT", "error", "article.body[1]")),
    ],
)
def test_each_rule_finds_its_fault(content, break_it, finding):
    break_it(content)

    assert finding in rules(content)


def test_reference_cited_by_the_quiz_alone_is_not_uncited(content):
    content["references"].append({"id": "b", "title": "B"})
    content["quiz"] = {"questions": [{"refs": ["b"]}]}

    assert rules(content) == []


def test_trials_without_a_block_are_not_checked(content):
    content["trials"].append({"slug": "other", "acronym": "OTHER"})

    assert rules(content) == []


@pytest.mark.parametrize("words", ["A [# b", "[@ x", "5 ^ *", "\\[", "[x](y)"])
def test_title_and_heading_are_words_whatever_signs_they_hold(content, words):
    content["article"]["title"] = words
    content["article"]["body"].append({"block": "heading", "level": 2, "text": words})

    assert rules(content) == []
    assert literal(words) in plain_texts(content)
    assert plain_text(to_html(literal(words), Profile.PARAGRAPHS)) == words
