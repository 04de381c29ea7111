"""Figures and the video of an article, ready for their templates."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.core.files.storage import default_storage
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from .. import durations
from ..models.stored_file import rendition_paths

Facts = Mapping[str, Mapping[str, Any]]
Cites = Callable[[list[str], str], SafeString]
_TYPES = {"mp4": "video/mp4", "webm": "video/webm"}


@dataclass(frozen=True)
class PictureView:
    """A stored picture: its address, its copies by width as `srcset` has them, "" where it has none, and its size."""

    url: str
    srcset: str
    width: int
    height: int


@dataclass(frozen=True)
class FigureView:
    """What a figure shows beside its caption. picture: None while it is missing; rights: a sentence, perhaps empty."""

    number: int
    picture: PictureView | None
    alt: str
    description: SafeString | str
    sources: SafeString | str
    rights: str


@dataclass(frozen=True)
class TrackView:
    """Captions in one language, as a player offers them; `label` is the name of the language in itself."""

    url: str
    lang: str
    label: str


@dataclass(frozen=True)
class ChapterView:
    """A chapter: seconds from the start, the same for machines and for people, title and printed sources."""

    seconds: int
    iso: str
    clock: str
    title: str
    sources: SafeString | str


@dataclass(frozen=True)
class VideoView:
    """The video: `url` is a file of ours, `link` the address at the provider; either may be empty."""

    url: str
    content_type: str
    link: str
    provider: str
    duration: str
    duration_iso: str
    poster: PictureView | None
    poster_alt: str
    tracks: tuple[TrackView, ...]
    chapters: tuple[ChapterView, ...]
    transcript: str


def picture_view(name: str, files: Facts) -> PictureView | None:
    """The picture of that name; None where the article has none."""
    facts = files.get(name)
    if facts is None:
        return None
    path, width = facts["path"], facts["width"]
    copies = rendition_paths(path, width)
    urls = {narrower: default_storage.url(place) for narrower, place in copies.items()} | {
        width: default_storage.url(path)
    }
    srcset = ", ".join(f"{url} {each}w" for each, url in urls.items()) if copies else ""
    return PictureView(urls[width], srcset, width, facts["height"])


def figure_view(
    block: Mapping[str, Any], number: int, files: Facts, sources: SafeString | str, description: SafeString | str
) -> FigureView:
    """The figure of a block; `sources` and `description` are rendered already, in reading order."""
    return FigureView(
        number=number,
        picture=picture_view(block.get("file", ""), files),
        alt=block.get("alt", ""),
        description=description,
        sources=sources,
        rights=rights_text(block.get("rights", {})),
    )


def rights_text(rights: Mapping[str, str]) -> str:
    """By which right a figure is shown, as a sentence; "" for our own without a named holder."""
    basis, holder, permission = (rights.get(name, "") for name in ("basis", "holder", "permission_ref"))
    named = ", ".join(filter(None, (holder, permission)))
    if basis == "redrawn":
        return _("Redrawn: %(named)s.") % {"named": named} if named else _("Redrawn.")
    if basis == "licensed":
        return _("Used under licence: %(named)s.") % {"named": named} if named else _("Used under licence.")
    if basis == "reproduced":
        words = _("Reproduced with permission: %(named)s.")
        return words % {"named": named} if named else _("Reproduced with permission.")
    return _("Figure: %(named)s.") % {"named": named} if named else ""


def video_view(video: Mapping[str, Any], files: Facts, cites: Cites) -> VideoView:
    """The view of `article.video` of a bundle. cites: numbers the sources of a chapter in passing."""
    stored = files.get(video.get("file", ""), {}).get("path", "")
    length = durations.seconds(video["duration"]) if "duration" in video else 0
    return VideoView(
        url=default_storage.url(stored) if stored else "",
        content_type=_TYPES.get(stored.rpartition(".")[2], ""),
        link=video.get("url", ""),
        provider=video.get("provider", "") or (urlsplit(video.get("url", "")).hostname or ""),
        duration=durations.clock(length) if length else "",
        duration_iso=durations.iso(length) if length else "",
        poster=picture_view(video.get("poster", ""), files),
        poster_alt=video.get("poster_alt", ""),
        tracks=tuple(
            TrackView(
                default_storage.url(files[captions["file"]]["path"]), captions["lang"], language_name(captions["lang"])
            )
            for captions in video.get("captions", [])
            if captions.get("file", "") in files
        ),
        chapters=tuple(_chapter(chapter, cites) for chapter in video.get("chapters", [])),
        transcript=files.get(video.get("transcript", ""), {}).get("text", ""),
    )


def language_name(code: str) -> str:
    """The name of a language in itself, such as "Deutsch" for de-CH; the code where Django knows none."""
    try:
        return str(get_language_info(code.lower())["name_local"])
    except KeyError:
        return code


def _chapter(chapter: Mapping[str, Any], cites: Cites) -> ChapterView:
    at = durations.seconds(chapter["at"])
    sources = cites(chapter.get("cites", []), chapter["title"])
    return ChapterView(at, durations.iso(at), durations.clock(at), chapter["title"], sources)
