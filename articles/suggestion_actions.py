"""What happens to suggestions: sent, decided, merged, emptied. Every decision leaves a step and an audit event.

Neither names the sender, and no event is written when one is sent: its time, set beside that of a contribution, could
tell editors who paid.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hub import audit, roles
from hub.models import Hub, User
from hub.transactions import run_transaction

from .models import Article, Suggestion, SuggestionState, SuggestionStep, Topic

TRIAGE_ROLES = frozenset({roles.WRITER, roles.PUBLISHER})


class NotAllowed(Exception):
    """The account is neither a writer's nor a publisher's."""


class CannotDecide(ValueError):
    """The decision contradicts itself or what is stored; the message says how, and what to do."""


def submit_suggestion(
    *,
    hub: Hub,
    text: str,
    topic: Topic | None = None,
    email: str = "",
    nonce: str,
    flags: Sequence[str] = (),
    now: datetime,
) -> Suggestion:
    """Store what somebody sent, once for each nonce: the first stands. Raises BusyError."""

    def store() -> Suggestion:
        suggestion, is_new = Suggestion.objects.get_or_create(
            nonce=nonce,
            defaults={
                "hub": hub,
                "topic": topic,
                "text": text,
                "email": email,
                "language": hub.language,
                "flags": list(flags),
                "submitted_at": now,
            },
        )
        if is_new:
            SuggestionStep.objects.create(suggestion=suggestion, state=SuggestionState.NEW, at=now)
        return suggestion

    return run_transaction(store)


@transaction.atomic
def decide(
    *,
    suggestion: Suggestion,
    state: SuggestionState,
    reason: str = "",
    article: Article | None = None,
    by: User,
    now: datetime,
) -> Suggestion:
    """Set the state. article: what came of an accepted suggestion. Deciding the same again changes nothing.

    Raises NotAllowed, or CannotDecide for a refusal without a reason, an article without acceptance or of another hub,
    and a suggestion that was merged into another.
    """
    _check_role(by)
    held = Suggestion.objects.select_for_update(of=("self",)).get(pk=suggestion.pk)
    if held.merged_into_id:
        raise CannotDecide(_("This suggestion was merged into another: decide that one."))
    if state == SuggestionState.PUBLISHED:
        raise CannotDecide(_("“Published” follows by itself once the chosen article is published: choose “Accepted”."))
    if state == SuggestionState.DECLINED and not reason.strip():
        raise CannotDecide(_("Give the reason: whoever sent the suggestion reads it."))
    if article is not None and state != SuggestionState.ACCEPTED:
        raise CannotDecide(_("An article belongs to an accepted suggestion: accept it, or empty the article."))
    if article is not None and article.hub_id != held.hub_id:
        raise CannotDecide(_("This article belongs to another hub than the suggestion."))
    new = (state, reason.strip() if state == SuggestionState.DECLINED else "", article)
    if new == (held.state, held.reason, held.article):
        return held
    is_step = new[:2] != (held.state, held.reason)
    held.state, held.reason, held.article = new
    held.save(update_fields=["state", "reason", "article"])
    if is_step:
        SuggestionStep.objects.create(suggestion=held, state=state, reason=held.reason, at=now, by=by)
    audit.record(
        actor=by,
        verb="decide suggestion",
        subject=f"suggestion {held.pk}",
        state=str(state),
        article=article.slug if article else "",
    )
    return held


@transaction.atomic
def merge(*, kept: Suggestion, duplicates: Iterable[Suggestion], by: User, now: datetime) -> list[Suggestion]:
    """Make duplicates follow the one that is kept; those merged into a duplicate earlier follow too.

    Returns the merged. Raises NotAllowed, or CannotDecide where hubs differ or one of them is merged already.
    """
    _check_role(by)
    wanted = {kept.pk, *(one.pk for one in duplicates)}
    held = {
        one.pk: one for one in Suggestion.objects.select_for_update(of=("self",)).filter(pk__in=wanted).order_by("pk")
    }
    if any(one.merged_into_id for one in held.values()):
        raise CannotDecide(_("One of these was merged already: choose among the others."))
    if len({one.hub_id for one in held.values()}) > 1:
        raise CannotDecide(_("Suggestions of different hubs cannot be merged."))
    target = held.pop(kept.pk)
    for one in held.values():
        Suggestion.objects.filter(merged_into=one).update(merged_into=target)
        one.merged_into = target
        one.save(update_fields=["merged_into"])
        SuggestionStep.objects.create(suggestion=one, state=one.state, merged_into=target, at=now, by=by)
    if held:
        audit.record(
            actor=by,
            verb="merge suggestions",
            subject=f"suggestion {target.pk}",
            merged=sorted(str(pk) for pk in held),
        )
    return list(held.values())


@transaction.atomic
def empty(*, suggestion: Suggestion, by: User, now: datetime) -> None:
    """Remove the text for good, where it names a person or is spam; a second time changes nothing."""
    _check_role(by)
    held = Suggestion.objects.select_for_update(of=("self",)).get(pk=suggestion.pk)
    if held.emptied_at:
        return
    held.text, held.emptied_at = "", now
    held.save(update_fields=["text", "emptied_at"])
    audit.record(actor=by, verb="empty suggestion", subject=f"suggestion {held.pk}")


def _check_role(by: User) -> None:
    if not by.is_active or by.role_names.isdisjoint(TRIAGE_ROLES):
        raise NotAllowed(f"{by} holds none of the roles {', '.join(sorted(TRIAGE_ROLES))}.")
