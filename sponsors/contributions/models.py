"""Pledges with their dated history, and who wants to read what came of contributions. Card data has no column here."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hub.models import AppendOnly, Hub

LARGEST_AMOUNT = 1_000_000


class ContributionStatus(models.TextChoices):
    PLEDGED = "pledged", _("Pledged")
    PAID = "paid", _("Paid")
    REFUNDED = "refunded", _("Refunded")
    WITHDRAWN = "withdrawn", _("Withdrawn")


NEXT = {
    ContributionStatus.PLEDGED: (ContributionStatus.PAID, ContributionStatus.WITHDRAWN),
    ContributionStatus.PAID: (ContributionStatus.REFUNDED,),
    ContributionStatus.REFUNDED: (),
    ContributionStatus.WITHDRAWN: (ContributionStatus.PAID,),
}
"""What may follow a status: a withdrawn pledge may be paid all the same, and money that was refunded stays refunded."""


class Contribution(models.Model):
    """What one person pledged, and whether it came. Seen by sponsor managers only; every look leaves an audit event."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    hub = models.ForeignKey(Hub, models.PROTECT, related_name="contributions", verbose_name=_("hub"))
    number = models.CharField(_("receipt number"), max_length=20, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    shows_name = models.BooleanField(_("may be named"), default=False)
    amount = models.DecimalField(_("amount"), max_digits=10, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3, help_text=_("ISO 4217, such as EUR."))
    gift = models.CharField(_("gift wording"), max_length=200, blank=True)
    # By name, because articles stand after sponsors; nothing there points back, so editors never see who paid.
    suggestion = models.ForeignKey(
        "articles.Suggestion", models.PROTECT, null=True, related_name="+", verbose_name=_("suggestion")
    )
    status = models.CharField(
        _("status"), max_length=10, choices=ContributionStatus, default=ContributionStatus.PLEDGED
    )
    reference = models.CharField(
        _("payment reference"), max_length=80, blank=True, help_text=_("Of the bank or payment service. No card data.")
    )
    nonce = models.CharField(max_length=64, unique=True, editable=False)
    flags = models.JSONField(_("flags"), default=list, help_text=_("Why it may come from a program."))
    pledged_at = models.DateTimeField(_("pledged or entered"))
    receipt_sent_at = models.DateTimeField(_("receipt sent"), null=True, editable=False)
    claimed_at = models.DateTimeField(null=True, editable=False)
    erased_at = models.DateTimeField(_("person erased"), null=True, editable=False)

    class Meta:
        ordering = ["-pledged_at", "pk"]
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0, amount__lte=LARGEST_AMOUNT),
                name="contribution_amount_in_range",
                violation_error_message=_("The amount lies above 0 and is at most 1000000."),
            ),
            models.CheckConstraint(condition=Q(currency__regex=r"^[A-Z]{3}$"), name="contribution_currency_iso"),
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(name="", email="", gift="", shows_name=False),
                name="contribution_erased_is_empty",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class ContributionStep(AppendOnly):
    """One status of a contribution, from a day on. By nobody: the pledge itself; what was entered has none."""

    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="steps", verbose_name=_("contribution"))
    status = models.CharField(_("status"), max_length=10, choices=ContributionStatus)
    on = models.DateField(_("on"))
    recorded_at = models.DateTimeField(_("recorded"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))

    class Meta:
        ordering = ["recorded_at", "pk"]
        verbose_name = _("status of a contribution")
        verbose_name_plural = _("history")

    def __str__(self) -> str:
        return f"{self.get_status_display()}, {self.on}"


class UpdateSubscription(models.Model):
    """An address that asked for updates. They begin once the mailed link was confirmed, and end with one click."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    hub = models.ForeignKey(Hub, models.PROTECT, related_name="update_subscriptions", verbose_name=_("hub"))
    email = models.EmailField(_("e-mail"))
    wording = models.TextField(_("agreed to"))
    wording_hash = models.CharField(max_length=64)
    asked_at = models.DateTimeField(_("asked"))
    mailed_at = models.DateTimeField(_("asked to confirm"), null=True)
    claimed_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)
    stopped_at = models.DateTimeField(_("stopped"), null=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        verbose_name = _("subscription to updates")
        verbose_name_plural = _("subscriptions to updates")
        constraints = [models.UniqueConstraint(fields=["hub", "email"], name="update_subscription_once")]

    def __str__(self) -> str:
        return str(self.pk)


class ImpactUpdate(models.Model):
    """What came of contributions in a period: words, and numbers frozen when it was made."""

    hub = models.ForeignKey(Hub, models.PROTECT, related_name="impact_updates", verbose_name=_("hub"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    text = models.TextField(_("text"), help_text=_("Plain text; an empty line begins a paragraph."))
    numbers = models.JSONField(_("numbers"), default=dict, editable=False)
    made_at = models.DateTimeField(_("made"), editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("made by"), editable=False
    )
    released_at = models.DateTimeField(_("released"), null=True, editable=False)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("released by"),
        editable=False,
    )

    class Meta:
        ordering = ["-ends_on", "-pk"]
        verbose_name = _("impact update")
        verbose_name_plural = _("impact updates")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="impact_update_ends_after_start",
                violation_error_message=_("The period ends before it starts."),
            ),
            models.UniqueConstraint(
                fields=["hub", "starts_on", "ends_on"],
                name="impact_update_once_a_period",
                violation_error_message=_("There is an update on this period already."),
            ),
            models.CheckConstraint(
                condition=Q(released_by=None, released_at=None)
                | Q(released_by__isnull=False, released_at__isnull=False),
                name="impact_update_released_by_and_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hub.short_name}, {self.starts_on} to {self.ends_on}"


class ImpactMail(models.Model):
    """One update to one subscriber, once."""

    update = models.ForeignKey(ImpactUpdate, models.PROTECT, related_name="mails", verbose_name=_("impact update"))
    subscription = models.ForeignKey(
        UpdateSubscription, models.CASCADE, related_name="mails", verbose_name=_("subscription to updates")
    )
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(_("sent"), null=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("mail of an update")
        verbose_name_plural = _("mails of updates")
        constraints = [models.UniqueConstraint(fields=["update", "subscription"], name="impact_mail_once")]

    def __str__(self) -> str:
        return f"{self.update_id}, {self.subscription_id}"
