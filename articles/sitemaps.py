"""What of the articles stands in a hub's sitemap: live articles, topics that hold one, and trials and people that one shows."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from hub.sitemaps import HubSitemap

from .models import ArticleVersion, Topic, Trial
from .people_pages import public_people


class ArticleSitemap(HubSitemap):
    """Live articles. Earlier versions stay out: they have pages, which search engines are asked to ignore."""

    def items(self):
        return ArticleVersion.objects.newest_live().filter(article__hub=self.hub)

    def location(self, version) -> str:
        return version.article.get_absolute_url()

    def lastmod(self, version) -> datetime:
        return version.live_from


class TopicSitemap(HubSitemap):
    def items(self):
        return Topic.objects.with_public_articles().filter(hub=self.hub)


class TrialSitemap(HubSitemap):
    def items(self):
        return Trial.objects.public(self.hub).order_by("slug")


class PersonSitemap(HubSitemap):
    def items(self):
        return public_people(self.hub, timezone.now()).order_by("slug")

    def location(self, person) -> str:
        return reverse("person", args=[person.slug])
