"""What learners answered. Rows are written once, together, in one transaction."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.utils.translation import gettext_lazy as _

from articles.models import ArticleVersion
from hub.models import AppendOnly, AppendOnlyQuerySet, FlagKind, Learner

from .decision import KeyCorrection
from .question import QuestionVersion, VersionOption
from .quiz import Phase, Quiz


class AttemptQuerySet(AppendOnlyQuerySet):
    def counted(self):
        """Attempts that enter numbers: those without a flag."""
        return self.filter(flags=None)


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
    submitted_on = models.DateField(
        _("day"), help_text=_("In the zone that the hub had then: a zone set later moves no answer to another day.")
    )
    opened_at = models.DateTimeField(_("form opened"), null=True)
    article_opened_at = models.DateTimeField(_("article opened"), null=True)
    article_read_at = models.DateTimeField(_("article read to its end"), null=True)
    n_shown = models.PositiveSmallIntegerField(_("questions shown"))
    language = models.CharField(_("language"), max_length=12)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        ordering = ["submitted_at"]
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        constraints = [
            models.UniqueConstraint(fields=["learner", "quiz", "phase"], name="attempt_one_a_phase"),
            models.CheckConstraint(condition=Q(phase__in=["pre", "post", "follow-up"]), name="attempt_phase_known"),
            models.CheckConstraint(condition=Q(n_shown__gte=1), name="attempt_shows_a_question"),
        ]

    def __str__(self) -> str:
        return f"{self.quiz}, {self.get_phase_display()}"


def right_now(path: str = "") -> Case:
    """Whether an answer is right by the key as it stands now; path: the way to the answer, as "answers__".

    Only for series whose key was ever corrected does this differ from how the answer was scored when stored.
    """
    decided = {"question": OuterRef("version__question"), "series": OuterRef("version__series")}
    key = KeyCorrection.objects.newest().filter(**decided, slot=OuterRef("slot"))
    corrected = KeyCorrection.objects.filter(question=OuterRef("question"), series=OuterRef("series"))
    versions = QuestionVersion.objects.filter(Exists(corrected)).values("pk")
    return Case(
        When(~Q(**{f"{path}question_version__in": versions}), then=F(f"{path}was_correct")),
        When(Q(**{f"{path}option__in": VersionOption.objects.filter(Exists(key)).values("pk")}), then=Value(True)),
        default=Value(False),
        output_field=models.BooleanField(),
    )


class AnswerQuerySet(AppendOnlyQuerySet):
    def scored(self):
        """With `is_right`: by the key as it stands now, while `was_correct` says how the answer was scored then."""
        return self.annotate(is_right=right_now())

    def rescored(self):
        """Answers that a correction of the key has made right or wrong since they were stored."""
        return self.scored().exclude(is_right=F("was_correct"))


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

    objects = AnswerQuerySet.as_manager()

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

    Kind = FlagKind

    attempt = models.ForeignKey(Attempt, models.PROTECT, related_name="flags", verbose_name=_("attempt"))
    kind = models.CharField(_("reason"), max_length=20, choices=Kind)
    flagged_at = models.DateTimeField(_("flagged"))

    class Meta:
        verbose_name = _("flag")
        verbose_name_plural = _("flags")
        constraints = [models.UniqueConstraint(fields=["attempt", "kind"], name="attempt_flag_once")]

    def __str__(self) -> str:
        return self.get_kind_display()
