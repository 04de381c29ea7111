"""What readers ask for: a topic or question that an article should take up."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce, Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from hub.models import AppendOnly, Hub

from .article import Article, Topic
from .version import ArticleVersion

LONGEST_SUGGESTION = 2_000
"""Characters."""


class SuggestionState(models.TextChoices):
    """How far a suggestion has come. Published is never set: it follows from the article that was accepted for it."""

    NEW = "new", _("New")
    CONSIDERED = "considered", _("Under consideration")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    PUBLISHED = "published", _("Published")


SETTABLE = tuple(state for state in SuggestionState if state != SuggestionState.PUBLISHED)


class SuggestionQuerySet(models.QuerySet):
    def unmerged(self):
        return self.filter(merged_into=None)

    def with_standing(self, now=None):
        """With `settled_article`, `settled_reason` and `standing`: the state that the sender is told.

        Those of a merged suggestion are those of the one it was merged into.
        """
        own = Q(merged_into=None)
        settled = self.annotate(
            settled_state=Coalesce("merged_into__state", "state"),
            settled_reason=Case(When(own, then="reason"), default="merged_into__reason"),
            settled_article=Case(When(own, then="article"), default="merged_into__article"),
        )
        live = ArticleVersion.objects.live(now).filter(article=OuterRef("settled_article"))
        is_published = Q(settled_state=SuggestionState.ACCEPTED) & Exists(live)
        return settled.annotate(
            standing=Case(
                When(is_published, then=Value(SuggestionState.PUBLISHED.value)),
                default="settled_state",
                output_field=models.CharField(),
            )
        )


class Suggestion(models.Model):
    """One suggestion as it was sent, and what became of it. Nothing here says who paid for anything."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    hub = models.ForeignKey(Hub, models.PROTECT, related_name="suggestions", verbose_name=_("hub"))
    topic = models.ForeignKey(
        Topic, models.SET_NULL, null=True, blank=True, related_name="suggestions", verbose_name=_("topic")
    )
    text = models.TextField(_("suggestion"), max_length=LONGEST_SUGGESTION, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=12, default="en")
    nonce = models.CharField(max_length=64, unique=True, editable=False)
    flags = models.JSONField(_("flags"), default=list, blank=True, help_text=_("Why it may come from a program."))
    submitted_at = models.DateTimeField(_("sent"))
    state = models.CharField(_("state"), max_length=12, choices=SuggestionState, default=SuggestionState.NEW)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    article = models.ForeignKey(
        Article, models.SET_NULL, null=True, blank=True, related_name="suggestions", verbose_name=_("article")
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="duplicates", verbose_name=_("merged into")
    )
    emptied_at = models.DateTimeField(_("text removed"), null=True, blank=True, editable=False)
    told = models.CharField(_("told by mail"), max_length=12, blank=True, editable=False)
    claimed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        ordering = ["-submitted_at", "pk"]
        verbose_name = _("content suggestion")
        verbose_name_plural = _("content suggestions")
        constraints = [
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("text"), LONGEST_SUGGESTION), name="suggestion_at_most_2000"
            ),
            models.CheckConstraint(
                condition=~Q(text="") | Q(emptied_at__isnull=False), name="suggestion_text_unless_emptied"
            ),
            models.CheckConstraint(condition=Q(state__in=SETTABLE), name="suggestion_state_settable"),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(reason=""), name="suggestion_declined_with_reason"
            ),
            models.CheckConstraint(
                condition=Q(article=None) | Q(state="accepted"), name="suggestion_article_if_accepted"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hub.short_name}, {self.submitted_at:%Y-%m-%d}"


class SuggestionStep(AppendOnly):
    """One change of a suggestion's state, or its merging into another. By nobody: the sending itself."""

    suggestion = models.ForeignKey(
        Suggestion, models.PROTECT, related_name="steps", verbose_name=_("content suggestion")
    )
    state = models.CharField(_("state"), max_length=12, choices=SuggestionState)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    merged_into = models.ForeignKey(
        Suggestion, models.PROTECT, null=True, related_name="+", verbose_name=_("merged into")
    )
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("step of a suggestion")
        verbose_name_plural = _("steps of suggestions")

    def __str__(self) -> str:
        return str(_("Merged")) if self.merged_into_id else self.get_state_display()
