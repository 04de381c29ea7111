"""What is scheduled: what it rests on, and what happens when that no longer holds.

A version that is scheduled goes live by the clock alone; nobody looks at it again at that moment. So whatever breaks
one of its conditions before then takes it off the schedule, in the transaction of the change itself (`hub.conditions`).

Two things may happen at once, and the lock of the audit chain decides, which every action takes last:
- A version is stored while its agreement is shortened. Whoever comes second behind the lock sees what the first has
  written: the publication refuses itself (`broken`), or the shortening takes it off the schedule (`recheck`).
- A version goes live while it is taken off. Going live writes nothing, so the clock decides, read behind the lock:
  from `live_from` on nothing can be taken off, and the database refuses such a row too. What was decided before counts
  although it is stored a moment later; whoever asks for the page within that moment may still have seen it.
An article's own row would not do as the lock: a shortening locks its agreement first and finds the articles
afterwards, a publication goes the other way, and each would wait for the other.
"""

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hub import audit, conditions, desk, roles
from hub.declarations import Terms, gaps_of
from hub.models import Hub, Person, User

from .appearances import tell_parts
from .approvals import approvals_of
from .bundle.dumping_people import latest_declarations, person_fields
from .bundle.mentions import PLACES
from .bundle.people_schema import PERSON
from .bundle.shape import canonical_of_stored
from .checks.people import declared_in
from .models import Article, ArticleVersion, Unscheduling, UnschedulingMail
from .parts import article_parts

NOT_DECLARED = frozenset(
    {"slug", "name", "role", "affiliation", "city", "country", "portrait", "portrait_alt", "mitigated"}
)
"""Keys of a person in a bundle that are no part of what was declared: a review that comes later stops nothing."""


def local_day(moment: datetime, hub: Hub) -> date:
    return timezone.localtime(moment, timezone=hub.zone).date()


def moment_text(moment: datetime, hub: Hub) -> str:
    """An instant as clocks of the hub show it, with the name of its zone."""
    local = timezone.localtime(moment, timezone=hub.zone)
    return f"{date_format(local, 'DATE_FORMAT')}, {local:%H:%M} ({hub.time_zone})"


def broken(version: ArticleVersion) -> list[str]:
    """What a scheduled version rests on and will not hold when it goes live, a sentence each."""
    hub, content = version.article.hub, json.loads(version.content)
    on = local_day(version.live_from, hub)
    found = [*_embargo(version), *_declarations(content, on, hub.declaration_terms)]
    for part in article_parts():
        found += part.broken(version, on)
    approvals = approvals_of(version.article, version.content_hash, content, on, version.published_by)
    return found if not approvals.missing else [*found, approvals.need or _("The approvals no longer count.")]


def _embargo(version: ArticleVersion) -> Iterator[str]:
    until = version.article.embargo_until
    if until and version.live_from < until:
        yield _("The embargo ends on %(moment)s.") % {"moment": moment_text(until, version.article.hub)}


def _declarations(content: dict[str, Any], on: date, terms: Terms) -> Iterator[str]:
    """Declarations that the version shows and that no longer stand as it shows them, or lack something by then."""
    article = content.get("article", {})
    shown = {person["slug"]: person for place in PLACES for person in article.get(place, [])}
    standing = _standing_declarations(list(shown))
    for slug, person in shown.items():
        named = {"person": person["name"]}
        if not standing.get(slug, {}).get("disclosed_on"):
            yield _("%(person)s has no declaration of interests on record.") % named
        elif standing[slug] != _declared(person):
            yield _("%(person)s has another declaration of interests than the version shows.") % named
        else:
            gaps = gaps_of(person["name"], declared_in(person), on, terms)
            yield from (gap.sentence(_) for gap in gaps if gap.level == "error")


def _standing_declarations(slugs: list[str]) -> dict[str, dict[str, Any]]:
    """By slug of a person: what a bundle would say today of the declaration, in its words."""
    people = {person.pk: person for person in Person.objects.filter(slug__in=slugs)}
    latest = latest_declarations(set(people))
    return {
        person.slug: _declared(canonical_of_stored(person_fields(person, latest.get(pk)), PERSON))
        for pk, person in people.items()
    }


def _declared(person: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in person.items() if key not in NOT_DECLARED}


def unschedule(
    *, article: Article, cause: Unscheduling.Cause, reason: str, actor: User | None, now: datetime | None = None
) -> Unscheduling | None:
    """Take what is scheduled of the article off the schedule, inside the caller's transaction; None where nothing is.

    Where a condition did it, the publishers are told by mail, which `run_due` sends.
    """
    audit.hold_chain()
    now = now or timezone.now()
    version = article.versions.scheduled(now).select_related("published_by").first()
    if version is None:
        return None
    stop = Unscheduling.objects.create(version=version, at=now, cause=cause, reason=reason, actor=actor)
    tell_parts(article, now)
    if cause == Unscheduling.Cause.CONDITION:
        UnschedulingMail.objects.bulk_create(
            UnschedulingMail(unscheduling=stop, user=user) for user in _publishers(version)
        )
    audit.record(
        actor=actor,
        verb="unschedule",
        subject=f"article {article.slug}",
        version=version.number,
        was_due=version.live_from.isoformat(),
        cause=str(cause),
        reason=reason,
    )
    return stop


def _publishers(version: ArticleVersion) -> list[User]:
    told = Q(groups__name=roles.PUBLISHER) | Q(pk=version.published_by_id)
    return list(User.objects.filter(told, is_active=True).order_by("pk").distinct())


@transaction.atomic
def recheck(actor: User | None, reason: str, now: datetime | None = None) -> list[str]:
    """Take off the schedule whatever a change has broken, inside its transaction; a sentence for each version.

    reason: what changed. It is kept with each, after what no longer holds.
    """
    audit.hold_chain()
    now = now or timezone.now()
    stopped = []
    for version in ArticleVersion.objects.scheduled(now).select_related("article__hub").order_by("pk"):
        gaps = broken(version)
        if gaps:
            unschedule(
                article=version.article,
                cause=Unscheduling.Cause.CONDITION,
                reason=" ".join([*gaps, _("What changed: %(reason)s") % {"reason": reason}]),
                actor=actor,
                now=now,
            )
            stopped.append(_("“%(title)s”, version %(number)s, was taken off the schedule.") % _named(version))
    return stopped


def _named(version: ArticleVersion) -> dict[str, Any]:
    return {"title": version.title, "number": version.number}


def desk_notes(user: User) -> Iterator[desk.Note]:
    """For whoever sees articles: each one that a condition stopped, until it is published or scheduled again."""
    if not user.has_perm("articles.view_article"):
        return
    stops = Unscheduling.objects.unanswered().select_related("version__article__hub")
    for stop in stops.defer("version__content", "version__shown", "version__numbering", "version__body_html"):
        due = moment_text(stop.was_due, stop.version.article.hub)
        sentence = _("“%(title)s”, version %(number)s, was to go live on %(due)s and was taken off the schedule.")
        yield desk.Note(
            text=sentence % {**_named(stop.version), "due": due},
            detail=stop.reason,
            page="admin:articles_article_change",
            pk=stop.version.article_id,
        )


conditions.register("articles", recheck)
desk.register("articles", desk_notes)
