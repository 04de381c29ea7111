"""The editions of outcomes reports: of articles whose hub publishes them, and of funders of published articles."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from articles.models import Article, ArticleVersion
from hub.models import FrozenReport, Hub
from hub.public_pages import in_language
from hub.reports.published import PublishedReport, Subject
from quizzes.models import PinnedQuestion
from sponsors.models import Funder, VersionSupport

from . import subject
from .building import outcomes
from .content import content, read
from .rows import Outcomes


def funders_of_articles() -> QuerySet[Funder]:
    """Funders that a version named which readers have seen: who supports drafts alone is told nowhere."""
    shown = VersionSupport.objects.released(timezone.now()).filter(agreement__funder=OuterRef("pk"))
    return Funder.objects.filter(Exists(shown)).order_by("name")


def of_article(article: Article) -> Subject[Article]:
    return Subject(f"article {article.pk}", f"article {article.slug}", article.hub.zone, article)


def of_funder(funder: Funder, now: datetime) -> Subject[Funder]:
    """A month of a funder is over once it is over at every hub."""
    zones = [hub.zone for hub in Hub.objects.all()] or [ZoneInfo("UTC")]
    last = min(zones, key=lambda zone: now.astimezone(zone).replace(tzinfo=None))
    return Subject(f"funder {funder.pk}", f"funder {funder.slug}", last, funder)


def _articles() -> Iterator[Subject[Article]]:
    """Articles with a quiz that readers can open now, at hubs that publish outcomes."""
    asked = PinnedQuestion.objects.filter(article_version__article=OuterRef("pk"))
    seen = ArticleVersion.objects.live().order_by().values("article")
    articles = Article.objects.filter(Exists(asked), pk__in=seen, hub__publishes_outcomes=True)
    yield from map(of_article, articles.select_related("hub").order_by("pk"))


def _funders() -> Iterator[Subject[Funder]]:
    now = timezone.now()
    yield from (of_funder(funder, now) for funder in funders_of_articles())


def _of_article(article: Article, until: date) -> dict[str, Any]:
    return _content(subject.of_article(article, until))


def _of_funder(funder: Funder, until: date) -> dict[str, Any]:
    return _content(subject.of_funder(funder, until))


def _content(of: subject.Subject) -> dict[str, Any]:
    # Some words are frozen, such as reasons: in the language of the articles, whoever asks.
    with in_language(of.language):
        return content(outcomes(of))


ARTICLES = PublishedReport("article outcomes", _articles, _of_article)
FUNDERS = PublishedReport("funder outcomes", _funders, _of_funder)
REPORTS = (ARTICLES, FUNDERS)


def report_of(edition: FrozenReport) -> Outcomes:
    """What an edition holds."""
    return read(edition.values)
