"""Contributors as the page shows them, with what they declared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.storage import default_storage
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hub.countries import COUNTRIES
from hub.interests import OTHER
from hub.models import Interest
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


def printed_people(
    article: Mapping[str, Any], places: Sequence[str] = ("featured", "byline", "reviewers")
) -> list[ContributorCard]:
    """The people of a bundle's article, each once, in the order in which the list of disclosures prints them."""
    cards = [contributor_card(person) for place in places for person in article.get(place, [])]
    return list({card.slug: card for card in cards}.values())


def disclosure_text(person: Mapping[str, Any]) -> str:
    """What a person declared, as a sentence; that nothing was declared is said in words."""
    if "disclosed_on" not in person:
        return _("No declaration on record.")
    day = date_format(date.fromisoformat(person["disclosed_on"]), "DATE_FORMAT")
    interests = [_interest(one) for one in person.get("disclosures", [])]
    if not interests:
        return _("Nothing to declare (%(day)s).") % {"day": day}
    sentence = _("%(interests)s (declared %(day)s).") % {"interests": "; ".join(interests), "day": day}
    return " ".join(filter(None, [sentence, mitigation_text(person)]))


def mitigation_text(person: Mapping[str, Any]) -> str:
    """That the relationships were mitigated, as a sentence; "" where there are none, or nobody said so."""
    interests = person.get("disclosures", [])
    if not interests or not person.get("mitigated"):
        return ""
    return ngettext("This relationship was mitigated.", "These relationships were mitigated.", len(interests))


def interest_texts(person: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Each declared interest by itself: with whom, and of what nature and when."""
    return [(one["entity"], _relation(one)) for one in person.get("disclosures", [])]


def _relation(interest: Mapping[str, Any]) -> str:
    nature = _nature(interest)
    return ", ".join([nature[:1].upper() + nature[1:], *_further(interest)])


def _interest(interest: Mapping[str, Any]) -> str:
    """One relationship: nature, company by its name, when, and what ICMJE asks; never an amount."""
    text = _("%(nature)s from %(entity)s") % {"nature": _nature(interest), "entity": interest["entity"]}
    return ", ".join([text[:1].upper() + text[1:], *_further(interest)])


def _further(interest: Mapping[str, Any]) -> list[str]:
    further = [
        interest.get("period") or _years(interest),
        _("supports the present work") if interest.get("covers_this_work") else "",
        _("paid to the institution") if interest.get("paid_to") == "institution" else "",
    ]
    return [words for words in further if words]


def _nature(interest: Mapping[str, Any]) -> str:
    """The words of the person; a word of ours in the language of the page."""
    words = interest.get("type", "")
    if not words or words == OTHER:
        return _("relationship")
    return str(Interest.Nature(words).label) if words in Interest.Nature.values else words


def _years(interest: Mapping[str, Any]) -> str:
    first, last = interest.get("from", "")[:4], interest.get("to", "")[:4]
    known = {"first": first, "last": last}
    if interest.get("ongoing"):
        return _("since %(first)s") % known if first else _("ongoing")
    if first and last:
        return first if first == last else _("%(first)s to %(last)s") % known
    return _("from %(first)s") % known if first else _("until %(last)s") % known if last else ""
