"""Which articles will need whom, and when: those in work for their publication, live ones for their next review."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import F, OuterRef, QuerySet, Subquery

from hub.declaration_gaps import Moment, Use
from hub.models import Hub

from .models import ArticleVersion, Contributor


@dataclass(frozen=True)
class PersonUse:
    """One coming use of a person, whose primary key and name it holds."""

    person: int
    name: str
    hub: int
    use: Use


def person_uses(now: datetime, hub: Hub | None = None) -> list[PersonUse]:
    """Every coming use of every contributor of the working copies, of one hub or of all. One query.

    An article that readers see has a publication ahead only where a day for one is planned, and a review always. One
    that was taken down counts where a day is planned.
    """
    return [found for row in _contributions(now, hub) for found in _uses(row, now)]


def _contributions(now: datetime, hub: Hub | None) -> QuerySet:
    versions = ArticleVersion.objects.standing().filter(article=OuterRef("article")).order_by("-number")
    live = versions.filter(live_from__lte=now)
    rows = Contributor.objects.filter(article__hub=hub) if hub else Contributor.objects.all()
    return (
        rows.order_by("article", "person")
        .values("person", "article", name=F("person__name"), title=F("article__title"), hub=F("article__hub"))
        .annotate(
            zone=F("article__hub__time_zone"),
            published_on=F("article__published_on"),
            embargo_until=F("article__embargo_until"),
            taken_down_at=F("article__taken_down_at"),
            live=Subquery(live.values("number")[:1]),
            review_by=Subquery(live.values("review_by")[:1]),
            live_from=Subquery(versions.filter(live_from__gt=now).order_by("live_from").values("live_from")[:1]),
        )
        .distinct()
    )


def _uses(row: dict, now: datetime) -> Iterator[PersonUse]:
    zone = ZoneInfo(row["zone"])
    planned, today = _planned_on(row, zone), now.astimezone(zone).date()
    is_live = row["live"] is not None and row["taken_down_at"] is None
    is_planned = planned is not None and planned > today
    if is_planned or row["live"] is None:
        yield _use(row, Moment.PUBLICATION, planned)
    if is_live:
        yield _use(row, Moment.REVIEW, row["review_by"])


def _planned_on(row: dict, zone: ZoneInfo) -> date | None:
    """The day on which a version that is scheduled goes live; else the stated one, but none before the embargo ends."""
    if row["live_from"]:
        return row["live_from"].astimezone(zone).date()
    embargo = row["embargo_until"].astimezone(zone).date() if row["embargo_until"] else None
    return max(filter(None, [row["published_on"], embargo]), default=None)


def _use(row: dict, moment: Moment, on: date | None) -> PersonUse:
    return PersonUse(row["person"], row["name"], row["hub"], Use(row["article"], row["title"], moment, on))
