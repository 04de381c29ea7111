"""Versions that were taken off the schedule before any reader saw them, and the mails that tell publishers."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from hub.models import AppendOnly, AppendOnlyQuerySet

from .version import ArticleVersion


class UnschedulingQuerySet(AppendOnlyQuerySet):
    def unanswered(self):
        """Stops that nobody asked for, of articles of which nothing has been published or scheduled since."""
        later = ArticleVersion.objects.filter(
            article=OuterRef("version__article"), number__gt=OuterRef("version__number")
        )
        return self.filter(~Exists(later), cause=Unscheduling.Cause.CONDITION)


class Unscheduling(AppendOnly):
    """A version that was to go live and does not. It was never public, keeps its number, and nothing brings it back."""

    class Cause(models.TextChoices):
        HAND = "hand", _("by a publisher")
        CONDITION = "condition", _("a condition no longer held")
        TAKE_DOWN = "take down", _("the article was taken down")

    version = models.OneToOneField(
        ArticleVersion, models.PROTECT, related_name="unscheduling", verbose_name=_("article version")
    )
    at = models.DateTimeField(_("taken off"))
    was_due = models.DateTimeField(_("was to go live"), help_text=_("As the version says it."))
    cause = models.CharField(_("cause"), max_length=10, choices=Cause)
    reason = models.TextField(_("reason"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )

    objects = UnschedulingQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("unscheduled version")
        verbose_name_plural = _("unscheduled versions")
        constraints = [
            models.CheckConstraint(condition=Q(at__lt=F("was_due")), name="unscheduling_before_live"),
            models.CheckConstraint(condition=~Q(reason=""), name="unscheduling_has_reason"),
            models.CheckConstraint(
                condition=Q(cause__in=["hand", "condition", "take down"]), name="unscheduling_cause_known"
            ),
        ]

    def __str__(self) -> str:
        return str(self.version)

    def save(self, *args, **kwargs):
        # A copy, because a constraint sees no other table: no version is taken off once it was to be live.
        if self._state.adding:
            self.was_due = self.version.live_from
        super().save(*args, **kwargs)


class UnschedulingMail(models.Model):
    """One mail to one account about a version that a condition stopped; sent once, by `run_due`."""

    unscheduling = models.ForeignKey(
        Unscheduling, models.PROTECT, related_name="mails", verbose_name=_("unscheduled version")
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("account"))
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(_("sent"), null=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("mail about an unscheduled version")
        verbose_name_plural = _("mails about unscheduled versions")
        constraints = [models.UniqueConstraint(fields=["unscheduling", "user"], name="unscheduling_mail_once")]

    def __str__(self) -> str:
        return f"{self.unscheduling}, {self.user}"
