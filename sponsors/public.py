"""All that other apps may know of sponsorship: names, levels and words, never amounts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils import timezone
from django.utils.translation import gettext as _

from hub.models import Hub

from .models import Agreement, Notice


@dataclass(frozen=True)
class SiteFunder:
    """A funder of a hub's site. level: 1 is the highest; None where no level was set."""

    name: str
    level: int | None


@dataclass(frozen=True)
class Funding:
    """One agreement as the public list of funders shows it."""

    funder: str
    scope: str
    starts_on: date | None
    ends_on: date | None
    purpose: str
    in_kind: str
    level: int | None
    is_past: bool

    @property
    def group(self) -> str:
        """The heading under which the list shows it."""
        if self.is_past:
            return _("Past support")
        return _("Level %(level)s") % {"level": self.level} if self.level else _("Further support")


def site_funders(hub: Hub, on: date) -> list[SiteFunder]:
    """Funders with a confirmed site agreement on that day, the highest level first, equal levels by name."""
    agreements = Agreement.objects.confirmed().active_on(on).for_site(hub)
    best: dict[str, int | None] = {}
    for name, tier in agreements.values_list("funder__name", "tier"):
        best[name] = min((level for level in (best.get(name), tier) if level is not None), default=None)
    funders = [SiteFunder(name, level) for name, level in best.items()]
    return sorted(funders, key=lambda funder: (funder.level is None, funder.level, funder.name.casefold()))


def fundings(hub: Hub, on: date) -> list[Funding]:
    """Every confirmed agreement for the hub, its topics and its published articles, current ones first."""
    agreements = Agreement.objects.confirmed().visible_in(hub).select_related("funder")
    listed = [
        Funding(
            funder=agreement.funder.name,
            scope=agreement.get_scope_display(),
            starts_on=agreement.starts_on,
            ends_on=agreement.ends_on,
            purpose=agreement.purpose,
            in_kind=agreement.in_kind,
            level=agreement.tier if agreement.scope == Agreement.Scope.HUB else None,
            is_past=agreement.ends_on is not None and agreement.ends_on < on,
        )
        for agreement in agreements
    ]
    return sorted(listed, key=lambda one: (one.is_past, one.level is None, one.level or 0, one.funder.casefold()))


def notices(hub: Hub, on: date) -> Mapping[str, str]:
    """The hub's own wording by kind, as valid on that day; kinds without one are missing."""
    rows = Notice.objects.filter(hub=hub, valid_from__lte=on).order_by("valid_from").values_list("kind", "text")
    return {kind: text.replace("{hub}", hub.name).replace("{publisher}", hub.publisher) for kind, text in rows}


@dataclass(frozen=True)
class SiteFrame:
    """What stands around a public page. `levels`: the funders of each level, the highest first."""

    levels: tuple[tuple[SiteFunder, ...], ...]
    notices: Mapping[str, str]


def site_frame(hub: Hub) -> SiteFrame:
    """Strip and notices of a hub as of today in its zone; two queries."""
    today = timezone.localdate(timezone=hub.zone)
    levels = groupby(site_funders(hub, today), key=lambda funder: funder.level)
    return SiteFrame(tuple(tuple(funders) for _level, funders in levels), notices(hub, today))
