"""The confidential half of an agreement's history."""

import hashlib

from django.db import models
from django.utils.translation import gettext_lazy as _

from hub.models import AppendOnly, AuditEvent

from .agreement import Agreement


class AgreementChange(AppendOnly):
    """What a confirmation or correction changed, amounts included; its audit event keeps the hash of it.

    payload: JSON with `changed` (field: [before, after]), `reason` and a random `nonce`, without which the hash of an
    amount could be guessed from the short list of bands.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="changes", verbose_name=_("agreement"))
    event = models.OneToOneField(AuditEvent, models.PROTECT, related_name="+", verbose_name=_("audit event"))
    payload = models.TextField(_("what changed"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("change of an agreement")
        verbose_name_plural = _("changes of agreements")

    def __str__(self) -> str:
        return f"{self.agreement}: {self.event.verb}"

    @property
    def payload_hash(self) -> str:
        """SHA-256 of the payload as stored, 64 hexadecimal digits."""
        return hashlib.sha256(self.payload.encode()).hexdigest()
