"""What readers see of an article, now and as far as it is scheduled; told to the parts whenever that changes."""

import json
from datetime import datetime

from django.utils import translation

from .models import Article, ArticleVersion
from .parts import Appearance, Contributed, article_parts
from .rendering.people import printed_people


def appearances(article: Article, now: datetime) -> list[Appearance]:
    """The present one, then one for each instant at which a scheduled version becomes the one that readers see."""
    coming = article.versions.scheduled(now).order_by("live_from").values_list("live_from", flat=True)
    found: list[Appearance] = []
    for since in [now, *coming]:
        version = article.versions.live(since).first()
        if not found or version != found[-1].version:
            found.append(Appearance(since, version, contributors_of(version) if version else ()))
    return found


def contributors_of(version: ArticleVersion) -> tuple[Contributed, ...]:
    """Who made this version, with the disclosures as its page prints them."""
    with translation.override(version.language):
        people = printed_people(json.loads(version.content).get("article", {}))
    return tuple(Contributed(person.name, person.role, person.disclosure) for person in people)


def tell_parts(article: Article, now: datetime) -> None:
    """Let every part follow what readers see of the article from `now` on; call it in the transaction of the change."""
    seen = appearances(article, now)
    for part in article_parts():
        part.follow(article, seen)
