"""The quiz of an article: its questions in order, and what publication pinned of them."""

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from articles.models import Article, ArticleVersion, Bloom, Objective
from hub.models import AppendOnly, AppendOnlyQuerySet, Kept

from .decision import Withdrawal
from .question import Question, QuestionVersion


class Phase(models.TextChoices):
    PRE = "pre", _("Before reading")
    POST = "post", _("After reading")
    FOLLOW_UP = "follow-up", _("Follow-up")


class Quiz(Kept):
    """The same questions before and after one article."""

    KEPT_IF = ("pins", "attempts")
    KEPT_BECAUSE = _(
        "The quiz of “%(name)s” has been published, and its answers are kept: it cannot be deleted. To retire it, take "
        "out its questions, give the reason on the article, and publish."
    )

    class Mode(models.TextChoices):
        PRE_POST = "pre_post", _("Before and after")
        POST = "post", _("After only")

    class Presentation(models.TextChoices):
        ONE = "one", _("One question at a time")
        ALL = "all", _("All questions on one page")

    article = models.OneToOneField(Article, models.PROTECT, related_name="quiz", verbose_name=_("article"))
    mode = models.CharField(_("mode"), max_length=10, choices=Mode, default=Mode.PRE_POST)
    presentation = models.CharField(_("presentation"), max_length=5, choices=Presentation, default=Presentation.ALL)
    confidence = models.BooleanField(_("ask for confidence"), default=False)
    dont_know = models.BooleanField(_("offer “I do not know”"), default=False)
    questions = models.ManyToManyField(
        Question, through="QuizQuestion", related_name="quizzes", verbose_name=_("questions")
    )

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")

    def __str__(self) -> str:
        return str(self.article)


class QuizQuestion(models.Model):
    """A question's place in a quiz, and what it tests there."""

    quiz = models.ForeignKey(Quiz, models.CASCADE, related_name="lines")
    question = models.ForeignKey(Question, models.PROTECT, related_name="lines", verbose_name=_("question"))
    key = models.SlugField(_("key"), max_length=40, blank=True)
    objective = models.ForeignKey(
        Objective, models.SET_NULL, null=True, blank=True, related_name="lines", verbose_name=_("learning objective")
    )
    evidence = models.SlugField(
        _("evidence"), max_length=60, blank=True, help_text=_("Key of the block that proves the answer.")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("question of the quiz")
        verbose_name_plural = _("questions of the quiz")
        constraints = [
            models.UniqueConstraint(
                fields=["quiz", "question"],
                name="quiz_question_once",
                violation_error_message=_("This question is in the quiz already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.question)


class PinnedQuestionQuerySet(AppendOnlyQuerySet):
    def asked(self):
        """Without questions that were withdrawn."""
        series = {"question": OuterRef("question_version__question"), "series": OuterRef("question_version__series")}
        return self.filter(~Exists(Withdrawal.objects.standing().filter(**series)))


class PinnedQuestion(AppendOnly):
    """The version of a question that one published version of an article shows, with its place in the outcome plan.

    objective, objective_key, moore and bloom stand as they were when the article's version was published.
    """

    article_version = models.ForeignKey(
        ArticleVersion, models.PROTECT, related_name="pinned_questions", verbose_name=_("article version")
    )
    quiz = models.ForeignKey(Quiz, models.PROTECT, related_name="pins", verbose_name=_("quiz"))
    question_version = models.ForeignKey(
        QuestionVersion, models.PROTECT, related_name="pins", verbose_name=_("question version")
    )
    objective = models.CharField(_("objective"), max_length=400, blank=True)
    objective_key = models.SlugField(_("key of the objective"), max_length=40, blank=True)
    moore = models.PositiveSmallIntegerField(_("Moore level"), null=True)
    bloom = models.CharField(_("Bloom level"), max_length=12, choices=Bloom, blank=True)
    evidence = models.SlugField(max_length=60, blank=True)
    order = models.PositiveSmallIntegerField(_("order"))

    objects = PinnedQuestionQuerySet.as_manager()

    class Meta:
        ordering = ["article_version", "order"]
        verbose_name = _("pinned question")
        verbose_name_plural = _("pinned questions")
        constraints = [
            models.UniqueConstraint(fields=["article_version", "order"], name="pinned_question_order_once"),
            models.UniqueConstraint(fields=["article_version", "question_version"], name="pinned_question_once"),
        ]

    def __str__(self) -> str:
        return str(self.question_version)
