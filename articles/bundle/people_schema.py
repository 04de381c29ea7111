"""The form of people and of what they declare in a bundle."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from hub.interests import UNREAD, Period, read_period

from .mentions import PLACES
from .numbers import period_clashes
from .shape import Boolean, Choice, Date, FileName, Integer, Key, ListOf, Pattern, Problem, Record, Text
from .slugs import slug_check, slug_from

PERSON_SLUG_LENGTH = 50
LONGEST_LOOK_BACK = 600
_NEEDS_A_DAY = {
    "disclosures": "these interests were declared",
    "look_back_months": "the declaration was made",
    "mitigated": "the interests were declared",
}


def _undated_declaration(person: dict[str, Any]) -> Iterator[tuple[str, str]]:
    said = next((name for name in _NEEDS_A_DAY if name in person), None)
    if said and "disclosed_on" not in person:
        yield "disclosed_on", f"is missing: say on which day {_NEEDS_A_DAY[said]}"
    if person.get("mitigated") and not person.get("disclosures") and "disclosed_on" in person:
        yield "mitigated", "there is nothing to mitigate: the declaration names no interest"


def _period(interest: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if _read(interest).is_reversed:
        yield "period", f'"{interest["period"]}" ends before it starts'
    if interest.get("ongoing") and "to" in interest:
        yield "to", "an ongoing relationship has no last day; leave out one of the two"


def dates_of(interest: dict[str, Any]) -> Period:
    """When the relationship was: as its dates say, else as the words of its period can be read."""
    if not {"from", "to", "ongoing"} & set(interest):
        return _read(interest)
    return Period(_day(interest.get("from")), _day(interest.get("to")), interest.get("ongoing") is True)


def _day(text: Any) -> date | None:
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError):  # said by the node of the day itself
        return None


def _read(interest: dict[str, Any]) -> Period:
    stated = interest.get("period", "")
    return read_period(stated) if isinstance(stated, str) else UNREAD


def _without_stated_dates(interest: dict[str, Any]) -> dict[str, Any]:
    """Dates that the words of the period state already are not written twice."""
    is_readable = all(_day(interest[name]) for name in ("from", "to") if name in interest)
    if is_readable and dates_of(interest) == _read(interest):
        return {name: held for name, held in interest.items() if name not in ("from", "to", "ongoing")}
    return interest


INTEREST = Record(
    {
        "entity": Text(160),
        "type": Text(120),
        "period": Text(60),
        "from": Date(),
        "to": Date(),
        "ongoing": Boolean(),
        "covers_this_work": Boolean(),
        "paid_to": Choice(("self", "institution")),
    },
    required=("entity",),
    tidy=_without_stated_dates,
    checks=(period_clashes("from", "to", "the relationship"), _period),
)
PERSON = Record(
    {
        "slug": Key(PERSON_SLUG_LENGTH),
        "name": Text(120),
        "role": Text(80),
        "affiliation": Text(200),
        "city": Text(120),
        "country": Pattern(r"[A-Z]{2}", "a country as two capital letters, such as DE"),
        "portrait": FileName(),
        "portrait_alt": Text(200),
        "disclosures": ListOf(INTEREST),
        "disclosed_on": Date(),
        "look_back_months": Integer(1, LONGEST_LOOK_BACK),
        "mitigated": Boolean(),
    },
    required=("name",),
    tidy=slug_from("name", PERSON_SLUG_LENGTH),
    checks=(slug_check("name"), _undated_declaration),
)


def days_to_come(article: Mapping[str, Any], today: date) -> Iterator[Problem]:
    """Problems of declarations whose day has not come yet, in a canonical article."""
    for place in PLACES:
        for index, person in enumerate(article.get(place, [])):
            declared_on = _day(person.get("disclosed_on"))
            if declared_on and declared_on > today:
                message = f"{declared_on} has not come yet; enter the day on which the person declared"
                yield Problem(f"article.{place}[{index}].disclosed_on", message)
