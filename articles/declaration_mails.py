"""Reminding the people behind articles in work or in public that their declaration of interests expires."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from hub import mails
from hub.declaration_dates import Newest, expires_on, newest_declarations
from hub.declaration_gaps import Notice, due_notice
from hub.declaration_links import LINK_LASTS, Standing, declare_path, local_day, standing_of, stop_path
from hub.mail_queue import CLAIM_LASTS, Sent, send_each
from hub.models import DeclarationReminder, Hub
from hub.person_addresses import Reach, reach_of
from hub.public_pages import in_language

from .person_uses import person_uses


@dataclass(frozen=True)
class Due:
    """A mail that is due to a person. expires_on: the last day of the declaration."""

    newest: Newest
    notice: Notice
    hub: Hub
    email: str
    expires_on: date


def send_due(now: datetime) -> Sent:
    """Send every such mail, one after the other: for each declaration one a notice, the latest that is due."""
    due = {(one.newest.pk, one.notice): one for one in due_mails(now)}
    _enqueue(due.values(), now)
    waiting = _sendable(now).filter(declaration__in=[pk for pk, _notice in due])
    rows = waiting.select_related("hub", "declaration__person")
    return send_each(
        [row for row in rows if (row.declaration_id, row.notice) in due],
        claim=lambda row: _claim(row, now),
        send=lambda row: _send(row, due[row.declaration_id, Notice(row.notice)], now),
        mark=lambda row: DeclarationReminder.objects.filter(pk=row.pk).update(sent_at=now, claimed_at=None),
    )


def due_mails(now: datetime) -> Iterator[Due]:
    """What each person in use is told now, in the name of the first hub that uses them. Four queries.

    Without an address, or where mails were stopped, nothing is due; nor for people who never declared: nothing expires.
    """
    hubs = Hub.objects.in_bulk()
    users: dict[int, set[int]] = {}
    for one in person_uses(now):
        users.setdefault(one.person, set()).add(one.hub)
    newest, reach = newest_declarations(users, max_day(hubs, now)), reach_of(users)
    for person, used_by in sorted(users.items()):
        if person in newest and person in reach:
            yield from _due(newest[person], [hubs[pk] for pk in sorted(used_by)], reach[person], now)


def max_day(hubs: dict[int, Hub], now: datetime) -> date:
    return max((local_day(hub, now) for hub in hubs.values()), default=now.date())


def _due(newest: Newest, hubs: list[Hub], reach: Reach, now: datetime) -> Iterator[Due]:
    last_day = expires_on(newest.declared_on, hubs)
    notice = due_notice(last_day, local_day(hubs[0], now))
    if notice and reach.email and not reach.is_stopped:
        yield Due(newest, notice, hubs[0], reach.email, last_day)


def _enqueue(due, now: datetime) -> None:
    """A row for each mail. The constraint makes sure that no run adds a second one."""
    DeclarationReminder.objects.bulk_create(
        [DeclarationReminder(declaration_id=one.newest.pk, notice=one.notice, hub=one.hub, made_at=now) for one in due],
        ignore_conflicts=True,
    )


def _sendable(now: datetime) -> QuerySet[DeclarationReminder]:
    is_free = Q(claimed_at=None) | Q(claimed_at__lt=now - CLAIM_LASTS)
    return DeclarationReminder.objects.filter(is_free, sent_at=None)


def _claim(row: DeclarationReminder, now: datetime) -> bool:
    """Take the mail for this run; False where another run has it, or it is not wanted or needed any more."""
    with transaction.atomic():
        free = _sendable(now).select_for_update(skip_locked=True, of=("self",)).filter(pk=row.pk)
        if free.first() is None:
            return False
        person = row.declaration.person_id
        if standing_of(row, now) != Standing.OPEN or reach_of([person])[person].is_stopped:
            return False
        DeclarationReminder.objects.filter(pk=row.pk).update(claimed_at=now)
        return True


def _send(row: DeclarationReminder, due: Due, now: datetime) -> None:
    with in_language(row.hub.language):
        subject = _("%(hub)s: your declaration of interests") % {"hub": row.hub.short_name}
        context = {
            "subject": subject,
            "person": row.declaration.person,
            "declared_on": due.newest.declared_on,
            "expires_on": due.expires_on,
            "is_expired": due.notice == Notice.EXPIRED,
            "works_until": local_day(row.hub, row.made_at + LINK_LASTS),
            "declare_url": mails.absolute(row.hub, declare_path(row)),
        }
        letter = mails.Letter(
            hub=row.hub,
            to=due.email,
            subject=subject,
            template="mail/declaration_reminder",
            context=context,
            stop_path=stop_path(row),
        )
        mails.send(letter)
