"""What supports one article, in its working copy."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .agreement import Agreement


class ArticleSupport(models.Model):
    """What supports one article. A row without agreements states: no external funding."""

    article = models.OneToOneField(
        "articles.Article", models.PROTECT, related_name="support", verbose_name=_("article")
    )
    agreements = models.ManyToManyField(
        Agreement, through="SupportingAgreement", related_name="supported", verbose_name=_("agreements")
    )
    statement = models.TextField(
        _("own wording"),
        blank=True,
        help_text=_(
            "Empty: the statement is made from the agreements, which is the normal case. Own wording names every "
            "funder, praises nobody, and is marked as own wording in the published version."
        ),
    )
    products = models.JSONField(
        _("products"), default=dict, blank=True, help_text=_('Drug to owner, such as {"isatuximab": "Sanofi"}.')
    )

    class Meta:
        verbose_name = _("article support")
        verbose_name_plural = _("article support")

    def __str__(self) -> str:
        return str(self.article)


class SupportingAgreement(models.Model):
    """One agreement behind one article's support; agreements that support an article cannot be deleted."""

    support = models.ForeignKey(ArticleSupport, models.CASCADE, related_name="lines")
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="lines", verbose_name=_("agreement"))
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("supporting agreement")
        verbose_name_plural = _("supporting agreements")
        constraints = [
            models.UniqueConstraint(
                fields=["support", "agreement"],
                name="support_agreement_once",
                violation_error_message=_("This agreement is attached already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.agreement)
