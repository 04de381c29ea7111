"""What a snapshot holds: the words of the strip, or those of an article, as JSON values."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.utils import translation

from articles.parts import Contributed

from .strip import StripWords
from .support_line import line_shown

NOTHING: dict[str, Any] = {"kind": "nothing"}
"""The article was not public."""


def of_strip(strip: StripWords, language: str) -> dict[str, Any]:
    """The strip of a hub in the language of the hub."""
    return {"kind": "site", "language": language, **asdict(strip)}


def of_article(version: Any, contributors: Sequence[Contributed], *, is_strict: bool) -> dict[str, Any]:
    """What a version of an article says about support, and what its contributors declared, as printed.

    version: None where nothing is shown.
    """
    if version is None:
        return NOTHING
    support = version.shown.get("support") or {}
    with translation.override(version.language):
        line = line_shown(support, is_strict=is_strict) if support else ""
    return {
        "kind": "article",
        "version": version.number,
        "language": version.language,
        "title": version.title,
        "line": line,
        "statement": support.get("statement", ""),
        "stake": " ".join(support.get("stake_told", [])),
        "independence": support.get("independence", ""),
        "contributors": [asdict(one) for one in contributors],
    }
