"""Mails that ask people to renew their declaration of interests."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..declaration_gaps import Notice
from .declaration import Declaration
from .hub import Hub

NOTICES = {
    Notice.DAYS_60: _("60 days before it expires"),
    Notice.DAYS_30: _("30 days before it expires"),
    Notice.DAYS_7: _("7 days before it expires"),
    Notice.EXPIRED: _("after it expired"),
}


class DeclarationReminder(models.Model):
    """One mail about one declaration, once for each notice; its random key stands in the links that the mail carries.

    answer: the declaration that the person stored through that link.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    declaration = models.ForeignKey(
        Declaration, models.CASCADE, related_name="reminders", verbose_name=_("declaration")
    )
    notice = models.CharField(_("notice"), max_length=10, choices=NOTICES)
    hub = models.ForeignKey(Hub, models.PROTECT, related_name="declaration_reminders", verbose_name=_("hub"))
    made_at = models.DateTimeField(_("made"))
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(_("sent"), null=True)
    answer = models.OneToOneField(
        Declaration, models.SET_NULL, null=True, related_name="answered_reminder", verbose_name=_("answer")
    )

    class Meta:
        ordering = ["made_at", "pk"]
        verbose_name = _("reminder of a declaration")
        verbose_name_plural = _("reminders of declarations")
        constraints = [models.UniqueConstraint(fields=["declaration", "notice"], name="declaration_reminder_once")]

    def __str__(self) -> str:
        return str(self.pk)
