"""Contributors as the page shows them, with what they declared."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.storage import default_storage
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hub.countries import COUNTRIES
from hub.models.person import PORTRAITS

COUNTRY_NAMES = dict(COUNTRIES)


@dataclass(frozen=True)
class ContributorCard:
    """A contributor: who, where, and the disclosure as one sentence. `disclosure` is never empty."""

    slug: str
    name: str
    initials: str
    role: str
    workplace: str
    portrait_url: str
    portrait_alt: str
    disclosure: str
    has_interests: bool


def contributor_card(person: Mapping[str, Any]) -> ContributorCard:
    """The card of one entry of `byline` or `featured` in the bundle."""
    country = person.get("country", "")
    place = [person.get("affiliation", ""), person.get("city", ""), str(COUNTRY_NAMES.get(country, country))]
    return ContributorCard(
        slug=person["slug"],
        name=person["name"],
        initials="".join(word[0] for word in person["name"].split()[:2]).upper(),
        role=person.get("role", ""),
        workplace=", ".join(part for part in place if part),
        portrait_url=default_storage.url(PORTRAITS + person["portrait"]) if person.get("portrait") else "",
        portrait_alt=person.get("portrait_alt", ""),
        disclosure=disclosure_text(person),
        has_interests=bool(person.get("disclosures")),
    )


def disclosure_text(person: Mapping[str, Any]) -> str:
    """What a person declared, as a sentence; that nothing was declared is said in words."""
    if "disclosed_on" not in person:
        return _("No declaration on record.")
    day = date_format(date.fromisoformat(person["disclosed_on"]), "DATE_FORMAT")
    interests = [_interest(one) for one in person.get("disclosures", [])]
    if not interests:
        return _("Nothing to declare (%(day)s).") % {"day": day}
    return _("%(interests)s (declared %(day)s).") % {"interests": "; ".join(interests), "day": day}


def _interest(interest: Mapping[str, Any]) -> str:
    text = _("%(nature)s from %(entity)s") % {
        "nature": interest.get("type", _("relationship")),
        "entity": interest["entity"],
    }
    text = text[:1].upper() + text[1:]
    return f"{text}, {interest['period']}" if interest.get("period") else text
