"""What the text of a published version names, as rows of its own: trials, people and declarations become findable by it."""

import json

from django.db.models import Q

from hub.models import Declaration, Person

from .bundle.mentions import PLACES
from .models import ArticleVersion, Trial, VersionDeclaration, VersionPerson, VersionTrial
from .reading_order import shown_slugs


def list_named(version: ArticleVersion) -> None:
    """Write these rows for a version that has just been stored, in the same transaction."""
    _list_trials(version)
    _list_declarations(version)
    _list_people(version)


def _list_trials(version: ArticleVersion) -> None:
    trials = Trial.objects.filter(slug__in=shown_slugs(json.loads(version.content)))
    VersionTrial.objects.bulk_create(VersionTrial(version=version, trial=trial) for trial in trials)


def _list_declarations(version: ArticleVersion) -> None:
    article = json.loads(version.content)["article"]
    people = [person for place in PLACES for person in article.get(place, []) if "disclosed_on" in person]
    shown = Q(pk__in=[])
    for person in people:
        shown |= Q(person__slug=person["slug"], declared_on=person["disclosed_on"])
    rows = Declaration.objects.counting().filter(shown)
    VersionDeclaration.objects.bulk_create(VersionDeclaration(version=version, declaration=row) for row in rows)


def _list_people(version: ArticleVersion) -> None:
    article = json.loads(version.content)["article"]
    mentions = [(place, mention) for key, place in PLACES.items() for mention in article.get(key, [])]
    people = Person.objects.in_bulk([mention["slug"] for _place, mention in mentions], field_name="slug")
    VersionPerson.objects.bulk_create(
        VersionPerson(
            version=version,
            person=people[mention["slug"]],
            place=place,
            role=mention.get("role", ""),
            mention=mention,
        )
        for place, mention in mentions
    )
