"""Files of an article on their way in: read, cleaned, and stored under the hash of their content.

Nothing reaches the storage before the whole file has been found good. A file that already lies there is left alone, so
that what a published version shows never changes.
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import chain, count
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage

from hub.pictures import PictureError, read_picture, read_upload, renditions, require_size

from .media import file_places
from .models import Article, StoredFile
from .models.stored_file import rendition_paths
from .webvtt import CaptionsError, read_captions, read_text

# Where a version keeps what it shows of its files, beside what its parts show.
FILES = "files"
LARGEST_TRANSCRIPT = 1_000_000
_LONGEST_NAME = 80
_LONGEST_SUFFIX = 8
_DIGEST_IN_NAME = 8
_MP4_BRANDS = (
    b"isom",
    b"iso2",
    b"iso4",
    b"iso5",
    b"iso6",
    b"mp41",
    b"mp42",
    b"avc1",
    b"dash",
    b"M4V ",
    b"M4VH",
    b"MSNV",
)
_EBML = b"\x1a\x45\xdf\xa3"


class FileError(ValueError):
    """A file that cannot be stored; the message is a sentence without capital and full stop."""


@dataclass(frozen=True)
class GoodFile:
    """A file that may be stored. digest: SHA-256 of `content`; given_digest: of what was given.

    suffix: of the stored name, by content. copies: renditions of a picture by width.
    """

    kind: str
    content: File
    suffix: str
    digest: str
    given_digest: str
    width: int | None = None
    height: int | None = None
    copies: Mapping[int, bytes] = field(default_factory=dict)


def read_file(kind: str, given: File) -> GoodFile:
    """The file, cleaned as its kind asks. kind: of StoredFile.Kind. Raises FileError with the reason."""
    given.seek(0)
    try:
        return _READERS[kind](given)
    except (PictureError, CaptionsError) as error:
        raise FileError(str(error)) from error


def digest_of(given: File) -> str:
    """SHA-256 of a file, read in pieces."""
    given.seek(0)
    digest = hashlib.sha256()
    for piece in given.chunks():
        digest.update(piece)
    given.seek(0)
    return digest.hexdigest()


def plain_name(name: str) -> str:
    """The name of an upload without what a bundle cannot hold in the name of a file."""
    plain = re.sub(r"[^-\w.]+", "-", name).strip("-.")
    path = PurePath(plain or "file")
    return f"{path.stem[: _LONGEST_NAME - len(path.suffix[:_LONGEST_SUFFIX])]}{path.suffix[:_LONGEST_SUFFIX]}"


def stored_name(name: str, kind: str, digest: str, known: Mapping[str, StoredFile]) -> str:
    """The name a file is kept by: its own, or one that tells it from other files of that name.

    digest: of the file as given. known: the article's files by name.
    """
    path = PurePath(name)
    marks = chain(["", f"-{digest[:_DIGEST_IN_NAME]}"], (f"-{digest[:_DIGEST_IN_NAME]}-{each}" for each in count(2)))
    names = (f"{path.stem[: _LONGEST_NAME - len(path.suffix) - len(mark)]}{mark}{path.suffix}" for mark in marks)
    return next(each for each in names if each not in known or known[each].holds(kind, digest))


def store(article: Article, name: str, good: GoodFile, made: list[str]) -> StoredFile:
    """Write the file, its copies and its row; `made` receives the names in the storage that are new."""
    path = f"articles/{article.pk}/{good.digest}{good.suffix}"
    contents: dict[str, File] = {path: good.content}
    if good.width:
        paths = rendition_paths(path, good.width)
        contents |= {paths[width]: ContentFile(copy) for width, copy in good.copies.items()}
    for place, content in contents.items():
        if not default_storage.exists(place):
            made.append(default_storage.save(place, content))
    return StoredFile.objects.create(
        article=article,
        name=name,
        kind=good.kind,
        path=path,
        digest=good.digest,
        given_digest=good.given_digest,
        width=good.width,
        height=good.height,
    )


def keep(article: Article, name: str, good: GoodFile, known: dict[str, StoredFile], made: list[str]) -> StoredFile:
    """The row that keeps this file: the one that holds its content already, else a new one, added to `known`.

    name: wanted for it. known: the article's files by name. made: as for `store`.
    """
    name = stored_name(name, good.kind, good.given_digest, known)
    if name not in known:
        known[name] = store(article, name, good, made)
    return known[name]


def files_by_name(article: Article) -> dict[str, StoredFile]:
    """The stored files of an article, by the names its text uses."""
    return {row.name: row for row in StoredFile.objects.filter(article=article)}


def shown_files(article: Article, content: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """What a rendered page needs of the files that the content names, by name; files the article lacks are left out."""
    names = {place.name for place in file_places(content["article"])}
    return {name: row.facts() for name, row in files_by_name(article).items() if name in names} if names else {}


def _picture(given: File) -> GoodFile:
    content = read_upload(given, given.size)
    picture = read_picture(content)
    return GoodFile(
        StoredFile.Kind.PICTURE,
        ContentFile(picture.content),
        picture.suffix,
        hashlib.sha256(picture.content).hexdigest(),
        hashlib.sha256(content).hexdigest(),
        picture.width,
        picture.height,
        renditions(picture),
    )


def _video(given: File) -> GoodFile:
    require_size(given.size, settings.LARGEST_VIDEO_MB * 1_000_000, "videos")
    start = given.read(4_096)
    if start[4:8] == b"ftyp" and start[8:12] in _MP4_BRANDS:
        suffix = ".mp4"
    elif start.startswith(_EBML) and b"webm" in start:
        suffix = ".webm"
    else:
        raise FileError(f"it is no MP4 or WebM video{_other_video(start)}")
    digest = digest_of(given)
    return GoodFile(StoredFile.Kind.VIDEO, given, suffix, digest, digest)


def _other_video(start: bytes) -> str:
    """What the video is instead, for the sentence that refuses it."""
    if start[4:12] == b"ftypqt  ":
        return ", but a QuickTime film; save it as MP4"
    if start.startswith(_EBML):
        return ", but a Matroska film; save it as WebM"
    return ""


def _captions(given: File) -> GoodFile:
    return _text_file(given, StoredFile.Kind.CAPTIONS, ".vtt", read_captions)


def _transcript(given: File) -> GoodFile:
    def read(content: bytes) -> str:
        text = read_text(content, "transcripts", LARGEST_TRANSCRIPT)
        if not text.strip():
            raise FileError("it is empty")
        return text

    return _text_file(given, StoredFile.Kind.TRANSCRIPT, ".txt", read)


def _text_file(given: File, kind: str, suffix: str, read: Callable[[bytes], str]) -> GoodFile:
    # One byte more than any limit is enough to know that it is exceeded.
    content = given.read(LARGEST_TRANSCRIPT + 1)
    clean = read(content).encode()
    return GoodFile(
        kind, ContentFile(clean), suffix, hashlib.sha256(clean).hexdigest(), hashlib.sha256(content).hexdigest()
    )


_READERS: dict[str, Callable[[File], GoodFile]] = {
    "picture": _picture,
    "video": _video,
    "captions": _captions,
    "transcript": _transcript,
}
