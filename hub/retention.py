"""How long the hub keeps what, and the removal of what is over its time.

Each rule finds what is due; some only list it, because removing it is a person's decision. An app adds a rule for plain
rows with one line, such as

    retention.register(retention.expiring("drafts", _("Drafts of quizzes"), "quizzes.Draft", "updated_at", days=30))
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from . import audit
from .erasure import erase_account
from .models import AuditEvent, Hub, User
from .rewriting import Reason, rewriting

UNUSED = timedelta(days=730)
GRACE = timedelta(days=30)
"""Between the warning and the erasure of an unused account."""
AUDIT_KEPT = timedelta(days=3 * 365)


@dataclass(frozen=True)
class Rule:
    """One kind of data. find: what is due at an instant. remove: removes it and returns how many; None: only listed."""

    key: str
    words: str
    find: Callable[[datetime], QuerySet]
    remove: Callable[[datetime], int] | None = None


@dataclass(frozen=True)
class Outcome:
    """What a rule did, or would do. is_listed: it removes nothing by itself."""

    rule: Rule
    due: int
    removed: int

    @property
    def is_listed(self) -> bool:
        return self.rule.remove is None


_rules: dict[str, Rule] = {}


def register(rule: Rule) -> None:
    """Add a rule; registering a key again replaces it."""
    _rules[rule.key] = rule


def expiring(key: str, words: str, model: str, moment: str, *, days: int, only: dict[str, Any] | None = None) -> Rule:
    """Rows of a model are deleted `days` after the instant in the field `moment`. only: a further filter."""

    def find(now: datetime) -> QuerySet:
        due = {f"{moment}__lt": now - timedelta(days=days)} | (only or {})
        return apps.get_model(model)._default_manager.filter(**due)

    def remove(now: datetime) -> int:
        with transaction.atomic(), rewriting(Reason.RETENTION):
            n = find(now).delete()[1].get(model, 0)
            if n:
                audit.record(actor=None, verb="retention", subject=key, rows=n)
        return n

    return Rule(key, words, find, remove)


def listed(key: str, words: str, model: str, moment: str, *, days: int) -> Rule:
    """Rows that are over their time and that nothing deletes by itself."""
    return Rule(key, words, expiring(key, words, model, moment, days=days).find)


def run(*, now: datetime, is_dry: bool) -> Iterable[Outcome]:
    """Apply all rules, one transaction or more each. is_dry: count only. Raises what sending mail raises."""
    for rule in list(_rules.values()):
        due = rule.find(now).count()
        removed = rule.remove(now) if rule.remove and due and not is_dry else 0
        yield Outcome(rule, due, removed)


def _unused(now: datetime) -> QuerySet[User]:
    """Accounts of learners that nobody signed in to for two years. Staff accounts are closed by people, not by time."""
    return (
        User.objects.filter(is_staff=False, is_superuser=False, is_active=True)
        .annotate(last_used_at=Coalesce("last_login", "date_joined"))
        .filter(last_used_at__lt=now - UNUSED)
    )


def _to_warn(now: datetime) -> QuerySet[User]:
    return _unused(now).filter(warned_unused_at=None)


def _to_erase(now: datetime) -> QuerySet[User]:
    """Warned long enough ago, and not signed in since: signing in makes an account used again."""
    return _unused(now).filter(warned_unused_at__lt=now - GRACE)


def _warn(now: datetime) -> int:
    """Mail each account once. It counts as warned only when the mail has gone out."""
    accounts = list(_to_warn(now))
    hub = Hub.objects.filter(is_default=True).first()
    site = hub.name if hub else _("Education hub")
    context = {"hub": site, "publisher": hub.publisher if hub else "", "last_day": date_format((now + GRACE).date())}
    for account in accounts:
        send_mail(
            subject=_("Your account at %(site)s will be erased") % {"site": site},
            message=render_to_string("mail/account_unused.txt", context | {"email": account.email}),
            from_email=settings.DEFAULT_FROM_EMAIL,
            recipient_list=[account.email],
        )
        User.objects.filter(pk=account.pk).update(warned_unused_at=now)
    return len(accounts)


def _erase(now: datetime) -> int:
    accounts = list(_to_erase(now))
    for account in accounts:
        erase_account(account=account, with_answers=False, now=now, reason=Reason.RETENTION)
    return len(accounts)


def _end_sessions(now: datetime) -> int:
    return Session.objects.filter(expire_date__lt=now).delete()[0]


register(
    Rule(
        "sessions", "Sessions that have expired", lambda now: Session.objects.filter(expire_date__lt=now), _end_sessions
    )
)
register(Rule("unused accounts erased", "Accounts unused for 24 months, warned 30 days ago", _to_erase, _erase))
register(Rule("unused accounts warned", "Accounts unused for 24 months, to be warned by mail", _to_warn, _warn))
register(
    Rule(
        "audit log",
        "Audit events older than 3 years",
        lambda now: AuditEvent.objects.filter(at__lt=now - AUDIT_KEPT),
    )
)
