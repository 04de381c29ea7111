"""The words of the site strip: who supports a hub, as every public page says it. Page and record are made from these."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class SiteFunder:
    """A funder of a hub's site. level: 1 is the highest; None where no level was set."""

    name: str
    level: int | None


@dataclass(frozen=True)
class StripLevel:
    """One level of the strip in words, with its funders in their order."""

    label: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class StripWords:
    """What the strip says, text by text.

    lead_in: what leads from the first sentence to the funders; "" where there are none. levels: none where the hub has no funders, or names them on their own page only (is_nameless).
    closing: what the levels mean; "" without levels.
    """

    opening: str
    lead_in: str = ""
    levels: tuple[StripLevel, ...] = ()
    closing: str = ""
    is_nameless: bool = False


def ranked(pairs: Iterable[tuple[str, int | None]]) -> list[SiteFunder]:
    """Each funder once, at the best of its levels: the highest level first, equal levels by name."""
    best: dict[str, int | None] = {}
    for name, tier in pairs:
        best[name] = min((level for level in (best.get(name), tier) if level is not None), default=None)
    funders = [SiteFunder(name, level) for name, level in best.items()]
    return sorted(funders, key=lambda funder: (funder.level is None, funder.level or 0, funder.name.casefold()))


def strip_words(
    hub: str, funders: Iterable[SiteFunder], notices: Mapping[str, str], *, is_nameless: bool
) -> StripWords:
    """The strip in the active language. funders: ranked. notices: the hub's own wording by kind, filled.

    is_nameless: whether the hub names funders on their own page and in statements only.
    """
    funders = list(funders)
    opening = notices.get("strip") or _("%(hub)s is an independent medical education platform.") % {"hub": hub}
    if not funders:
        return StripWords(opening)
    if is_nameless:
        return StripWords(opening, _("Its funders are named on a page of their own."), is_nameless=True)
    levels = tuple(
        StripLevel(_level_label(level), tuple(funder.name for funder in group))
        for level, group in groupby(funders, key=lambda funder: funder.level)
    )
    closing = notices.get("levels") or _("The order of levels reflects the amount given.")
    return StripWords(opening, _("It is supported at"), levels, closing)


def _level_label(level: int | None) -> str:
    return _("level %(level)s") % {"level": level} if level else _("no level")
