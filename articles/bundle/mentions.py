"""People who are mentioned more than once, such as in the byline and as a featured expert: each mention says all that any says."""

from collections.abc import Iterator, Mapping
from typing import Any

from .shape import Problem

PLACES = {"byline": "byline", "featured": "featured", "reviewers": "reviewed"}
"""The lists of people in a bundle, in their order, each with the place that its rows have in the working copy."""

_NAMES = {"byline": "the byline", "featured": "the list of featured experts"}
_OF_THE_MENTION = ("role",)
_DECLARATION = ("disclosures", "disclosed_on", "look_back_months", "mitigated")

Person = dict[str, Any]


def complete_people(article: dict[str, Any], order: tuple[str, ...]) -> dict[str, Any]:
    """A canonical article with what one mention of a person says in the other mentions; keys of a person in `order`."""
    completed = {
        place: [_joined(person, _elsewhere(article, place, person), order) for person in article[place]]
        for place in PLACES
        if place in article
    }
    return article | completed


def _elsewhere(article: Mapping[str, Any], place: str, person: Person) -> dict[str, Person]:
    """The mentions of the same person in the other places, by place."""
    return {
        other_place: other
        for other_place in PLACES
        if other_place != place
        for other in article.get(other_place, [])
        if other.get("slug") == person.get("slug", "")
    }


def _joined(person: Person, others: Mapping[str, Person], order: tuple[str, ...]) -> Person:
    both = person
    for other in others.values():
        left_out = (*_OF_THE_MENTION, *(_DECLARATION if "disclosed_on" in both else ()))
        both = {name: held for name, held in other.items() if name not in left_out} | both
    return {name: both[name] for name in order if name in both}


def contradictions(article: Mapping[str, Any]) -> Iterator[Problem]:
    """Problems where two mentions of a person, each already completed by the others, say different things."""
    places = list(PLACES)
    for rank, place in enumerate(places[1:], start=1):
        for index, person in enumerate(article.get(place, [])):
            earlier = [one for one in _elsewhere(article, place, person).items() if places.index(one[0]) < rank]
            for first, other in earlier[:1]:
                yield from _differences(person, other, f"article.{place}[{index}]", first)


def _differences(person: Person, other: Person, where: str, first: str) -> Iterator[Problem]:
    for name in dict.fromkeys([*person, *other]):
        if name not in _OF_THE_MENTION and person.get(name) != other.get(name):
            yield Problem(f"{where}.{name}", f"differs from what {_NAMES[first]} says of the same person")
