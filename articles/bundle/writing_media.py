"""Figures and video of a bundle: their files are stored first, then the rows that name them."""

from collections.abc import Mapping
from typing import Any

from django.core.files import File

from ..files import FileError, digest_of, files_by_name, keep, read_file, stored_name
from ..media import Place, file_places
from ..models import Article, ArticleVideo, StoredFile, VideoCaptions, VideoChapter
from .changes import Loading
from .dumping_video import dump_video
from .files import file_beside
from .media_schema import VIDEO
from .shape import canonical_of_stored

Record = Mapping[str, Any]


def store_media(article: Article, data: dict[str, Any], loading: Loading) -> None:
    """Store the files that figures and video name, and write the names they are kept by into `data`.

    data: the `article` of a canonical bundle. Where a file is missing or cannot be stored, its name is taken out and a
    finding says so; where the article keeps a file of that name already, none needs to lie beside the bundle.
    """
    places = list(file_places(data))
    known = files_by_name(article) if places else {}
    for place in places:
        name = _stored(article, place, known, loading)
        if name:
            place.holder[place.key] = name
        else:
            del place.holder[place.key]


def _stored(article: Article, place: Place, known: dict[str, StoredFile], loading: Loading) -> str:
    """The name under which the article keeps the file of a place, "" where it keeps none."""
    is_held = place.name in known and known[place.name].kind == place.kind
    beside = file_beside(place.name, place.path, loading, is_needed=not is_held)
    if beside is None:
        return place.name if is_held else ""
    try:
        with beside.open("rb") as stream:
            row = _row(article, place, File(stream), known, loading)
    except (OSError, FileError) as error:
        message = f"The file {place.name} was not stored: {error}. The place stays empty."
        loading.note("BUNDLE-FILE", message, place.path, severity="warning")
        return ""
    if row.name != place.name:
        message = f"The article keeps another file as {place.name}; this one is stored as {row.name}."
        loading.note("BUNDLE-FILE", message, place.path)
    return row.name


def _row(article: Article, place: Place, given: File, known: dict[str, StoredFile], loading: Loading) -> StoredFile:
    """The stored row of a file; one that is kept already is not even decoded again."""
    name = stored_name(place.name, place.kind, digest_of(given), known)
    if name not in known:
        loading.made(keep(article, name, read_file(place.kind, given), known, loading.stored_files))
    return known[name]


def write_video(article: Article, video: Record, loading: Loading) -> None:
    """Store the video of an article with captions and chapters; {} removes it."""
    if canonical_of_stored(dump_video(article), VIDEO) == video:
        return
    for model in (ArticleVideo, VideoCaptions, VideoChapter):
        model.objects.filter(article=article).delete()
    loading.replaced(article)
    plain = {name: held for name, held in video.items() if isinstance(held, str)}
    if plain:
        loading.create(ArticleVideo, article=article, **plain)
    for order, captions in enumerate(video.get("captions", [])):
        loading.create(
            VideoCaptions, article=article, order=order, lang=captions["lang"], file=captions.get("file", "")
        )
    for chapter in video.get("chapters", []):
        cites = " ".join(chapter.get("cites", []))
        loading.create(VideoChapter, article=article, at=chapter["at"], title=chapter["title"], cites=cites)
