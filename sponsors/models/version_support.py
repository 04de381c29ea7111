"""Which agreements a published version of an article named."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hub.models import AppendOnly, AppendOnlyQuerySet

from .agreement import Agreement


class VersionSupportQuerySet(AppendOnlyQuerySet):
    def released(self, now):
        """Of versions that had come out by `now`, as `ArticleVersion` says it."""
        versions = self.model._meta.get_field("version").related_model
        return self.filter(version__in=versions.objects.released(now).order_by())


class VersionSupport(AppendOnly):
    """One agreement behind the statement of one published version. The list of funders is made from these rows."""

    version = models.ForeignKey("articles.ArticleVersion", models.PROTECT, related_name="+", verbose_name=_("version"))
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="shown_in", verbose_name=_("agreement"))

    objects = VersionSupportQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("support of a version")
        verbose_name_plural = _("support of versions")
        constraints = [models.UniqueConstraint(fields=["version", "agreement"], name="version_support_once")]

    def __str__(self) -> str:
        return f"{self.version}: {self.agreement}"
