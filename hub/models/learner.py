"""Learners are pseudonyms: nothing here names a person."""

import hashlib
import hmac
import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def account_mac(user_pk: int) -> str:
    """Keyed hash of an account's key: HMAC-SHA256 under LEARNER_PEPPER, 64 hexadecimal digits.

    The pepper lives in the environment only, so a copy of the database alone cannot join answers to accounts.
    """
    return hmac.new(settings.LEARNER_PEPPER.encode(), str(user_pk).encode(), hashlib.sha256).hexdigest()


class Profession(models.TextChoices):
    PHYSICIAN = "physician", _("Physician")
    NURSE = "nurse", _("Nurse")
    PHARMACIST = "pharmacist", _("Pharmacist")
    SCIENTIST = "scientist", _("Scientist")
    STUDENT = "student", _("Student or trainee")
    OTHER = "other", _("Other")


class Learner(models.Model):
    """Someone who answers, known only by a random key; what they tell of themselves is optional."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    profession = models.CharField(_("profession"), max_length=20, choices=Profession, blank=True)
    specialty = models.CharField(_("specialty"), max_length=80, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    is_simulated = models.BooleanField(
        _("simulated"), default=False, help_text=_("Made by simulate_learners; reports say so.")
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name=_("merged into")
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now)

    is_new = False
    """Whether the open transaction made the row, see `hub.learners.enrol`; no column."""

    class Meta:
        verbose_name = _("learner")
        verbose_name_plural = _("learners")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(merged_into=None) | ~models.Q(merged_into=models.F("id")),
                name="learner_not_merged_into_itself",
            )
        ]
        # Few among many: lists of reports ask whether any of them is in a number.
        indexes = [
            models.Index(fields=["id"], condition=models.Q(is_simulated=True), name="learner_simulated"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class LearnerLink(models.Model):
    """Which learner an account is, kept apart from both: the account appears as a keyed hash only."""

    account_mac = models.CharField(max_length=64, unique=True)
    learner = models.OneToOneField(Learner, models.PROTECT, related_name="link")

    class Meta:
        verbose_name = _("learner link")
        verbose_name_plural = _("learner links")

    def __str__(self) -> str:
        return self.account_mac[:8]
