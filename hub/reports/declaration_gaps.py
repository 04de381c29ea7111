"""The disclosure gap radar: whose declaration has to be renewed, the most urgent first. Known only across the apps."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Max

from articles.person_uses import person_uses
from hub.data_dictionary import Entry, Table
from hub.declaration_dates import expires_on, newest_declarations
from hub.declaration_gaps import Gap, Use, gap_of, ranked
from hub.models import DeclarationReminder, Hub
from hub.person_addresses import Reach, reach_of


@dataclass(frozen=True)
class RadarEntry:
    """One gap with the ways to close it. last_reminder: when the last mail was sent; None before any."""

    gap: Gap
    reach: Reach
    last_reminder: datetime | None


@dataclass(frozen=True)
class GapRow:
    """A line of the table as a file. planned_on: empty where no day is planned."""

    person: str
    declaration: str
    expires_on: date | None = field(metadata={"header": "valid until"})
    use: str = field(metadata={"header": "first use"})
    title: str = field(metadata={"header": "article"})
    planned_on: date | None = field(metadata={"header": "planned on"})
    days_to_use: int | None = field(metadata={"header": "days to first use"})
    is_covered: bool = field(metadata={"header": "valid on that day"})
    n_articles: int = field(metadata={"header": "articles"})
    has_address: bool = field(metadata={"header": "address known"})
    is_stopped: bool = field(metadata={"header": "mails stopped"})
    last_reminder: date | None = field(metadata={"header": "last reminder"})


NO_DAY = "no day is planned"
GAPS = Table(
    key="declarations",
    title="Declarations to renew",
    row="One person whose declaration of interests is missing, has expired or expires soon.",
    row_type=GapRow,
    entries={
        "person": Entry("name"),
        "declaration": Entry("none, expired or expiring"),
        "expires_on": Entry("last day on which it counts", empty="there is none"),
        "use": Entry("what the person is needed for first: publication or review"),
        "title": Entry("title of the article that needs the person first"),
        "planned_on": Entry("day planned for that", empty=NO_DAY),
        "days_to_use": Entry("from today to that day; 0 where it is overdue", "days", f"{NO_DAY}, or it is long past"),
        "is_covered": Entry("whether the declaration still counts on that day"),
        "n_articles": Entry("articles that need the person", "articles"),
        "has_address": Entry("whether a mail can be sent"),
        "is_stopped": Entry("whether the person wants no more mails"),
        "last_reminder": Entry("day of the last mail", empty="no mail was sent"),
    },
)


def declaration_gaps(now: datetime, today: date, hub: Hub | None = None) -> list[Gap]:
    """The gaps of everybody whom articles of one hub, or of all, use. Three queries, however many people."""
    hubs = Hub.objects.in_bulk()
    names: dict[int, str] = {}
    uses: dict[int, list[Use]] = defaultdict(list)
    used_by: dict[int, set[int]] = defaultdict(set)
    for one in person_uses(now, hub):
        names[one.person] = one.name
        uses[one.person].append(one.use)
        used_by[one.person].add(one.hub)
    newest = newest_declarations(uses, today)
    last_days = {
        person: expires_on(declaration.declared_on, [hubs[pk] for pk in used_by[person]])
        for person, declaration in newest.items()
    }
    gaps = (gap_of(person, names[person], own, last_days.get(person), today) for person, own in uses.items())
    return ranked(gap for gap in gaps if gap)


def radar(now: datetime, today: date, hub: Hub | None = None) -> list[RadarEntry]:
    """The gaps with addresses and mails. Five queries."""
    gaps = declaration_gaps(now, today, hub)
    people = [gap.person for gap in gaps]
    reach = reach_of(people)
    mails = DeclarationReminder.objects.filter(declaration__person__in=people, sent_at__isnull=False).order_by()
    last = dict(mails.values_list("declaration__person").annotate(Max("sent_at")))
    return [RadarEntry(gap, reach[gap.person], last.get(gap.person)) for gap in gaps if gap.person in reach]


def gap_row(entry: RadarEntry) -> GapRow:
    gap = entry.gap
    return GapRow(
        person=gap.name,
        declaration=gap.state,
        expires_on=gap.expires_on,
        use=gap.use.moment,
        title=gap.use.title,
        planned_on=gap.use.on,
        days_to_use=gap.days_to_use,
        is_covered=gap.is_covered,
        n_articles=gap.n_articles,
        has_address=bool(entry.reach.email),
        is_stopped=entry.reach.is_stopped,
        last_reminder=entry.last_reminder.date() if entry.last_reminder else None,
    )
