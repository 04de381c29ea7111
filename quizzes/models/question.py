"""The working question, and the immutable versions that learners answered."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.fields import CiteKeysField, RichTextField
from articles.models import Bloom
from articles.richtext import Profile
from hub.models import AppendOnly, AppendOnlyQuerySet, Change, Kept, KeptQuerySet


class QuestionQuerySet(KeptQuerySet):
    def in_use(self):
        return self.filter(retired_at=None)


class Question(Kept):
    """A question in work, with its options; a quiz shows what publication froze of it.

    change: what the editor says of the words that differ from the newest version; publication uses it up.
    remarks: the rules of `item_writing` that its words break, as `judging` last found.
    """

    KEPT_IF = ("versions",)
    KEPT_BECAUSE = _(
        "The question “%(name)s” has been published, and its answers are kept: it cannot be deleted. Retire it instead."
    )

    stem = models.TextField(_("stem"), help_text=_("The question itself, answerable without reading the options."))
    bloom = models.CharField(_("Bloom level"), max_length=12, choices=Bloom, blank=True)
    moore = models.PositiveSmallIntegerField(
        _("Moore level"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(7)]
    )
    rationale = RichTextField(
        _("rationale"), Profile.PARAGRAPHS, blank=True, help_text=_("Why the key is right; shown with the result.")
    )
    refs = CiteKeysField(_("sources"), blank=True, help_text=_("Citation keys."))
    external_id = models.CharField(
        _("external id"),
        max_length=100,
        blank=True,
        help_text=_("Its name in files that are imported and exported, unique among all questions."),
    )
    fixed_order = models.BooleanField(_("keep this order of options"), default=False)
    change = models.CharField(_("what changed"), max_length=8, choices=Change, blank=True, editable=False)
    remarks = models.CharField(_("remarks on its writing"), max_length=200, blank=True, editable=False)
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True, editable=False)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [
            models.CheckConstraint(
                condition=Q(moore=None) | Q(moore__range=(1, 7)),
                name="question_moore_1_to_7",
                violation_error_message=_("Moore levels run from 1 to 7."),
            ),
            models.CheckConstraint(condition=Q(change__in=["", *Change.values]), name="question_change_known"),
            models.UniqueConstraint(
                fields=["external_id"],
                condition=~Q(external_id=""),
                name="question_external_id_once",
                violation_error_message=_("Another question has this external id."),
            ),
        ]

    def __str__(self) -> str:
        return self.stem


class Option(models.Model):
    """One choice of a working question. `slot` stays with the choice when options are reordered."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="options")
    slot = models.CharField(_("slot"), max_length=20)
    text = models.CharField(_("option"), max_length=400)
    feedback = RichTextField(_("feedback"), Profile.LINE, blank=True, help_text=_("Why this choice is right or wrong."))
    is_key = models.BooleanField(
        _("key"), default=False, help_text=_("The right choice. Exactly one option is the key.")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("option")
        verbose_name_plural = _("options")
        constraints = [
            models.UniqueConstraint(
                fields=["question"],
                condition=Q(is_key=True),
                name="option_one_key",
                violation_error_message=_("Exactly one option is the key."),
            ),
            models.UniqueConstraint(
                fields=["question", "slot"],
                name="option_slot_once",
                violation_error_message=_("This slot is taken in the question."),
            ),
        ]

    def __str__(self) -> str:
        return self.text


class QuestionVersionQuerySet(AppendOnlyQuerySet):
    def withdrawn(self):
        """Versions that learners are no longer asked."""
        standing = {"series": F("series"), "undoes": None, "undone_by": None}
        return self.filter(**{f"question__withdrawals__{name}": value for name, value in standing.items()})


class QuestionVersion(AppendOnly):
    """A question as learners saw it. Versions of one series pool in reports; a change of meaning starts a new series.

    What is decided about a series later, see `KeyCorrection` and `Withdrawal`, holds for all its versions.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.ForeignKey(Question, models.PROTECT, related_name="versions", verbose_name=_("question"))
    number = models.PositiveIntegerField(_("version"))
    series = models.PositiveIntegerField(_("series"))
    stem = models.TextField(_("stem"))
    rationale = models.TextField(_("rationale"), blank=True)
    refs = models.CharField(_("sources"), max_length=500, blank=True)
    content_hash = models.CharField(max_length=64)
    created_at = models.DateTimeField(_("created"))

    objects = QuestionVersionQuerySet.as_manager()

    class Meta:
        ordering = ["question", "-number"]
        verbose_name = _("question version")
        verbose_name_plural = _("question versions")
        constraints = [models.UniqueConstraint(fields=["question", "number"], name="question_version_number_once")]

    def __str__(self) -> str:
        return f"{self.stem} ({self.number})"


class VersionOption(AppendOnly):
    """One choice of a question version, in the order every learner sees."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(
        QuestionVersion, models.PROTECT, related_name="options", verbose_name=_("question version")
    )
    slot = models.CharField(_("slot"), max_length=20)
    text = models.CharField(_("option"), max_length=400)
    feedback = models.TextField(_("feedback"), blank=True)
    is_key = models.BooleanField(_("key"))
    order = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        ordering = ["order"]
        verbose_name = _("option of a version")
        verbose_name_plural = _("options of a version")
        constraints = [
            models.UniqueConstraint(fields=["version"], condition=Q(is_key=True), name="version_option_one_key"),
            models.UniqueConstraint(fields=["version", "slot"], name="version_option_slot_once"),
            models.UniqueConstraint(fields=["version", "order"], name="version_option_order_once"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def letter(self) -> str:
        """A, B, C … by position."""
        return chr(ord("A") + self.order)
