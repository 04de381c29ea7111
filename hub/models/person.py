"""People who make content, and what they declare."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

PORTRAITS = "portraits/"


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


class Declaration(models.Model):
    """What a person declared on one day. Without any interest row it says: nothing to declare."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="declarations", verbose_name=_("person"))
    declared_on = models.DateField(_("declared on"))
    mitigation = models.CharField(
        _("mitigation"), max_length=300, blank=True, help_text=_("How a conflict was resolved, if there is one.")
    )

    class Meta:
        ordering = ["person", "-declared_on"]
        verbose_name = _("declaration")
        verbose_name_plural = _("declarations")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "declared_on"],
                name="declaration_one_a_day",
                violation_error_message=_("This person has a declaration of that day already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.declared_on}"


class Interest(models.Model):
    """One financial relationship in a declaration: with whom, of what nature, when."""

    declaration = models.ForeignKey(
        Declaration, models.CASCADE, related_name="interests", verbose_name=_("declaration")
    )
    entity = models.CharField(_("entity"), max_length=160, help_text=_("The company or organisation, by name."))
    nature = models.CharField(_("nature"), max_length=120, help_text=_("Such as honoraria, consulting, grants, stock."))
    period = models.CharField(_("period"), max_length=60, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("interest")
        verbose_name_plural = _("interests")

    def __str__(self) -> str:
        return f"{self.entity} ({self.nature})"
