"""Telling senders what became of their suggestion: one mail for each outcome, to those who gave an address for it."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from hub import mails
from hub.mail_queue import CLAIM_LASTS, Sent, send_each
from hub.models import User
from hub.public_pages import in_language

from .models import Suggestion, SuggestionState
from .suggestion_links import Purpose, link_token, status_path

OUTCOMES = (SuggestionState.ACCEPTED, SuggestionState.DECLINED, SuggestionState.PUBLISHED)


def due_suggestions(now: datetime) -> QuerySet[Suggestion]:
    """Suggestions with an outcome that their sender has not been told. One query."""
    stopped = User.objects.filter(mail_preference__stopped_on__isnull=False).values("email")
    return (
        Suggestion.objects.with_standing(now)
        .filter(Q(claimed_at=None) | Q(claimed_at__lt=now - CLAIM_LASTS), standing__in=OUTCOMES)
        .exclude(standing=F("told"))
        .exclude(email="")
        .exclude(email__in=stopped)
    )


def send_due(now: datetime) -> Sent:
    """Send every such mail, one after the other."""
    return send_each(
        list(due_suggestions(now).select_related("hub")),
        claim=lambda suggestion: _claim(suggestion, now),
        send=_send,
        mark=lambda suggestion: Suggestion.objects.filter(pk=suggestion.pk).update(
            told=suggestion.standing, claimed_at=None
        ),
    )


def _claim(suggestion: Suggestion, now: datetime) -> bool:
    """Take the mail for this run; False where another run has it, or there is nothing to tell any more."""
    with transaction.atomic():
        held = Suggestion.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=suggestion.pk).first()
        if held is None or not due_suggestions(now).filter(pk=suggestion.pk).exists():
            return False
        Suggestion.objects.filter(pk=suggestion.pk).update(claimed_at=now)
        return True


def _send(suggestion: Suggestion) -> None:
    with in_language(suggestion.hub.language):
        mails.send(
            mails.Letter(
                hub=suggestion.hub,
                to=suggestion.email,
                subject=_("%(hub)s: your suggestion") % {"hub": suggestion.hub.short_name},
                template="mail/suggestion",
                context={
                    "standing": suggestion.standing,
                    "status_url": mails.absolute(suggestion.hub, status_path(suggestion)),
                    "sent_at": suggestion.submitted_at,
                },
                stop_path=reverse("suggestion_stop", args=[link_token(suggestion, Purpose.STOP)]),
            )
        )
