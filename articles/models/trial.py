"""The trial registry: what a trial is, apart from what one article says of it."""

from itertools import chain, count

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Exists, OuterRef, Subquery
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from hub.fields import PartialDateField

from ..fields import TextListField
from ..registries import REGISTRIES, problem_with, tidy_number
from .reference import Reference
from .shown import VersionTrial

SLUG_LENGTH = 120


def slug_stem(acronym: str) -> str:
    """The slug that an acronym gives, with room for a number behind it; "" without letters from a to z."""
    return slugify(acronym)[: SLUG_LENGTH - 4].strip("-_")


class TrialQuerySet(models.QuerySet):
    def of_number(self, registry: str, value: str):
        """The trial of this registry number, if there is one."""
        return self.filter(ids__registry=registry, ids__value=value)

    def free_slug(self, stem: str) -> str:
        """The stem, or the stem with the first number from 2 on, that no trial has for its slug."""
        taken = set(self.filter(slug__startswith=stem).values_list("slug", flat=True))
        numbered = (f"{stem}-{number}" for number in count(2))
        return next(slug for slug in chain([stem], numbered) if slug not in taken)

    def public(self, hub, now=None):
        """Trials that readers of this hub find in an article that is live at `now`."""
        return self.filter(Exists(VersionTrial.objects.live(now).on(hub).filter(trial=OuterRef("pk"))))

    def with_article_counts(self, hub, now=None):
        """`n_articles`: the articles in which readers of this hub find the trial; None where there is none."""
        shown = VersionTrial.objects.live(now).on(hub).filter(trial=OuterRef("pk")).order_by().values("trial")
        return self.annotate(n_articles=Subquery(shown.annotate(n=Count("pk")).values("n")))


class Trial(models.Model):
    """A clinical trial, shared by all articles that discuss it."""

    slug = models.SlugField(max_length=SLUG_LENGTH, unique=True)
    acronym = models.CharField(_("acronym"), max_length=80)
    aliases = TextListField(_("other names"), blank=True)
    phases = TextListField(
        _("phases"),
        blank=True,
        help_text=_("One a line: EARLY_PHASE1, PHASE1, PHASE2, PHASE3, PHASE4 or NA. Phase I/II is two lines."),
    )
    design = models.CharField(_("design"), max_length=200, blank=True, help_text=_("Such as open-label randomized."))
    condition = models.CharField(_("condition"), max_length=200, blank=True)
    setting = models.CharField(
        _("setting"), max_length=200, blank=True, help_text=_("Such as newly diagnosed, transplant-ineligible.")
    )
    n_enrolled = models.PositiveIntegerField(_("enrolled"), null=True, blank=True)
    n_note = models.CharField(_("note on the numbers"), max_length=300, blank=True)
    question = models.CharField(
        _("question"), max_length=400, blank=True, help_text=_("What the trial asks, in one sentence.")
    )

    objects = TrialQuerySet.as_manager()

    class Meta:
        ordering = ["acronym"]
        verbose_name = _("trial")
        verbose_name_plural = _("trials")

    def __str__(self) -> str:
        return self.acronym

    def get_absolute_url(self) -> str:
        return reverse("articles:trial", args=[self.slug])


class OfTrial(models.Model):
    """A part of a trial, with a place among its siblings."""

    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        abstract = True
        ordering = ["order", "pk"]


def key_once(name: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(
        fields=["trial", "key"], name=name, violation_error_message=_("This key is taken in the trial.")
    )


class TrialId(OfTrial):
    """One registry number of a trial."""

    trial = models.ForeignKey(Trial, models.CASCADE, related_name="ids")
    registry = models.CharField(
        _("registry"),
        max_length=10,
        choices=[(registry.name, registry.label) for registry in REGISTRIES.values()],
        default="NCT",
    )
    value = models.CharField(_("number"), max_length=60)
    role = models.CharField(_("role"), max_length=60, blank=True)

    class Meta(OfTrial.Meta):
        verbose_name = _("registry number")
        verbose_name_plural = _("registry numbers")
        constraints = [
            models.UniqueConstraint(
                fields=["registry", "value"],
                name="trial_id_once",
                violation_error_message=_("This registry number belongs to a trial already."),
            ),
            models.CheckConstraint(
                condition=~models.Q(registry="NCT") | models.Q(value__regex=r"^NCT\d{8}$"),
                name="trial_id_nct_format",
                violation_error_message=_("An NCT number is NCT and eight digits."),
            ),
        ]

    def __str__(self) -> str:
        return self.value

    def clean(self) -> None:
        self.value = tidy_number(self.registry, self.value)
        if self.value and (problem := problem_with(self.registry, self.value)):
            raise ValidationError({"value": problem})


class TrialPart(OfTrial):
    """A part or cohort that reports on its own, such as induction and maintenance."""

    class Status(models.TextChoices):
        REPORTED = "reported", _("Reported")
        PENDING = "pending", _("Pending")

    trial = models.ForeignKey(Trial, models.CASCADE, related_name="parts")
    key = models.SlugField(_("key"), max_length=40)
    label = models.CharField(_("label"), max_length=160)
    status = models.CharField(_("status"), max_length=10, choices=Status, blank=True)

    class Meta(OfTrial.Meta):
        verbose_name = _("part")
        verbose_name_plural = _("parts")
        constraints = [key_once("trial_part_key_once")]

    def __str__(self) -> str:
        return self.label


class Arm(OfTrial):
    """A group of participants given the same regimen."""

    class Type(models.TextChoices):
        EXPERIMENTAL = "EXPERIMENTAL", _("Experimental")
        ACTIVE_COMPARATOR = "ACTIVE_COMPARATOR", _("Active comparator")
        PLACEBO_COMPARATOR = "PLACEBO_COMPARATOR", _("Placebo comparator")
        SHAM_COMPARATOR = "SHAM_COMPARATOR", _("Sham comparator")
        NO_INTERVENTION = "NO_INTERVENTION", _("No intervention")
        OTHER = "OTHER", _("Other")

    trial = models.ForeignKey(Trial, models.CASCADE, related_name="arms")
    key = models.SlugField(_("key"), max_length=40)
    abbr = models.CharField(_("abbreviation"), max_length=40, blank=True)
    label = models.CharField(_("label"), max_length=200, blank=True)
    type = models.CharField(_("type"), max_length=20, choices=Type, blank=True)
    n = models.PositiveIntegerField(_("n"), null=True, blank=True)
    part = models.ForeignKey(
        TrialPart, models.PROTECT, null=True, blank=True, related_name="arms", verbose_name=_("part")
    )
    regimen = TextListField(_("regimen"), blank=True, help_text=_("Generic drug names, one a line."))

    class Meta(OfTrial.Meta):
        verbose_name = _("arm")
        verbose_name_plural = _("arms")
        constraints = [key_once("arm_key_once")]

    def __str__(self) -> str:
        return self.abbr or self.label or self.key


class Endpoint(OfTrial):
    """What was measured."""

    class Type(models.TextChoices):
        PRIMARY = "PRIMARY", _("Primary")
        SECONDARY = "SECONDARY", _("Secondary")
        OTHER = "OTHER", _("Other")
        SAFETY = "SAFETY", _("Safety")

    class Better(models.TextChoices):
        LOWER = "lower", _("Lower is better")
        HIGHER = "higher", _("Higher is better")

    trial = models.ForeignKey(Trial, models.CASCADE, related_name="endpoints")
    key = models.SlugField(_("key"), max_length=40)
    measure = models.CharField(_("measure"), max_length=160)
    type = models.CharField(_("type"), max_length=10, choices=Type, blank=True)
    definition = models.CharField(_("definition"), max_length=300, blank=True)
    time_frame = models.CharField(_("time frame"), max_length=120, blank=True)
    better = models.CharField(_("direction of benefit"), max_length=6, choices=Better, blank=True)

    class Meta(OfTrial.Meta):
        verbose_name = _("endpoint")
        verbose_name_plural = _("endpoints")
        constraints = [key_once("endpoint_key_once")]

    def __str__(self) -> str:
        return self.measure


class RegulatoryEvent(OfTrial):
    """A decision of an agency that rests on the trial."""

    trial = models.ForeignKey(Trial, models.CASCADE, related_name="regulatory")
    agency = models.CharField(_("agency"), max_length=40)
    action = models.CharField(_("action"), max_length=80)
    date = PartialDateField(_("date"), blank=True, help_text=_("As 2024, 2024-09 or 2024-09-20."))
    product = models.CharField(_("product"), max_length=120, blank=True)
    indication = models.CharField(_("indication"), max_length=300, blank=True)
    ref = models.ForeignKey(
        Reference, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )

    class Meta(OfTrial.Meta):
        verbose_name = _("regulatory event")
        verbose_name_plural = _("regulatory events")

    def __str__(self) -> str:
        return f"{self.agency} {self.action} {self.date}".strip()
