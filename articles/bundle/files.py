"""Files beside a bundle, and portraits among them. Only pictures that were read and written anew are stored."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models.fields.files import FieldFile

from hub.models import Person
from hub.pictures import PictureError, clean_picture, read_upload

from ..files import digest_of, files_by_name
from ..media import file_places
from ..models import Article
from .changes import Loading
from .mentions import PLACES


def portraits_of(article: Article) -> dict[str, FieldFile]:
    """The portraits of everybody the article names, by the name they have in its bundle."""
    people = Person.objects.filter(contributions__article=article).exclude(portrait="").distinct()
    return {person.portrait.name.rpartition("/")[2]: person.portrait for person in people}


class SameName(Exception):
    """Two different files of an article that would lie under one name beside its bundle."""


def files_beside(article: Article, content: Mapping[str, Any]) -> dict[str, str]:
    """Where each file lies that belongs beside a bundle, by its name there. Raises SameName.

    content: the bundle of the article.
    """
    portraits = {name: portrait.name for name, portrait in portraits_of(article).items()}
    known = files_by_name(article)
    named = {place.name for place in file_places(content["article"])}
    media = {name: known[name].path for name in sorted(named) if name in known}
    for name in portraits.keys() & media.keys():
        if _digest(portraits[name]) != _digest(media[name]):
            raise SameName(f"A portrait and another file are both named {name}. Send one of them again, renamed.")
    return media | portraits


def _digest(path: str) -> str:
    with default_storage.open(path, "rb") as stream:
        return digest_of(stream)


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


def file_beside(name: str, path: str, loading: Loading, *, is_needed: bool = True) -> Path | None:
    """The file of that name beside the bundle; None, with a finding where it is needed, if there is none.

    A link is never followed: it could name any file of the machine.
    """
    file = Path(loading.folder, name) if loading.folder else None
    if file is not None and file.is_symlink():
        message = f"The file {name} is a link to another file: the place stays empty. Put the file itself there."
        loading.note("BUNDLE-FILE", message, path, severity="warning")
        return None
    if file is None or not file.is_file():
        if is_needed:
            loading.note("BUNDLE-FILE", f"The file {name} is missing: the place stays empty.", path, severity="warning")
        return None
    return file


def _read(name: str, path: str, loading: Loading) -> bytes | None:
    """The cleaned picture beside the bundle, None with a finding where there is none."""
    file = file_beside(name, path, loading)
    if file is None:
        return None
    try:
        with file.open("rb") as stream:
            return clean_picture(read_upload(stream, file.stat().st_size))
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
