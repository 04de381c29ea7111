"""Which agreements a published version of an article named."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hub.models import AppendOnly

from .agreement import Agreement


class VersionSupport(AppendOnly):
    """One agreement behind the statement of one published version. The list of funders is made from these rows."""

    version = models.ForeignKey("articles.ArticleVersion", models.PROTECT, related_name="+", verbose_name=_("version"))
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="shown_in", verbose_name=_("agreement"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("support of a version")
        verbose_name_plural = _("support of versions")
        constraints = [models.UniqueConstraint(fields=["version", "agreement"], name="version_support_once")]

    def __str__(self) -> str:
        return f"{self.version}: {self.agreement}"
