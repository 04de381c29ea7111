"""Published versions and the approvals they rest on: written once, read for ever."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hub.models import AppendOnly, AppendOnlyError, AppendOnlyQuerySet

from ..richtext import plain_text


class Approval(AppendOnly):
    """A reviewer's word that exactly this content is right. Any later change of the content leaves it behind."""

    article = models.ForeignKey("articles.Article", models.PROTECT, related_name="approvals", verbose_name=_("article"))
    content_hash = models.CharField(_("content hash"), max_length=64)
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("reviewer"))
    approved_at = models.DateTimeField(_("approved"))
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")

    def __str__(self) -> str:
        return f"{self.article}, {self.reviewer}"


class VersionQuerySet(AppendOnlyQuerySet):
    def standing(self):
        """Versions that are or will be public: without those taken off the schedule before they were live."""
        return self.filter(unscheduling=None)

    def released(self, now=None):
        """Versions that had come out by `now`, also of articles that were taken down since."""
        return self.standing().filter(live_from__lte=now or timezone.now())

    def scheduled(self, now=None):
        """Versions that go live after `now`. An article has one at most: nothing is published beside it."""
        return self.standing().filter(live_from__gt=now or timezone.now())

    def live(self, now=None):
        """Versions that readers may see at `now`, the newest of an article first: the first one is what they see."""
        return self.released(now).filter(article__taken_down_at=None).order_by("article", "-number")

    def for_readers(self):
        """Without the frozen content, which is large and which no page shows."""
        return self.defer("content", "shown", "numbering")

    def seen(self, now=None):
        """The one version of each article that readers see at `now`."""
        newest = self.model.objects.live(now).filter(article=models.OuterRef("article")).values("pk")[:1]
        return self.filter(pk=models.Subquery(newest))

    def newest_live(self, now=None):
        """What readers see at `now`: one version an article, the latest publication date first."""
        versions = self.for_readers().defer("content", "shown", "numbering", "body_html")
        return versions.seen(now).select_related("article__hub").order_by("-published_on", "-pk")


class ArticleVersion(AppendOnly):
    """An article as published: the bundle, hashed, with what was shown around it. Only `body_html` is remade."""

    article = models.ForeignKey("articles.Article", models.PROTECT, related_name="versions", verbose_name=_("article"))
    number = models.PositiveIntegerField(_("version"))
    content = models.TextField(_("content"), help_text=_("The bundle in canonical form."))
    content_hash = models.CharField(_("content hash"), max_length=64)
    numbering = models.JSONField(_("reference numbers"), help_text=_("Citation key to printed number."))
    shown = models.JSONField(
        _("frozen parts"), help_text=_("What each part showed: support, quiz, survey; and the glossary.")
    )
    title = models.CharField(_("title"), max_length=300)
    summary = models.TextField(_("summary"), blank=True)
    byline = models.JSONField(_("byline"), default=list, help_text=_("Names in their order."))
    language = models.CharField(_("language"), max_length=12)
    published_on = models.DateField(_("shown publication date"))
    review_by = models.DateField(_("review by"), null=True)
    live_from = models.DateTimeField(_("live from"), db_index=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    approval = models.ForeignKey(Approval, models.PROTECT, related_name="versions", verbose_name=_("approval"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("published by")
    )
    created_at = models.DateTimeField(_("created"))
    body_html = models.TextField(_("rendered body"))

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["article", "-number"]
        verbose_name = _("article version")
        verbose_name_plural = _("article versions")
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="version_number_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="version_number_from_1"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.number}"

    @property
    def plain_summary(self) -> str:
        """The summary as text: what lists, feeds and search engines show."""
        return plain_text(self.summary)

    def save_body(self, body_html: str) -> None:
        """Replace the rendered body, the one column that is derived from the others."""
        self.body_html = body_html
        models.QuerySet(type(self)).filter(pk=self.pk).update(body_html=body_html)

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise AppendOnlyError(f"Version {self.number} is published: it cannot be changed. Publish a new version.")
        super().save(*args, **kwargs)
