"""What people want of our mails, and what they agreed to when."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .audit import AppendOnly


class MailPreference(models.Model):
    """An account that wanted no mail at all since a day; None after it asked for one again."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_preference", verbose_name=_("account")
    )
    stopped_on = models.DateField(_("no mail since"), null=True)

    class Meta:
        verbose_name = _("mail preference")
        verbose_name_plural = _("mail preferences")

    def __str__(self) -> str:
        return str(self.user)


class ConsentEvent(AppendOnly):
    """One decision of an account about our mails, in the order made: the proof of what was agreed to and withdrawn.

    subject: the slug of the article it is about, "" for all mails. wording, wording_hash: what the account agreed to, as
    it was shown; "" where it withdrew. Days are kept instead of instants, as in requests for mails.
    """

    class Purpose(models.TextChoices):
        FOLLOW_UP = "follow_up", _("one mail with the same questions, weeks later")
        ALL_MAILS = "all_mails", _("all mails")

    class Way(models.TextChoices):
        SITE = "site", _("on the site, signed in")
        MAIL = "mail", _("by a link in a mail")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="consent_events", verbose_name=_("account")
    )
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose)
    subject = models.CharField(_("article"), max_length=200, blank=True)
    is_given = models.BooleanField(_("agreed"))
    way = models.CharField(_("how"), max_length=10, choices=Way)
    decided_on = models.DateField(_("day"))
    wording = models.TextField(_("wording"), blank=True)
    wording_hash = models.CharField(_("hash of the wording"), max_length=64, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("consent event")
        verbose_name_plural = _("consent events")
        constraints = [
            models.CheckConstraint(
                condition=Q(is_given=False, wording="", wording_hash="")
                | (Q(is_given=True) & ~Q(wording="") & ~Q(wording_hash="")),
                name="consent_event_wording_where_given",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}: {self.subject}"
