"""Which people the published versions name: what gives a person a page, and which articles stand on it."""

from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from hub.models import AppendOnly, AppendOnlyQuerySet

from .article import Contributor
from .version import ArticleVersion


class VersionPersonQuerySet(AppendOnlyQuerySet):
    def public(self, hub, now=None):
        """Mentions in versions that readers of this hub can open at `now`, earlier ones of public articles included."""
        return self.filter(version__in=ArticleVersion.objects.live(now).filter(article__hub=hub).values("pk"))

    def with_current_number(self, now=None):
        """Each with `current_number`, that of the version readers see of the article at `now`."""
        newest = ArticleVersion.objects.live(now).filter(article=OuterRef("version__article"))
        return self.annotate(current_number=Subquery(newest.values("number")[:1]))


class VersionPerson(AppendOnly):
    """A person whom a published version of an article names, where and as what; by this alone a person is public."""

    version = models.ForeignKey(
        ArticleVersion, models.PROTECT, related_name="shown_people", verbose_name=_("article version")
    )
    person = models.ForeignKey("hub.Person", models.PROTECT, related_name="showings", verbose_name=_("person"))
    place = models.CharField(_("place"), max_length=10, choices=Contributor.Place)
    role = models.CharField(_("role"), max_length=80, blank=True)
    mention = models.JSONField(
        _("mention"), help_text=_("The person as the bundle of the version has it, with what was declared.")
    )

    objects = VersionPersonQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("person of a version")
        verbose_name_plural = _("people of versions")
        constraints = [models.UniqueConstraint(fields=["version", "person", "place"], name="version_person_once")]

    def __str__(self) -> str:
        return f"{self.person}, {self.version}"
