"""All that other apps may know of sponsorship: names, levels and words, never amounts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hub.models import Hub

from .models import Agreement, Contribution, ContributionStatus, Notice, VersionSupport
from .notice_texts import filled
from .strip import SiteFunder, StripWords, ranked, strip_words


@dataclass(frozen=True)
class Place:
    """What an agreement supports, by name, with its page."""

    name: str
    url: str


@dataclass(frozen=True)
class Funding:
    """One agreement as the public list of funders shows it. places: the topic, or the articles as published."""

    funder: str
    website: str
    scope: str
    places: tuple[Place, ...]
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
    return ranked(agreements.values_list("funder__name", "tier"))


def fundings(hub: Hub, now: datetime) -> list[Funding]:
    """Every confirmed agreement for the hub, its topics and its articles as published, current ones first.

    Two queries. What began in the future is left out; an article that was taken down keeps its funders, unnamed itself.
    """
    on = timezone.localtime(now, timezone=hub.zone).date()
    agreements = Agreement.objects.confirmed().visible_in(hub, now).exclude(starts_on__gt=on)
    places = _article_places(hub, now)
    listed = [
        Funding(
            funder=agreement.funder.name,
            website=agreement.funder.website,
            scope=agreement.get_scope_display(),
            places=_places(agreement, places),
            starts_on=agreement.starts_on,
            ends_on=agreement.ends_on,
            purpose=agreement.purpose,
            in_kind=agreement.in_kind,
            level=agreement.tier,
            is_past=agreement.ends_on is not None and agreement.ends_on < on,
        )
        for agreement in agreements.select_related("funder", "topic")
    ]
    return sorted(listed, key=_page_order)


def _page_order(funding: Funding) -> tuple:
    """Current ones by level and name; past ones by their end, the latest first."""
    if funding.is_past:
        return True, -funding.ends_on.toordinal(), 0, funding.funder.casefold()
    return False, funding.level is None, funding.level or 0, funding.funder.casefold()


def _article_places(hub: Hub, now: datetime) -> dict[int, dict[int, Place]]:
    """By agreement and article: the title under which a version that names the agreement was published."""
    rows = VersionSupport.objects.released(now).filter(version__article__hub=hub, version__article__taken_down_at=None)
    places: dict[int, dict[int, Place]] = {}
    for agreement, article, title, slug in rows.order_by("version__number").values_list(
        "agreement_id", "version__article_id", "version__title", "version__article__slug"
    ):
        places.setdefault(agreement, {})[article] = Place(title, reverse("articles:detail", args=[slug]))
    return places


def _places(agreement: Agreement, articles: Mapping[int, Mapping[int, Place]]) -> tuple[Place, ...]:
    if agreement.scope == Agreement.Scope.TOPIC:
        return (Place(agreement.topic.name, reverse("articles:topic", args=[agreement.topic.slug])),)
    if agreement.scope == Agreement.Scope.HUB:
        return ()
    return tuple(sorted(articles.get(agreement.pk, {}).values(), key=lambda place: place.name.casefold()))


def contributors(hub: Hub) -> list[str]:
    """Names of readers whose contribution has arrived and who want to be named, each once, by name."""
    named = Contribution.objects.filter(hub=hub, status=ContributionStatus.PAID, shows_name=True)
    return sorted(set(named.values_list("name", flat=True)), key=str.casefold)


def notices(hub: Hub, on: date) -> Mapping[str, str]:
    """The hub's own wording by kind, as valid on that day; kinds without one are missing."""
    values = {"hub": hub.name, "publisher": hub.publisher}
    return {kind: filled(notice.text, values) for kind, notice in Notice.objects.valid_on(hub, on).items()}


@dataclass(frozen=True)
class SiteFrame:
    """What stands around a public page: the words of the strip, and the hub's own notices by kind."""

    strip: StripWords
    notices: Mapping[str, str]


def site_frame(hub: Hub, now: datetime | None = None) -> SiteFrame:
    """Strip and notices of a hub as of today in its zone, in the active language; two queries."""
    today = timezone.localdate(now, timezone=hub.zone)
    funders, own = site_funders(hub, today), notices(hub, today)
    return SiteFrame(strip_words(hub.name, funders, own, is_nameless=hub.has_strict_placement), own)
