"""People named as reviewers of an article, and which of them sat in the hub's steering committee at publication."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from hub.models import CommitteeTerm, User

from .models import Article, Contributor

SHOWN = "committee_reviewers"
"""The key in `ArticleVersion.shown`."""


def has_part(article: Article, user: User, *, may_review: bool) -> bool:
    """Whether the account is a contributor of the article. may_review: being named as its reviewer does not count."""
    parts = article.contributors.filter(person__user=user)
    return (parts.exclude(place=Contributor.Place.REVIEWED) if may_review else parts).exists()


def committee_reviewers(article: Article, content: Mapping[str, Any], on: date) -> list[str]:
    """Slugs of the reviewers named in the content who were in office in the hub's committee on that day."""
    named = [person["slug"] for person in content["article"].get("reviewers", [])]
    if not named:
        return []
    terms = CommitteeTerm.objects.for_hub(article.hub_id).in_office(on).filter(person__slug__in=named)
    return sorted(set(terms.values_list("person__slug", flat=True)))
