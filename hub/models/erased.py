"""Whom the hub has promised to forget, without saying who."""

import hashlib
import hmac
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .user import fold_email


def _mac(identity: str) -> str:
    """HMAC-SHA256 under LEARNER_PEPPER, 64 hexadecimal digits: tells nothing to whoever has the database alone."""
    return hmac.new(settings.LEARNER_PEPPER.encode(), identity.encode(), hashlib.sha256).hexdigest()


def erased_email_mac(email: str) -> str:
    """Keyed hash under which an erased e-mail address is remembered."""
    return _mac(f"erased e-mail {fold_email(email)}")


def erased_account_mac(user_pk: int) -> str:
    """Keyed hash under which an erased account is remembered, whatever its address was when a backup was made."""
    return _mac(f"erased account {user_pk}")


def erased_learner_mac(learner_id: UUID) -> str:
    """Keyed hash under which an erased learner is remembered."""
    return _mac(f"erased learner {learner_id}")


class ErasedPerson(models.Model):
    """One keyed hash of somebody who was erased: after a backup is restored, `person_erase --replay` reads these."""

    mac = models.CharField(_("keyed hash"), max_length=64, unique=True)
    erased_at = models.DateTimeField(_("erased"))
    with_answers = models.BooleanField(_("with answers"), default=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("erased person")
        verbose_name_plural = _("erased people")

    def __str__(self) -> str:
        return self.mac[:16]
