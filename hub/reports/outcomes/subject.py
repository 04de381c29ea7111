"""What a report of outcomes is about: the published versions it speaks of, and the day on which it ends."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, ArticleVersion
from hub.models import Hub
from sponsors.models import Funder, VersionSupport

from .rows import FundingOutcome


class NoMonthError(ValueError):
    """A text names no month; the message says what to write."""


@dataclass(frozen=True)
class Subject:
    """versions: published before `until`, with article and hub; the newest of an article last. until: first of a month."""

    kind: str
    key: str
    name: str
    until: date
    versions: tuple[ArticleVersion, ...]
    funding: tuple[FundingOutcome, ...]
    funders: tuple[str, ...]

    @property
    def language(self) -> str:
        """That of its articles where they share one, else English: the same report for whoever asks for it."""
        languages = {version.language for version in self.versions}
        return languages.pop() if len(languages) == 1 else "en"

    @property
    def hubs(self) -> list[Hub]:
        found = {version.article.hub_id: version.article.hub for version in self.versions}
        return sorted(found.values(), key=lambda hub: hub.name)

    @property
    def articles(self) -> dict[int, list[ArticleVersion]]:
        """By article its versions, articles by the title that was published last."""
        found: dict[int, list[ArticleVersion]] = {}
        for version in self.versions:
            found.setdefault(version.article_id, []).append(version)
        return dict(sorted(found.items(), key=lambda item: (item[1][-1].title.casefold(), item[0])))


def month_of(text: str) -> date:
    """The first day of the month in a text such as 2026-10. Raises NoMonthError for anything else."""
    found = re.fullmatch(r"([0-9]{4})-(0[1-9]|1[0-2])", text)
    if found is None or found[1] == "0000":
        raise NoMonthError(
            _("Write the month before which a report ends as year and month, such as %(example)s.")
            % {"example": "2026-10"}
        )
    return date(int(found[1]), int(found[2]), 1)


def of_funder(funder: Funder, until: date) -> Subject:
    """The versions that named an agreement of the funder and came out before `until`, in two queries."""
    named = VersionSupport.objects.filter(agreement__funder=funder).values("version")
    versions = _published(ArticleVersion.objects.filter(pk__in=named), until)
    funding, funders = _funding(versions, funder)
    return Subject("funder", funder.slug, funder.name, until, versions, funding, funders)


def of_article(article: Article, until: date) -> Subject:
    """The versions of one article that came out before `until`, in two queries."""
    versions = _published(ArticleVersion.objects.filter(article=article), until)
    _none, funders = _funding(versions, None)
    title = versions[-1].title if versions else ""
    return Subject("article", article.slug, title, until, versions, (), funders)


def _published(versions, until: date) -> tuple[ArticleVersion, ...]:
    found = (
        versions.standing()
        .filter(live_from__lte=timezone.now(), published_on__lt=until)
        .select_related("article__hub")
        .only(
            "number", "title", "language", "published_on", "article__slug", "article__hub__name",
            "article__hub__publisher", "article__hub__time_zone",
        )
        .order_by("article", "number")
    )  # fmt: skip
    return tuple(found)


def start_of(day: date, hub: Hub) -> datetime:
    """When a day begins at a hub."""
    return datetime.combine(day, time(), hub.zone)


def _funding(
    versions: Iterable[ArticleVersion], funder: Funder | None
) -> tuple[tuple[FundingOutcome, ...], tuple[str, ...]]:
    """The agreements of the funder behind these versions, in words; and every funder that they name, by name."""
    rows = (
        VersionSupport.objects.filter(version__in=[version.pk for version in versions])
        .select_related("agreement__funder")
        .order_by("agreement__starts_on", "agreement")
    )
    agreements = {row.agreement_id: row.agreement for row in rows}.values()
    names = {agreement.funder.name for agreement in agreements}
    return tuple(
        FundingOutcome(
            funder=agreement.funder.name,
            is_financial=agreement.is_financial,
            in_kind=agreement.in_kind,
            purpose=agreement.purpose,
            starts_on=agreement.starts_on.isoformat() if agreement.starts_on else "",
            ends_on=agreement.ends_on.isoformat() if agreement.ends_on else "",
        )
        for agreement in agreements
        if funder and agreement.funder_id == funder.pk
    ), tuple(sorted(names, key=str.casefold))
