"""The form of figures and of an article's video."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..durations import seconds
from ..richtext import Profile
from .shape import Choice, FileName, Key, Leaf, ListOf, Pattern, Record, RichText, Text, reference_keys

RIGHTS_BASES = ("own", "redrawn", "licensed", "reproduced")


@dataclass(frozen=True)
class Duration(Leaf):
    """A length or a point of time, kept as it is spelled: PT12M30S or 12:30."""

    def read(self, value: Any) -> str:
        text = Text(20).read(value)
        seconds(text)
        return text


def _chapters_in_order(video: dict[str, Any]) -> Iterator[tuple[str, str]]:
    latest = -1
    for index, chapter in enumerate(video.get("chapters", [])):
        at = seconds(chapter["at"]) if "at" in chapter else latest + 1
        if at <= latest:
            yield f"chapters[{index}].at", f"{chapter['at']} is not later than the chapter before it"
        latest = at


FIGURE = Record(
    {
        "id": Key(60),
        "file": FileName(),
        "caption": RichText(Profile.LINE),
        "alt": Text(300),
        "long_description": RichText(Profile.PARAGRAPHS),
        "source_cites": reference_keys(),
        "rights": Record({"basis": Choice(RIGHTS_BASES), "holder": Text(200), "permission_ref": Text(200)}),
    }
)
VIDEO_BLOCK = Record({"id": Key(60)})
CAPTIONS = Record(
    {
        "lang": Pattern(r"(?=.{2,12}$)[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", "a language such as en or en-GB"),
        "file": FileName(),
    },
    required=("lang",),
)
CHAPTER = Record({"at": Duration(), "title": Text(200), "cites": reference_keys()}, required=("at", "title"))
VIDEO = Record(
    {
        "provider": Text(80),
        "file": FileName(),
        "url": Pattern(r"(?=.{1,500}$)https://[^\s/?#@]+([/?#]\S*)?", "an address that begins with https://"),
        "duration": Duration(),
        "poster": FileName(),
        "poster_alt": Text(300),
        "captions": ListOf(CAPTIONS, unique="lang", noun="language"),
        "transcript": FileName(),
        "chapters": ListOf(CHAPTER),
    },
    checks=(_chapters_in_order,),
)
