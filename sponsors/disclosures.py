"""The record of disclosures as readers ask for it: what was shown on a day, and what changed when."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from django.db.models import F, Min, Q

from hub.canonical import payload_hash
from hub.models import Hub

from .disclosure_changes import changes
from .models import DisclosureSnapshot
from .models.snapshot import SnapshotQuerySet
from .strip_history import State, day_of, last_of, midnight, unrecorded

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@dataclass(frozen=True)
class Shown:
    """Words that readers saw on a day. since, until: None where they held from its first, to its last instant.

    article: None for the site.
    """

    words: dict[str, Any]
    hash: str
    since: datetime | None
    until: datetime | None
    article: Any = None


@dataclass(frozen=True)
class Change:
    """One entry of the history. article: None for the site; title: as the article then had it."""

    since: datetime
    sentences: list[str]
    hash: str
    article: Any = None
    title: str = ""


class NoSuchDay(ValueError):
    """Text that is no day."""


class DayAhead(ValueError):
    """A day that is still to come where the hub is."""


def day_asked(text: str, hub: Hub, now: datetime) -> date:
    """The day that an address names, today for none. Raises NoSuchDay or DayAhead."""
    today = day_of(now, hub)
    if not text:
        return today
    if not _DAY.fullmatch(text):
        raise NoSuchDay(text)
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise NoSuchDay(text) from error
    if day > today:
        raise DayAhead(text)
    return day


def first_day(hub: Hub, now: datetime) -> date:
    """The day on which the record of the hub begins; today while there is none."""
    begun = DisclosureSnapshot.objects.filter(hub=hub).aggregate(first=Min("shown_from"))["first"]
    return day_of(min(begun or now, now), hub)


def span(day: date, hub: Hub) -> tuple[datetime, datetime]:
    """The instants between which it is that day where the hub is: mostly 24 hours, 23 or 25 where the clock is set."""
    return midnight(day, hub.zone), midnight(day + timedelta(days=1), hub.zone)


def site_on(hub: Hub, day: date, now: datetime) -> list[Shown]:
    """Every state of the strip on a day of the record, in order.

    What the nightly run has not recorded yet is computed as the run would, and not written.
    """
    start, end = span(day, hub)
    coming = unrecorded(hub, now, last_of(hub))
    rows = DisclosureSnapshot.objects.filter(hub=hub, article=None).shown(now).between(start, end).order_by("pk")
    taken_over = coming[0].since if coming else None
    stored = [(State(row.shown_from, row.payload), row.shown_to or taken_over) for row in rows]
    computed = [(state, following.since) for state, following in pairwise(coming)]
    computed += [(coming[-1], None)] if coming else []
    return [
        _on_the_day(DisclosureSnapshot(payload=state.payload, shown_from=state.since), until, start, end)
        for state, until in [*stored, *computed]
        if state.since < end and (until is None or until > start)
    ]


def articles_on(hub: Hub, day: date, now: datetime) -> SnapshotQuerySet:
    """The snapshots of articles that were public on a day, by title and time; `as_shown` reads them."""
    rows = DisclosureSnapshot.objects.filter(hub=hub, version__isnull=False).shown(now).between(*span(day, hub))
    return rows.select_related("article").order_by("version__title", "article", "shown_from")


def as_shown(rows: Iterable[DisclosureSnapshot], day: date, hub: Hub) -> list[Shown]:
    """Snapshots with their end, as that day saw them; one that only repeats the words before it is joined to them."""
    joined: list[tuple[DisclosureSnapshot, datetime | None]] = []
    for row in rows:
        if joined and (joined[-1][0].subject, joined[-1][0].payload) == (row.subject, row.payload):
            joined[-1] = (joined[-1][0], row.shown_to)
        else:
            joined.append((row, row.shown_to))
    return [_on_the_day(row, until, *span(day, hub)) for row, until in joined]


def _on_the_day(row: DisclosureSnapshot, until: datetime | None, start: datetime, end: datetime) -> Shown:
    return Shown(
        words=row.words,
        hash=payload_hash(row.payload),
        since=row.shown_from if row.shown_from > start else None,
        until=until if until and until < end else None,
        article=row.article if row.article_id else None,
    )


def history(hub: Hub, now: datetime) -> SnapshotQuerySet:
    """Snapshots at which the words changed, the newest first; `as_changes` reads them."""
    rows = DisclosureSnapshot.objects.filter(hub=hub).shown(now).with_predecessor()
    changed = rows.filter(Q(before=None) | ~Q(before=F("payload")))
    return changed.select_related("article").order_by("-shown_from", "-pk")


def as_changes(rows: Sequence[DisclosureSnapshot]) -> list[Change]:
    """Each snapshot with what it changed, in the active language."""
    return [_change(row) for row in rows]


def _change(row: DisclosureSnapshot) -> Change:
    before = DisclosureSnapshot(payload=row.before).words if row.before else None
    title = row.words.get("title") or (before or {}).get("title", "")
    return Change(row.shown_from, changes(before, row.words), row.payload_hash, row.article, title)
