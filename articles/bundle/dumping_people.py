"""People as a bundle has them, with the declaration that counts."""

from typing import Any

from hub.interests import Period, read_period
from hub.models import Declaration, Interest, Person

_PLAIN = ("slug", "name", "affiliation", "city", "country", "portrait_alt")


def latest_declarations(people: set[int]) -> dict[int, Declaration]:
    """The newest declaration of each person that nobody withdrew, by the person's primary key."""
    counting = Declaration.objects.counting().filter(person__in=people)
    return {one.person_id: one for one in counting.order_by("declared_on").prefetch_related("interests")}


def person_fields(person: Person, declaration: Declaration | None) -> dict[str, Any]:
    """A person as the bundle has one, without the role; `declaration` is the one that counts, or None."""
    fields = {name: getattr(person, name) for name in _PLAIN}
    fields["portrait"] = person.portrait.name.rpartition("/")[2] if person.portrait else ""
    return fields | (declaration_fields(declaration) if declaration else {})


def declaration_fields(declaration: Declaration) -> dict[str, Any]:
    """What readers may know of a declaration: not who reviewed it, nor how it was collected or the note itself."""
    return {
        "disclosed_on": declaration.declared_on.isoformat(),
        "disclosures": [_interest(one) for one in declaration.interests.all()],
        "look_back_months": declaration.look_back_months,
        "mitigated": bool(declaration.mitigation),
    }


def _interest(interest: Interest) -> dict[str, Any]:
    # Dates that the words of the period state already are not written twice.
    dates = Period() if interest.dates == read_period(interest.period) else interest.dates
    return {
        "entity": interest.entity,
        "type": interest.nature_note or interest.nature,
        "period": interest.period,
        "from": dates.starts_on.isoformat() if dates.starts_on else "",
        "to": dates.ends_on.isoformat() if dates.ends_on else "",
        "ongoing": dates.is_ongoing,
        "covers_this_work": interest.covers_this_work,
        "paid_to": interest.paid_to,
    }
