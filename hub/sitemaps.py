"""Sections of a hub's sitemap; the apps add theirs, `hub.views.discovery` lists them all."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from .models import Hub


class HubSitemap(Sitemap):
    """A section with pages of one hub. The scheme of its addresses is the one of the request."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub


class StandingPages(HubSitemap):
    def items(self) -> list[str]:
        return [
            "home",
            "articles:list",
            "articles:trials",
            "funders",
            "disclosures",
            "committee",
            "about",
            "privacy",
            "accessibility",
        ]

    def location(self, name: str) -> str:
        return reverse(name)
