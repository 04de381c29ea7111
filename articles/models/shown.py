"""Which trials and declarations the published versions show: the first makes a trial public, the second keeps a declaration."""

from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from hub.models import AppendOnly, AppendOnlyQuerySet

from .version import ArticleVersion


class VersionTrialQuerySet(AppendOnlyQuerySet):
    def live(self, now=None):
        """What readers see at `now`: of each article the trials of its newest live version alone."""
        newest = ArticleVersion.objects.live(now).filter(article=OuterRef("version__article")).values("pk")[:1]
        return self.filter(version=Subquery(newest))

    def on(self, hub):
        """Trials in articles of this hub."""
        return self.filter(version__article__hub=hub)

    def newer_than(self, version: ArticleVersion, now=None):
        """Trials of `version` in articles published later in the same hub and language, the newest article first."""
        later = self.live(now).on(version.article.hub_id).filter(version__published_on__gt=version.published_on)
        return (
            later.filter(version__language=version.language, trial__showings__version=version)
            .exclude(version__article=version.article_id)
            .order_by("-version__published_on", "-version", "trial__acronym")
        )


class VersionTrial(AppendOnly):
    """A trial that a published version of an article shows, in a block of its own or in a landscape table."""

    version = models.ForeignKey(
        ArticleVersion, models.PROTECT, related_name="shown_trials", verbose_name=_("article version")
    )
    trial = models.ForeignKey("articles.Trial", models.PROTECT, related_name="showings", verbose_name=_("trial"))

    objects = VersionTrialQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("trial of a version")
        verbose_name_plural = _("trials of versions")
        constraints = [models.UniqueConstraint(fields=["version", "trial"], name="version_trial_once")]

    def __str__(self) -> str:
        return f"{self.trial}, {self.version}"


class VersionDeclaration(AppendOnly):
    """A declaration of interests that a published version shows; from then on it is history."""

    version = models.ForeignKey(
        ArticleVersion, models.PROTECT, related_name="shown_declarations", verbose_name=_("article version")
    )
    declaration = models.ForeignKey(
        "hub.Declaration", models.PROTECT, related_name="showings", verbose_name=_("declaration")
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("declaration of a version")
        verbose_name_plural = _("declarations of versions")
        constraints = [models.UniqueConstraint(fields=["version", "declaration"], name="version_declaration_once")]

    def __str__(self) -> str:
        return f"{self.declaration}, {self.version}"
