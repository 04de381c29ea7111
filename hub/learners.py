"""Which learner a request is, and the row and link of a learner when something is stored.

A device is known by a random uuid in one cookie. Opening a form mints only that uuid; rows are written with the first
submission. While someone is signed in, the learner comes from the account's LearnerLink. The link is made with the
first submission of an account that has none, and takes over the device's anonymous learner: no attempt changes.

Not covered here: the attempts that a further device, already known by another learner, brings to an account that has
a link. Until that adoption runs, such a form is stored for the learner named in its key, and both learners count as
the visitor's own.
"""

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from .models import Learner, LearnerLink, account_mac

COOKIE_AGE = 400 * 24 * 60 * 60
"""Seconds; browsers keep no cookie longer than 400 days."""


@dataclass(frozen=True)
class Visitor:
    """The learner behind a request.

    learner_id: for whom a new form is. own_ids: all learners whose results this visitor may see; empty where nothing
    can be stored yet, because the uuid was minted now. account: keyed hash of the signed-in account, else "".
    has_link: whether that account has a learner.
    """

    learner_id: UUID
    own_ids: tuple[UUID, ...]
    account: str = ""
    has_link: bool = False
    is_staff: bool = False

    @property
    def unlinked_account(self) -> str:
        """The signed-in account while it has no learner, else ""."""
        return "" if self.has_link else self.account

    def is_kept_from(self, learner_id: UUID) -> bool:
        """Whether this signed-in visitor holds the form of a learner who belongs to a different account."""
        return bool(self.account) and learner_id not in self.own_ids and is_linked(learner_id)


def visitor(request: HttpRequest) -> Visitor:
    """The learner of a request: the account's while signed in, else the cookie's, else a new uuid. Writes nothing.

    A device whose learner is already another account's starts anew under an account that has none.
    """
    device = _cookie_learner(request)
    account = account_mac(request.user.pk) if request.user.is_authenticated else ""
    linked = _linked_learner(account) if account else None
    if account and not linked and device and is_linked(device):
        device = None
    own_ids = tuple(dict.fromkeys(found for found in (linked, device) if found))
    return Visitor(
        learner_id=own_ids[0] if own_ids else uuid4(),
        own_ids=own_ids,
        account=account,
        has_link=linked is not None,
        is_staff=bool(account) and request.user.is_staff,
    )


def _cookie_learner(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.COOKIES.get(settings.LEARNER_COOKIE_NAME, ""))
    except ValueError:
        return None


def _linked_learner(account: str) -> UUID | None:
    return LearnerLink.objects.filter(account_mac=account).values_list("learner_id", flat=True).first()


def is_linked(learner_id: UUID) -> bool:
    return LearnerLink.objects.filter(learner=learner_id).exists()


def remember(response: HttpResponseBase, learner_id: UUID) -> None:
    """Set the learner cookie of this device."""
    response.set_cookie(
        settings.LEARNER_COOKIE_NAME,
        str(learner_id),
        max_age=COOKIE_AGE,
        path="/",
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def forget(response: HttpResponseBase) -> None:
    """Delete the learner cookie of this device, as signing in and signing out do."""
    response.delete_cookie(settings.LEARNER_COOKIE_NAME, path="/", samesite="Lax")


def enrol(learner_id: UUID, *, unlinked_account: str = "", is_simulated: bool = False) -> Learner:
    """The row of a learner, locked until the transaction ends; made when this is the first submission.

    Needs an open transaction. A learner that was merged gives the one it was merged into. unlinked_account: linked to
    the learner, unless a parallel request linked either of them first: that link stands.
    """
    Learner.objects.bulk_create([Learner(id=learner_id, is_simulated=is_simulated)], ignore_conflicts=True)
    learner = _locked(learner_id)
    while learner.merged_into_id:
        learner = _locked(learner.merged_into_id)
    if unlinked_account:
        LearnerLink.objects.bulk_create(
            [LearnerLink(account_mac=unlinked_account, learner=learner)], ignore_conflicts=True
        )
    return learner


def _locked(learner_id: UUID) -> Learner:
    return Learner.objects.select_for_update(no_key=True).get(pk=learner_id)
