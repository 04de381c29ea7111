"""Declarations of contributors, as a bundle has them."""

from datetime import date

import pytest

from articles.checks.people import declarations
from hub.declarations import Terms

ON = date(2026, 3, 2)
DECLARED = {"slug": "w", "name": "Wendy", "disclosed_on": "2026-01-01", "look_back_months": 24}
INTERESTS = [{"entity": "Company C", "type": "honoraria"}]


def found(terms=Terms(), **changes):  # noqa: B008 - frozen
    person = {name: held for name, held in (DECLARED | changes).items() if held is not None}
    content = {"article": {"byline": [person]}}
    return [(finding.rule, finding.severity, finding.message) for finding in declarations(content, ON, terms)]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"disclosed_on": "2025-03-02"},
        {"disclosed_on": "2026-03-02"},
        {"look_back_months": 36},
        {"disclosures": INTERESTS, "mitigated": True},
        {"terms": Terms(valid_months=24), "disclosed_on": "2024-03-02"},
        {"terms": Terms(look_back_months=12), "look_back_months": 12},
    ],
)
def test_complete_declaration_has_no_finding(changes):
    assert found(**changes) == []


@pytest.mark.parametrize(
    ("changes", "rule", "message"),
    [
        (
            {"disclosed_on": None},
            ("DISC-NONE", "error"),
            "Wendy has not declared interests, nor that there is nothing to declare.",
        ),
        (
            {"disclosed_on": "2025-03-01"},
            ("DISC-OLD", "error"),
            "The declaration of Wendy is from 2025-03-01, more than 12 months before 2026-03-02.",
        ),
        (
            {"disclosed_on": "2026-03-03"},
            ("DISC-FUTURE", "error"),
            "The declaration of Wendy is from 2026-03-03, after 2026-03-02.",
        ),
        (
            {"look_back_months": 12},
            ("DISC-LOOKBACK", "error"),
            "The declaration of Wendy looks back 12 months, where 24 are asked for.",
        ),
        (
            {"terms": Terms(look_back_months=36)},
            ("DISC-LOOKBACK", "error"),
            "The declaration of Wendy looks back 24 months, where 36 are asked for.",
        ),
        (
            {"look_back_months": None},
            ("DISC-LOOKBACK", "warning"),
            "The declaration of Wendy from 2026-01-01 does not say how many months it looks back.",
        ),
        (
            {"disclosures": INTERESTS},
            ("DISC-UNREVIEWED", "warning"),
            "The interests of Wendy have no review that says how they were mitigated.",
        ),
    ],
)
def test_what_a_declaration_lacks_is_said(changes, rule, message):
    assert found(**changes) == [(*rule, message)]


def test_featured_experts_are_asked_too():
    content = {"article": {"featured": [DECLARED, {"name": "Ed"}]}}

    assert [(one.rule, one.where) for one in declarations(content, ON, Terms())] == [
        ("DISC-NONE", "article.featured[1]")
    ]
