"""People who make content; what they declare stands in `declaration`."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from ..declarations import Terms, first_current_day

PORTRAITS = "portraits/"
SOON = timedelta(days=60)
"""How long before its end a declaration counts as about to run out."""


class PersonQuerySet(models.QuerySet):
    def with_last_declared(self, on: date):
        """Each person with `last_declared_on`: the day of the declaration that stands on `on`, None without one."""
        standing = Q(declarations__declared_on__lte=on, declarations__withdrawn_at=None)
        return self.annotate(last_declared_on=Max("declarations__declared_on", filter=standing))

    def declared(self, state: str, on: date, terms: Terms):
        """People by their standing declaration: "none", "current", "soon" (current, but not in 60 days) or "expired"."""
        people = self.with_last_declared(on)
        first = first_current_day(on, terms.valid_months)
        conditions = {
            "none": Q(last_declared_on=None),
            "current": Q(last_declared_on__gte=first),
            "soon": Q(
                last_declared_on__gte=first, last_declared_on__lt=first_current_day(on + SOON, terms.valid_months)
            ),
            "expired": Q(last_declared_on__lt=first),
        }
        return people.filter(conditions[state])


class Person(models.Model):
    """An expert, writer or reviewer, shared by all hubs; shown with affiliation and disclosure."""

    slug = models.SlugField(unique=True)
    name = models.CharField(_("name"), max_length=120)
    affiliation = models.CharField(_("affiliation"), max_length=200, blank=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    country = models.CharField(
        _("country"), max_length=2, blank=True, help_text=_("Two letters, ISO 3166-1, such as DE.")
    )
    portrait = models.ImageField(_("portrait"), upload_to=PORTRAITS, blank=True)
    portrait_alt = models.CharField(_("portrait description"), max_length=200, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="person",
        verbose_name=_("account"),
        help_text=_(
            "The account of this person, if there is one. Whoever stands in a byline cannot approve or publish that article."
        ),
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(country="") | models.Q(country__regex=r"^[A-Z]{2}$"),
                name="person_country_iso",
                violation_error_message=_("Write the country as two capital letters, such as DE."),
            )
        ]

    def __str__(self) -> str:
        return self.name
