"""What was decided about a series of a question after learners had answered it: another key, or no further use."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from hub.models import AppendOnly, AppendOnlyQuerySet

from .question import Question


class DecisionQuerySet(AppendOnlyQuerySet):
    def newest(self):
        """The last decision on each series."""
        later = self.model.objects.filter(
            question=OuterRef("question"), series=OuterRef("series"), number__gt=OuterRef("number")
        )
        return self.filter(~Exists(later))

    def standing(self):
        """Decisions that hold: none that undoes another, none that is undone."""
        return self.filter(undoes=None, undone_by=None)


class SeriesDecision(AppendOnly):
    """One step in the history of a series. Steps are numbered, so that of two at once the database keeps one."""

    question = models.ForeignKey(Question, models.PROTECT, related_name="%(class)ss", verbose_name=_("question"))
    series = models.PositiveIntegerField(_("series"))
    number = models.PositiveIntegerField(_("number"))
    reason = models.CharField(_("reason"), max_length=300)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"))
    undoes = models.OneToOneField("self", models.PROTECT, null=True, related_name="undone_by", verbose_name=_("undoes"))

    objects = DecisionQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["question", "series", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["question", "series", "number"], name="%(class)s_number_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="%(class)s_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.reason}"


class KeyCorrection(SeriesDecision):
    """Another option of a series is right than its versions say. The answers keep how they were scored when stored."""

    slot = models.CharField(_("slot of the key"), max_length=20)
    previous_slot = models.CharField(_("slot of the key before"), max_length=20)

    class Meta(SeriesDecision.Meta):
        abstract = False
        verbose_name = _("key correction")
        verbose_name_plural = _("key corrections")
        constraints = [
            *SeriesDecision.Meta.constraints,
            models.CheckConstraint(condition=~Q(slot=F("previous_slot")), name="keycorrection_changes_the_key"),
        ]


class Withdrawal(SeriesDecision):
    """A series that learners are no longer asked; what they answered stays."""

    class Meta(SeriesDecision.Meta):
        abstract = False
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
