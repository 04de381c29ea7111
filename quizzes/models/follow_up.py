"""Who asked to be written to weeks after a quiz. Nothing here names a learner."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .quiz import Quiz


class FollowUpRequest(models.Model):
    """The consent of an account to one mail about a quiz, in the words it was shown.

    Which learner the account is stands in no row: only whoever holds the pepper can join consent and answers. Days are
    kept instead of instants, because an instant would lead from the account to the attempt made a moment before.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="follow_up_requests", verbose_name=_("account")
    )
    quiz = models.ForeignKey(Quiz, models.PROTECT, related_name="follow_up_requests", verbose_name=_("quiz"))
    wording = models.TextField(_("wording"), help_text=_("What the account agreed to, as it was shown."))
    wording_hash = models.CharField(_("hash of the wording"), max_length=64)
    asked_on = models.DateField(_("asked"))
    claimed_at = models.DateTimeField(_("being sent since"), null=True)
    sent_on = models.DateField(_("sent"), null=True)
    stopped_on = models.DateField(_("stopped"), null=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("follow-up request")
        verbose_name_plural = _("follow-up requests")
        constraints = [
            models.UniqueConstraint(fields=["user", "quiz"], name="follow_up_request_once"),
            models.CheckConstraint(
                condition=Q(sent_on=None) | Q(sent_on__gte=models.F("asked_on")), name="follow_up_sent_after_asked"
            ),
        ]
        indexes = [
            models.Index(
                fields=["asked_on"], condition=Q(sent_on=None, stopped_on=None), name="follow_up_request_unsent"
            )
        ]

    def __str__(self) -> str:
        return str(self.quiz)
