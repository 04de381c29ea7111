"""Atom feeds: the newest articles of a hub, and of one of its topics, as readers see them."""

import re
from datetime import UTC, datetime, time
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _

from hub.public_pages import in_language, public_page

from .models import ArticleVersion, Topic

N_ENTRIES = 30
# XML knows no such characters, and one in a title would take the whole feed away from its readers.
_NOT_OF_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


def _of_xml(value: Any) -> Any:
    if isinstance(value, list):
        return [_of_xml(one) for one in value]
    return _NOT_OF_XML.sub("", value) if isinstance(value, str) else value


class AtomFeed(Atom1Feed):
    """Atom with every author of an entry, and with texts that hold only what XML may hold."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.feed = {name: _of_xml(value) for name, value in self.feed.items()}

    def add_item(self, *args, **kwargs):
        super().add_item(*args, **kwargs)
        self.items[-1] = {name: _of_xml(value) for name, value in self.items[-1].items()}

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for name in item["authors"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", name)
            handler.endElement("author")

    def latest_post_date(self) -> datetime:
        """When the newest entry changed. A feed without one keeps a fixed day: the present would change its bytes."""
        return super().latest_post_date() if self.items else _BEGINNING


class ArticleFeed(Feed):
    """The newest articles of the hub of the request."""

    feed_type = AtomFeed

    def get_object(self, request):
        return request.hub

    def title(self, hub) -> str:
        return hub.name

    def subtitle(self, hub) -> str:
        return _("Articles, newest first")

    def link(self, hub) -> str:
        return reverse("articles:list")

    def author_name(self, hub) -> str:
        return hub.publisher

    def items(self, hub):
        return _entries(article__hub=hub)

    def item_title(self, version) -> str:
        return version.title

    def item_description(self, version) -> str | None:
        """Atom reads the summary as HTML."""
        return escape(version.plain_summary) or None

    def item_pubdate(self, version) -> datetime:
        return datetime.combine(version.published_on, time.min, tzinfo=version.article.hub.zone)

    def item_updateddate(self, version) -> datetime:
        return version.live_from

    def item_link(self, version) -> str:
        return version.article.get_absolute_url()

    def item_categories(self, version) -> list[str]:
        return [topic.name for topic in version.article.topics.all()]

    def item_extra_kwargs(self, version) -> dict[str, Any]:
        return {"authors": version.byline}


class TopicFeed(ArticleFeed):
    """The newest articles of one topic of the hub."""

    def get_object(self, request, slug: str):
        return get_object_or_404(Topic.objects.select_related("hub").filter(hub=request.hub), slug=slug)

    def title(self, topic) -> str:
        return f"{topic.name} – {topic.hub.name}"

    def link(self, topic) -> str:
        return topic.get_absolute_url()

    def author_name(self, topic) -> str:
        return topic.hub.publisher

    def items(self, topic):
        return _entries(article__topics=topic)


def _entries(**of):
    """The newest versions with their topics, in two queries."""
    return ArticleVersion.objects.newest_live().filter(**of).prefetch_related("article__topics")[:N_ENTRIES]


def _answer(feed: Feed, request, **place):
    if not request.hub:
        raise Http404
    with in_language(request.hub.language):
        return feed(request, **place)


@public_page
def article_feed(request):
    return _answer(ArticleFeed(), request)


@public_page
def topic_feed(request, slug: str):
    return _answer(TopicFeed(), request, slug=slug)
