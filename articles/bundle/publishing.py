"""Importing and publishing in one go, by the same actions and gates as in the admin."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hub import roles
from hub.models import Hub, User

from ..actions import Refused, approve, publish, refuse_moment, require_role
from ..models import Article
from .dumping import content_hash, dump, to_json
from .files import delete_files
from .loading import Imported, load_bundle

REASON = "imported"


def require_two_people(reviewer: User, publisher: User) -> None:
    """Raises Refused unless these are two different active accounts, each with its role."""
    if reviewer.pk == publisher.pk:
        raise Refused(_("Whoever approved the content cannot publish it: two people are needed."))
    for user, role in ((reviewer, roles.REVIEWER), (publisher, roles.PUBLISHER)):
        if not user.has_role(role):
            raise Refused(_("%(user)s does not hold the role %(role)s.") % {"user": user, "role": role})


def load_and_publish(
    data: dict[str, Any],
    *,
    reviewer: User,
    publisher: User,
    hub: Hub | None = None,
    overwrite: bool = False,
    folder: Path | None = None,
) -> Imported:
    """Import a bundle, approve it and publish it. Content that is public already is not published again.

    Raises BundleError as `load_bundle` does, and Refused where a gate is closed: all gates stand inside the transaction of
    the import, so that nothing is written then. Rendering follows after it, as always.
    """
    require_two_people(reviewer, publisher)
    stored_files: list[str] = []
    try:
        with transaction.atomic():
            imported = load_bundle(data, hub=hub, overwrite=overwrite, folder=folder)
            stored_files += imported.stored_files
            article = imported.article
            if _is_published(article):
                return imported
            _pass_gates(article, reviewer, publisher)
    except BaseException:
        delete_files(stored_files)
        raise
    publish(article=article, publisher=publisher, reason=REASON)
    return imported


def _pass_gates(article: Article, reviewer: User, publisher: User) -> None:
    require_role(publisher, roles.PUBLISHER, article)
    now = timezone.now()
    refuse_moment(article, now, now)
    approve(article=article, reviewer=reviewer, note=REASON)


def _is_published(article: Article) -> bool:
    """Whether the newest version holds just this content, and readers see it."""
    newest = article.versions.released().order_by("-number").first()
    return (
        newest is not None
        and article.taken_down_at is None
        and newest.content_hash == content_hash(to_json(dump(article)))
    )


def refusal_lines(refused: Refused) -> Sequence[str]:
    """The sentence of a refusal, and one line for each finding behind it."""
    return [str(refused), *(f"{one.where}: {one.message}" if one.where else one.message for one in refused.findings)]
