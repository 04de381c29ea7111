"""What sponsor managers do to funders and agreements, with its trace in the audit log."""

import json
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from hub import audit, conditions, roles
from hub.models import Hub, User
from hub.retirement import set_retired

from .models import Agreement, AgreementChange, ArticleSupport, Funder, Notice
from .models.agreement import CONFIDENTIAL
from .snapshot_actions import recording

RECORDED = (
    "number", "scope", "hub_id", "topic_id", "status", "starts_on", "ends_on", "purpose", "is_financial", "in_kind",
    "signed_on", "document_hash", "has_independence_clause", *CONFIDENTIAL,
)  # fmt: skip


class NotAllowed(Exception):
    """The account does not hold the role of a sponsor manager."""


@transaction.atomic
def confirm_agreement(*, agreement: Agreement, manager: User, now: datetime | None = None) -> Agreement:
    """Make a draft agreement count.

    Raises NotAllowed, or ValidationError where it overlaps a confirmed one, lacks the independence clause, or its
    funder is retired.
    """
    if not manager.has_role(roles.SPONSOR_MANAGER):
        raise NotAllowed(f"{manager} does not hold the role {roles.SPONSOR_MANAGER}.")
    if agreement.is_confirmed:
        return agreement
    with recording([agreement.hub_id], now=now or timezone.now()):
        agreement.status = Agreement.Status.CONFIRMED
        agreement.full_clean()
        agreement.save()
        _record(agreement, {}, actor=manager, verb="confirm agreement", reason="")
    return agreement


@transaction.atomic
def correct_agreement(*, agreement: Agreement, actor: User, reason: str, now: datetime | None = None) -> int:
    """Store a changed agreement; of a confirmed one, keep what it was before and why it changed.

    Returns how many scheduled publications no longer met their conditions and were stopped by it, and not which: a
    sponsor manager knows no drafts. The publishers are not told the reason, which may tell an amount.
    Raises ValidationError without a reason, and for a confirmed agreement that would become a draft or change its
    funder.
    """
    # A publication that names the agreement looks at its key when it commits, behind the lock of the audit chain, for
    # which this one waits with the row in hand: the lock on the row leaves the key free.
    stored = Agreement.objects.select_for_update(no_key=True).get(pk=agreement.pk)
    if not stored.is_confirmed:
        agreement.save()
        return 0
    if not agreement.is_confirmed or agreement.funder_id != stored.funder_id:
        raise ValidationError(
            _("A confirmed agreement stays confirmed, and with its funder. Set its last day, and make a new one.")
        )
    before = _values(stored)
    agreement.tier = agreement.derived_tier()
    if _values(agreement) != before:
        if not reason.strip():
            raise ValidationError(_("Give the reason for changing a confirmed agreement."))
        with recording([stored.hub_id, agreement.hub_id], now=now or timezone.now()):
            agreement.save()
            _record(agreement, before, actor=actor, verb="correct agreement", reason=reason.strip())
        changed = _("The agreement %(agreement)s was changed.") % {"agreement": agreement}
        return len(conditions.changed(actor=actor, reason=changed))
    return 0


@transaction.atomic
def apply_levels(*, hub: Hub, actor: User, now: datetime | None = None) -> list[Agreement]:
    """Give the hub's agreements the levels of its table after that changed; returns those whose level changed.

    What has ended keeps the level it had, and so does what has another level for a reason.
    """
    now = now or timezone.now()
    audit.record(actor=actor, verb="change levels", subject=f"hub {hub.slug}")
    today = timezone.localdate(now, timezone=hub.zone)
    running = Agreement.objects.filter(Q(hub=hub) | Q(topic__hub=hub), tier_override=None).exclude(band="")
    changed = []
    with recording([hub.pk], now=now):
        for agreement in running.exclude(ends_on__lt=today).select_for_update(of=("self",), no_key=True):
            before = _values(agreement)
            agreement.tier = agreement.derived_tier()
            if agreement.tier != before["tier"]:
                agreement.save(update_fields=["tier"])
                changed.append(agreement)
                if agreement.is_confirmed:
                    reason = "The hub's levels of amount bands changed."
                    _record(agreement, before, actor=actor, verb="correct agreement", reason=reason)
    return changed


@transaction.atomic
def change_funder(*, funder: Funder, actor: User, now: datetime | None = None) -> Funder:
    """Store a new or changed funder, with what readers saw of it before."""
    stored = Funder.objects.filter(pk=funder.pk).first()
    changed = {
        name: [getattr(stored, name, ""), getattr(funder, name)]
        for name in ("name", "legal_name", "country", "website")
        if getattr(stored, name, "") != getattr(funder, name)
    }
    with recording(hubs_naming(funder), now=now or timezone.now()):
        funder.save()
    if changed:
        audit.record(actor=actor, verb="change funder", subject=_subject(funder), changed=changed)
    return funder


def hubs_naming(funder: Funder) -> list[int]:
    """The hubs, by primary key, whose strip names the funder at some time."""
    agreements = Agreement.objects.confirmed().filter(funder=funder.pk, scope=Agreement.Scope.HUB)
    return list(agreements.values_list("hub_id", flat=True))


@transaction.atomic
def add_notice(*, notice: Notice, actor: User, now: datetime | None = None) -> Notice:
    """Store a new version of a standing text. What readers were shown before stays on record."""
    with recording([notice.hub_id], now=now or timezone.now()):
        notice.save()
        audit.record(
            actor=actor,
            verb="add notice",
            subject=f"hub {notice.hub.slug}",
            kind=notice.kind,
            valid_from=notice.valid_from.isoformat(),
            text=notice.text,
        )
    return notice


@contextmanager
def record_support(*, article: Any, actor: User) -> Iterator[None]:
    """Keep in the audit log how the block changes what stands as support of the article; nothing where it does not."""
    with transaction.atomic():
        before = _support(article)
        yield
        after = _support(article)
        if after != before:
            audit.record(
                actor=actor, verb="change support", subject=f"article {article.slug}", before=before, after=after
            )


def _support(article: Any) -> dict[str, Any] | None:
    support = ArticleSupport.objects.filter(article=article).first()
    if support is None:
        return None
    lines = support.lines.select_related("agreement__funder")
    return {
        "agreements": [str(line.agreement) for line in lines],
        "statement": support.statement,
        "products": support.products,
    }


def retire_funders(*, funders: Iterable[Funder], actor: User, now: datetime | None = None) -> list[Funder]:
    """Let funders make no new agreements. Returns those that were in use before."""
    return set_retired(_rows(funders), retired_at=now or timezone.now(), actor=actor, subject=_subject)


def restore_funders(*, funders: Iterable[Funder], actor: User) -> list[Funder]:
    """Bring retired funders back into use. Returns those that were retired before."""
    return set_retired(_rows(funders), retired_at=None, actor=actor, subject=_subject)


def _rows(funders: Iterable[Funder]) -> QuerySet:
    return Funder.objects.filter(pk__in=[funder.pk for funder in funders])


def _subject(funder: Funder) -> str:
    return f"funder {funder.slug}"


def _values(agreement: Agreement) -> dict[str, Any]:
    return {name: _json(getattr(agreement, name)) for name in RECORDED}


def _json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _record(agreement: Agreement, before: dict[str, Any], *, actor: User, verb: str, reason: str) -> None:
    """One audit event that content roles may read, and beside it the whole change, whose hash the event keeps.

    Where the change touches an amount, its reason is confidential too: it may tell the amount.
    """
    after = _values(agreement)
    changed = {
        name: [before.get(name), held] for name, held in after.items() if (before.get(name) or "") != (held or "")
    }
    open_part = {name: pair for name, pair in changed.items() if name not in CONFIDENTIAL}
    payload = {"changed": changed, "reason": reason, "nonce": secrets.token_hex(16)}
    change = AgreementChange(agreement=agreement, payload=json.dumps(payload, sort_keys=True, ensure_ascii=False))
    change.event = audit.record(
        actor=actor,
        verb=verb,
        subject=f"agreement {agreement.number or agreement.pk}",
        funder=agreement.funder.name,
        period=agreement.period,
        changed=open_part,
        reason=reason if len(open_part) == len(changed) else "",
        payload=change.payload_hash,
    )
    change.save()
