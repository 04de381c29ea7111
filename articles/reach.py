"""Counting views and reads of articles, without a cookie and without anything that could tell one reader from another."""

import re
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from django.db.models import F
from django.utils import timezone

from hub.transactions import run_transaction

from .models import ArticleVersion, Reach

OPEN_TABS_COUNT_FOR = timedelta(days=1)
"""How long a version that another has replaced still counts: tabs stay open, caches lag a little."""

_ROBOTS = re.compile(
    r"(?<!cu)bot\b|crawl|spider|slurp|facebookexternalhit|embedly|preview|lighthouse|uptime|monitor"
    r"|\bcurl/|\bwget/|python-|\bgo-http-client|\bjava/|\blibwww|scrapy",
    re.IGNORECASE,
)


class Event(StrEnum):
    """What a page tells. Each is told once by each loading of the page."""

    VIEW = "view"
    READ = "read"


_COLUMN = {Event.VIEW: "views", Event.READ: "reads"}


def is_robot(user_agent: str) -> bool:
    """Whether a program says of itself that it is no reader; one that says nothing of itself is none either."""
    return not user_agent or bool(_ROBOTS.search(user_agent))


def count_reach(*, slug: str, number: str, event: str, now: datetime) -> bool:
    """Count one view or read; False where nothing is counted, because readers see no such version or event.

    One UPDATE of one row in a transaction of its own, so the lock that readers of the same article and day wait for is
    held for that statement alone, and never by anybody who sends answers. Raises BusyError when the database cannot
    store it now.
    """
    if event not in _COLUMN:
        return False
    found = _counted_version(slug, number, now)
    if found is None:
        return False
    version_id, day = found
    run_transaction(lambda: _add_one(version_id, day, _COLUMN[Event(event)]))
    return True


def _counted_version(slug: str, number: str, now: datetime) -> tuple[int, date] | None:
    """Key of the version and the day at its hub, where readers see it or saw it within the last day."""
    live = ArticleVersion.objects.live(now).filter(article__slug=slug)
    for pk, stands, live_from, zone in live.values_list("pk", "number", "live_from", "article__hub__time_zone"):
        if str(stands) == number:
            return pk, timezone.localdate(now, timezone=ZoneInfo(zone))
        # All further versions were replaced when this one went live.
        if live_from < now - OPEN_TABS_COUNT_FOR:
            break
    return None


def _add_one(version_id: int, day: date, column: str) -> None:
    row = Reach.objects.filter(version=version_id, day=day)
    if not row.update(**{column: F(column) + 1}):
        # The first of the day; whoever else is first at the same moment meets the unique constraint and goes on.
        Reach.objects.bulk_create([Reach(version_id=version_id, day=day)], ignore_conflicts=True)
        row.update(**{column: F(column) + 1})
