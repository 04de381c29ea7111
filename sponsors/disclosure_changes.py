"""What changed between two snapshots of one subject, in words."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

Words = Mapping[str, Any]


def changes(before: Words | None, after: Words) -> list[str]:
    """A sentence for each change, in the active language. before: None at the beginning of the record."""
    if after["kind"] == "site":
        return _strip_changes(before, after)
    return _article_changes(before, after)


def _strip_changes(before: Words | None, after: Words) -> list[str]:
    if before is None:
        named = ", ".join(_with_levels(after))
        return [_("The record begins."), *([_("Named: %(names)s.") % {"names": named}] if named else [])]
    if before["is_nameless"] != after["is_nameless"]:
        # Who the funders are did not change, only where they are named.
        return [
            _("Funders are named on their own page only, no longer here.")
            if after["is_nameless"]
            else _("Funders are named here again: %(names)s.") % {"names": ", ".join(_with_levels(after))}
        ]
    found = list(_funder_changes(levels_of(before), levels_of(after)))
    if before["opening"] != after["opening"]:
        found.append(_("First sentence: “%(before)s” became “%(after)s”.") % _pair(before, after, "opening"))
    if before["closing"] != after["closing"] and before["closing"] and after["closing"]:
        found.append(_("Meaning of the levels: “%(before)s” became “%(after)s”.") % _pair(before, after, "closing"))
    return found or [_("Other words for the same funders.")]


def levels_of(strip: Words) -> dict[str, str]:
    """Funder to the level under which the strip names it."""
    return {name: level["label"] for level in strip["levels"] for name in level["names"]}


def _with_levels(strip: Words) -> list[str]:
    return [f"{name} ({level})" for name, level in levels_of(strip).items()]


def _funder_changes(before: Mapping[str, str], after: Mapping[str, str]) -> Iterable[str]:
    for name in after:
        if name not in before:
            yield _("Added: %(name)s (%(level)s).") % {"name": name, "level": after[name]}
    for name in before:
        if name not in after:
            yield _("Removed: %(name)s (%(level)s).") % {"name": name, "level": before[name]}
    for name in after:
        if name in before and before[name] != after[name]:
            yield _("%(name)s moved from %(before)s to %(after)s.") % {
                "name": name,
                "before": before[name],
                "after": after[name],
            }


def _article_changes(before: Words | None, after: Words) -> list[str]:
    if after["kind"] == "nothing":
        return [_("Taken down: nothing is shown.")]
    if before is None or before["kind"] == "nothing":
        number = {"number": after["version"]}
        return [
            _("Published, version %(number)s.") % number
            if before is None
            else _("Public again, version %(number)s.") % number
        ]
    labels = {
        "title": _("Title"),
        "line": _("Line at the head"),
        "statement": _("Statement"),
        "stake": _("Stake of a supporter"),
        "independence": _("Independence sentence"),
    }
    found = [_("Version %(number)s.") % {"number": after["version"]}] if before["version"] != after["version"] else []
    for key, label in labels.items():
        if before[key] != after[key]:
            found.append(f"{label}: {_change(before[key], after[key])}")
    return [*found, *_contributor_changes(_declared(before), _declared(after))]


def _change(before: str, after: str) -> str:
    if not before:
        return _("“%(after)s” was added.") % {"after": after}
    if not after:
        return _("“%(before)s” was taken out.") % {"before": before}
    return _("“%(before)s” became “%(after)s”.") % {"before": before, "after": after}


def _pair(before: Words, after: Words, key: str) -> dict[str, str]:
    return {"before": before[key], "after": after[key]}


def _declared(article: Words) -> dict[str, str]:
    return {one["name"]: one["disclosure"] for one in article["contributors"]}


def _contributor_changes(before: Mapping[str, str], after: Mapping[str, str]) -> Iterable[str]:
    for name in {**before, **after}:
        if before.get(name) != after.get(name):
            yield f"{name}: {_change(before.get(name, ''), after.get(name, ''))}"
