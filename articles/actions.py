"""Approval, publication and taking down: who may, under which conditions, and what is written."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from hub import audit, roles
from hub.models import User

from .appearances import tell_parts
from .approvals import approvals_of
from .bundle.dumping import content_hash, dump, to_json
from .files import FILES, shown_files
from .findings import Finding
from .glossary import SHOWN as GLOSSARY
from .glossary import frozen_glossary
from .models import (
    Approval,
    Article,
    ArticleVersion,
    Unscheduling,
)
from .naming import list_named
from .outcome_plans import laid_digest
from .parts import Frozen, article_parts
from .preflight import findings
from .rendering import BodyFrame, numbering_of, render_body
from .reviewers import SHOWN as COMMITTEE
from .reviewers import committee_reviewers, has_part
from .scheduling import broken, local_day, moment_text, unschedule


class Refused(Exception):
    """An action that may not happen now. The message says why; `findings` lists what stands in the way."""

    def __init__(self, sentence: str, found: Sequence[Finding] = ()) -> None:
        super().__init__(sentence)
        self.findings = list(found)


def require_role(user: User, role: str, article: Article) -> None:
    """Raises Refused unless this active account holds the role and made no part of the article.

    Whoever is named as its reviewer may approve it, for that review is what is named, but not publish it.
    """
    if not user.has_role(role):
        raise Refused(_("%(user)s does not hold the role %(role)s.") % {"user": user, "role": role})
    if has_part(article, user, may_review=role == roles.REVIEWER):
        raise Refused(
            _("%(user)s stands among the contributors of this article and cannot act on it.") % {"user": user}
        )


def publication_day(article: Article, now: datetime, live_from: datetime | None = None) -> date:
    """The day as of which conditions are checked, in the zone of the hub.

    That on which a scheduled version goes live, the stated publication date of a first publication, else today.
    """
    if live_from and live_from > now:
        return local_day(live_from, article.hub)
    if article.published_on and not article.versions.standing().exists():
        return article.published_on
    return local_day(now, article.hub)


@transaction.atomic
def approve(*, article: Article, reviewer: User, note: str = "", now: datetime | None = None) -> Approval:
    """Record that a reviewer found exactly the present content right.

    Raises Refused when the reviewer may not, or while preflight finds errors.
    """
    now = now or timezone.now()
    article = Article.objects.select_for_update().get(pk=article.pk)
    require_role(reviewer, roles.REVIEWER, article)
    _refuse_errors(article, publication_day(article, now))
    approval = Approval.objects.create(
        article=article,
        content_hash=content_hash(to_json(dump(article))),
        reviewer=reviewer,
        approved_at=now,
        note=note,
    )
    audit.record(
        actor=reviewer,
        verb="approve",
        subject=f"article {article.slug}",
        row=approval.pk,
        content=approval.content_hash,
    )
    return approval


def _refuse_errors(article: Article, on: date) -> list[Finding]:
    found = findings(article, on)
    errors = [finding for finding in found if finding.severity == "error"]
    if errors:
        raise Refused(_("The article is not ready: %(count)s errors stand.") % {"count": len(errors)}, errors)
    return found


def _standing_approval(
    article: Article, publisher: User, content: Mapping[str, Any], digest: str, on: date
) -> Approval:
    """The newest approval that counts. Raises Refused unless as many reviewers as the content needs have approved it."""
    approvals = approvals_of(article, digest, content, on, publisher)
    if not approvals.found:
        raise Refused(
            _("No reviewer has approved this content as it stands now.")
            if article.approvals.exists()
            else _("No reviewer has approved this article.")
        )
    if not approvals.missing:
        return approvals.counted[0]
    if not approvals.wanted:
        raise Refused(_("Whoever approved the content cannot publish it: two people are needed."))
    raise Refused(" ".join([approvals.need, *approvals.reasons]))


def publish(
    *,
    article: Article,
    publisher: User,
    reason: str = "",
    now: datetime | None = None,
    live_from: datetime | None = None,
) -> ArticleVersion:
    """Freeze the approved content into a version that readers see from `live_from` (default: now, else later).

    reason: why now, and why warnings stand; needed where preflight has warnings. Raises Refused with a sentence when
    a condition is missing; then nothing is written but question versions, which the next publication uses.
    Rendering happens between two transactions, so that no lock is held while templates run; the second one makes sure
    that the content is still the approved one.
    """
    now = now or timezone.now()
    live_from = now if live_from is None else live_from
    require_role(publisher, roles.PUBLISHER, article)
    refuse_moment(article, live_from, now)
    content = dump(article)
    text = to_json(content)
    digest = content_hash(text)
    found = _refuse_errors(article, publication_day(article, now, live_from))
    approval = _standing_approval(article, publisher, content, digest, publication_day(article, now, live_from))
    warnings = [finding for finding in found if finding.severity == "warning"]
    if warnings and not reason:
        raise Refused(
            _("%(count)s warnings stand. Give a reason to publish with them.") % {"count": len(warnings)}, warnings
        )
    frozen = {part.key: part.freeze(article, content.get(part.key), now, live_from) for part in article_parts()}
    version = ArticleVersion(
        article=article,
        content=text,
        content_hash=digest,
        numbering=numbering_of(content),
        shown={key: part.shown for key, part in frozen.items()}
        | {
            GLOSSARY: frozen_glossary(article.hub, text),
            FILES: shown_files(article, content),
            COMMITTEE: committee_reviewers(article, content, publication_day(article, live_from)),
        },
        title=article.title,
        summary=article.summary,
        byline=[person["name"] for person in content["article"].get("byline", [])],
        language=article.speaks,
        published_on=article.published_on or local_day(live_from, article.hub),
        review_by=article.review_by,
        live_from=live_from,
        reason=reason,
        approval=approval,
        published_by=publisher,
        created_at=now,
    )
    version.number = 1 + article.versions.count()
    version.body_html = body_of(version, json.loads(text))
    return _store(version, frozen, warnings)


@transaction.atomic
def _store(version: ArticleVersion, frozen: dict[str, Frozen], warnings: Sequence[Finding]) -> ArticleVersion:
    article = Article.objects.select_for_update().get(pk=version.article_id)
    refuse_moment(article, version.live_from, version.created_at)
    changed = content_hash(to_json(dump(article))) != version.content_hash
    if changed or article.versions.count() + 1 != version.number:
        raise Refused(_("The article changed while it was being published. Look at it again."))
    version.save()
    list_named(version)
    for part in frozen.values():
        part.pin(version)
    if version.live_from > version.created_at:
        _refuse_broken(article, version)
    if article.taken_down_at is not None:
        article.taken_down_at = None
        article.save(update_fields=["taken_down_at"])
    tell_parts(article, version.created_at)
    audit.record(
        actor=version.published_by,
        verb="publish",
        subject=f"article {article.slug}",
        row=version.pk,
        version=version.number,
        content=version.content_hash,
        reason=version.reason,
        approved_by=version.approval.reviewer_id,
        accepted=[f"{finding.rule} {finding.where}".strip() for finding in warnings],
        plan=laid_digest(version),
        **_also_approved(version),
    )
    return version


def refuse_moment(article: Article, live_from: datetime, now: datetime) -> None:
    """Raises Refused where nothing of the article may be made public from this moment on, decided at `now`.

    Beside a scheduled version nothing is published: what is newer by number would hide it, or be hidden, from a
    moment that nobody looks at.
    """
    if live_from < now:
        raise Refused(_("%(moment)s has passed.") % {"moment": moment_text(live_from, article.hub)})
    if article.embargo_until and live_from < article.embargo_until:
        until = moment_text(article.embargo_until, article.hub)
        raise Refused(_("The embargo ends on %(moment)s.") % {"moment": until})
    scheduled = article.versions.scheduled(now).only("number", "live_from").first()
    if scheduled:
        raise Refused(
            _("Version %(number)s goes live on %(moment)s. Take it off the schedule first.")
            % {"number": scheduled.number, "moment": moment_text(scheduled.live_from, article.hub)}
        )
    if live_from > now and article.taken_down_at is not None:
        raise Refused(_("The article is taken down. Publishing at once brings it back; it cannot be scheduled."))


def _refuse_broken(article: Article, version: ArticleVersion) -> None:
    """Look behind the lock of the audit chain at what a scheduled version rests on: nobody looks when it goes live."""
    audit.hold_chain()
    version.article = article
    gaps = broken(version)
    if gaps:
        raise Refused(_("The version cannot go live then. %(gaps)s") % {"gaps": " ".join(gaps)})


def _also_approved(version: ArticleVersion) -> dict[str, list[int]]:
    """The accounts that approved this content beside the one whose approval the version names; nothing without any."""
    others = version.article.approvals.filter(content_hash=version.content_hash)
    others = others.exclude(reviewer=version.approval.reviewer_id).order_by("reviewer")
    reviewers = list(others.values_list("reviewer", flat=True).distinct())
    return {"also_approved_by": reviewers} if reviewers else {}


def body_of(version: ArticleVersion, content: dict) -> str:
    """The rendered body of a version from its frozen content."""
    frame = BodyFrame.of(
        version.article,
        version_number=version.number,
        published_on=version.published_on,
        language=version.language,
    )
    standing = {part.key: part.standing(version.shown.get(part.key)) for part in article_parts()}
    return render_body(content, version.numbering, version.shown | standing, frame)


def render_again(versions: "QuerySet[ArticleVersion]", *, now: datetime | None = None) -> Iterator[ArticleVersion]:
    """Remake the derived bodies of these versions from their frozen content; yields those whose body changed."""
    for version in versions.select_related("article__hub").order_by("pk").iterator():
        body = body_of(version, json.loads(version.content))
        if body != version.body_html:
            with transaction.atomic():
                version.save_body(body)
                tell_parts(version.article, now or timezone.now())
            yield version


@transaction.atomic
def take_down(*, article: Article, publisher: User, reason: str, now: datetime | None = None) -> Article:
    """Hide an article from readers at once; what is scheduled of it never goes live.

    Raises Refused without a reason or for an article nobody can see.
    """
    now = now or timezone.now()
    article = Article.objects.select_for_update().get(pk=article.pk)
    require_role(publisher, roles.PUBLISHER, article)
    if not reason.strip():
        raise Refused(_("Give a reason for taking the article down."))
    if article.taken_down_at is not None or not article.versions.released(now).exists():
        raise Refused(_("The article is not public."))
    article.taken_down_at = now
    article.save(update_fields=["taken_down_at"])
    unschedule(article=article, cause=Unscheduling.Cause.TAKE_DOWN, reason=reason, actor=publisher, now=now)
    tell_parts(article, now)
    audit.record(actor=publisher, verb="take down", subject=f"article {article.slug}", reason=reason)
    return article
