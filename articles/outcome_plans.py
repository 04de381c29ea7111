"""Outcome plans from stored versions, and what the working copy would add to them; `outcome_plan` says what a plan is."""

import json
from collections.abc import Collection, Iterable, Iterator
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from hub.moore import Level

from .findings import Finding
from .models import Article, ArticleVersion
from .outcome_plan import (
    Item,
    Kind,
    Laid,
    Objective,
    OutcomePlan,
    What,
    becoming_post_hoc,
    digest_of,
    outcome_plan,
)
from .parts import article_parts


def plans_of(articles: Collection[int], *, with_objectives: bool = False) -> dict[int, OutcomePlan]:
    """The plan of each article, by primary key; a query and one for each part, however many articles.

    Versions taken off the schedule before they were live are none of it. with_objectives: reads the frozen content
    too, which is large, for the objectives that no item names.
    """
    content = ["content"] if with_objectives else []
    versions = list(
        ArticleVersion.objects.standing()
        .filter(article__in=articles)
        .order_by("article", "number")
        .values_list("pk", "article", "number", "live_from", "article__hub__time_zone", *content)
    )
    items = _laid_items([version[0] for version in versions])
    laid: dict[int, list[Laid]] = {article: [] for article in articles}
    for pk, article, number, live_from, zone, *frozen in versions:
        day = timezone.localdate(live_from, timezone=ZoneInfo(zone))
        objectives = _objectives(frozen[0]) if frozen else ()
        laid[article].append(Laid(number, day, items[pk], objectives))
    return {article: outcome_plan(found) for article, found in laid.items()}


def laid_digests(versions: Collection[int]) -> dict[int, str]:
    """The digest of what each of these versions lays down, by primary key."""
    return {pk: digest_of(items) for pk, items in _laid_items(versions).items()}


def laid_digest(version: ArticleVersion) -> str:
    return laid_digests([version.pk])[version.pk]


def working_items(article: Article) -> list[Item]:
    """What the working copy would lay down if it were published as it stands."""
    return [item for part in article_parts() for item in part.plans(article)]


def plan_findings(article: Article) -> Iterator[Finding]:
    """PLAN-OBJECTIVE, PLAN-LEVEL and PLAN-POSTHOC, all notes: what reports of outcomes will lack, or set apart."""
    working = working_items(article)
    places = dict(_places(working))
    for item in working:
        if item.kind is Kind.QUESTION and not item.objective:
            message = _("The question “%(text)s” belongs to no learning objective: reports by objective leave it out.")
            yield Finding("PLAN-OBJECTIVE", "info", message % _named(item), places[item.identity])
        if item.level is Level.NONE:
            yield Finding("PLAN-LEVEL", "info", _NO_LEVEL[item.kind]() % _named(item), places[item.identity])
    plan = plans_of([article.pk])[article.pk]
    for item, what in becoming_post_hoc(plan, working):
        message = _POST_HOC[what](item) % {**_named(item), "number": plan.version}
        yield Finding("PLAN-POSTHOC", "info", message, places[item.identity])


_NO_LEVEL = {
    Kind.QUESTION: lambda: _("The question “%(text)s” has no Moore level: the page of levels leaves it out."),
    Kind.STATEMENT: lambda: _("The statement “%(text)s” has no Moore level: the page of levels leaves it out."),
}


def _added(item: Item) -> str:
    if item.kind is Kind.QUESTION:
        return _("The question “%(text)s” was not in the plan of version %(number)s: reports will list it as post hoc.")
    return _("The statement “%(text)s” was not in the plan of version %(number)s: reports will list it as post hoc.")


_POST_HOC = {
    What.ADDED: _added,
    What.OBJECTIVE: lambda item: _(
        "“%(text)s” had another learning objective in the plan of version %(number)s: reports will list it as post hoc."
    ),
    What.LEVEL: lambda item: _(
        "“%(text)s” had another level in the plan of version %(number)s: reports will list it as post hoc."
    ),
}


def _named(item: Item) -> dict[str, str]:
    return {"text": Truncator(item.text).words(12)}


def _places(items: Iterable[Item]) -> Iterator[tuple[tuple, str]]:
    """Where each item stands in the bundle."""
    counts = dict.fromkeys(Kind, 0)
    for item in items:
        at = counts[item.kind]
        yield item.identity, f"quiz.questions[{at}]" if item.kind is Kind.QUESTION else f"survey[{at}]"
        counts[item.kind] += 1


def _laid_items(versions: Collection[int]) -> dict[int, tuple[Item, ...]]:
    found: dict[int, tuple[Item, ...]] = dict.fromkeys(versions, ())
    for part in article_parts():
        for pk, items in part.planned(versions).items():
            found[pk] += tuple(items)
    return found


def _objectives(content: str) -> tuple[Objective, ...]:
    listed = json.loads(content).get("article", {}).get("objectives", [])
    return tuple(Objective(one.get("id", ""), one["text"]) for one in listed)
