"""Files beside a bundle: portraits. Only pictures that were read and written anew are stored."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models.fields.files import FieldFile

from hub.models import Person
from hub.pictures import LARGEST_PICTURE, PictureError, clean_picture

from ..models import Article
from .changes import Loading
from .mentions import PLACES


def portraits_of(article: Article) -> dict[str, FieldFile]:
    """The portraits of everybody the article names, by the name they have in its bundle."""
    people = Person.objects.filter(contributions__article=article).exclude(portrait="").distinct()
    return {person.portrait.name.rpartition("/")[2]: person.portrait for person in people}


def delete_files(names: list[str]) -> None:
    """Delete stored files again, after the transaction that knew of them has failed."""
    for name in names:
        default_storage.delete(name)


def store_portraits(article: Mapping[str, Any], people: Mapping[str, Person], loading: Loading) -> None:
    """Store the portraits that the bundle names; a missing one leaves the place empty and is reported."""
    stored_names: dict[str, str] = {}
    for path, person, name in _named_portraits(article, people):
        if person.portrait and not loading.overwrite:
            if _plain(person.portrait.name) != name:
                loading.note("BUNDLE-DIFFERS", f"The file names {name}; the stored portrait stays.", path)
        elif name in stored_names:
            loading.change(person, portrait=stored_names[name])
        elif (content := _read(name, path, loading)) is not None and not _holds(person, content):
            person.portrait.save(name, ContentFile(content), save=False)
            loading.stored_files.append(person.portrait.name)
            person.save(update_fields=["portrait"])
            loading.replaced(person)
            stored_names[name] = person.portrait.name


def _named_portraits(article: Mapping[str, Any], people: Mapping[str, Person]) -> Iterator[tuple[str, Person, str]]:
    """Path, person and file name; a person who is mentioned twice comes once."""
    seen: set[str] = set()
    for place in PLACES:
        for index, mention in enumerate(article.get(place, [])):
            if "portrait" in mention and mention["slug"] not in seen:
                seen.add(mention["slug"])
                yield f"article.{place}[{index}].portrait", people[mention["slug"]], mention["portrait"]


def _read(name: str, path: str, loading: Loading) -> bytes | None:
    """The cleaned picture beside the bundle, None with a finding where there is none."""
    file = Path(loading.folder, name) if loading.folder else None
    if file is None or not file.is_file():
        loading.note("BUNDLE-FILE", f"The file {name} is missing: the place stays empty.", path, severity="warning")
        return None
    try:
        with file.open("rb") as stream:
            return clean_picture(stream.read(LARGEST_PICTURE + 1))
    except (OSError, PictureError) as error:
        message = f"The file {name} was not stored: {error}. The place stays empty."
        loading.note("BUNDLE-FILE", message, path, severity="warning")
        return None


def _holds(person: Person, content: bytes) -> bool:
    """Whether the stored portrait is the same picture already."""
    if not person.portrait or not person.portrait.storage.exists(person.portrait.name):
        return False
    with person.portrait.open("rb") as stream:
        return stream.read() == content


def _plain(stored_name: str) -> str:
    return stored_name.rpartition("/")[2]
