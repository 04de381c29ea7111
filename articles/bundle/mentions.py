"""People who are mentioned twice, in the byline and as a featured expert: both mentions say all that either says."""

from collections.abc import Iterator, Mapping
from typing import Any

from .shape import Problem

PLACES = ("byline", "featured")
_OF_THE_MENTION = ("role",)
_DECLARATION = ("disclosures", "disclosed_on", "look_back_months", "mitigated")

Person = dict[str, Any]


def complete_people(article: dict[str, Any], order: tuple[str, ...]) -> dict[str, Any]:
    """A canonical article with what one mention of a person says in the other mention; keys of a person in `order`."""
    completed = {
        place: [_joined(person, _elsewhere(article, place, person), order) for person in article[place]]
        for place in PLACES
        if place in article
    }
    return article | completed


def _elsewhere(article: Mapping[str, Any], place: str, person: Person) -> Person:
    """The mention of the same person in the other place, {} without one."""
    others = (other for other_place in PLACES if other_place != place for other in article.get(other_place, []))
    return next((other for other in others if other.get("slug") == person.get("slug", "")), {})


def _joined(person: Person, other: Person, order: tuple[str, ...]) -> Person:
    left_out = (*_OF_THE_MENTION, *(_DECLARATION if "disclosed_on" in person else ()))
    both = {name: held for name, held in other.items() if name not in left_out} | person
    return {name: both[name] for name in order if name in both}


def contradictions(article: Mapping[str, Any]) -> Iterator[Problem]:
    """Problems where the two mentions of a person, each already completed by the other, say different things."""
    for index, person in enumerate(article.get("featured", [])):
        other = _elsewhere(article, "featured", person)
        for name in dict.fromkeys([*person, *other]):
            if other and name not in _OF_THE_MENTION and person.get(name) != other.get(name):
                yield Problem(
                    f"article.featured[{index}].{name}", "differs from what the byline says of the same person"
                )
