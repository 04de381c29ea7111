"""What editors decided to do about a question of a quiz, and on which numbers."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from hub.models import AppendOnly, AppendOnlyQuerySet
from hub.stats import Pairs

from .question import Question
from .quiz import Quiz


class ReviewDecisionQuerySet(AppendOnlyQuerySet):
    def newest(self):
        """The last decision on each series in each quiz."""
        same = {name: OuterRef(name) for name in ("quiz", "question", "series")}
        return self.filter(~Exists(self.model.objects.filter(**same, number__gt=OuterRef("number"))))


class ReviewDecision(AppendOnly):
    """What to do about one series of a question in one quiz, after the causes that the worklist named. A later row revises it.

    It is a plan: correcting the key, withdrawing and rewriting happen where they always do. causes: those
    that were named then, words of `Cause` with spaces between. From n_before on: the numbers it was decided on, right
    answers by the key of that moment; change and its 95% limits from -1 to 1, None below 20 matched learners.
    """

    class Deed(models.TextChoices):
        REVISE_QUESTION = "revise question", _("Revise the question")
        REVISE_PASSAGE = "revise passage", _("Revise the passage")
        CORRECT_KEY = "correct key", _("Correct the key")
        KEEP = "keep", _("Keep as it is")
        WITHDRAW = "withdraw", _("Withdraw the question")

    quiz = models.ForeignKey(Quiz, models.PROTECT, related_name="review_decisions", verbose_name=_("quiz"))
    question = models.ForeignKey(Question, models.PROTECT, related_name="review_decisions", verbose_name=_("question"))
    series = models.PositiveIntegerField(_("series"))
    number = models.PositiveIntegerField(_("number"))
    deed = models.CharField(_("decision"), max_length=20, choices=Deed)
    causes = models.CharField(_("causes seen"), max_length=200, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"))
    n_before = models.PositiveIntegerField(_("answers before reading"))
    right_before = models.PositiveIntegerField(_("right before reading"))
    n_after = models.PositiveIntegerField(_("answers after reading"))
    right_after = models.PositiveIntegerField(_("right after reading"))
    retained = models.PositiveIntegerField(_("right both times"))
    unlearned = models.PositiveIntegerField(_("right then wrong"))
    learned = models.PositiveIntegerField(_("wrong then right"))
    never = models.PositiveIntegerField(_("wrong both times"))
    change = models.FloatField(_("change"), null=True)
    change_lower = models.FloatField(_("lower limit of the change"), null=True)
    change_upper = models.FloatField(_("upper limit of the change"), null=True)

    objects = ReviewDecisionQuerySet.as_manager()

    class Meta:
        ordering = ["quiz", "question", "series", "-number"]
        verbose_name = _("review decision")
        verbose_name_plural = _("review decisions")
        constraints = [
            models.UniqueConstraint(
                fields=["quiz", "question", "series", "number"], name="review_decision_number_once"
            ),
            models.CheckConstraint(
                condition=Q(deed__in=["revise question", "revise passage", "correct key", "keep", "withdraw"]),
                name="review_decision_deed_known",
            ),
            models.CheckConstraint(condition=~Q(deed="keep", note=""), name="review_decision_keep_has_a_note"),
            models.CheckConstraint(
                condition=Q(right_before__lte=F("n_before"), right_after__lte=F("n_after")),
                name="review_decision_right_among_all",
            ),
            models.CheckConstraint(
                # A comparison with NULL is not false: without the names of all three one alone could be NULL.
                condition=Q(change=None, change_lower=None, change_upper=None)
                | Q(
                    change__isnull=False,
                    change_lower__isnull=False,
                    change_upper__isnull=False,
                    change_lower__gte=-1,
                    change_lower__lte=F("change"),
                    change_upper__gte=F("change"),
                    change_upper__lte=1,
                ),
                name="review_decision_change_in_its_limits",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.get_deed_display()}"

    @property
    def seen(self) -> frozenset[str]:
        """The causes named when it was decided, as `Cause` writes them."""
        return frozenset(self.causes.split())

    @property
    def pairs(self) -> Pairs:
        return Pairs(self.retained, self.unlearned, self.learned, self.never)
