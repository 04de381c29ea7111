"""What the audit log proves of articles: every published version, its outcome plan, and every approval."""

from collections.abc import Iterator

from hub.audit_payloads import Payload, compared, details, register

from .bundle.dumping import content_hash
from .models import Approval, ArticleVersion
from .outcome_plans import laid_digests


def version_payloads() -> Iterator[Payload]:
    """Every version, hashed as its content stands now, against the event of its publication."""
    events = {detail.get("row"): (event.pk, detail.get("content", "")) for event, detail in details("publish")}
    versions = ArticleVersion.objects.select_related("article").order_by("pk").iterator(chunk_size=50)
    rows = (
        (version.pk, f"{version.number} of the article {version.article.slug}", _held(version)) for version in versions
    )
    return compared("version", rows, events)


def _held(version: ArticleVersion) -> str:
    """The hash of the content, where the row itself gives the same; else what no event can hold."""
    computed = content_hash(version.content)
    return computed if version.content_hash == computed else f"{computed} beside {version.content_hash}"


def approval_payloads() -> Iterator[Payload]:
    """Every approval, by whom and of which content, against its event."""
    events = {
        detail.get("row"): (event.pk, f"{event.actor_id} {detail.get('content', '')}")
        for event, detail in details("approve")
    }
    approvals = Approval.objects.select_related("article").order_by("pk").iterator()
    rows = (
        (one.pk, f"{one.pk} of the article {one.article.slug}", f"{one.reviewer_id} {one.content_hash}")
        for one in approvals
    )
    return compared("approval", rows, events)


def plan_payloads() -> Iterator[Payload]:
    """What each version lays down for the outcome plan, as the rows of its items stand now, against its publication.

    Versions without an event and events without a version are `version_payloads`' to name.
    """
    events = {detail.get("row"): (event.pk, detail.get("plan", "")) for event, detail in details("publish")}
    versions = ArticleVersion.objects.filter(pk__in=[pk for pk in events if pk is not None])
    digests = laid_digests([version.pk for version in versions.only("pk")])
    for version in versions.select_related("article").only("number", "article__slug").order_by("pk"):
        what = f"outcome plan of version {version.number} of the article {version.article.slug}"
        event, expected = events[version.pk]
        yield Payload(what, event, expected, digests[version.pk])


register("versions", version_payloads)
register("plans", plan_payloads)
register("approvals", approval_payloads)
