"""Forgetting a person: the account, what hangs on it, and the tie between the person and their answers.

Answers stay without any link to the person, unless the person wants them deleted too. Where an account is part of the
history of what was published (approvals, publications, the audit log), its row stays without name, address and sign-in,
because deleting it would break that history.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import ProtectedError

from . import audit, counting
from .models import (
    ErasedPerson,
    Learner,
    LearnerLink,
    Person,
    User,
    account_mac,
    erased_account_mac,
    erased_email_mac,
    erased_learner_mac,
)
from .personal_data import (
    account_data,
    address_data,
    learner_data,
    learner_ids_of,
    verified_addresses,
    with_merged,
)
from .rewriting import Reason, rewriting

NOBODY = "erased account"


@dataclass(frozen=True)
class Erasure:
    """What an erasure did. rows: deleted rows by kind. account: "deleted", "anonymised", or "" without an account."""

    with_answers: bool
    rows: dict[str, int] = field(default_factory=dict)
    account: str = ""


@transaction.atomic
def erase_account(
    *,
    account: User,
    with_answers: bool,
    now: datetime,
    also: Iterable[UUID] = (),
    under: Iterable[str] = (),
    reason: Reason = Reason.ERASURE,
) -> Erasure:
    """Erase an account with its profile, link, sessions, addresses, second factors and notes; answers only if wanted.

    also: further learners of this person, such as the one of the device in use. under: folded addresses that are known
    to be this person's, beside those that the account has verified. reason: ERASURE, or RETENTION where time asks for it
    and not the person; then what stands under an address alone has a time of its own and stays. Writes one audit event without name and address.
    """
    addresses = _addresses(account)
    ids = {*learner_ids_of(account), *with_merged(also)}
    rows = _erase_learners(ids, with_answers, reason, now)
    rows["links"] = LearnerLink.objects.filter(account_mac=account_mac(account.pk)).delete()[0]
    rows["sessions"] = _end_sessions(account, addresses)
    if reason is Reason.ERASURE:
        rows |= _erase_under({*under, *verified_addresses(account)})
    with rewriting(reason):
        rows |= {data.key: data.erase(account) for data in account_data()}
    macs = [erased_account_mac(account.pk), *map(erased_email_mac, addresses), *sorted(map(erased_learner_mac, ids))]
    _remember(macs, with_answers, now)
    outcome = _remove(account)
    _record(reason, macs[1], with_answers, rows, account=outcome)
    return Erasure(with_answers, rows, outcome)


@transaction.atomic
def erase_address(*, email: str, now: datetime) -> Erasure:
    """Erase what stands under an e-mail address that no account has. Doing so again changes nothing."""
    rows = _erase_under({email})
    if any(rows.values()):
        mac = erased_email_mac(email)
        _remember([mac], False, now)
        _record(Reason.ERASURE, mac, False, rows)
    return Erasure(False, rows)


def _erase_under(addresses: set[str]) -> dict[str, int]:
    return {data.key: data.erase(sorted(addresses)) for data in address_data()} if addresses else {}


@transaction.atomic
def erase_learners(*, learner_ids: Iterable[UUID], with_answers: bool, now: datetime) -> Erasure:
    """Erase what hangs on the learners of a device that belong to no account. Doing so again changes nothing."""
    ids = with_merged(learner_ids)
    known = set(Learner.objects.filter(pk__in=ids).values_list("pk", flat=True))
    if not known:
        return Erasure(with_answers)
    rows = _erase_learners(known, with_answers, Reason.ERASURE, now)
    macs = sorted(erased_learner_mac(pk) for pk in known)
    _remember(macs, with_answers, now)
    _record(Reason.ERASURE, macs[0], with_answers, rows)
    return Erasure(with_answers, rows)


def _erase_learners(ids: set[UUID], with_answers: bool, reason: Reason, now: datetime) -> dict[str, int]:
    ids, learners = _locked(ids)
    rows = {}
    with counting.forgetting(ids):
        with rewriting(reason):
            for data in learner_data():
                if with_answers or not data.is_answers:
                    rows[data.key] = data.erase(list(ids))
        Learner.objects.filter(pk__in=ids).update(profession="", specialty="", country="")
    LearnerLink.objects.filter(learner__in=ids).delete()
    # A merged learner points to its heir, so it goes first.
    for learner in sorted(learners, key=lambda learner: learner.merged_into_id is None):
        _delete_unless_held(learner)
    return rows


def _locked(ids: set[UUID]) -> tuple[set[UUID], list[Learner]]:
    """These learners and all merged into them, locked before anything is read, as every submission does.

    Until the lock is given another device may be adopted; from then on none can.
    """
    known: set[UUID] = set()
    learners: list[Learner] = []
    while further := {*ids, *with_merged(ids)} - known:
        learners += Learner.objects.select_for_update().filter(pk__in=further).order_by("pk")
        known |= further
    return known, learners


def _delete_unless_held(row) -> bool:
    try:
        with transaction.atomic():
            row.delete()
    except ProtectedError:
        return False
    return True


def _addresses(account: User) -> list[str]:
    """All addresses of an account, the one to sign in with first."""
    others = account.emailaddress_set.values_list("email", flat=True)
    return list(dict.fromkeys([account.email, *(email.casefold() for email in others)]))


def _end_sessions(account: User, addresses: Sequence[str]) -> int:
    """Delete every stored session of the account, and those of a sign-in that was begun with one of its addresses."""
    ended = 0
    for session in Session.objects.iterator():
        data = session.get_decoded()
        written = str(data).casefold()
        if data.get("_auth_user_id") == str(account.pk) or any(address in written for address in addresses):
            session.delete()
            ended += 1
    return ended


def _remove(account: User) -> str:
    """Delete the account, or empty it where history points to it."""
    Person.objects.filter(user=account).update(user=None)
    about = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(User), object_id=str(account.pk))
    about.update(object_repr=NOBODY)
    if not LogEntry.objects.filter(user=account).exists() and _delete_unless_held(account):
        return "deleted"
    account.groups.clear()
    account.user_permissions.clear()
    account.email = f"erased-{account.pk}@erased.invalid"
    account.name = ""
    account.is_active = account.is_staff = account.is_superuser = False
    account.last_login = account.warned_unused_at = None
    account.set_unusable_password()
    account.save()
    return "anonymised"


def _remember(macs: Iterable[str], with_answers: bool, now: datetime) -> None:
    for mac in macs:
        erased, is_new = ErasedPerson.objects.get_or_create(
            mac=mac, defaults={"erased_at": now, "with_answers": with_answers}
        )
        if not is_new:
            erased.erased_at, erased.with_answers = now, erased.with_answers or with_answers
            erased.save()


def _record(reason: Reason, mac: str, with_answers: bool, rows: dict[str, int], **detail: str) -> None:
    counts = {key: count for key, count in rows.items() if count}
    audit.record(
        actor=None,
        verb="erase person",
        subject=f"person {mac[:16]}",
        reason=str(reason),
        with_answers=with_answers,
        rows=counts,
        **detail,
    )


def replay(*, erased: Iterable[ErasedPerson], now: datetime) -> list[Erasure]:
    """Erase again whom a restored backup brought back. erased: rows of the list, saved or not.

    Only accounts, learners and rows under an address that are older than their erasure are touched: whoever came back later is a new person.
    """
    by_mac = {row.mac: row for row in erased}
    # The restored list is older than the one given: it takes over what it lacks, for the next backup.
    ErasedPerson.objects.bulk_create([row for row in by_mac.values() if row.pk is None], ignore_conflicts=True)
    done = []
    for account in list(User.objects.order_by("pk")):
        known = [by_mac.get(mac) for mac in (erased_account_mac(account.pk), erased_email_mac(account.email))]
        due = [row for row in known if row and account.date_joined < row.erased_at]
        if due and not account.email.endswith("@erased.invalid"):
            done.append(erase_account(account=account, with_answers=any(row.with_answers for row in due), now=now))
    for pk, created_at in list(Learner.objects.values_list("pk", "created_at")):
        row = by_mac.get(erased_learner_mac(pk))
        if row and created_at < row.erased_at and (row.with_answers or _has_traces(pk)):
            done.append(erase_learners(learner_ids=[pk], with_answers=row.with_answers, now=now))
    done += [erase_address(email=email, now=now) for email in _addresses_to_erase_again(by_mac)]
    return [erasure for erasure in done if erasure.account or any(erasure.rows.values())]


def _addresses_to_erase_again(by_mac: dict[str, ErasedPerson]) -> list[str]:
    return sorted(
        {
            email
            for data in address_data()
            for email, since in data.known()
            if (row := by_mac.get(erased_email_mac(email))) and since < row.erased_at
        }
    )


def _has_traces(pk: UUID) -> bool:
    own = Learner.objects.filter(pk=pk)
    told = own.exclude(profession="", specialty="", country="").exists()
    return told or any(data.dump([pk], False) for data in learner_data() if not data.is_answers)
