"""What the desk does to declarations of interests, with its trace in the audit log."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from . import audit, conditions, roles
from .declarations import latest_day
from .models import Declaration, Interest, User

REVIEWERS = (roles.REVIEWER, roles.PUBLISHER)


def may_review(user: User) -> bool:
    """Whether the account holds a role that reviews declarations; its own ones it never does."""
    return any(user.has_role(role) for role in REVIEWERS)


def why_no_review(declaration: Declaration, user: User) -> str:
    """What keeps this account from reviewing the declaration, as a sentence; "" where nothing does."""
    if not may_review(user):
        return _("Only a reviewer or a publisher reviews declarations.")
    if declaration.person.user_id == user.pk:
        return _("Nobody reviews their own declaration. Ask another reviewer or publisher.")
    if declaration.is_withdrawn:
        return _("This declaration was withdrawn.")
    if declaration.is_reviewed:
        return _("This declaration has been reviewed already. To review again, declare anew.")
    return ""


def why_no_withdrawal(declaration: Declaration) -> str:
    """What keeps anybody from withdrawing the declaration, as a sentence; "" where nothing does."""
    return _("This declaration has been withdrawn already.") if declaration.is_withdrawn else ""


@transaction.atomic
def record_declaration(
    *,
    declaration: Declaration,
    interests: Sequence[Interest],
    actor: User | None,
    removed: Iterable[Interest] = (),
    now: datetime | None = None,
) -> Declaration:
    """Store a new declaration, or the correction of one that is no history yet, with all its interests.

    declaration, interests: rows as they shall be, saved or not; `removed` are stored ones to delete. Raises
    ValidationError with a sentence for a day to come, an impossible interest, both or neither of “nothing to declare”
    and interests, or a declaration that is history; then nothing is written.
    """
    now = now or timezone.now()
    before = _before(declaration)
    if declaration.declared_on and declaration.declared_on > latest_day(now):
        raise ValidationError(_("This day has not come yet. Enter the day of the declaration."))
    if problem := declaration.missing_statement(len(interests)):
        raise ValidationError(problem)
    declaration.full_clean()
    declaration.save()
    for interest in removed:
        interest.delete()
    for order, interest in enumerate(interests):
        interest.declaration, interest.order = declaration, order
        interest.full_clean()
        interest.save()
    declaration = Declaration.objects.get(pk=declaration.pk)
    after = _said(declaration)
    if after != before:
        changed = {"before": before, "after": after} if before else after
        audit.record(
            actor=actor,
            verb="change declaration" if before else "record declaration",
            subject=_subject(declaration),
            **changed,
        )
        reason = _("%(person)s declared interests anew.") % {"person": declaration.person}
        conditions.changed(actor=actor, reason=reason)
    return declaration


def _before(declaration: Declaration) -> dict[str, Any]:
    if declaration.pk is None:
        return {}
    stored = Declaration.objects.select_for_update().get(pk=declaration.pk)
    if stored.is_history:
        raise ValidationError(_("This declaration is history and stays as it is. Declare anew instead."))
    return _said(stored)


@transaction.atomic
def review_declaration(
    *, declaration: Declaration, reviewer: User, mitigation: str = "", now: datetime | None = None
) -> Declaration:
    """Record that a reviewer or publisher looked at a declaration and how its relationships were mitigated.

    Raises ValidationError with a sentence for another role, the person's own account, a declaration that was reviewed
    or withdrawn, interests without a note, and a note without interests.
    """
    now = now or timezone.now()
    declaration = Declaration.objects.select_for_update().get(pk=declaration.pk)
    if refusal := why_no_review(declaration, reviewer):
        raise ValidationError(refusal)
    mitigation, has_interests = mitigation.strip(), declaration.interests.exists()
    if has_interests and not mitigation:
        raise ValidationError(_("Say how the relationships were kept from shaping the content."))
    if mitigation and not has_interests:
        raise ValidationError(_("There is nothing to mitigate: the declaration names no interest."))
    declaration.reviewed_by, declaration.reviewed_on = reviewer, timezone.localdate(now)
    declaration.mitigation = mitigation
    declaration.full_clean(exclude=["collected_as"])
    declaration.save(update_fields=["reviewed_by", "reviewed_on", "mitigation"])
    audit.record(
        actor=reviewer, verb="review declaration", subject=_subject(declaration), mitigation=declaration.mitigation
    )
    return declaration


@transaction.atomic
def withdraw_declaration(
    *, declaration: Declaration, actor: User, reason: str, now: datetime | None = None
) -> list[str]:
    """Let a declaration count no more; it is kept. Returns a sentence for each publication that this stopped.

    Raises ValidationError with a sentence without a reason, and for one that was withdrawn before.
    """
    declaration = Declaration.objects.select_for_update().get(pk=declaration.pk)
    if refusal := why_no_withdrawal(declaration):
        raise ValidationError(refusal)
    if not reason.strip():
        raise ValidationError(_("Give the reason for withdrawing the declaration."))
    declaration.withdrawn_at, declaration.withdrawn_reason = now or timezone.now(), reason.strip()
    declaration.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    audit.record(
        actor=actor, verb="withdraw declaration", subject=_subject(declaration), reason=declaration.withdrawn_reason
    )
    told = _("The declaration of %(person)s from %(day)s was withdrawn.")
    return conditions.changed(actor=actor, reason=told % {"person": declaration.person, "day": declaration.declared_on})


def _subject(declaration: Declaration) -> str:
    return f"declaration {declaration.person.slug} {declaration.declared_on.isoformat()}"


def _said(declaration: Declaration) -> dict[str, Any]:
    """What the declaration says, as JSON values."""
    interests = declaration.interests.all()
    return {
        "declared_on": declaration.declared_on.isoformat(),
        "nothing": declaration.has_nothing_to_declare,
        "look_back_months": declaration.look_back_months,
        "collected_as": declaration.collected_as,
        "interests": [
            f"{one.entity}: {one.nature_note or one.nature}"
            + "".join(f", {name}" for name in (one.period, *_dates(one), _flags(one)) if name)
            for one in interests
        ],
    }


def _dates(interest: Interest) -> list[str]:
    days = [day.isoformat() if day else "" for day in (interest.starts_on, interest.ends_on)]
    return [*days, "ongoing" if interest.is_ongoing else ""]


def _flags(interest: Interest) -> str:
    words = ["this work"] if interest.covers_this_work else []
    return ", ".join(words + ([f"paid to {interest.paid_to}"] if interest.paid_to else []))
