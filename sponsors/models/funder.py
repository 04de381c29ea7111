"""Funders: companies and organisations that support education."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hub.models import Kept, KeptQuerySet


class FunderQuerySet(KeptQuerySet):
    def active(self):
        """Funders with whom new agreements can be made."""
        return self.filter(retired_at=None)


class Funder(Kept):
    """A company or organisation that supports education; shown by name only, never by logo."""

    KEPT_IF = ("agreements",)
    KEPT_BECAUSE = _(
        "“%(name)s” cannot be deleted: there are agreements with it, and who paid stays on record. Retire it instead: "
        "it then gets no new agreement, and what it paid for stays listed."
    )

    slug = models.SlugField(unique=True)
    name = models.CharField(_("name"), max_length=160, unique=True, help_text=_("As readers see it, everywhere."))
    legal_name = models.CharField(_("legal name"), max_length=200, blank=True)
    country = models.CharField(
        _("country"), max_length=2, blank=True, help_text=_("Two letters, ISO 3166-1, such as DE.")
    )
    website = models.URLField(_("website"), blank=True, help_text=_("A plain link on the funders page, nowhere else."))
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True, editable=False)

    objects = FunderQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("funder")
        verbose_name_plural = _("funders")
        constraints = [
            models.CheckConstraint(
                condition=Q(country="") | Q(country__regex=r"^[A-Z]{2}$"),
                name="funder_country_iso",
                violation_error_message=_("Write the country as two capital letters, such as DE."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_active(self) -> bool:
        return self.retired_at is None
