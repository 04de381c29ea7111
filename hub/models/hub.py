"""A hub: one publication with its own domain, colours, language and zone."""

from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Max, Min, Q
from django.utils.translation import gettext_lazy as _

from ..contrast import DARK_PAPER, LIGHT_PAPER, MINIMUM, contrast
from ..declarations import Terms

colour = RegexValidator(
    r"^#[0-9a-f]{6}$", _("Write a colour as # and six hexadecimal digits in lower case, such as #0a5c7f.")
)


def validate_time_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(_("%(name)s is not a time zone of the IANA database."), params={"name": name})


def _claims(host: str) -> Q:
    """Whether a hub has `host`, with or without a port, as its domain or as `<slug>.localhost`."""
    host = host.split(":")[0].lower()
    claim = Q(domain=host)
    return claim | Q(slug=host.removesuffix(".localhost")) if host.endswith(".localhost") else claim


class LookBack(models.IntegerChoices):
    """The time before a declaration in which relationships have to be named."""

    YEAR = 12, _("12 months")
    TWO_YEARS = 24, _("24 months (ACCME)")
    THREE_YEARS = 36, _("36 months (ICMJE)")


class HubQuerySet(models.QuerySet):
    def at(self, host: str):
        """Hubs that claim this host; the default hub answers on others too, which is no claim."""
        return self.filter(_claims(host))

    def for_host(self, host: str) -> "Hub | None":
        """The hub that claims `host`, else the default hub, else None."""
        hubs = list(self.filter(Q(is_default=True) | _claims(host)))
        return next((hub for hub in hubs if not hub.is_default), None) or next(iter(hubs), None)

    def contact_email(self) -> str:
        """The contact address of the default hub, "" without one."""
        return self.filter(is_default=True).values_list("contact_email", flat=True).first() or ""

    def strictest_terms(self) -> Terms:
        """What satisfies every hub: people are shared by all."""
        strictest = self.aggregate(valid=Min("declaration_valid_months"), look_back=Max("declaration_look_back_months"))
        return Terms(strictest["valid"] or Terms.valid_months, strictest["look_back"] or Terms.look_back_months)


class Hub(models.Model):
    """A publication for one condition or field; articles, topics and site support belong to it."""

    slug = models.SlugField(unique=True)
    name = models.CharField(_("name"), max_length=120)
    short_name = models.CharField(_("short name"), max_length=40)
    condition = models.CharField(
        _("condition"), max_length=120, blank=True, help_text=_("The disease or field, such as multiple myeloma.")
    )
    domain = models.CharField(_("domain"), max_length=253, unique=True, null=True, blank=True)
    is_default = models.BooleanField(
        _("default hub"), default=False, help_text=_("Answers on every host that no other hub claims.")
    )
    accent = models.CharField(_("accent colour"), max_length=7, default="#0a5a66", validators=[colour])
    accent_dark = models.CharField(_("accent colour on dark"), max_length=7, default="#83c6d1", validators=[colour])
    publisher = models.CharField(
        _("publisher"), max_length=120, help_text=_("The organisation that develops the content.")
    )
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=12, default="en")
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC", validators=[validate_time_zone])
    objective_stem = models.CharField(
        _("objective lead-in"), max_length=160, default="After reading this article, learners will be able to"
    )
    committee_statement = models.TextField(
        _("what the steering committee does"),
        max_length=600,
        blank=True,
        help_text=_("Readers see it on the page of the committee. Empty: a neutral sentence."),
    )
    has_translate_notice = models.BooleanField(
        _("show the machine-translation notice"),
        default=True,
        help_text=_("Tells readers who let their browser translate a page that no person has checked the result."),
    )
    has_strict_placement = models.BooleanField(
        _("name funders on their own page and in statements only"),
        default=False,
        help_text=_(
            "As EACCME asks: the strip and the first line of an article then name nobody. Published articles follow "
            "when this is saved."
        ),
    )
    declaration_valid_months = models.PositiveSmallIntegerField(
        _("declarations of interests count for"),
        default=Terms.valid_months,
        help_text=_("Months. A contributor whose declaration is older has to declare again before publication."),
    )
    declaration_look_back_months = models.PositiveSmallIntegerField(
        _("declarations of interests look back"),
        default=Terms.look_back_months,
        choices=LookBack,
        help_text=_("The time before the declaration in which relationships have to be named."),
    )
    publishes_outcomes = models.BooleanField(
        _("publish what readers learned"),
        default=False,
        help_text=_(
            "Gives every article with a quiz a public page with its aggregate results up to the last full month, and a "
            "link to it."
        ),
    )
    takes_contributions = models.BooleanField(
        _("ask for contributions"),
        default=True,
        help_text=_("Shows the banner and opens the page on which readers pledge a contribution."),
    )
    contribution_url = models.URLField(
        _("payment page"),
        blank=True,
        help_text=_("Where somebody pays after pledging. Empty: the page says that the publisher will write."),
    )

    objects = HubQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("hub")
        verbose_name_plural = _("hubs")
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"],
                condition=Q(is_default=True),
                name="hub_one_default",
                violation_error_message=_("There is a default hub already."),
            ),
            models.CheckConstraint(condition=~Q(domain=""), name="hub_domain_null_or_named"),
            models.CheckConstraint(
                condition=Q(declaration_valid_months__gte=1, declaration_valid_months__lte=60),
                name="hub_declaration_valid_months",
                violation_error_message=_("A declaration of interests counts for 1 to 60 months."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        for field, paper in (("accent", LIGHT_PAPER), ("accent_dark", DARK_PAPER)):
            ratio = contrast(getattr(self, field), paper)
            if ratio < MINIMUM:
                raise ValidationError(
                    {
                        field: _(
                            "Links in this colour would be hard to read: contrast %(ratio).1f, at least %(minimum)s is needed."
                        )
                        % {"ratio": ratio, "minimum": MINIMUM}
                    }
                )

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which the hub's days begin and end."""
        return ZoneInfo(self.time_zone)

    @property
    def declaration_terms(self) -> Terms:
        """What this hub asks of declarations of interests."""
        return Terms(self.declaration_valid_months, self.declaration_look_back_months)
