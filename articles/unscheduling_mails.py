"""Telling publishers that a version does not go live because a condition no longer held."""

from datetime import datetime

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from hub import mails
from hub.mail_queue import CLAIM_LASTS, Sent, send_each
from hub.public_pages import in_language

from .models import UnschedulingMail
from .scheduling import moment_text


def due_mails(now: datetime) -> QuerySet[UnschedulingMail]:
    """Mails that are not sent yet, to accounts that are still in use."""
    return UnschedulingMail.objects.filter(
        Q(claimed_at=None) | Q(claimed_at__lt=now - CLAIM_LASTS), sent_at=None, user__is_active=True
    )


def send_due(now: datetime) -> Sent:
    """Send every such mail, one after the other.

    Whoever wants no mail at all as a reader gets it all the same: it is about what the account itself put on the
    schedule, or has to decide on as a publisher.
    """
    rows = due_mails(now).select_related("user", "unscheduling__version__article__hub")
    return send_each(
        list(rows),
        claim=lambda row: _claim(row, now),
        send=_send,
        mark=lambda row: UnschedulingMail.objects.filter(pk=row.pk).update(sent_at=now, claimed_at=None),
    )


def _claim(row: UnschedulingMail, now: datetime) -> bool:
    """Take the mail for this run; False where another run has it."""
    with transaction.atomic():
        held = UnschedulingMail.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=row.pk).first()
        if held is None or not due_mails(now).filter(pk=row.pk).exists():
            return False
        UnschedulingMail.objects.filter(pk=row.pk).update(claimed_at=now)
        return True


def _send(row: UnschedulingMail) -> None:
    stop = row.unscheduling
    version, hub = stop.version, stop.version.article.hub
    with in_language(hub.language):
        context = {
            "hub": hub,
            "stop": stop,
            "version": version,
            "was_due": moment_text(stop.was_due, hub),
            "url": mails.absolute(hub, reverse("admin:articles_article_change", args=[version.article_id])),
        }
        subject = _("%(hub)s: off the schedule: %(title)s") % {"hub": hub.short_name, "title": version.title}
        EmailMessage(
            subject=" ".join(subject.split()),
            body=render_to_string("mail/unscheduled.txt", context),
            to=[row.user.email],
            headers={"Auto-Submitted": "auto-generated"},
        ).send()
