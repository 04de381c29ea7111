"""What staff are told of articles that readers see: where the registry has moved on since publication."""

import json
from collections.abc import Iterable

from .bundle.dumping_trials import dump_trial, whole_trials
from .models import Article, ArticleVersion, Trial
from .pins import Change, registry_changes


def changes_since_publication(articles: Iterable[Article] | None = None) -> dict[int, list[Change]]:
    """What the registry says otherwise than the live version shows, by primary key of the article, empty lists left out.

    articles: None for every article that readers see. The number of queries does not depend on their number.
    """
    versions = ArticleVersion.objects.seen().only("article_id", "content")
    if articles is not None:
        versions = versions.filter(article__in=[article.pk for article in articles])
    contents = {version.article_id: json.loads(version.content) for version in versions}
    slugs = {trial["slug"] for content in contents.values() for trial in content.get("trials", [])}
    present = present_trials(slugs)
    found = {pk: registry_changes(content, present) for pk, content in contents.items() if "article" in content}
    return {pk: changes for pk, changes in found.items() if changes}


def present_trials(slugs: Iterable[str]) -> dict[str, dict]:
    """The bundle form of these trials as the registry has them now, by slug; unknown slugs are left out."""
    pks = Trial.objects.filter(slug__in=list(slugs)).values_list("pk", flat=True)
    return {trial.slug: dump_trial(trial) for trial in whole_trials(pks).values()}
