"""Everything that is stored of a person, by part: what an export holds, and what erasing removes.

Each app registers the rows it keeps. What hangs on a learner or an account and is registered nowhere would be missing in
exports and survive an erasure; a test looks for such models. For plain rows one line in the app's `personal_data.py` does:

    personal_data.register(personal_data.rows_of_learner("drafts", "quizzes.Draft"))
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps

from .models import Learner, LearnerLink, Person, User, account_mac, fold_email

Row = dict[str, Any]


@dataclass(frozen=True)
class LearnerData:
    """What one part keeps of learners.

    key: its name in the export. model: label of the model that points to the learner. dump: rows as JSON values; the
    second argument tells whether scores may be told although the questions after reading are still to be answered.
    erase: deletes the learners' rows and returns how many. is_answers: erased only where the person asks for that.
    """

    key: str
    model: str
    dump: Callable[[Sequence[UUID], bool], list[Row]]
    erase: Callable[[Sequence[UUID]], int]
    is_answers: bool = False


@dataclass(frozen=True)
class AccountData:
    """What one part keeps of an account; as LearnerData. erase returns how many rows were deleted."""

    key: str
    model: str
    dump: Callable[[User], list[Row]]
    erase: Callable[[User], int]


@dataclass(frozen=True)
class AddressData:
    """What one part keeps under an e-mail address, with or without an account; as LearnerData, by folded addresses.

    known: each address that the part holds with the instant since when, for erasing again after a restore.
    """

    key: str
    model: str
    dump: Callable[[Sequence[str]], list[Row]]
    erase: Callable[[Sequence[str]], int]
    known: Callable[[], Iterable[tuple[str, datetime]]]


_learner_data: dict[str, LearnerData] = {}
_account_data: dict[str, AccountData] = {}
_address_data: dict[str, AddressData] = {}


def register(data: LearnerData | AccountData | AddressData) -> None:
    """Add a part; registering a key again replaces it."""
    if isinstance(data, LearnerData):
        _learner_data[data.key] = data
    elif isinstance(data, AddressData):
        _address_data[data.key] = data
    else:
        _account_data[data.key] = data


def learner_data() -> list[LearnerData]:
    return list(_learner_data.values())


def account_data() -> list[AccountData]:
    return list(_account_data.values())


def address_data() -> list[AddressData]:
    return list(_address_data.values())


def rows_of_learner(key: str, model: str, *, learner: str = "learner", is_answers: bool = False) -> LearnerData:
    """Plain rows of a model: all their columns are exported. learner: the lookup from a row to its learner."""

    def own(ids):
        return apps.get_model(model)._default_manager.filter(**{f"{learner}__in": ids})

    return LearnerData(
        key, model, lambda ids, _tell: plain(own(ids)), lambda ids: own(ids).delete()[0], is_answers=is_answers
    )


def rows_of_account(key: str, model: str, *, account: str = "user", secret: Iterable[str] = ()) -> AccountData:
    """Plain rows of a model that points to an account. secret: columns that no export holds, such as keys."""

    def own(user):
        return apps.get_model(model)._default_manager.filter(**{account: user})

    return AccountData(key, model, lambda user: plain(own(user), secret), lambda user: own(user).delete()[0])


def plain(queryset, secret: Iterable[str] = ()) -> list[Row]:
    """Rows with all their columns but the secret ones, as JSON values."""
    columns = [field.attname for field in queryset.model._meta.concrete_fields if field.name not in set(secret)]
    return [{name: as_json(value) for name, value in row.items()} for row in queryset.order_by("pk").values(*columns)]


def as_json(value: Any) -> Any:
    """A stored value as JSON: instants and days in ISO 8601, keys as text."""
    if value is None or isinstance(value, bool | int | float | str | list | dict):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def learner_ids_of(account: User) -> list[UUID]:
    """The learners of an account: the linked one and those merged into it."""
    linked = LearnerLink.objects.filter(account_mac=account_mac(account.pk)).values_list("learner_id", flat=True)
    return with_merged(linked)


def with_merged(ids: Iterable[UUID]) -> list[UUID]:
    """These learners and all that were merged into them."""
    found = list(ids)
    newest: Sequence[UUID] = found
    while newest:
        newest = list(Learner.objects.filter(merged_into__in=newest).exclude(pk__in=found).values_list("pk", flat=True))
        found += newest
    return found


def personal_record(
    *,
    account: User | None,
    learner_ids: Sequence[UUID],
    now: datetime,
    tells_all_scores: bool = False,
    addresses: Iterable[str] = (),
) -> dict[str, Any]:
    """All that is stored of a person, as JSON values (GDPR Art. 15 and 20).

    tells_all_scores: also how answers before reading were scored while those after reading are still to come. A page
    for learners leaves that out, for it would tell the key. addresses: folded, beside those the account has verified.
    """
    ids = with_merged(learner_ids)
    own_addresses = sorted({*addresses, *(verified_addresses(account) if account else ())})
    record: dict[str, Any] = {"format": "personal record 1", "made_at": now.isoformat()}
    if account is not None:
        record["account"] = _account(account)
        record |= {data.key: data.dump(account) for data in account_data()}
    if own_addresses:
        record |= {data.key: data.dump(own_addresses) for data in address_data()}
    record["learners"] = plain(Learner.objects.filter(pk__in=ids))
    return record | {data.key: data.dump(ids, tells_all_scores) for data in learner_data()}


def verified_addresses(account: User) -> list[str]:
    """The addresses that the account has shown to be its own, folded: only what is stored under these is its business."""
    return [
        fold_email(email) for email in account.emailaddress_set.filter(verified=True).values_list("email", flat=True)
    ]


def _account(account: User) -> Row:
    person = Person.objects.filter(user=account).first()
    return {
        "email": account.email,
        "name": account.name,
        "joined": as_json(account.date_joined),
        "last_signed_in": as_json(account.last_login),
        "roles": sorted(account.role_names),
        "byline": person.name if person else None,
    }
