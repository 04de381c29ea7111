"""Slugs of records that give none: made from a name, so that the same file finds the same row again."""

from collections.abc import Callable, Iterator
from typing import Any

from django.utils.text import slugify


def slug_from(name: str, longest: int) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """A tidy that makes a missing slug from the field `name`, at most `longest` characters of it."""

    def tidy(record: dict[str, Any]) -> dict[str, Any]:
        slug = record.get("slug") or slugify(record.get(name, ""))[:longest].strip("-_")
        return record | {"slug": slug}

    return tidy


def slug_check(name: str) -> Callable[[dict[str, Any]], Iterator[tuple[str, str]]]:
    """A check that a slug is there, or could be made from the field `name`."""

    def check(record: dict[str, Any]) -> Iterator[tuple[str, str]]:
        if name in record and "slug" not in record:
            yield "slug", f"is missing, and {name} holds no letters from a to z to make one from"

    return check
