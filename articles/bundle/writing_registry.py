"""Writing what articles share: people and references."""

from collections.abc import Iterable, Mapping
from typing import Any

from hub.models import Person

from ..ama import normalise_doi
from ..models import Reference
from .changes import Loading
from .dumping_people import person_fields
from .dumping_references import dump_reference
from .mentions import PLACES
from .people_schema import PERSON
from .schema import REFERENCES
from .writing_declarations import write_declaration

_COLUMNS = ("name", "affiliation", "city", "country", "portrait_alt")


def write_references(
    items: list[dict[str, Any]], stored: Mapping[str, Reference], loading: Loading
) -> dict[str, Reference]:
    """Store the items and return the rows by key. stored: the rows that were found, by key."""
    rows: dict[str, Reference] = {}
    settled: list[tuple[Reference, dict[str, Any]]] = []
    for index, item in enumerate(items):
        row = stored.get(item["id"])
        if row is None:
            row, held = loading.create(Reference, key=item["id"], **reference_columns(item)), item
        else:
            held = loading.settle(dump_reference(row), item, REFERENCES.item, f"references[{index}]")
            loading.change(row, **reference_columns(held))
        rows[row.key] = row
        settled.append((row, held))
    for row, held in settled:
        if "superseded_by" in held:
            newer = rows.get(held["superseded_by"]) or Reference.objects.get(key=held["superseded_by"])
            # A reference that was just made takes its successor without counting as updated.
            loading.change(row, superseded_by=newer)
    return rows


def reference_columns(item: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a canonical item. What has a column of its own is not kept twice."""
    status = item.get("status", Reference.Status.OK)
    is_ours = status in Reference.Status.values
    apart = {"id", "superseded_by", *(["status"] if is_ours else [])}
    return {
        "csl": {name: held for name, held in item.items() if name not in apart},
        "title": item.get("title", ""),
        "doi": normalise_doi(item["DOI"]) if "DOI" in item else None,
        "pmid": item.get("PMID"),
        "status": status if is_ours else Reference.Status.OK,
    }


def write_people(article: Mapping[str, Any], loading: Loading) -> dict[str, Person]:
    """Store everybody whom the byline or the featured experts name, and return the rows by slug."""
    mentions = [
        (f"article.{place}[{index}]", person) for place in PLACES for index, person in enumerate(article.get(place, []))
    ]
    people = Person.objects.in_bulk([person["slug"] for _path, person in mentions], field_name="slug")
    for path, person in mentions:
        stored = people.get(person["slug"])
        if stored is None:
            columns = {name: person.get(name, "") for name in _COLUMNS}
            people[person["slug"]] = loading.create(Person, slug=person["slug"], **columns)
        else:
            _settle_person(stored, person, path, loading)
        write_declaration(people[person["slug"]], person, path, loading)
    return people


def _settle_person(stored: Person, person: Mapping[str, Any], path: str, loading: Loading) -> None:
    given = {name: person[name] for name in _COLUMNS if name in person}
    held = {name: value for name, value in person_fields(stored, None).items() if name in _COLUMNS}
    loading.change(stored, **loading.settle(held, given, PERSON, path))


def checkers(trials: Iterable[Mapping[str, Any]], people: dict[str, Person], loading: Loading) -> dict[str, Person]:
    """The people who checked results, by slug; one whom nobody knows is stored by the slug alone."""
    named = {
        result["checked"]["by"]: f"trials[{index}].results[{number}].checked.by"
        for index, trial in reversed(list(enumerate(trials)))
        for number, result in reversed(list(enumerate(trial.get("results", []))))
        if "checked" in result
    }
    known = people | Person.objects.in_bulk([slug for slug in named if slug not in people], field_name="slug")
    for slug in sorted(set(named) - set(known)):
        known[slug] = loading.create(Person, slug=slug, name=slug)
        message = f"Nobody is stored as {slug}: a person was made whose name is still the slug."
        loading.note("BUNDLE-UNKNOWN", message, named[slug], severity="warning")
    return known
