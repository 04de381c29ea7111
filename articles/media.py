"""Which files an article uses, and in which order its blocks stand. Pure: content, as a bundle, in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["picture", "video", "captions", "transcript"]
Record = Mapping[str, Any]


@dataclass(frozen=True)
class Place:
    """A place of an article that names a file. path: in the bundle; holder: the object there; key: of the name in it."""

    path: str
    holder: dict[str, Any]
    key: str
    kind: Kind

    @property
    def name(self) -> str:
        return self.holder[self.key]


def file_places(article: dict[str, Any]) -> Iterator[Place]:
    """Every place of a canonical `article` of a bundle that names a file of figures and video."""
    for index, block in enumerate(article.get("body", [])):
        if block["block"] == "figure" and "file" in block:
            yield Place(f"article.body[{index}].file", block, "file", "picture")
    video = article.get("video", {})
    kinds: dict[str, Kind] = {"file": "video", "poster": "picture", "transcript": "transcript"}
    for key, kind in kinds.items():
        if key in video:
            yield Place(f"article.video.{key}", video, key, kind)
    for index, captions in enumerate(video.get("captions", [])):
        if "file" in captions:
            yield Place(f"article.video.captions[{index}].file", captions, "file", "captions")


def placed_body(article: Record) -> list[Record]:
    """The blocks of the text; a video without a block of its own stands before them."""
    body: list[Record] = list(article.get("body", []))
    is_placed = any(block["block"] == "video" for block in body)
    return body if is_placed or not article.get("video") else [{"block": "video"}, *body]
