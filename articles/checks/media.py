"""May the figures and the video be shown, and can everybody follow them?"""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import PurePath
from typing import Any

from ..display_items import placed_items
from ..findings import Finding
from ..markup import to_html
from ..richtext import Profile, plain_text

NAMED_RIGHTS = {"licensed": "the licence", "reproduced": "the permission"}


def _figures(content: Mapping[str, Any]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Path, name for a sentence, and block of every figure."""
    for where, block, item in placed_items(content["article"].get("body", [])):
        if item.kind == "figure":
            yield where, item.label, block


def pictures(content: Mapping[str, Any], on: date) -> Iterator[Finding]:
    """MED-FILE: a figure without its picture. MED-ALT: a picture without text alternative.

    MED-DECOR: one whose alternative says nothing new.
    """
    for where, name, figure in _figures(content):
        if "file" not in figure:
            yield Finding("MED-FILE", "error", f"{name} has no picture.", where)
        caption = plain_text(to_html(figure.get("caption", ""), Profile.LINE))
        yield from _alternative(figure.get("alt", ""), caption, figure.get("file", ""), name, f"{where}.alt")
    video = content["article"].get("video", {})
    if "poster" in video:
        alt = video.get("poster_alt", "")
        yield from _alternative(alt, "", video["poster"], "The poster of the video", "article.video.poster_alt")


def _alternative(alt: str, caption: str, file: str, name: str, where: str) -> Iterator[Finding]:
    if not alt:
        message = f"{name} has no text alternative: readers who do not see it learn nothing of it."
        yield Finding("MED-ALT", "error", message, where)
    elif alt.casefold() in {caption.casefold(), file.casefold(), PurePath(file).stem.casefold()}:
        same = "caption" if alt.casefold() == caption.casefold() else "file name"
        yield Finding("MED-DECOR", "info", f"The text alternative of {name} repeats the {same}.", where)


def rights(content: Mapping[str, Any], on: date) -> Iterator[Finding]:
    """MED-SOURCE: a figure of others without source. MED-RIGHTS: one without the right to show it, or its proof."""
    for where, name, figure in _figures(content):
        stated = figure.get("rights", {})
        basis = stated.get("basis", "")
        if not figure.get("source_cites") and basis != "own":
            yield Finding("MED-SOURCE", "error", f"{name} has no source.", f"{where}.source_cites")
        if not basis:
            message = f"{name} does not say by which right it is shown: own, redrawn, licensed or reproduced."
            yield Finding("MED-RIGHTS", "error", message, f"{where}.rights")
        for key, missing in (("holder", "the holder of the rights"), ("permission_ref", NAMED_RIGHTS.get(basis, ""))):
            if basis in NAMED_RIGHTS and not stated.get(key):
                message = f"{name} is {basis} and does not name {missing}."
                yield Finding("MED-RIGHTS", "error", message, f"{where}.rights.{key}")


def video(content: Mapping[str, Any], on: date) -> Iterator[Finding]:
    """MED-FILE: a video that cannot be played. MED-CAPTIONS, MED-TRANSCRIPT: one that not everybody can follow.

    Captions of a video at a provider are the provider's: there a person makes sure of them, and says so.
    """
    article = content["article"]
    shown = article.get("video", {})
    if not shown.get("file") and not shown.get("url"):
        places = [index for index, block in enumerate(article.get("body", [])) if block["block"] == "video"]
        if shown or places:
            where = "article.video" if shown else f"article.body[{places[0]}]"
            yield Finding("MED-FILE", "error", "The video has neither a file nor an address.", where)
        return
    if not any("file" in captions for captions in shown.get("captions", [])):
        message = "The video has no captions."
        if shown.get("file"):
            yield Finding("MED-CAPTIONS", "error", message, "article.video.captions")
        else:
            message += " Make sure that it has them where it is watched."
            yield Finding("MED-CAPTIONS", "warning", message, "article.video.captions")
    if "transcript" not in shown:
        yield Finding("MED-TRANSCRIPT", "error", "The video has no transcript.", "article.video.transcript")
