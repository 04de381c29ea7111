"""What mails, pages and reports ask about the declarations on record: the one place that reads them for these."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .declarations import Terms, last_day
from .models import Declaration, Hub, Interest


@dataclass(frozen=True)
class Newest:
    """The newest declaration of a person: its primary key and day."""

    pk: int
    declared_on: date


@dataclass(frozen=True)
class OnRecord:
    """One interest as it was declared. period: as written."""

    entity: str
    nature: str
    period: str


def newest_declarations(people: Iterable[int], on: date) -> dict[int, Newest]:
    """The newest declaration of each of these people, by their primary key, not later than a day. One query."""
    rows = Declaration.objects.counting().filter(person__in=people, declared_on__lte=on).order_by("declared_on", "pk")
    return {person: Newest(pk, day) for person, pk, day in rows.values_list("person", "pk", "declared_on")}


def expires_on(declared_on: date, hubs: Iterable[Hub]) -> date:
    """The last day on which a declaration counts for all of these hubs."""
    months = min((hub.declaration_valid_months for hub in hubs), default=Terms.valid_months)
    return last_day(declared_on, months)


def interests_on_record(declaration_pk: int) -> list[OnRecord]:
    """What was declared, in its order; empty where nothing was to declare."""
    declaration = Declaration.objects.prefetch_related("interests").get(pk=declaration_pk)
    return [OnRecord(one.entity, one.nature_words, _period(one)) for one in declaration.interests.all()]


def _period(interest: Interest) -> str:
    """The period as the person put it, else the years of its days."""
    first, last = (day and str(day.year) for day in (interest.starts_on, interest.ends_on))
    if interest.period or not first:
        return interest.period
    if interest.is_ongoing:
        return f"since {first}"
    return first if last in (None, first) else f"{first}-{last}"
