"""What learners write in their own words. It may name a patient by mistake, so staff can redact it."""

import uuid

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .survey import SurveyResponse

LONGEST = 1000
"""Characters of one text."""


class WordsField(models.TextField):
    """A text that may be empty, of at most LONGEST characters."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"blank": True, "validators": [MaxLengthValidator(LONGEST)]} | kwargs)


class OwnWords(models.Model):
    """Texts of one learner, stored once. Redaction empties them and says who did it and when.

    The rows have random keys and no time of their own, so that a list in the order of keys tells nothing about people.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    redacted_at = models.DateTimeField(_("redacted"), null=True, editable=False)
    redacted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False, verbose_name=_("by")
    )

    # The names of the texts, for showing and for redacting.
    TEXTS: tuple[str, ...] = ()

    class Meta:
        abstract = True
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.pk)


def _redaction(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(redacted_at=None, redacted_by=None) | Q(redacted_at__isnull=False, redacted_by__isnull=False),
        name=f"{name}_redacted_by_and_at",
    )


class SurveyComment(OwnWords):
    """The free comment sent with a survey. It goes with the response when that is erased."""

    response = models.OneToOneField(SurveyResponse, models.CASCADE, related_name="comment", verbose_name=_("response"))
    text = WordsField(_("comment"))

    TEXTS = ("text",)

    class Meta(OwnWords.Meta):
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        constraints = [_redaction("survey_comment")]


class Commitment(OwnWords):
    """What a learner wants to change in practice after an article, and what could stop it."""

    response = models.OneToOneField(
        SurveyResponse, models.CASCADE, related_name="commitment", verbose_name=_("response")
    )
    change = WordsField(_("what will change"))
    obstacle = WordsField(_("what could stop it"))

    TEXTS = ("change", "obstacle")

    class Meta(OwnWords.Meta):
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        constraints = [_redaction("commitment")]


class CommitmentReview(OwnWords):
    """What became of a commitment, as the learner says weeks later."""

    class Outcome(models.TextChoices):
        YES = "yes", _("Yes")
        PARTLY = "partly", _("Partly")
        NOT_YET = "not_yet", _("Not yet")
        NO_LONGER = "no_longer", _("It no longer applies")

    commitment = models.OneToOneField(Commitment, models.CASCADE, related_name="review", verbose_name=_("commitment"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    obstacle = WordsField(_("what stopped it"))

    TEXTS = ("obstacle",)

    class Meta(OwnWords.Meta):
        verbose_name = _("review of a commitment")
        verbose_name_plural = _("reviews of commitments")
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=["yes", "partly", "not_yet", "no_longer"]),
                name="commitment_review_outcome_known",
            ),
            _redaction("commitment_review"),
        ]
