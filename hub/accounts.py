"""What happens to accounts that work for a hub: who may do what, since when, by whom; and their log-ins.

Events name an account by its number: its e-mail address may have to be erased, and the audit log is never rewritten.
Accounts of readers leave no event.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from . import audit
from .models import User

POWERS = ("is_active", "is_staff", "is_superuser")


def powers(account: User | None) -> dict[str, Any]:
    """What the stored account may do; nothing for one that is not stored. JSON values."""
    stored = User.objects.filter(pk=account.pk).first() if account and account.pk else None
    if stored is None:
        return {}
    granted = stored.user_permissions.values_list("content_type__app_label", "codename")
    return {name: getattr(stored, name) for name in POWERS} | {
        "roles": sorted(stored.groups.values_list("name", flat=True)),
        "permissions": sorted(f"{app}.{codename}" for app, codename in granted),
    }


@contextmanager
def record_powers(*, account: User, actor: User | None) -> Iterator[None]:
    """Keep in the audit log what the block changes about what an account may do, and that it sets another password.

    account: may be stored by the block. Nothing is written about one that never worked for a hub.
    """
    with transaction.atomic():
        before, password = powers(account), _password(account)
        yield
        record_change(account=account, before=before, password_before=password, actor=actor)


def record_change(*, account: User, before: dict[str, Any], password_before: str = "", actor: User | None) -> None:
    """Write the event of a stored account whose powers were `before`, empty for a new account. Needs the transaction."""
    after = powers(account)
    if not (_has_power(before) or _has_power(after)):
        return
    subject = f"account {account.pk}"
    if not before:
        audit.record(actor=actor, verb="create account", subject=subject, **after)
        return
    changed = {name: [before[name], held] for name, held in after.items() if before[name] != held}
    is_password_new = bool(password_before) and _password(account) != password_before
    if changed or is_password_new:
        audit.record(
            actor=actor, verb="change account", subject=subject, changed=changed, is_password_set=is_password_new
        )


@transaction.atomic
def delete_accounts(*, accounts: Iterable[User], actor: User) -> None:
    """Delete accounts; those that did anything the audit log names are protected by it."""
    for account in list(accounts):
        before, pk = powers(account), account.pk
        account.delete()
        if _has_power(before):
            audit.record(actor=actor, verb="delete account", subject=f"account {pk}", **before)


def record_log_in(*, account: User, first: str, second: str) -> None:
    """Leave the trace that an account working for a hub signed in. second: kind of its second factor, or ""."""
    if account.works_for_hub or account.is_superuser:
        audit.record(
            actor=account, verb="log in", subject=f"account {account.pk}", first_factor=first, second_factor=second
        )


def _password(account: User) -> str:
    return User.objects.filter(pk=account.pk).values_list("password", flat=True).first() or ""


def _has_power(held: dict[str, Any]) -> bool:
    return any(held.get(name) for name in ("is_staff", "is_superuser", "roles", "permissions"))
