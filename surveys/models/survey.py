"""Likert surveys after an article: statements with versions, answers by learner, never a name."""

import uuid
from collections.abc import Iterable

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models import Article, ArticleVersion, Objective
from hub.models import AppendOnly, AppendOnlyQuerySet, Change, FlagKind, Hub, Kept, Learner

from ..cut import SurveyCut


class LikertPoint(models.IntegerChoices):
    """The five labelled points, and nothing between them."""

    STRONGLY_DISAGREE = 1, _("Strongly disagree")
    DISAGREE = 2, _("Disagree")
    NEUTRAL = 3, _("Neither agree nor disagree")
    AGREE = 4, _("Agree")
    STRONGLY_AGREE = 5, _("Strongly agree")


class Statement(Kept):
    """A statement of a hub's library that surveys of its articles use.

    change: what the editor says of words that differ from the newest version; publication uses it up.
    """

    KEPT_IF = ("versions",)
    KEPT_BECAUSE = _(
        "The statement “%(name)s” has been published, and its answers are kept: it cannot be deleted. Retire it instead."
    )

    hub = models.ForeignKey(Hub, models.PROTECT, related_name="statements", verbose_name=_("hub"))
    key = models.SlugField(_("key"), max_length=60)
    text = models.CharField(_("statement"), max_length=300)
    moore = models.PositiveSmallIntegerField(
        _("Moore level"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(7)]
    )
    is_reversed = models.BooleanField(
        _("reversed"), default=False, help_text=_("Agreement is the unfavourable answer.")
    )
    change = models.CharField(_("what changed"), max_length=8, choices=Change, blank=True, editable=False)
    opens_commitment = models.BooleanField(
        _("opens a commitment"),
        default=False,
        help_text=_("Whoever agrees is asked what they will change, and weeks later what became of it."),
    )
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True, editable=False)

    class Meta:
        ordering = ["hub", "pk"]
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        constraints = [
            models.UniqueConstraint(
                fields=["hub", "key"],
                name="statement_key_once_a_hub",
                violation_error_message=_("This key is taken in the hub."),
            ),
            models.CheckConstraint(
                condition=Q(moore=None) | Q(moore__range=(1, 7)),
                name="statement_moore_1_to_7",
                violation_error_message=_("Moore levels run from 1 to 7."),
            ),
            models.CheckConstraint(condition=Q(change__in=["", *Change.values]), name="statement_change_known"),
            models.CheckConstraint(
                condition=Q(opens_commitment=False) | Q(is_reversed=False),
                name="statement_commitment_not_reversed",
                violation_error_message=_("Agreement with a reversed statement announces no change."),
            ),
        ]

    def __str__(self) -> str:
        return self.text


class StatementVersion(AppendOnly):
    """A statement as learners saw it. Versions of one series pool in reports; a change of meaning starts a new series."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    statement = models.ForeignKey(Statement, models.PROTECT, related_name="versions", verbose_name=_("statement"))
    number = models.PositiveIntegerField(_("version"))
    series = models.PositiveIntegerField(_("series"))
    text = models.CharField(_("statement"), max_length=300)
    is_reversed = models.BooleanField(_("reversed"))
    created_at = models.DateTimeField(_("created"))

    class Meta:
        ordering = ["statement", "-number"]
        verbose_name = _("statement version")
        verbose_name_plural = _("statement versions")
        constraints = [models.UniqueConstraint(fields=["statement", "number"], name="statement_version_number_once")]

    def __str__(self) -> str:
        return self.text


class Survey(Kept):
    """The statements asked after one article."""

    KEPT_IF = ("pins", "responses")
    KEPT_BECAUSE = _(
        "The survey of “%(name)s” has been published, and its answers are kept: it cannot be deleted. To retire it, take "
        "out its statements and publish."
    )

    article = models.OneToOneField(Article, models.PROTECT, related_name="survey", verbose_name=_("article"))
    statements = models.ManyToManyField(
        Statement, through="SurveyStatement", related_name="surveys", verbose_name=_("statements")
    )

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")

    def __str__(self) -> str:
        return str(self.article)


class SurveyStatement(models.Model):
    """A statement's place in a survey."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="lines")
    statement = models.ForeignKey(Statement, models.PROTECT, related_name="lines", verbose_name=_("statement"))
    objective = models.ForeignKey(
        Objective,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="statement_lines",
        verbose_name=_("learning objective"),
        help_text=_("Where the statement is about one objective. Empty: it is about the whole article."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("statement of the survey")
        verbose_name_plural = _("statements of the survey")
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "statement"],
                name="survey_statement_once",
                violation_error_message=_("This statement is in the survey already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.statement)


class PinnedStatement(AppendOnly):
    """The version of a statement that one published version of an article shows, with its place in the outcome plan.

    objective, objective_key and moore stand as they were when the article's version was published.
    """

    article_version = models.ForeignKey(
        ArticleVersion, models.PROTECT, related_name="pinned_statements", verbose_name=_("article version")
    )
    survey = models.ForeignKey(Survey, models.PROTECT, related_name="pins", verbose_name=_("survey"))
    statement_version = models.ForeignKey(
        StatementVersion, models.PROTECT, related_name="pins", verbose_name=_("statement version")
    )
    objective = models.CharField(_("objective"), max_length=400, blank=True)
    objective_key = models.SlugField(_("key of the objective"), max_length=40, blank=True)
    moore = models.PositiveSmallIntegerField(_("Moore level"), null=True)
    order = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        ordering = ["article_version", "order"]
        verbose_name = _("pinned statement")
        verbose_name_plural = _("pinned statements")
        constraints = [models.UniqueConstraint(fields=["article_version", "order"], name="pinned_statement_order_once")]

    def __str__(self) -> str:
        return str(self.statement_version)


def within(cut: SurveyCut, path: str = "") -> Q:
    """The condition that a response is in a cut. path: the way to the response, as "response__"."""
    conditions = dict(cut.conditions())
    if cut.surveys is not None:
        conditions["survey__in"] = cut.surveys
    return Q(**{f"{path}{lookup}": value for lookup, value in conditions.items()})


def is_uniform(points: Iterable[int | None]) -> bool:
    """Whether at least two of the answers are points, and all points the same; None stands for "not applicable"."""
    chosen = [point for point in points if point is not None]
    return len(chosen) > 1 and len(set(chosen)) == 1


class SurveyResponseQuerySet(AppendOnlyQuerySet):
    def counted(self):
        """Responses that enter numbers: those without a flag."""
        return self.filter(flags=None)

    def within(self, cut: SurveyCut):
        """The responses of a cut, flagged ones among them."""
        return self.filter(within(cut))


class SurveyResponse(AppendOnly):
    """One learner's survey, stored once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    learner = models.ForeignKey(
        Learner, models.PROTECT, related_name="survey_responses", db_index=False, verbose_name=_("learner")
    )
    survey = models.ForeignKey(Survey, models.PROTECT, related_name="responses", verbose_name=_("survey"))
    article_version = models.ForeignKey(
        ArticleVersion, models.PROTECT, related_name="+", db_index=False, verbose_name=_("article version")
    )
    nonce = models.CharField(max_length=43, unique=True)
    submitted_at = models.DateTimeField(_("submitted"))
    submitted_on = models.DateField(
        _("day"), help_text=_("In the zone that the hub had then: a zone set later moves no answer to another day.")
    )
    language = models.CharField(_("language"), max_length=12)
    is_uniform = models.BooleanField(
        _("one point throughout"), help_text=_("At least two statements have a point, and all of them the same.")
    )

    objects = SurveyResponseQuerySet.as_manager()

    class Meta:
        ordering = ["submitted_at"]
        verbose_name = _("survey response")
        verbose_name_plural = _("survey responses")
        constraints = [models.UniqueConstraint(fields=["learner", "survey"], name="survey_response_once")]

    def __str__(self) -> str:
        return str(self.survey)


class SurveyAnswer(AppendOnly):
    """Agreement with one statement, or "not applicable". A statement left blank has no row."""

    response = models.ForeignKey(
        SurveyResponse, models.PROTECT, related_name="answers", db_index=False, verbose_name=_("response")
    )
    survey = models.ForeignKey(
        Survey,
        models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name=_("survey"),
        help_text=_("That of the response, so that the answers to a statement are counted without reading responses."),
    )
    statement_version = models.ForeignKey(
        StatementVersion, models.PROTECT, related_name="answers", db_index=False, verbose_name=_("statement version")
    )
    value = models.PositiveSmallIntegerField(_("agreement"), choices=LikertPoint, null=True)
    is_not_applicable = models.BooleanField(_("not applicable"), default=False)

    class Meta:
        verbose_name = _("survey answer")
        verbose_name_plural = _("survey answers")
        constraints = [
            models.UniqueConstraint(fields=["response", "statement_version"], name="survey_answer_once"),
            models.CheckConstraint(
                # A comparison with NULL would let an answer without a point pass.
                condition=Q(value__isnull=False, value__range=(1, 5), is_not_applicable=False)
                | Q(value=None, is_not_applicable=True),
                name="survey_answer_point_or_not_applicable",
            ),
        ]
        # Reports count answers from this index alone.
        indexes = [
            models.Index(fields=["statement_version", "survey", "value", "response"], name="survey_answer_by_statement")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class SurveyFlag(AppendOnly):
    """A reason to leave a response out of the numbers; the response itself stays and is counted as left out."""

    Kind = FlagKind

    response = models.ForeignKey(SurveyResponse, models.PROTECT, related_name="flags", verbose_name=_("response"))
    kind = models.CharField(_("reason"), max_length=20, choices=Kind)
    flagged_at = models.DateTimeField(_("flagged"))

    class Meta:
        verbose_name = _("survey flag")
        verbose_name_plural = _("survey flags")
        constraints = [models.UniqueConstraint(fields=["response", "kind"], name="survey_flag_once")]

    def __str__(self) -> str:
        return self.get_kind_display()
