"""Moving the dates of sample articles to the present, all by the same number of days. Pure.

Only dates of the sample itself move (publication, review, declarations, checks, agreements); dates of the real world
(references, approvals, data cut-offs) stay.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

PUBLISHED_DAYS_AGO = 30


def days_to(bundle: dict[str, Any], published_on: date) -> int:
    """By how many days sample dates move so that this bundle is published on that day.

    Raises KeyError for a bundle without a publication date.
    """
    return (published_on - date.fromisoformat(bundle["article"]["published_on"])).days


def moved_by(bundle: dict[str, Any], days: int) -> dict[str, Any]:
    """The bundle with its sample dates shifted. The given bundle is changed and returned."""
    for holder, key in _sample_dates(bundle):
        if holder.get(key):
            holder[key] = (date.fromisoformat(holder[key]) + timedelta(days=days)).isoformat()
    return bundle


def _sample_dates(bundle: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    article = bundle["article"]
    yield from ((article, key) for key in ("published_on", "reviewed_on", "review_by"))
    for place in ("byline", "featured", "reviewers"):
        yield from ((person, "disclosed_on") for person in article.get(place, []))
    for trial in bundle.get("trials", []):
        yield from ((result["checked"], "on") for result in trial.get("results", []) if "checked" in result)
    for line in bundle.get("support", {}).get("funders", []):
        agreement = line.get("agreement", {})
        yield from ((agreement, key) for key in ("from", "to"))
