"""Which learner a request is, and the row and link of a learner when something is stored.

A device is known by a random uuid in one cookie. Opening a form mints only that uuid; rows are written with the first
submission. While someone is signed in, the learner comes from the account's LearnerLink. Signing in, and whatever an
account sends, goes through `enrol`: it makes the link, and lets the account's learner take over what others hold
(`hub.adoption`). Signing in and out delete the cookie (`hub.middleware.LearnerOfDevice`).
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from . import adoption
from .models import ErasedPerson, Learner, LearnerLink, User, account_mac, erased_learner_mac
from .statements import insert
from .transactions import run_transaction

COOKIE_AGE = 400 * 24 * 60 * 60
"""Seconds; browsers keep no cookie longer than 400 days."""


@dataclass(frozen=True)
class Visitor:
    """The learner behind a request.

    learner_id: for whom a new form is. own_ids: all learners whose results this visitor may see, that one first; empty
    where nothing can be stored yet, because the uuid was minted now. account: keyed hash of the signed-in account, else
    "".
    """

    learner_id: UUID
    own_ids: tuple[UUID, ...]
    account: str = ""
    is_staff: bool = False

    def is_kept_from(self, learner_id: UUID) -> bool:
        """Whether this signed-in visitor holds the form of a learner who belongs to a different account."""
        return bool(self.account) and learner_id not in self.own_ids and is_linked(learner_id)


def visitor(request: HttpRequest) -> Visitor:
    """The learner of a request: the account's while signed in, else the cookie's, else a new uuid. Writes nothing.

    An account also owns what stayed with learners merged into its own. Until an account has a learner, it goes by the
    cookie; where that names the learner of another account, by a new uuid.
    """
    device = cookie_learner(request)
    account = account_mac(request.user.pk) if request.user.is_authenticated else ""
    own_ids = _linked_learners(account) if account else ()
    if not own_ids and device and not (account and is_linked(device)):
        own_ids = (device,)
    return Visitor(
        learner_id=own_ids[0] if own_ids else uuid4(),
        own_ids=own_ids,
        account=account,
        is_staff=bool(account) and request.user.works_for_hub,
    )


def account_visitor(user: User) -> Visitor | None:
    """The learner of an account without its device, as a link mailed to that account needs it; None before it has one."""
    account = account_mac(user.pk)
    own = _linked_learners(account)
    return Visitor(own[0], own, account, is_staff=user.works_for_hub) if own else None


def cookie_learner(request: HttpRequest) -> UUID | None:
    """The learner that the cookie of this device names; None without a readable cookie."""
    try:
        return UUID(request.COOKIES.get(settings.LEARNER_COOKIE_NAME, ""))
    except ValueError:
        return None


def _linked_learners(account: str) -> tuple[UUID, ...]:
    """The learner of an account and those merged into it, in one query; empty without a link."""
    rows = LearnerLink.objects.filter(account_mac=account).values_list("learner", "learner__merged")
    return tuple(dict.fromkeys(found for row in rows for found in row if found))


def is_linked(learner_id: UUID) -> bool:
    """Whether a learner, or the one it was merged into, is an account's."""
    return LearnerLink.objects.filter(Q(learner=learner_id) | Q(learner__merged=learner_id)).exists()


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


def is_erased(learner_id: UUID, *, since: datetime) -> bool:
    """Whether the learner was erased at or after this moment."""
    return ErasedPerson.objects.filter(mac=erased_learner_mac(learner_id), erased_at__gte=since).exists()


def enrol(learner_id: UUID, *, account: str = "", is_simulated: bool = False) -> Learner:
    """The row of the learner for whom something is stored, locked until the transaction ends; made when it is missing.

    Needs an open transaction. A learner that was merged gives the one it was merged into. account: keyed hash of the
    signed-in account, whose learner this one becomes or gives everything to (`adoption.settle`). `is_new` of the learner
    says that this call made the row: nothing belongs to it yet, and until the transaction ends nobody else sees it.
    """
    learner = None
    while learner is None:  # an erasure that held the row has deleted it before it gave the lock
        made = Learner(id=learner_id, is_simulated=is_simulated)
        made.is_new = insert([made], ignore_conflicts=True) == 1
        learner = made if made.is_new else _locked(learner_id)
    while learner.merged_into_id:
        learner = _locked(learner.merged_into_id)
    return adoption.settle(learner, account) if account else learner


def adopt(request: HttpRequest) -> None:
    """Let the signed-in account take over the learner of this device; what staff answered is flagged. Safe to repeat.

    Raises BusyError when the database cannot store it now: then the device has to keep its cookie.
    """
    device = cookie_learner(request)
    if device:
        account, is_staff = account_mac(request.user.pk), request.user.works_for_hub

        def store() -> None:
            if is_staff:
                adoption.flag_staff(enrol(device), account, now=timezone.now())
            enrol(device, account=account)

        run_transaction(store)


def _locked(learner_id: UUID) -> Learner | None:
    return Learner.objects.select_for_update(no_key=True).filter(pk=learner_id).first()
