"""How an account takes over what a device answered before anybody signed in there.

The first learner of an account simply becomes the account's own: a link is stored and nothing else changes. A further
learner gives everything to that one and keeps only a pointer, `merged_into`. What both hold stays where it is, out of
the numbers, and is still shown to the person.

Parts of the site register what belongs to learners; this module knows none of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from . import audit, counting
from .models import Learner, LearnerLink
from .rewriting import Reason, rewriting

PROFILE = ("profession", "specialty", "country")


@dataclass(frozen=True)
class Moved:
    """Rows that changed hands, and rows that stayed because the account's learner has their like."""

    moved: int = 0
    stayed: int = 0


@dataclass(frozen=True)
class Belongings:
    """One kind of rows that belong to learners.

    key: names them in the audit log. move: called with `giver`, `receiver` (learners, both locked) and `now` inside the
    transaction of the adoption, where `rewriting(Reason.ADOPTION)` is in force; it leaves no two rows that a constraint
    of theirs forbids. order: lower keys move first. flag_staff: called with `learner` (locked) and `now`, leaves the
    rows of somebody who works for the hub out of the numbers and returns how many it flagged; None for rows that enter
    no number.
    """

    key: str
    move: Callable[..., Moved]
    order: int = 0
    flag_staff: Callable[..., int] | None = None


_registered: dict[str, Belongings] = {}


def register(belongings: Belongings) -> None:
    """Make adoption move these rows too; called while the apps start."""
    _registered[belongings.key] = belongings


def registered() -> list[Belongings]:
    return sorted(_registered.values(), key=lambda belongings: (belongings.order, belongings.key))


def settle(learner: Learner, account: str) -> Learner:
    """The learner who answers for an account from now on, given the one that a device or form names.

    Needs an open transaction in which `learner` is locked and not merged. An account without a learner takes this one.
    An account with another one absorbs it. The learner of a different account is never touched and stands for itself.
    """
    # The constraints decide between parallel requests: of two links of an account, or to a learner, the first stands.
    LearnerLink.objects.bulk_create([LearnerLink(account_mac=account, learner_id=learner.pk)], ignore_conflicts=True)
    if LearnerLink.objects.filter(learner=learner).exists():
        return learner
    # Whoever gives is locked before who receives, and who receives has a link and never gives: no two wait for each other.
    own = LearnerLink.objects.filter(account_mac=account).values("learner")
    receiver = Learner.objects.select_for_update(no_key=True).filter(pk__in=own).first()
    if receiver is None:  # the account was erased meanwhile
        return learner
    absorb(learner, receiver, now=timezone.now())
    return receiver


def flag_staff(learner: Learner, account: str, *, now: datetime) -> None:
    """Leave out of the numbers what the account of somebody who works for the hub takes over, or has answered signed out.

    Needs an open transaction in which `learner` is locked. The learner of a different account is never touched.
    """
    if LearnerLink.objects.filter(learner=learner).exclude(account_mac=account).exists():
        return
    rows = [belongings for belongings in registered() if belongings.flag_staff]
    with counting.recounting([learner.pk]):
        counts = {belongings.key: belongings.flag_staff(learner=learner, now=now) for belongings in rows}
    if any(counts.values()):
        audit.record(actor=None, verb="flag staff", subject="learners", flagged=counts)


def absorb(giver: Learner, receiver: Learner, *, now: datetime) -> None:
    """Move all belongings of one locked learner to another, fill the receiver's empty profile fields, point to it.

    The event names neither account nor learner: it stands beside the log-in, and would tie an account to its answers.
    Which learner went into which is `Learner.merged_into`.
    """
    told = {name: getattr(giver, name) for name in PROFILE if getattr(giver, name) and not getattr(receiver, name)}
    with counting.recounting([giver.pk, receiver.pk]):
        with rewriting(Reason.ADOPTION):
            counts = {
                belongings.key: belongings.move(giver=giver, receiver=receiver, now=now) for belongings in registered()
            }
        if told:
            Learner.objects.filter(pk=receiver.pk).update(**told)
    Learner.objects.filter(merged_into=giver).update(merged_into=receiver)
    Learner.objects.filter(pk=giver.pk).update(merged_into=receiver)
    giver.merged_into = receiver
    if told or any(count != Moved() for count in counts.values()):
        audit.record(
            actor=None,
            verb="adopt learner",
            subject="learners",
            moved={key: count.moved for key, count in counts.items()},
            stayed={key: count.stayed for key, count in counts.items()},
            profile=sorted(told),
        )
