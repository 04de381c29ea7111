"""How many articles were first published in a period, for updates on impact."""

from datetime import date

from django.db.models import Min

from hub import impact
from hub.models import Hub

from .models import ArticleVersion


def published_articles(hub: Hub, starts_on: date, ends_on: date) -> dict[str, int]:
    """Articles that readers can still see and whose first version came out in the period."""
    seen = ArticleVersion.objects.seen().filter(article__hub=hub).order_by().values("article")
    first = (
        ArticleVersion.objects.released()
        .filter(article__in=seen)
        .order_by()
        .values("article")
        .annotate(on=Min("published_on"))
    )
    return {"articles": first.filter(on__range=(starts_on, ends_on)).count()}


impact.register("articles", published_articles)
