"""What learners answered. Rows are written once, together, in one transaction."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models import ArticleVersion
from hub.models import AppendOnly, AppendOnlyQuerySet, Learner

from .question import QuestionVersion, VersionOption
from .quiz import Phase, Quiz


class AttemptQuerySet(AppendOnlyQuerySet):
    def counted(self):
        """Attempts that enter numbers: those without a flag."""
        return self.filter(flags=None)

    def for_phase(self, phase: Phase):
        return self.filter(phase=phase)


class Attempt(AppendOnly):
    """One sitting of one learner in one phase of a quiz."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    learner = models.ForeignKey(
        Learner, models.PROTECT, related_name="attempts", db_index=False, verbose_name=_("learner")
    )
    quiz = models.ForeignKey(Quiz, models.PROTECT, related_name="attempts", verbose_name=_("quiz"))
    phase = models.CharField(_("phase"), max_length=10, choices=Phase)
    article_version = models.ForeignKey(
        ArticleVersion, models.PROTECT, related_name="+", db_index=False, verbose_name=_("article version")
    )
    nonce = models.CharField(max_length=43, unique=True)
    submitted_at = models.DateTimeField(_("submitted"))
    opened_at = models.DateTimeField(_("form opened"), null=True)
    language = models.CharField(_("language"), max_length=12)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        ordering = ["submitted_at"]
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        constraints = [
            models.UniqueConstraint(fields=["learner", "quiz", "phase"], name="attempt_one_a_phase"),
            models.CheckConstraint(condition=Q(phase__in=["pre", "post", "follow-up"]), name="attempt_phase_known"),
        ]

    def __str__(self) -> str:
        return f"{self.quiz}, {self.get_phase_display()}"


class Answer(AppendOnly):
    """The choice for one question; without an option it says "I do not know"."""

    attempt = models.ForeignKey(
        Attempt, models.PROTECT, related_name="answers", db_index=False, verbose_name=_("attempt")
    )
    question_version = models.ForeignKey(
        QuestionVersion, models.PROTECT, related_name="answers", db_index=False, verbose_name=_("question version")
    )
    option = models.ForeignKey(
        VersionOption, models.PROTECT, null=True, related_name="answers", db_index=False, verbose_name=_("option")
    )
    was_correct = models.BooleanField(_("correct as scored then"))
    confidence = models.PositiveSmallIntegerField(
        _("confidence"), null=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(fields=["attempt", "question_version"], name="answer_once"),
            models.CheckConstraint(
                condition=Q(confidence=None) | Q(confidence__range=(1, 5)), name="answer_confidence_1_to_5"
            ),
            models.CheckConstraint(
                condition=Q(option__isnull=False) | Q(was_correct=False), name="answer_blank_not_correct"
            ),
        ]
        indexes = [models.Index(fields=["question_version", "attempt"], name="answer_by_question")]

    def __str__(self) -> str:
        return str(self.pk)


class AttemptFlag(AppendOnly):
    """A reason to leave an attempt out of the numbers; the attempt itself stays and is counted as left out."""

    class Kind(models.TextChoices):
        STAFF = "staff", _("Staff")
        TOO_FAST = "too_fast", _("Answered too fast")
        HONEYPOT = "honeypot", _("Filled in a hidden field")
        DUPLICATE_PERSON = "duplicate_person", _("Duplicate person")

    attempt = models.ForeignKey(Attempt, models.PROTECT, related_name="flags", verbose_name=_("attempt"))
    kind = models.CharField(_("reason"), max_length=20, choices=Kind)
    flagged_at = models.DateTimeField(_("flagged"))

    class Meta:
        verbose_name = _("flag")
        verbose_name_plural = _("flags")
        constraints = [models.UniqueConstraint(fields=["attempt", "kind"], name="attempt_flag_once")]

    def __str__(self) -> str:
        return self.get_kind_display()
