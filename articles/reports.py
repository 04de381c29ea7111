"""What staff are told of published articles: where the registry has moved on since, and what is scheduled."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from .bundle.dumping_trials import dump_trial, whole_trials
from .models import Article, ArticleVersion, Trial, Unscheduling
from .pins import Change, registry_changes
from .scheduling import moment_text


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


@dataclass(frozen=True)
class ScheduleStanding:
    """What waits to go live, and what was stopped last. due: the moment, on the clocks of the hub.

    stop: where the newest version of all was taken off the schedule; None once another is published or scheduled.
    """

    version: ArticleVersion | None
    stop: Unscheduling | None
    due: str

    @property
    def is_broken(self) -> bool:
        return self.stop is not None and self.stop.cause == Unscheduling.Cause.CONDITION


def schedule_standing(article: Article, now: datetime) -> ScheduleStanding:
    """One query."""
    newest = article.versions.for_readers().defer("content", "shown", "numbering", "body_html")
    version = newest.select_related("unscheduling__actor").order_by("-number").first()
    stop = getattr(version, "unscheduling", None)
    is_scheduled = version is not None and stop is None and version.live_from > now
    due = moment_text(version.live_from, article.hub) if version and (is_scheduled or stop) else ""
    return ScheduleStanding(version if is_scheduled else None, stop, due)
