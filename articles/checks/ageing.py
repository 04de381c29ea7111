"""What time has done to an article, and what it may still do."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ..ama.dates import MONTHS, first_day
from ..findings import Finding
from ..passages import passages
from ..shown_results import shown_trials

SOON_DAYS = 30

_FLEETING = re.compile(
    r"\b(?:currently|recently|to date|pending|(?:in the (?:near )?|near |the )future|future (?:perspectives?|role)|"
    r"may be approved|(?:is|are) (?:awaited|under review)|ongoing|upcoming|not yet (?:reported|approved|available)|"
    r"approval\b[^.;]{0,40}\bmay follow|yet to be (?:reported|approved))\b",
    re.IGNORECASE,
)
_DATED = re.compile(
    rf"\b(?:(?:{'|'.join(MONTHS)})\s+(?:[0-9]{{1,2}},?\s+)?|as of\s+|by\s+|in\s+|since\s+|until\s+)(?:19|20)[0-9]{{2}}\b",
    re.IGNORECASE,
)


def fleeting_claims(content: Mapping[str, Any], on: date) -> Iterator[Finding]:
    """TIME-CLAIM: words that will be false one day, without a date and without the mark "time-sensitive"."""
    for passage in passages(content):
        if passage.place == "title" or passage.time_sensitive:
            continue
        match = _FLEETING.search(passage.plain)
        if match and not _DATED.search(passage.plain):
            advice = "mark the item as time-sensitive or give a date" if passage.place == "item" else "give a date"
            message = f"“{match[0]}” will be out of date one day; {advice}."
            yield Finding("TIME-CLAIM", "warning", message, passage.where)


def events_since_review(content: Mapping[str, Any], on: date) -> Iterator[Finding]:
    """TIME-EVENT: a decision of an agency on a shown trial, or an analysis of it, that is later than the last review.

    A date without month or day counts as later only when its whole stretch is.
    """
    reviewed = content["article"].get("reviewed_on")
    if not reviewed:
        return
    reviewed_on = date.fromisoformat(reviewed)
    for where, trial in shown_trials(content):
        for index, event in enumerate(trial.get("regulatory", [])):
            if _is_between(event.get("date", ""), reviewed_on, on):
                what = f"{event['agency']} {event['action']} of {event['date']}"
                message = f"{trial['acronym']}: {what} is later than the last review of {reviewed}."
                yield Finding("TIME-EVENT", "warning", message, f"{where}.regulatory[{index}]")
        for index, analysis in enumerate(trial.get("analyses", [])):
            if _is_between(analysis.get("data_cutoff", ""), reviewed_on, on):
                cut = f"an analysis with data to {analysis['data_cutoff']}"
                message = f"{trial['acronym']}: {cut} is later than the last review of {reviewed}."
                yield Finding("TIME-EVENT", "warning", message, f"{where}.analyses[{index}]")


def _is_between(day: str, after: date, until: date) -> bool:
    first = first_day(day)
    return first is not None and after < first <= until


def review_due(content: Mapping[str, Any], on: date) -> Iterator[Finding]:
    """TIME-OVERDUE: the day of the next review is past. TIME-SOON: it lies within 30 days."""
    review_by = content["article"].get("review_by")
    if not review_by:
        return
    left = (date.fromisoformat(review_by) - on).days
    if left < 0:
        message = f"The article was to be reviewed by {review_by}, {-left} days ago."
        yield Finding("TIME-OVERDUE", "warning", message, "article.review_by")
    elif left <= SOON_DAYS:
        yield Finding("TIME-SOON", "warning", f"The article is to be reviewed by {review_by}.", "article.review_by")
