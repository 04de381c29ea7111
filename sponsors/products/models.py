"""The register: products, the companies behind them, since when, and by which source."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from .recognition import key_of

_FUNDER = "sponsors.Funder"


class Company(models.Model):
    """A company that owns products, with the names under which it is known. One of them may be that of a funder."""

    name = models.CharField(_("name"), max_length=160, help_text=_("As readers see it where it supports an article."))
    funder = models.OneToOneField(
        _FUNDER,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="company",
        verbose_name=_("funder"),
        help_text=_("The funder that is this company, if it supports a hub."),
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("company")
        verbose_name_plural = _("companies")
        constraints = [
            models.UniqueConstraint(
                Lower("name"), name="company_once", violation_error_message=_("This company stands here already.")
            ),
            models.CheckConstraint(condition=~Q(name=""), name="company_named"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if CompanyName.objects.filter(name__iexact=self.name).exclude(company=self.pk).exists():
            raise ValidationError({"name": _("Another company is known under this name.")})

    @property
    def names(self) -> list[str]:
        """All names of the company, its own first."""
        return [self.name, *(other.name for other in self.other_names.all())]


class CompanyName(models.Model):
    """Another name of a company: a subsidiary, a former or a legal name."""

    company = models.ForeignKey(Company, models.CASCADE, related_name="other_names", verbose_name=_("company"))
    name = models.CharField(_("name"), max_length=160)

    class Meta:
        ordering = ["name"]
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="company_name_once",
                violation_error_message=_("A company is known under this name already."),
            ),
            models.CheckConstraint(condition=~Q(name=""), name="company_name_given"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if Company.objects.filter(name__iexact=self.name).exclude(pk=self.company_id).exists():
            raise ValidationError({"name": _("Another company is known under this name.")})


class Product(models.Model):
    """A medicine by its generic name (INN), with the other spellings by which an article may name it."""

    name = models.CharField(
        _("generic name"), max_length=120, help_text=_("The INN in small letters, such as isatuximab.")
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("product")
        verbose_name_plural = _("products")
        constraints = [
            models.UniqueConstraint(
                fields=["name"], name="product_once", violation_error_message=_("This product stands here already.")
            ),
            models.CheckConstraint(
                condition=Q(name=Lower("name")) & ~Q(name=""),
                name="product_name_folded",
                violation_error_message=_("Write the generic name in small letters, such as isatuximab."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        self.name = key_of(self.name)
        if ProductSpelling.objects.filter(text__iexact=self.name).exclude(product=self.pk).exists():
            raise ValidationError({"name": _("Another product lists this name among its spellings.")})


class ProductSpelling(models.Model):
    """Another way to write a product: a brand, a biosimilar suffix, an abbreviation."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="spellings", verbose_name=_("product"))
    text = models.CharField(
        _("spelling"), max_length=120, help_text=_("A whole word or several, in any case, such as Sarclisa or Isa.")
    )

    class Meta:
        ordering = ["text"]
        verbose_name = _("other spelling")
        verbose_name_plural = _("other spellings")
        constraints = [
            models.UniqueConstraint(
                Lower("text"),
                name="product_spelling_once",
                violation_error_message=_("A product lists this spelling already."),
            ),
            # A single letter, such as D for daratumumab, would be found in every other word of an article.
            models.CheckConstraint(
                condition=Q(text__regex=r"\w.*\w"),
                name="product_spelling_long_enough",
                violation_error_message=_("A spelling needs two letters or more."),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        super().clean()
        if Product.objects.filter(name__iexact=self.text).exclude(pk=self.product_id).exists():
            raise ValidationError({"text": _("This is the generic name of another product.")})


class OwnerQuerySet(models.QuerySet):
    def owning_in(self, first, last):
        """Owners on at least one day from `first` to `last`; an open end never ends."""
        return self.filter(Q(starts_on=None) | Q(starts_on__lte=last), Q(ends_on=None) | Q(ends_on__gte=first))


class ProductOwner(models.Model):
    """A company behind a product for a time, in one role, as a source says."""

    class Role(models.TextChoices):
        HOLDER = "holder", _("Marketing authorisation holder")
        ORIGINATOR = "originator", _("Originator")
        LICENSEE = "licensee", _("Licensee")
        CO_PROMOTER = "co-promoter", _("Co-promoter")

    product = models.ForeignKey(Product, models.CASCADE, related_name="owners", verbose_name=_("product"))
    company = models.ForeignKey(Company, models.PROTECT, related_name="products", verbose_name=_("company"))
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.HOLDER)
    starts_on = models.DateField(_("from"), null=True, blank=True, help_text=_("Empty: as long as anybody asks."))
    ends_on = models.DateField(_("to"), null=True, blank=True, help_text=_("The last day."))
    source = models.CharField(
        _("source"), max_length=300, help_text=_("What says so, such as the product information or a registry entry.")
    )
    source_url = models.URLField(_("address of the source"), max_length=300, blank=True)
    checked_on = models.DateField(_("checked on"), help_text=_("When somebody last looked into the source."))

    objects = OwnerQuerySet.as_manager()

    class Meta:
        ordering = ["product", "company", "starts_on"]
        verbose_name = _("owner")
        verbose_name_plural = _("owners")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="product_owner_ends_after_start",
                violation_error_message=_("The period ends before it starts."),
            ),
            models.UniqueConstraint(
                fields=["product", "company", "starts_on"],
                name="product_owner_once",
                violation_error_message=_("This company stands here for the same period already."),
            ),
            models.UniqueConstraint(
                fields=["product", "company"],
                condition=Q(starts_on=None),
                name="product_owner_once_open",
                violation_error_message=_("This company stands here without a first day already."),
            ),
            models.CheckConstraint(
                condition=~Q(source__regex=r"^\s*$"),
                name="product_owner_sourced",
                violation_error_message=_("Name the source: nobody owns a product on hearsay."),
            ),
            models.CheckConstraint(
                condition=Q(source_url="") | Q(source_url__startswith="https://"),
                name="product_owner_source_https",
                violation_error_message=_("The address of the source begins with https://."),
            ),
            models.CheckConstraint(
                condition=Q(role__in=("holder", "originator", "licensee", "co-promoter")),
                name="product_owner_role_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product}: {self.company}"
