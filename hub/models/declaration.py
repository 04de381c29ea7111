"""What people declare of their interests, on a day."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..declarations import Declared, latest_day
from ..interests import Period, read_period
from .person import Person

LONGEST_LOOK_BACK = 600


class DeclarationQuerySet(models.QuerySet):
    def counting(self):
        """Declarations that nobody withdrew; which of a person's stands on a day, `declarations` decides."""
        return self.filter(withdrawn_at=None)


class Declaration(models.Model):
    """What a person declared on one day: at least one interest, or that there is nothing to declare.

    Once it was reviewed, withdrawn or shown in a published version it is history: a new one is made instead.
    """

    class Collected(models.TextChoices):
        FORM = "form", _("form that the person filled in")
        ONLINE = "online", _("private link, by the person")
        EMAIL = "email", _("e-mail of the person")
        INTERVIEW = "interview", _("interview, noted by us")
        REGISTER = "register", _("public register")
        IMPORTED = "imported", _("imported with an article")

    person = models.ForeignKey(Person, models.PROTECT, related_name="declarations", verbose_name=_("person"))
    declared_on = models.DateField(
        _("declared on"), help_text=_("The day on which the person declared, not the day on which you enter it.")
    )
    has_nothing_to_declare = models.BooleanField(
        _("nothing to declare"),
        default=False,
        help_text=_("The person states that there is no relationship with a company. Else list each one below."),
    )
    look_back_months = models.PositiveSmallIntegerField(
        _("months covered"),
        null=True,
        blank=True,
        help_text=_("How many months before that day the person was asked about. Leave it empty only if nobody knows."),
    )
    collected_as = models.CharField(
        _("collected by"),
        max_length=12,
        choices=Collected,
        help_text=_("How the declaration reached you; keep the document, it has to be provable."),
    )
    mitigation = models.CharField(
        _("mitigation"),
        max_length=300,
        blank=True,
        help_text=_("How relationships were kept from shaping the content."),
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("reviewed by")
    )
    reviewed_on = models.DateField(_("reviewed on"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("reason for withdrawing"), max_length=300, blank=True)

    objects = DeclarationQuerySet.as_manager()

    class Meta:
        ordering = ["person", "-declared_on", "-pk"]
        verbose_name = _("declaration of interests")
        verbose_name_plural = _("declarations of interests")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "declared_on"],
                condition=Q(withdrawn_at=None),
                name="declaration_one_a_day",
                violation_error_message=_("This person has a declaration of that day already."),
            ),
            models.CheckConstraint(
                condition=Q(look_back_months=None)
                | Q(look_back_months__gte=1, look_back_months__lte=LONGEST_LOOK_BACK),
                name="declaration_look_back_months",
                violation_error_message=_("A declaration covers 1 to 600 months."),
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by=None, reviewed_on=None)
                | Q(reviewed_by__isnull=False, reviewed_on__isnull=False),
                name="declaration_reviewed_by_and_on",
                violation_error_message=_("A review has both a reviewer and a day."),
            ),
            models.CheckConstraint(
                condition=Q(reviewed_on=None) | Q(reviewed_on__gte=F("declared_on")),
                name="declaration_reviewed_after",
                violation_error_message=_("A declaration is reviewed on its day or later, not before."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
                name="declaration_withdrawn_with_reason",
                violation_error_message=_("A withdrawn declaration has a reason."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.declared_on}"

    def clean(self) -> None:
        super().clean()
        if self.declared_on and self.declared_on > latest_day(timezone.now()):
            raise ValidationError(
                {"declared_on": gettext("This day has not come yet. Enter the day of the declaration.")}
            )

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def is_reviewed(self) -> bool:
        return self.reviewed_on is not None

    @property
    def is_history(self) -> bool:
        """Whether it is edited no more: reviewed, withdrawn, or shown in a published version."""
        return self.pk is not None and (self.is_reviewed or self.is_withdrawn or self.showings.exists())

    def missing_statement(self, n_interests: int) -> str:
        """What makes it neither “nothing to declare” nor a list of interests, as a sentence; "" where it is one of them."""
        if self.has_nothing_to_declare and n_interests:
            return gettext("Either the person has nothing to declare, or there are interests: take one of them away.")
        if not self.has_nothing_to_declare and not n_interests:
            return gettext("List at least one interest, or tick that there is nothing to declare.")
        return ""

    def as_declared(self) -> Declared:
        """What checks ask of it. Reads the interests; a mitigation note without a review at this house does not count."""
        n_interests = len(self.interests.all())
        return Declared(
            declared_on=self.declared_on,
            look_back_months=self.look_back_months,
            has_interests=n_interests > 0,
            is_mitigated=self.is_reviewed and bool(self.mitigation),
            says_something=self.has_nothing_to_declare or n_interests > 0,
        )


class Interest(models.Model):
    """One relationship in a declaration: with whom, of what nature, when. Never an amount."""

    class Nature(models.TextChoices):
        GRANTS = "grants", _("grants")
        CONSULTING = "consulting", _("consulting")
        HONORARIA = "honoraria", _("honoraria")
        TRAVEL = "travel", _("travel")
        STOCK = "stock", _("stock")
        PATENTS = "patents", _("patents")
        BOARDS = "boards", _("boards")
        EMPLOYMENT = "employment", _("employment")
        OTHER = "other", _("other")

    class PaidTo(models.TextChoices):
        SELF = "self", _("the person")
        INSTITUTION = "institution", _("the institution")

    declaration = models.ForeignKey(
        Declaration, models.CASCADE, related_name="interests", verbose_name=_("declaration")
    )
    entity = models.CharField(
        _("company or organisation"), max_length=160, help_text=_("By its name alone: no brand and no amount.")
    )
    nature = models.CharField(_("nature"), max_length=12, choices=Nature)
    nature_note = models.CharField(
        _("nature in other words"),
        max_length=120,
        blank=True,
        help_text=_("Shown instead of the choice. Needed for “other”."),
    )
    period = models.CharField(
        _("period as stated"),
        max_length=60,
        blank=True,
        help_text=_("Only if the person wrote one, such as 2024-2025: it is shown as it stands and fills empty dates."),
    )
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("to"), null=True, blank=True)
    is_ongoing = models.BooleanField(_("ongoing"), default=False)
    covers_this_work = models.BooleanField(
        _("supports the present work"), default=False, help_text=_("ICMJE: support for the work that is published.")
    )
    paid_to = models.CharField(_("paid to"), max_length=12, choices=PaidTo, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("interest")
        verbose_name_plural = _("interests")
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="interest_ends_after_start",
                violation_error_message=_("The relationship ends before it starts: exchange the two days."),
            ),
            models.CheckConstraint(
                condition=Q(is_ongoing=False) | Q(ends_on=None),
                name="interest_ongoing_has_no_end",
                violation_error_message=_("An ongoing relationship has no last day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entity} ({self.nature_words})"

    def clean(self) -> None:
        super().clean()
        if self.nature == self.Nature.OTHER and not self.nature_note:
            raise ValidationError({"nature_note": gettext("Say what kind of relationship it is.")})
        if self.period and self.dates == Period():
            self.take_period()
        if read_period(self.period).is_reversed:
            raise ValidationError({"period": gettext("This period ends before it starts.")})

    @property
    def nature_words(self) -> str:
        """The nature as the person put it, else as the choice says it."""
        return self.nature_note or str(self.get_nature_display()) or gettext("relationship")

    @property
    def dates(self) -> Period:
        return Period(self.starts_on, self.ends_on, self.is_ongoing)

    def take_period(self) -> None:
        """Set the dates to what the period states in words; to none where it cannot be read."""
        read = read_period(self.period)
        self.starts_on, self.ends_on, self.is_ongoing = read.starts_on, read.ends_on, read.is_ongoing
