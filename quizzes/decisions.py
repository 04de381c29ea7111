"""What every decision about a series has in common: who may take it, its number, its trace in the audit log."""

from datetime import datetime
from typing import Any, TypeVar

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.actions import Refused
from hub import audit, roles
from hub.models import User

from .models import KeyCorrection, Question, Withdrawal

DECIDERS = frozenset({roles.REVIEWER, roles.PUBLISHER})
"""Whoever checks numbers and whoever answers for what is public. Writers propose; they do not judge their own key."""

Decision = TypeVar("Decision", KeyCorrection, Withdrawal)


def may_decide(user: User) -> bool:
    return user.is_active and not DECIDERS.isdisjoint(user.role_names)


def locked(question: Question) -> Question:
    """The question as it is stored, kept from others until the caller's transaction ends."""
    return Question.objects.select_for_update().get(pk=question.pk)


def last_decision(model: type[Decision], question: Question, series: int) -> Decision | None:
    return model.objects.newest().filter(question=question, series=series).select_related("decided_by").first()


def decide(
    model: type[Decision],
    *,
    question: Question,
    series: int,
    seen: int,
    reason: str,
    actor: User,
    verb: str,
    now: datetime,
    **columns: Any,
) -> Decision:
    """Store the next decision on a series. Needs the lock on the question.

    seen: number of the last decision the actor knew of, 0 for none. Raises Refused for accounts without the role,
    without a reason, and where somebody else has decided meanwhile; then the sentence says what.
    """
    if not may_decide(actor):
        raise Refused(_("Only reviewers and publishers decide this."))
    if not reason.strip():
        raise Refused(_("Give a reason."))
    last = last_decision(model, question, series)
    number = last.number if last else 0
    if number != seen:
        raise Refused(_meanwhile(last) if last else _("The question changed meanwhile. Look at it again."))
    row = model.objects.create(
        question=question,
        series=series,
        number=number + 1,
        reason=reason.strip(),
        decided_by=actor,
        decided_at=now,
        **columns,
    )
    told = {name: value for name, value in columns.items() if isinstance(value, str)}
    audit.record(
        actor=actor,
        verb=verb,
        subject=f"question {question.pk}",
        series=series,
        number=row.number,
        reason=row.reason,
        undoes=row.undoes.number if row.undoes else None,
        **told,
    )
    return row


def _meanwhile(last: KeyCorrection | Withdrawal) -> str:
    moment = date_format(timezone.localtime(last.decided_at), "DATETIME_FORMAT")
    known = {"who": last.decided_by, "moment": moment, "reason": last.reason}
    if isinstance(last, KeyCorrection):
        sentence = (
            _("Meanwhile, on %(moment)s, %(who)s undid the correction of the key: “%(reason)s”. Look at it again.")
            if last.undoes_id
            else _("Meanwhile, on %(moment)s, %(who)s corrected the key: “%(reason)s”. Look at it again.")
        )
    else:
        sentence = (
            _("Meanwhile, on %(moment)s, %(who)s brought the question back: “%(reason)s”. Look at it again.")
            if last.undoes_id
            else _("Meanwhile, on %(moment)s, %(who)s withdrew the question: “%(reason)s”. Look at it again.")
        )
    return sentence % known
