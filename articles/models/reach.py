"""How far articles reach, as counts alone: no visitor, no address, no cookie stands behind them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .version import ArticleVersion


class Reach(models.Model):
    """Views and reads of one version of an article on one day, in the zone of its hub."""

    version = models.ForeignKey(
        ArticleVersion, models.PROTECT, related_name="reach", db_index=False, verbose_name=_("article version")
    )
    day = models.DateField(_("day"))
    views = models.PositiveIntegerField(_("views"), default=0)
    reads = models.PositiveIntegerField(_("reads"), default=0)

    class Meta:
        ordering = ["version", "day"]
        verbose_name = _("reach of a version")
        verbose_name_plural = _("reach of versions")
        constraints = [models.UniqueConstraint(fields=["version", "day"], name="reach_once_a_day")]

    def __str__(self) -> str:
        return f"{self.version}, {self.day}"
