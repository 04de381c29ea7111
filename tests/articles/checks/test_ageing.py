"""What time does to an article."""

from datetime import date

import pytest

from articles.checks import ageing, review_findings
from tests.articles.checks.contents import ITEM, content_of, found, said, trial_of


@pytest.mark.parametrize(
    ("item", "is_fleeting"),
    [
        ("Results from Part 2 of the trial are pending.", True),
        ("In the future, antibodies may be approved.", True),
        ("Research is currently exploring combinations.", True),
        ("Approval for early intervention may follow.", True),
        ("As of May 2025 results are pending.", False),
        ("In 2025 research was ongoing.", False),
        ({"text": "Results are pending.", "time_sensitive": True}, False),
        ("Patients were given both drugs.", False),
    ],
)
def test_fleeting_claim_has_a_date_or_a_mark(item, is_fleeting):
    wanted = [("TIME-CLAIM", "warning", ITEM)] if is_fleeting else []

    assert found(ageing.fleeting_claims, content_of(item)) == wanted


def test_paragraph_is_told_to_give_a_date_since_it_has_no_marks():
    content = content_of(body=[{"block": "paragraph", "text": "It is currently used."}])

    assert said(ageing.fleeting_claims, content) == ["“currently” will be out of date one day; give a date."]


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"regulatory": [{"agency": "FDA", "action": "approval", "date": "2025-11-06"}]}, "regulatory[0]"),
        ({"regulatory": [{"agency": "FDA", "action": "approval", "date": "2025-11"}]}, "regulatory[0]"),
        ({"regulatory": [{"agency": "FDA", "action": "approval", "date": "2025"}]}, None),
        ({"regulatory": [{"agency": "FDA", "action": "approval", "date": "2025-05-02"}]}, None),
        ({"regulatory": [{"agency": "FDA", "action": "approval", "date": "2027-01-01"}]}, None),
        ({"regulatory": [{"agency": "FDA", "action": "approval"}]}, None),
        ({"analyses": [{"key": "a", "data_cutoff": "2025-08-01"}]}, "analyses[0]"),
        ({"analyses": [{"key": "a", "data_cutoff": "2024-08-01"}]}, None),
    ],
)
def test_event_after_the_last_review(fields, where):
    content = content_of(trial=trial_of(**fields), reviewed_on="2025-05-02")
    wanted = [("TIME-EVENT", "warning", f"trials[0].{where}")] if where else []

    assert found(ageing.events_since_review, content) == wanted


def test_article_that_was_never_reviewed_has_no_later_event():
    trial = trial_of(regulatory=[{"agency": "FDA", "action": "approval", "date": "2025-11-06"}])

    assert found(ageing.events_since_review, content_of(trial=trial)) == []


@pytest.mark.parametrize(
    ("on", "rules"),
    [
        (date(2026, 4, 4), []),
        (date(2026, 4, 5), ["TIME-SOON"]),
        (date(2026, 5, 5), ["TIME-SOON"]),
        (date(2026, 5, 6), ["TIME-OVERDUE"]),
    ],
)
def test_review_falls_due(on, rules):
    content = content_of(review_by="2026-05-05")

    assert [finding.rule for finding in review_findings(content, on)] == rules


def test_article_without_a_day_of_review_is_never_due():
    assert review_findings(content_of(), date(2030, 1, 1)) == []
