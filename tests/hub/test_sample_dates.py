from datetime import date

from hub.sample_dates import days_to, moved_by


def test_moved_by_shifts_sample_dates_and_leaves_facts():
    bundle = {
        "article": {
            "published_on": "2025-05-05",
            "reviewed_on": "2025-05-02",
            "byline": [{"name": "A", "disclosed_on": "2025-04-18"}],
        },
        "trials": [
            {
                "results": [{"checked": {"by": "a", "on": "2025-05-02"}}, {}],
                "regulatory": [{"date": "2024-09-20"}],
                "analyses": [{"data_cutoff": "2024-05-01"}],
            }
        ],
        "support": {"funders": [{"funder": "F", "agreement": {"from": "2025-01-01", "to": "2026-12-31"}}]},
    }

    assert moved_by(bundle, 10) == {
        "article": {
            "published_on": "2025-05-15",
            "reviewed_on": "2025-05-12",
            "byline": [{"name": "A", "disclosed_on": "2025-04-28"}],
        },
        "trials": [
            {
                "results": [{"checked": {"by": "a", "on": "2025-05-12"}}, {}],
                "regulatory": [{"date": "2024-09-20"}],
                "analyses": [{"data_cutoff": "2024-05-01"}],
            }
        ],
        "support": {"funders": [{"funder": "F", "agreement": {"from": "2025-01-11", "to": "2027-01-10"}}]},
    }


def test_days_to_counts_from_the_date_in_the_file():
    assert days_to({"article": {"published_on": "2025-05-05"}}, date(2025, 4, 30)) == -5
