"""What to read next, after a result."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Exists, OuterRef

from articles.models import Article, ArticleTopic, ArticleVersion

from .models import Attempt

MOST = 3


def next_articles(article: Article, own_ids: Collection[UUID]) -> list[ArticleVersion]:
    """Up to three other live articles of the hub: those that share a topic first, then unanswered ones, then the newest.

    Translations of the article itself are left out.
    """
    original = article.translation_of_id or article.pk
    answered = Attempt.objects.filter(quiz__article=OuterRef("article"), learner__in=own_ids)
    topics = ArticleTopic.objects.filter(article=article).values("topic")
    shared = ArticleTopic.objects.filter(article=OuterRef("article"), topic__in=topics)
    return list(
        ArticleVersion.objects.newest_live()
        .filter(article__hub=article.hub_id)
        .exclude(article=article.pk)
        .exclude(article=original)
        .exclude(article__translation_of=original)
        .annotate(is_near=Exists(shared), is_answered=Exists(answered))
        .order_by("-is_near", "is_answered", "-published_on", "-pk")[:MOST]
    )
