"""The mails that are due: receipts, those that ask to confirm a subscription to updates, and the updates themselves."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from hub import mails
from hub.mail_queue import CLAIM_LASTS, Sent, send_each
from hub.models import Hub, User
from hub.public_pages import in_language

from .impact import subscribers
from .links import Purpose, link_token
from .models import (
    Contribution,
    ContributionStatus,
    ContributionStep,
    ImpactMail,
    ImpactUpdate,
    UpdateSubscription,
)
from .receipts import NOTHING_IN_RETURN, receipt_of

QUEUED_FOR = timedelta(days=30)
"""How long after its release an update still finds subscribers whom no run has reached, and a payment its receipt: a
restored backup sends nothing old again."""


def _is_free(now: datetime) -> Q:
    return Q(claimed_at=None) | Q(claimed_at__lt=now - CLAIM_LASTS)


def _without_mail() -> QuerySet:
    """Addresses of accounts that want no mail at all."""
    return User.objects.filter(mail_preference__stopped_on__isnull=False).values("email")


def _claim(rows: QuerySet, row, now: datetime) -> bool:
    """Take the row for this run; False where another run has it, or it is not due any more."""
    with transaction.atomic():
        if rows.select_for_update(skip_locked=True, of=("self",)).filter(pk=row.pk).first() is None:
            return False
        rows.model.objects.filter(pk=row.pk).update(claimed_at=now)
        return True


def send_receipts(now: datetime) -> Sent:
    """Send a receipt, once, for every contribution whose payment was recorded in the last days.

    Also to accounts that want no mail: whoever gave an address with the contribution gave it for the receipt. What was
    refunded meanwhile gets none; its page says so.
    """
    paid = ContributionStep.objects.filter(
        contribution=OuterRef("pk"), status=ContributionStatus.PAID, recorded_at__gte=now - QUEUED_FOR
    )
    due = Contribution.objects.filter(
        _is_free(now), Exists(paid), status=ContributionStatus.PAID, receipt_sent_at=None
    ).exclude(email="")

    def send(contribution: Contribution) -> None:
        hub = contribution.hub
        path = reverse("contribution_receipt", args=[link_token(contribution, Purpose.CONTRIBUTION)])
        with in_language(hub.language):
            context = {
                "receipt": receipt_of(contribution),
                "nothing_in_return": NOTHING_IN_RETURN,
                "receipt_url": mails.absolute(hub, path),
            }
            subject = _("%(hub)s: receipt %(number)s") % {"hub": hub.short_name, "number": contribution.number}
            mails.send(
                mails.Letter(hub=hub, to=contribution.email, subject=subject, template="mail/receipt", context=context)
            )

    return send_each(
        list(due.select_related("hub").prefetch_related("steps")),
        claim=lambda row: _claim(due, row, now),
        send=send,
        mark=lambda row: Contribution.objects.filter(pk=row.pk).update(receipt_sent_at=now, claimed_at=None),
    )


def send_confirmations(now: datetime) -> Sent:
    """Ask every new subscriber, once, to confirm."""
    due = UpdateSubscription.objects.filter(_is_free(now), mailed_at=None, confirmed_at=None, stopped_at=None).exclude(
        email__in=_without_mail()
    )

    def send(subscription: UpdateSubscription) -> None:
        path = reverse("updates_confirm", args=[link_token(subscription, Purpose.CONFIRM)])
        with in_language(subscription.hub.language):
            subject = _("%(hub)s: do you want updates?") % {"hub": subscription.hub.short_name}
            context = {"confirm_url": mails.absolute(subscription.hub, path), "asked_at": subscription.asked_at}
            mails.send(_letter(subscription, subject, "mail/updates_confirm", context))

    return send_each(
        list(due.select_related("hub")),
        claim=lambda row: _claim(due, row, now),
        send=send,
        mark=lambda row: UpdateSubscription.objects.filter(pk=row.pk).update(mailed_at=now, claimed_at=None),
    )


def send_updates(now: datetime) -> Sent:
    """Send every released update to all who had confirmed when it was released, each once."""
    for update in ImpactUpdate.objects.filter(released_at__gte=now - QUEUED_FOR).select_related("hub"):
        _enqueue(update)
    due = ImpactMail.objects.filter(
        _is_free(now), sent_at=None, subscription__confirmed_at__isnull=False, subscription__stopped_at=None
    ).exclude(subscription__email__in=_without_mail())

    def send(mail: ImpactMail) -> None:
        hub = mail.update.hub
        with in_language(hub.language):
            subject = _("%(hub)s: what contributions led to") % {"hub": hub.short_name}
            mails.send(_letter(mail.subscription, subject, "mail/impact_update", {"update": mail.update}))

    return send_each(
        list(due.select_related("update__hub", "subscription__hub")),
        claim=lambda row: _claim(due, row, now),
        send=send,
        mark=lambda row: ImpactMail.objects.filter(pk=row.pk).update(sent_at=now, claimed_at=None),
    )


def _enqueue(update: ImpactUpdate) -> None:
    """A row for each subscriber of that moment. The constraint makes sure that no run adds a second one."""
    in_time = subscribers(update.hub).filter(confirmed_at__lte=update.released_at).exclude(mails__update=update)
    ImpactMail.objects.bulk_create(
        [ImpactMail(update=update, subscription=one) for one in in_time], ignore_conflicts=True
    )


def _letter(subscription: UpdateSubscription, subject: str, template: str, context: dict) -> mails.Letter:
    hub: Hub = subscription.hub
    stop_path = reverse("updates_stop", args=[link_token(subscription, Purpose.STOP)])
    return mails.Letter(
        hub=hub, to=subscription.email, subject=subject, template=template, context=context, stop_path=stop_path
    )
